/** Owns what producers of records keep, and its form as a row of integers, no rule of it. */
import type { IntReader, IntWriter } from '../kernel';

/** What one instance keeps of one stream. */
export interface Lane {
  /** Next sequence, by partition (K12). */
  readonly next: number[];
  /** Where records without a key go now, how many went there, which batch it is (K2). */
  sticky: number;
  inBatch: number;
  batches: number;
}

/** One instance as a producer. */
export interface Producer {
  /** Raised at each beginning, and when a record is given up: its sequence would be a gap. */
  epoch: number;
  /** By index of the stream. */
  readonly lanes: Map<number, Lane>;
  /** Streams with an open transaction, in the order in which they were written to (K13). */
  readonly open: number[];
}

export interface PendingRecord {
  /** How often it was sent. */
  tries: number;
  /** The agenda's number of its deadline or next try. */
  order: number;
}

/** What a part keeps as a producer. */
export interface Producing {
  /** By instance; it outlives the instance, so that a later one has a higher epoch. */
  readonly producers: Producer[];
  /** Records without an answer, by seq of RecordPrepared. */
  readonly pending: Map<number, PendingRecord>;
  /** Keys chosen by hand, by index of the stream: a field's name in the value table, -1: none. */
  readonly keys: Map<number, number>;
}

/** A part that has produced nothing yet. */
export const noProducing = (): Producing => ({
  producers: [],
  pending: new Map(),
  keys: new Map(),
});

const newProducer = (): Producer => ({ epoch: -1, lanes: new Map(), open: [] });

/** What is kept of an instance; begun if need be. For evolve. */
export function producerOf(own: Producing, instance: number): Producer {
  const { producers } = own;
  while (producers.length <= instance) producers.push(newProducer());
  return producers[instance];
}

/** What an instance keeps of a stream, if it has written there. */
export function laneOf(own: Producing, instance: number, stream: number): Lane | undefined {
  return own.producers[instance]?.lanes.get(stream);
}

export function saveProducing({ producers, pending, keys }: Producing, out: IntWriter): void {
  out.push(producers.length);
  for (const { epoch, open, lanes } of producers) {
    out.push(epoch);
    out.list(open);
    out.push(lanes.size);
    for (const [stream, { sticky, inBatch, batches, next }] of lanes) {
      out.push(stream);
      out.push(sticky);
      out.push(inBatch);
      out.push(batches);
      out.list(next);
    }
  }
  out.push(pending.size);
  for (const [prepared, { tries, order }] of pending) {
    out.push(prepared);
    out.push(tries);
    out.push(order);
  }
  out.push(keys.size);
  for (const [stream, key] of keys) {
    out.push(stream);
    out.push(key);
  }
}

export function loadProducing(input: IntReader): Producing {
  const producers = input.many((): Producer => {
    const producer = { epoch: input.next(), open: input.list(), lanes: new Map<number, Lane>() };
    for (let left = input.next(); left > 0; left--) {
      const stream = input.next();
      const [sticky, inBatch, batches] = [input.next(), input.next(), input.next()];
      producer.lanes.set(stream, { sticky, inBatch, batches, next: input.list() });
    }
    return producer;
  });
  const pending = new Map<number, PendingRecord>();
  for (let left = input.next(); left > 0; left--) {
    pending.set(input.next(), { tries: input.next(), order: input.next() });
  }
  const keys = new Map<number, number>();
  for (let left = input.next(); left > 0; left--) keys.set(input.next(), input.next());
  return { producers, pending, keys };
}
