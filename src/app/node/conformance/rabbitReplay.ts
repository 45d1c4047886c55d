/** Plays one recording of RabbitMQ on a simulated broker; what should come of it: rabbitmq.ts. */
import {
  type BrokerPartInput,
  deathsUpTo,
  type Fact,
  type FactReader,
  factReader,
  forEachReady,
  lastDeath,
  LoneBroker,
  messageId,
  packTerms,
  queueCounts,
  queueOf,
  type QueueState,
  readFact,
} from '../../../world';

/** The queue of a recording. */
export interface QueueOptions {
  readonly type: 'classic' | 'quorum';
  readonly messageTtlMs?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly overflow?: 'drop-head' | 'reject-publish' | undefined;
  readonly maxPriority?: number | undefined;
  readonly deliveryLimit?: number | undefined;
  readonly singleActiveConsumer?: boolean | undefined;
  /** Dead letters go to a second, classic queue. */
  readonly deadLetter?: boolean | undefined;
}

/** What was done to it. Each consumer is on a channel of its own. */
export type Step =
  | {
      readonly op: 'publish';
      readonly body: string;
      readonly priority?: number | undefined;
      readonly ttlMs?: number | undefined;
    }
  | {
      readonly op: 'consume';
      readonly consumer: string;
      readonly prefetch?: number | undefined;
      readonly autoAck?: boolean | undefined;
      readonly consumerPriority?: number | undefined;
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

export interface Delivery {
  readonly consumer: string;
  readonly body: string;
  readonly redelivered: boolean;
  /** Quorum queues, from the second delivery on. */
  readonly deliveryCount?: number | undefined;
}

/** A message that was left in one of the queues. */
export interface Letter {
  readonly body: string;
  readonly redelivered: boolean;
  readonly deaths?: readonly { readonly reason: string; readonly count: number }[] | undefined;
}

/** What was seen after a step. */
export interface Observation {
  readonly deliveries: readonly Delivery[];
  readonly ready: number;
  readonly deadLettered: number;
  readonly outcome?: string | number | undefined;
}

const [EXCHANGE, QUEUE, GRAVES] = ['exchange', 'queue', 'graves'];
const [PUBLISHER, DRAINER] = ['publisher', 'drainer'];
/** Ids of consumers begin so, lest one is called as another part is. */
const CONSUMER = 'consumer ';

/** How long a step takes that is not a wait: next to nothing, but after it comes the next. */
const STEP_MS = 1;

export class RabbitReplay {
  private readonly broker: LoneBroker;
  private readonly reader: FactReader;
  /** Of the messages published, in order. */
  private readonly published: { readonly body: string; readonly message: number }[] = [];
  private readonly subscribed = new Set<string>();

  constructor(
    private readonly options: QueueOptions,
    steps: readonly Step[],
  ) {
    const consumers = new Set(steps.flatMap((step) => ('consumer' in step ? [step.consumer] : [])));
    this.broker = new LoneBroker(partsOf(options), [
      PUBLISHER,
      DRAINER,
      ...[...consumers].map((consumer) => CONSUMER + consumer),
    ]);
    const { plan, journal, values } = this.broker;
    this.reader = factReader(plan, journal, values);
  }

  /** Plays a step; returns what the recorder would have seen. */
  step(step: Step): Observation {
    const from = this.broker.journal.length;
    const outcome = this.carryOut(step);
    this.broker.advance(step.op === 'wait' ? step.ms : STEP_MS);
    const deliveries = this.deliveriesFrom(from);
    const { ready } = queueCounts(this.queue(QUEUE));
    const deadLettered =
      this.options.deadLetter === true ? queueCounts(this.queue(GRAVES)).ready : 0;
    return { deliveries, ready, deadLettered, outcome };
  }

  /** Closes the consumers as they came, then reads what is left. */
  finish(): { readonly remaining: readonly Letter[]; readonly deadLetters: readonly Letter[] } {
    for (const consumer of this.subscribed) this.close(consumer);
    this.broker.advance(STEP_MS);
    const remaining = this.drain(QUEUE);
    return { remaining, deadLetters: this.options.deadLetter === true ? this.drain(GRAVES) : [] };
  }
  private carryOut(step: Step): string | number | undefined {
    switch (step.op) {
      case 'publish':
        return this.publish(step);
      case 'consume':
        this.consume(step);
        return undefined;
      case 'ack':
        return this.settle('ack', step.consumer, step.body);
      case 'nack':
        return this.settle(step.requeue ? 'requeue' : 'reject', step.consumer, step.body);
      case 'crash':
        this.subscribed.delete(step.consumer);
        this.close(step.consumer);
        return undefined;
      case 'purge': {
        const { ready } = queueCounts(this.queue(QUEUE));
        this.broker.intervene({ kind: 'Purge', part: QUEUE });
        return ready;
      }
      case 'wait':
        return undefined;
    }
  }

  private publish({ body, priority, ttlMs }: Extract<Step, { op: 'publish' }>): string | undefined {
    const message = this.broker.create(PUBLISHER, {
      ...(priority === undefined ? {} : { priority }),
      ...(ttlMs === undefined ? {} : { ttlMs }),
    });
    this.published.push({ body, message });
    const from = this.broker.journal.length;
    this.broker.pass('publish', PUBLISHER, EXCHANGE, { message });
    const answers = this.factsFrom(from).map((fact) =>
      fact.kind === 'MessageSent' && fact.to === PUBLISHER ? fact.purpose : undefined,
    );
    if (answers.includes('confirm')) return 'confirmed';
    return answers.includes('unconfirmed') ? 'rejected' : undefined;
  }

  private consume(step: Extract<Step, { op: 'consume' }>): void {
    const { consumer, prefetch = 0, autoAck = false, consumerPriority = 0 } = step;
    this.subscribed.add(consumer);
    const argument = packTerms({ prefetch, autoAck, priority: consumerPriority });
    this.broker.pass('subscribe', CONSUMER + consumer, QUEUE, { argument });
  }

  private settle(
    purpose: 'ack' | 'requeue' | 'reject',
    consumer: string,
    body: string,
  ): string | undefined {
    const from = this.broker.journal.length;
    for (const { message } of this.published.filter((one) => one.body === body)) {
      this.broker.pass(purpose, CONSUMER + consumer, QUEUE, { message });
      const isDropped = this.factsFrom(from).some(({ kind }) => kind === 'ParcelDropped');
      if (!isDropped) return undefined;
    }
    return 'not-held';
  }

  private close(consumer: string): void {
    this.broker.pass('closed', CONSUMER + consumer, QUEUE, {});
  }

  private queue(id: string): QueueState {
    return queueOf(this.broker.world, this.broker.plan.indexOf(id));
  }

  /** Takes everything out, so that what is too old dies when it comes to the head. */
  private drain(id: string): Letter[] {
    const { journal } = this.broker;
    const deaths = new Map<string, Letter['deaths']>();
    forEachReady(this.queue(id), Infinity, ({ message, place }) => {
      const died = deathsUpTo(journal, lastDeath(journal, place));
      if (died.length === 0) return;
      deaths.set(
        messageId(this.reader, message),
        died.map(({ reason, count }) => ({ reason, count })),
      );
    });
    const from = journal.length;
    const argument = packTerms({ prefetch: 0, autoAck: true, priority: 0 });
    this.broker.pass('subscribe', DRAINER, id, { argument });
    return this.factsFrom(from).flatMap((fact) => {
      if (fact.kind !== 'MessageDelivered') return [];
      const { message, redelivered } = fact;
      const died = deaths.get(message);
      const body = this.bodyOfId(message);
      return [{ body, redelivered, ...(died === undefined ? {} : { deaths: died }) }];
    });
  }

  private deliveriesFrom(from: number): Delivery[] {
    return this.factsFrom(from).flatMap((fact) => {
      if (fact.kind !== 'MessageDelivered') return [];
      const { service, handouts, redelivered } = fact;
      const counts = this.options.type === 'quorum' && handouts > 1;
      const delivery: Delivery = {
        consumer: service.slice(CONSUMER.length),
        body: this.bodyOfId(fact.message),
        redelivered,
        ...(counts ? { deliveryCount: handouts - 1 } : {}),
      };
      return [delivery];
    });
  }

  /** Of a message id such as "publisher/3". */
  private bodyOfId(id: string): string {
    return this.published[Number(id.slice(PUBLISHER.length + 1)) - 1].body;
  }

  private factsFrom(from: number): Fact[] {
    const { length } = this.broker.journal;
    return Array.from({ length: length - from }, (_, index) => readFact(this.reader, from + index));
  }
}

function partsOf({ deadLetter, ...options }: QueueOptions): BrokerPartInput[] {
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  return [
    { kind: 'exchange', id: EXCHANGE, type: 'fanout' },
    {
      kind: 'queue',
      id: QUEUE,
      type: options.type,
      ...given,
      bindings: [EXCHANGE],
      deadLetter: deadLetter === true ? { queue: GRAVES } : 'none',
    },
    { kind: 'queue', id: GRAVES, type: 'classic' },
  ];
}
