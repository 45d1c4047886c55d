/**
 * Owns the choice of a record's partition, as pure functions: by its key (K1), or sticky where it
 * has none (K2). Who counts a batch's records and how many there are is the producer's business.
 */
import { drawInteger } from '../kernel';
import { utf8Of } from './utf8';

const SEED = 0x9747b28c;
const FACTOR = 0x5bd1e995;
const POSITIVE = 0x7fffffff;

/** Murmur2 as Kafka's clients compute it, as a signed 32-bit integer (K1). */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  let hash = SEED ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    const mixed = Math.imul(word, FACTOR);
    hash = Math.imul(hash, FACTOR) ^ Math.imul(mixed ^ (mixed >>> 24), FACTOR);
  }
  const rest = length - whole;
  if (rest === 3) hash ^= bytes[whole + 2] << 16;
  if (rest >= 2) hash ^= bytes[whole + 1] << 8;
  if (rest >= 1) hash = Math.imul(hash ^ bytes[whole], FACTOR);
  hash = Math.imul(hash ^ (hash >>> 13), FACTOR);
  return hash ^ (hash >>> 15);
}

/** The partition of a key among `partitionCount`, from 0 (K1). The empty text is a key. */
export function partitionOf(key: string, partitionCount: number): number {
  return (murmur2(utf8Of(key)) & POSITIVE) % partitionCount;
}

/**
 * How often each partition is drawn, given the lengths of their queues of unsent records: the
 * longer, the more seldom (K2, Kafka's adaptive partitioning).
 */
export function adaptiveWeights(lengths: readonly number[]): number[] {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return lengths.map((length) => longest + 1 - length);
}

/** What the sticky partitioner goes by when a batch is full. */
export interface StickyChoice {
  /** Where the batch that is full went; -1 before the first. */
  readonly current: number;
  /** Partitions that have a leader, ascending; not empty. */
  readonly available: readonly number[];
  /** How many records wait for each of the available ones; without it all are alike. */
  readonly lengths?: readonly number[];
  /** The stream of draws, and which one this is. */
  readonly stream: number;
  readonly ordinal: number;
}

/**
 * The partition of the next batch (K2): another one than before, unless it is the only one that
 * is available. It is drawn, not taken in turn.
 */
export function nextStickyPartition(choice: StickyChoice): number {
  const { current, available, lengths, stream, ordinal } = choice;
  if (available.length === 1) return available[0];
  const weights = lengths === undefined ? available.map(() => 1) : adaptiveWeights(lengths);
  const weightOf = (at: number): number => (available[at] === current ? 0 : weights[at]);
  let total = 0;
  for (let at = 0; at < available.length; at++) total += weightOf(at);
  let drawn = drawInteger(stream, ordinal, 0, total - 1);
  let at = 0;
  while (drawn >= weightOf(at)) drawn -= weightOf(at++);
  return available[at];
}
