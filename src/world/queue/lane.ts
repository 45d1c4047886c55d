/** Owns copies of messages and lists of them in order; what a queue's lists mean: ready.ts. */
import type { IntReader, IntWriter } from '../../kernel';

/** The time of what never happens: later than any virtual time. */
export const NEVER_MS = 0x7fffffff;

/** One copy of a message, from the moment it is enqueued until it is gone. */
export interface Entry {
  /** Seq of its MessageCreated fact. */
  readonly message: number;
  /** Seq of its MessageEnqueued fact: its original place, since seqs grow as copies arrive. */
  readonly place: number;
  /** Which lane of the queue it belongs to (Q14). */
  readonly level: number;
  /** When it expires, should it then stand at the head; NEVER_MS if it does not (Q8). */
  readonly expiresMs: number;
  /** How often it was handed out so far. */
  handouts: number;
  /** While it is held: seq of the MessageDelivered fact that handed it out. */
  deliveredSeq: number;
  /** Neighbour towards the head while ready; else undefined. */
  previous: Entry | undefined;
  /** Neighbour towards the tail while ready; in a consumer's hands see hands.ts. */
  next: Entry | undefined;
}

/**
 * Copies in order, as a linked list: whatever is taken or put back costs the same in a queue of
 * ten and of a hundred thousand.
 */
export interface Lane {
  first: Entry | undefined;
  last: Entry | undefined;
  count: number;
  /** Where a copy was last put between others, or one near it: the next one often goes there. */
  near: Entry | undefined;
}

export function newLane(): Lane {
  return { first: undefined, last: undefined, count: 0, near: undefined };
}

/** A copy that was never handed out. */
export function newEntry(message: number, place: number, level = 0, expiresMs = NEVER_MS): Entry {
  return {
    message,
    place,
    level,
    expiresMs,
    handouts: 0,
    deliveredSeq: -1,
    previous: undefined,
    next: undefined,
  };
}

/** Puts a copy behind all others. */
export function append(lane: Lane, entry: Entry): void {
  insertAfter(lane, lane.last, entry);
}

/**
 * Puts a copy where it stood before. The search begins where the last one ended, so that a
 * consumer giving back thousands in order does not walk the queue each time.
 */
export function insertByPlace(lane: Lane, entry: Entry): void {
  const { place } = entry;
  let before = lane.near ?? lane.first;
  while (before !== undefined && before.place > place) before = before.previous;
  while (before?.next !== undefined && before.next.place < place) before = before.next;
  insertAfter(lane, before, entry);
  lane.near = entry;
}

/** Takes a copy of this lane out of it. */
export function unlink(lane: Lane, entry: Entry): void {
  const { previous, next } = entry;
  if (previous === undefined) lane.first = next;
  else previous.next = next;
  if (next === undefined) lane.last = previous;
  else next.previous = previous;
  if (lane.near === entry) lane.near = previous;
  entry.previous = undefined;
  entry.next = undefined;
  lane.count--;
}

export function clearLane(lane: Lane): void {
  Object.assign(lane, newLane());
}

function insertAfter(lane: Lane, before: Entry | undefined, entry: Entry): void {
  const after = before === undefined ? lane.first : before.next;
  entry.previous = before;
  entry.next = after;
  if (before === undefined) lane.first = entry;
  else before.next = entry;
  if (after === undefined) lane.last = entry;
  else after.previous = entry;
  lane.count++;
}

const LEVELS = 256;

/** Writes one copy; where it stands or who holds it is for the caller to write. */
export function saveEntry(entry: Entry, out: IntWriter): void {
  const expires = entry.expiresMs !== NEVER_MS;
  out.push(entry.message);
  out.push(entry.place);
  out.push((entry.handouts * LEVELS + entry.level) * 2 + (expires ? 1 : 0));
  if (expires) out.push(entry.expiresMs);
}

/** Reads what `saveEntry` wrote. */
export function loadEntry(input: IntReader): Entry {
  const [message, place, packed] = [input.next(), input.next(), input.next()];
  const rest = packed >> 1;
  const expiresMs = (packed & 1) === 1 ? input.next() : NEVER_MS;
  const entry = newEntry(message, place, rest % LEVELS, expiresMs);
  entry.handouts = Math.floor(rest / LEVELS);
  return entry;
}
