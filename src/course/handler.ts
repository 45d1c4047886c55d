/**
 * What a service's handler sees: the message in its hands and what it may do. Types only, and the
 * reference that a learner reads; the world decides what each step does and how long it takes.
 */
import type { Json } from '../world';

/** A message, under CloudEvents' attribute names. Frozen: a fact does not change. */
export interface Event<Data = Json> {
  /** Unique: the producer's id and its count, such as "orders/54". */
  readonly id: string;
  /** What it says, such as "OrderPlaced". */
  readonly type: string;
  /** The part that made it. */
  readonly source: string;
  /** Virtual time at which it was made, in ms. */
  readonly time: number;
  /** An event states a fact, a command asks for a deed, a query for an answer. */
  readonly form: 'event' | 'command' | 'query' | 'reply';
  /** The same for everything that follows from one cause, such as "order-54". */
  readonly correlationId: string;
  /** Id of the message that led to this one; null if nothing in here did. */
  readonly causationId: string | null;
  /**
   * How often it has been handed out, this time included: 1 at first. A stream does not count:
   * there it is how often this instance has tried the record in a row.
   */
  readonly delivery: number;
  readonly data: Data;
  /** By which a stream chose the partition; null if it has none. */
  readonly key: string | null;
  /** Id of the stream that it was read from, its partition and offset; of records only. */
  readonly stream?: string;
  readonly partition?: number;
  readonly offset?: number;
  /** What its publisher gave along, if anything. */
  readonly headers?: { readonly [name: string]: Json };
  readonly priority?: number;
}

/** What can be said of one publication; it outweighs what the service is configured to say. */
export interface PublishOptions {
  /** Records of one key stay in order, in one partition; null is none. */
  readonly key?: string | null;
  /** From 0 to 255; the higher goes first in a queue that knows priorities. */
  readonly priority?: number;
  /** How long it may wait in a queue, in ms. */
  readonly ttlMs?: number;
  /** What a headers exchange goes by. */
  readonly headers?: { readonly [name: string]: string | number | boolean | null };
  /** What a direct or topic exchange goes by. */
  readonly routingKey?: string;
}

/**
 * What a handler can do. Each step takes virtual time, and the service may be killed between any
 * two of them. Data must be plain JSON of at most 64 kB; it is copied.
 */
export interface Context {
  /** Virtual time, in ms. */
  readonly now: number;
  /**
   * States a fact. Resolves when the broker has taken charge of it, which says nothing of who
   * reads it. Rejects if the service does not publish this type, and if the broker turns it away.
   */
  publish(type: string, data: Json, options?: PublishOptions): Promise<void>;
  /**
   * Asks another part and waits for its answer: the reply's data. Rejects when it is refused and
   * when time is up, by default after 5,000 ms. A timeout does not say whether it was done.
   */
  call<Reply = Json>(
    part: string,
    type: string,
    data: Json,
    options?: { readonly timeoutMs?: number },
  ): Promise<Reply>;
  /** Writes a line into the run's log. Takes no time. */
  log(text: string): void;
  /** A number from 0 up to, not including, 1: the same one in the same run. */
  random(): number;
}

/**
 * The default export of a handler's module. When it has returned, a message from a queue is
 * acknowledged, a record of a stream counts as handled; what it returns answers a request. What
 * it throws sends the message back; a record is tried again while its partition stands still.
 */
export type Handler<Data = Json> = (event: Event<Data>, ctx: Context) => Promise<Json | void>;
