/**
 * Owns the order in which the ready messages of a queue stand (Q2, Q5, Q14); who gets them is the
 * business of line.ts, and what becomes of them that of evolve.ts.
 */
import type { IntReader, IntWriter } from '../../kernel';
import {
  append,
  clearLane,
  type Entry,
  insertByPlace,
  type Lane,
  loadEntry,
  NEVER_MS,
  newLane,
  saveEntry,
  unlink,
} from './lane';
import type { QueueType } from './schema';

/** The ready messages, in lanes of equal rank. */
export interface Ready {
  readonly type: QueueType;
  /**
   * By level, the most urgent last. Classic: one for each message priority. Quorum: normal, high.
   */
  readonly levels: readonly Lane[];
  /** Quorum: what came back, ahead of all else, first in, first out (Q5). */
  readonly returned: Lane;
  count: number;
  /** How many of them were handed out before: they will be flagged redelivered. */
  redelivered: number;
  /** How many of them have a time at which they expire (Q8). */
  expiring: number;
  /** Quorum: where it stands in its round of two high ones and a normal one (Q14). */
  turn: number;
}

/** Q14: two high ones, then a normal one. */
const NORMAL_TURN = 2;
/** Q14, quorum: from this priority on a message is a high one. */
const HIGH_PRIORITY = 5;

/** A queue with nothing ready. `maxPriority`: the highest that a classic queue tells apart. */
export function noneReady(type: QueueType, maxPriority = 0): Ready {
  const levels = type === 'quorum' ? 2 : maxPriority + 1;
  return {
    type,
    levels: Array.from({ length: levels }, newLane),
    returned: newLane(),
    count: 0,
    redelivered: 0,
    expiring: 0,
    turn: 0,
  };
}

/** Q14: the level of a message with this priority; none (-1) counts as 0. */
export function levelOf({ type, levels }: Ready, priority: number): number {
  if (type === 'quorum') return priority >= HIGH_PRIORITY ? 1 : 0;
  return Math.max(0, Math.min(priority, levels.length - 1));
}

/** The message that goes out, expires or is dropped next. */
export function headOf(ready: Ready): Entry | undefined {
  return ready.returned.first ?? headOfLevels(ready.levels, ready.type, ready.turn);
}

function headOfLevels(levels: readonly Lane[], type: QueueType, turn: number): Entry | undefined {
  if (type === 'quorum' && turn === NORMAL_TURN && levels[0].first !== undefined) {
    return levels[0].first;
  }
  for (let level = levels.length - 1; level >= 0; level--) {
    const { first } = levels[level];
    if (first !== undefined) return first;
  }
  return undefined;
}

/** Q2: what is published stands behind everything else of its level. */
export function pushBack(ready: Ready, entry: Entry): void {
  append(ready.levels[entry.level], entry);
  count(ready, entry, 1);
}

/** Q5: classic puts back at the original place, quorum behind what was returned before. */
export function putBack(ready: Ready, entry: Entry): void {
  if (ready.type === 'classic') insertByPlace(ready.levels[entry.level], entry);
  else append(ready.returned, entry);
  count(ready, entry, 1);
}

/** Takes a ready message out. One that stood at the head ends its turn. */
export function takeOut(ready: Ready, entry: Entry): void {
  const lane = laneOf(ready, entry);
  if (ready.type === 'quorum' && lane !== ready.returned && entry === headOf(ready)) {
    ready.turn = nextTurn(ready.turn);
  }
  unlink(lane, entry);
  count(ready, entry, -1);
}

/** The first ready copy of a message, searched from the head. */
export function findReady(ready: Ready, message: number): Entry | undefined {
  const head = headOf(ready);
  if (head?.message === message) return head;
  for (const lane of lanesOf(ready)) {
    for (let entry = lane.first; entry !== undefined; entry = entry.next) {
      if (entry.message === message) return entry;
    }
  }
  return undefined;
}

/** Visits at most `limit` ready messages in the order in which they would go out. */
export function visitReady(ready: Ready, limit: number, visit: (entry: Entry) => void): void {
  let left = Math.min(limit, ready.count);
  for (let entry = ready.returned.first; entry !== undefined && left > 0; entry = entry.next) {
    visit(entry);
    left--;
  }
  // A copy of the lanes' heads is walked as the queue would be.
  const rest = ready.levels.map(({ first }): Lane => ({ ...newLane(), first }));
  for (let turn = ready.turn; left > 0; turn = nextTurn(turn), left--) {
    const entry = headOfLevels(rest, ready.type, turn);
    if (entry === undefined) return;
    visit(entry);
    rest[entry.level].first = entry.next;
  }
}

/** Q15: nothing is ready any more. */
export function clearReady(ready: Ready): void {
  lanesOf(ready).forEach(clearLane);
  ready.count = 0;
  ready.redelivered = 0;
  ready.expiring = 0;
  ready.turn = 0;
}

function nextTurn(turn: number): number {
  return turn === NORMAL_TURN ? 0 : turn + 1;
}

function laneOf({ type, levels, returned }: Ready, entry: Entry): Lane {
  // In a quorum queue those that were handed out are those that came back.
  return type === 'quorum' && entry.handouts > 0 ? returned : levels[entry.level];
}

function lanesOf({ returned, levels }: Ready): Lane[] {
  return [returned, ...[...levels].reverse()];
}

function count(ready: Ready, entry: Entry, by: 1 | -1): void {
  ready.count += by;
  if (entry.handouts > 0) ready.redelivered += by;
  if (entry.expiresMs !== NEVER_MS) ready.expiring += by;
}

/** Writes the ready messages, lane by lane. */
export function saveReady(ready: Ready, out: IntWriter): void {
  out.push(ready.turn);
  for (const lane of lanesOf(ready)) {
    out.push(lane.count);
    for (let entry = lane.first; entry !== undefined; entry = entry.next) saveEntry(entry, out);
  }
}

/** Reads what `saveReady` wrote into a queue with nothing ready. */
export function loadReady(ready: Ready, input: IntReader): void {
  ready.turn = input.next();
  for (const lane of lanesOf(ready)) {
    for (let left = input.next(); left > 0; left--) {
      const entry = loadEntry(input);
      append(lane, entry);
      count(ready, entry, 1);
    }
  }
}
