/**
 * Owns the order in which the ready messages of a queue stand (Q2, Q5); who gets them is the
 * business of line.ts, and what becomes of them that of evolve.ts.
 */
import type { IntReader, IntWriter } from '../../kernel';
import type { QueueType } from './schema';

/** One copy of a message, from the moment it is enqueued until it is gone. */
export interface Entry {
  /** Seq of its MessageCreated fact. */
  readonly message: number;
  /** Seq of its MessageEnqueued fact: its original place, since seqs grow as copies arrive. */
  readonly place: number;
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
 * The ready messages, head first, as a linked list: whatever is taken or put back costs the same
 * in a queue of ten and of a hundred thousand.
 */
export interface Ready {
  readonly type: QueueType;
  first: Entry | undefined;
  last: Entry | undefined;
  count: number;
  /** How many of them were handed out before: they will be flagged redelivered. */
  redelivered: number;
  /**
   * The entry that was put back last, if it is still here, else one nearer the head. In a quorum
   * queue the returned messages are those up to and including it.
   */
  lastReturned: Entry | undefined;
}

/** A queue with nothing ready. */
export function noneReady(type: QueueType): Ready {
  return {
    type,
    first: undefined,
    last: undefined,
    count: 0,
    redelivered: 0,
    lastReturned: undefined,
  };
}

/** A copy that was never handed out. */
export function newEntry(message: number, place: number): Entry {
  return { message, place, handouts: 0, deliveredSeq: -1, previous: undefined, next: undefined };
}

/** Q2: what is published stands behind everything else. */
export function pushBack(ready: Ready, entry: Entry): void {
  insertAfter(ready, ready.last, entry);
}

/** Q5: classic puts back at the original place, quorum behind what was returned before. */
export function putBack(ready: Ready, entry: Entry): void {
  const before = ready.type === 'classic' ? lastBefore(ready, entry.place) : ready.lastReturned;
  insertAfter(ready, before, entry);
  ready.lastReturned = entry;
}

/** Takes an entry of this list out of it. */
export function takeOut(ready: Ready, entry: Entry): void {
  const { previous, next } = entry;
  if (previous === undefined) ready.first = next;
  else previous.next = next;
  if (next === undefined) ready.last = previous;
  else next.previous = previous;
  if (ready.lastReturned === entry) ready.lastReturned = previous;
  entry.previous = undefined;
  entry.next = undefined;
  ready.count--;
  if (entry.handouts > 0) ready.redelivered--;
}

/** The first ready copy of a message, searched from the head. */
export function findReady(ready: Ready, message: number): Entry | undefined {
  let entry = ready.first;
  while (entry !== undefined && entry.message !== message) entry = entry.next;
  return entry;
}

/** Q15: nothing is ready any more. */
export function clearReady(ready: Ready): void {
  Object.assign(ready, noneReady(ready.type));
}

/**
 * The last entry whose place is before the given one. The search begins where the last return
 * ended, so that a consumer giving back thousands in order does not walk the queue each time.
 */
function lastBefore(ready: Ready, place: number): Entry | undefined {
  let entry = ready.lastReturned ?? ready.first;
  while (entry !== undefined && entry.place > place) entry = entry.previous;
  while (entry?.next !== undefined && entry.next.place < place) entry = entry.next;
  return entry;
}

function insertAfter(ready: Ready, before: Entry | undefined, entry: Entry): void {
  const after = before === undefined ? ready.first : before.next;
  entry.previous = before;
  entry.next = after;
  if (before === undefined) ready.first = entry;
  else before.next = entry;
  if (after === undefined) ready.last = entry;
  else after.previous = entry;
  ready.count++;
  if (entry.handouts > 0) ready.redelivered++;
}

/** Writes the ready messages, head first. */
export function saveReady(ready: Ready, out: IntWriter): void {
  out.push(ready.count);
  for (let entry = ready.first; entry !== undefined; entry = entry.next) saveEntry(entry, out);
}

/** Reads what `saveReady` wrote. */
export function loadReady(type: QueueType, input: IntReader): Ready {
  const ready = noneReady(type);
  for (let count = input.next(); count > 0; count--) {
    const entry = loadEntry(input);
    pushBack(ready, entry);
    // Quorum: the returned ones are exactly those that were handed out. Classic: a good guess.
    if (entry.handouts > 0) ready.lastReturned = entry;
  }
  return ready;
}

/** Writes one copy; where it stands or who holds it is for the caller to write. */
export function saveEntry(entry: Entry, out: IntWriter): void {
  out.push(entry.message);
  out.push(entry.place);
  out.push(entry.handouts);
}

/** Reads what `saveEntry` wrote. */
export function loadEntry(input: IntReader): Entry {
  const entry = newEntry(input.next(), input.next());
  entry.handouts = input.next();
  return entry;
}
