/** Reads the recordings of RabbitMQ 4.0.5 and plays one on the bench, for specs only. */
import { readFileSync } from 'node:fs';
import { unpackDelivery, packTerms } from '../../parcel';
import type { QueueOptions } from './harness';
import { Bench } from './harness';

type Step =
  | {
      readonly op: 'publish';
      readonly body: string;
      readonly priority?: number;
      readonly ttlMs?: number;
    }
  | {
      readonly op: 'consume';
      readonly consumer: string;
      readonly prefetch?: number;
      readonly autoAck?: boolean;
      readonly consumerPriority?: number;
    }
  | { readonly op: 'ack'; readonly consumer: string; readonly body: string }
  | {
      readonly op: 'nack';
      readonly consumer: string;
      readonly body: string;
      readonly requeue: boolean;
    }
  | { readonly op: 'crash'; readonly consumer: string }
  | { readonly op: 'purge' }
  | { readonly op: 'wait'; readonly ms: number };

interface Delivery {
  readonly consumer: string;
  readonly body: string;
  readonly redelivered: boolean;
  /** Absent on the first delivery, and in classic queues. */
  readonly deliveryCount?: number;
}

/** What was seen after a step. Deliveries are in order for each consumer, not across them. */
export interface Observation {
  readonly deliveries: readonly Delivery[];
  readonly ready: number;
  readonly deadLettered: number;
  readonly outcome?: string | number;
}

/** What was left once all consumers had closed. */
export interface Rest {
  readonly remaining: readonly { readonly body: string; readonly redelivered: boolean }[];
  readonly deadLetters: readonly {
    readonly body: string;
    readonly redelivered: boolean;
    readonly deaths?: readonly { readonly reason: string; readonly count: number }[];
  }[];
}

export interface Recording {
  readonly name: string;
  readonly queue: QueueOptions & { readonly deadLetter?: boolean };
  readonly steps: readonly Step[];
  readonly observed: readonly Observation[];
  readonly afterAllConsumersClosed: Rest;
}

/** The cases of a file under fixtures. */
export function readRecordings(file: string): Recording[] {
  const text = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8');
  return JSON.parse(text) as Recording[]; // in the form that conformance describes
}

const OPTIONS_BUILT = ['type', 'singleActiveConsumer', 'deadLetter'];

/** True if a case needs nothing that is not built: no limits of time, length or deliveries. */
export function isCovered({ queue, steps }: Recording): boolean {
  return (
    Object.keys(queue).every((option) => OPTIONS_BUILT.includes(option)) &&
    steps.every((step) => !('ttlMs' in step) && !('priority' in step))
  );
}

/** Sorts deliveries by consumer and keeps their order for each. */
export function byConsumer(deliveries: readonly Delivery[]): Record<string, Delivery[]> {
  const sorted: Record<string, Delivery[]> = {};
  for (const delivery of deliveries) (sorted[delivery.consumer] ??= []).push(delivery);
  return sorted;
}

/** One recording, played. */
export class Playing {
  private readonly bench: Bench;
  private readonly bodies: string[] = [];
  private readonly subscribed: string[] = [];

  constructor(private readonly recording: Recording) {
    const { type, singleActiveConsumer = false } = recording.queue;
    this.bench = new Bench({ type, singleActiveConsumer });
  }

  /** Plays a step; returns what the recorder would have seen. */
  step(step: Step): Observation {
    const from = this.bench.journal.length;
    const outcome = this.carryOut(step);
    const { ready, dead } = this.bench.queue;
    return {
      deliveries: this.deliveriesFrom(from),
      ready: ready.count,
      // Without a dead-letter queue the recorder had nowhere to count them.
      deadLettered: this.recording.queue.deadLetter === true ? dead.length : 0,
      ...(outcome === undefined ? {} : { outcome }),
    };
  }

  /** Closes the consumers as they came, then reads what is left. */
  finish(): Rest {
    for (const consumer of this.subscribed) this.close(consumer);
    const { ready, dead } = this.bench.queue;
    const remaining = [];
    for (let entry = ready.first; entry !== undefined; entry = entry.next) {
      remaining.push({ body: this.bodyOf(entry.message), redelivered: entry.handouts > 0 });
    }
    if (this.recording.queue.deadLetter !== true) return { remaining, deadLetters: [] };
    const deadLetters = dead.map(({ entry }) => ({
      body: this.bodyOf(entry.message),
      redelivered: false,
      deaths: [{ reason: 'rejected', count: 1 }],
    }));
    return { remaining, deadLetters };
  }

  private carryOut(step: Step): string | number | undefined {
    switch (step.op) {
      case 'publish':
        return this.publish(step.body);
      case 'consume':
        this.consume(step);
        return undefined;
      case 'ack':
        return this.settle('ack', step.consumer, step.body);
      case 'nack':
        return this.settle(step.requeue ? 'requeue' : 'reject', step.consumer, step.body);
      case 'crash':
        this.subscribed.splice(this.subscribed.indexOf(step.consumer), 1);
        this.close(step.consumer);
        return undefined;
      case 'purge':
        return this.purge();
      case 'wait':
        return undefined;
    }
  }

  private publish(body: string): string | undefined {
    const message = this.bench.message(this.bodies.push(body));
    const from = this.bench.journal.length;
    this.bench.pass('publish', 'orders', 'events', { message });
    const confirmed = this.bench.sentFrom(from).some(({ purpose }) => purpose === 'confirm');
    return confirmed ? 'confirmed' : undefined;
  }

  private consume(step: Extract<Step, { op: 'consume' }>): void {
    const { consumer, prefetch = 0, autoAck = false, consumerPriority = 0 } = step;
    this.subscribed.push(consumer);
    const argument = packTerms({ prefetch, autoAck, priority: consumerPriority });
    this.bench.pass('subscribe', consumer.toLowerCase(), 'inbox', { argument });
  }

  private settle(
    purpose: 'ack' | 'requeue' | 'reject',
    consumer: string,
    body: string,
  ): string | undefined {
    const message = this.bench.message(this.bodies.indexOf(body) + 1);
    const from = this.bench.journal.length;
    this.bench.pass(purpose, consumer.toLowerCase(), 'inbox', { message });
    const isDropped = this.bench.factsFrom(from).some(({ kind }) => kind === 'ParcelDropped');
    return isDropped ? 'not-held' : undefined;
  }

  private purge(): number {
    const { count } = this.bench.queue.ready;
    this.bench.intervene({ kind: 'Purge', part: 'inbox' });
    return count;
  }

  private close(consumer: string): void {
    this.bench.pass('closed', consumer.toLowerCase(), 'inbox', {});
  }

  private bodyOf(message: number): string {
    return this.bodies.find((_, index) => this.bench.message(index + 1) === message) ?? '';
  }

  private deliveriesFrom(from: number): Delivery[] {
    return this.bench
      .sentFrom(from)
      .filter(({ purpose }) => purpose === 'deliver')
      .map(({ to, message, argument }) => {
        const { handouts } = unpackDelivery(argument);
        const counts = this.recording.queue.type === 'quorum' && handouts > 1;
        return {
          consumer: to.toUpperCase(),
          body: this.bodyOf(message),
          redelivered: handouts > 1,
          ...(counts ? { deliveryCount: handouts - 1 } : {}),
        };
      });
  }
}
