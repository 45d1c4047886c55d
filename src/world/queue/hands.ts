/** Owns what one consumer holds unacked (Q1, Q6); how much it may hold is said in line.ts. */
import type { Entry } from './lane';

/**
 * Copies by message, in the order in which the messages came. A message that was published twice
 * can be held twice: further copies hang on the first by `next`, and are settled in that order.
 */
export type Hands = Map<number, Entry>;

/** Takes a copy into the hands. */
export function hold(hands: Hands, entry: Entry): void {
  const first = hands.get(entry.message);
  if (first === undefined) {
    hands.set(entry.message, entry);
    return;
  }
  let last = first;
  while (last.next !== undefined) last = last.next;
  last.next = entry;
}

/** Lets go of the copy of a message that came first; undefined if none is held. */
export function release(hands: Hands, message: number): Entry | undefined {
  const entry = hands.get(message);
  if (entry === undefined) return undefined;
  if (entry.next === undefined) hands.delete(message);
  else hands.set(message, entry.next);
  entry.next = undefined;
  return entry;
}

/** Visits every copy held. */
export function forEachHeld(hands: Hands, visit: (entry: Entry) => void): void {
  for (const first of hands.values()) {
    for (let entry: Entry | undefined = first; entry !== undefined; entry = entry.next) {
      visit(entry);
    }
  }
}
