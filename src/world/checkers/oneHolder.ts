/**
 * Q1: a copy of a message is in one consumer's hands at most. A queue may have several copies of
 * a message, if it was published several times; no more of them can be held than there are.
 */
import { Column, type Journal } from '../../kernel';
import { FactKind } from '../facts';
import type { World } from '../part';
import type { Plan } from '../plan';
import { forEachUnacked, queueCounts, queueOf } from '../queue';
import type { Checker, Violation } from './checker';
import { PerMessage } from './perMessage';

/** Copies of one message in one queue: all that are not gone, and those in hands. */
interface Copies {
  there: number;
  held: number;
}

const INVARIANT = 'oneHolder';

/** Watches the queues of a plan. */
export function oneHolder(plan: Plan): Checker {
  const copies = new PerMessage<Copies>(() => ({ there: 0, held: 0 }));
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const queue = journal.read(seq, Column.a);
      if (journal.kind(seq) === FactKind.QueuePurged) {
        for (const one of copies.inQueue(queue)) one.there = one.held;
        return;
      }
      const change = CHANGES.get(journal.kind(seq));
      if (change === undefined) return;
      const message = journal.read(seq, Column.b);
      const one = copies.of(queue, message);
      change(one, journal, seq);
      if (one.held >= 0 && one.held <= one.there) return;
      const { id: part } = plan.parts[queue];
      const text = `${one.held} of ${one.there} copies of message ${message} are held`;
      found.push({ invariant: INVARIANT, part, text });
    },
    violations: (world) => [...found, ...compare(world, copies)],
  };
}

const isHeld = (journal: Journal, seq: number): boolean => journal.read(seq, Column.c) >= 0;

const gone = (copies: Copies, journal: Journal, seq: number): void => {
  copies.there--;
  if (isHeld(journal, seq)) copies.held--;
};

/** Out of the tray: it had left the queue before. */
const redriven = (copies: Copies, journal: Journal, seq: number): void => {
  const isFromTray = journal.read(seq, Column.d) === 1;
  if (!isFromTray) copies.there--;
};

const CHANGES: ReadonlyMap<number, (copies: Copies, journal: Journal, seq: number) => void> =
  new Map([
    [FactKind.MessageEnqueued, (copies: Copies) => void copies.there++],
    [FactKind.MessageDelivered, (copies: Copies) => void copies.held++],
    [
      FactKind.MessageReturned,
      (copies: Copies, journal: Journal, seq: number) => {
        if (isHeld(journal, seq)) copies.held--;
      },
    ],
    [FactKind.MessageAcked, gone],
    [FactKind.MessageDeadLettered, gone],
    [FactKind.MessageDiscarded, gone],
    [FactKind.MessageRedriven, redriven],
  ]);

/** The queues must say the same of who holds what. */
function compare(world: World, copies: PerMessage<Copies>): Violation[] {
  const held = new PerMessage(() => ({ count: 0 }));
  const found: Violation[] = [];
  for (const { kind, index, id } of world.plan.parts) {
    if (kind !== 'queue') continue;
    const queue = queueOf(world, index);
    let sum = 0;
    forEachUnacked(queue, ({ message }) => {
      held.of(index, message).count++;
      sum++;
    });
    const { unacked } = queueCounts(queue);
    if (sum === unacked) continue;
    found.push({ invariant: INVARIANT, part: id, text: `${sum} are held, ${unacked} are unacked` });
  }
  copies.forEach((one, queue, message) => {
    const { count } = held.of(queue, message);
    if (count === one.held) return;
    const text = `message ${message}: ${one.held} deliveries are open, ${count} copies are held`;
    found.push({ invariant: INVARIANT, part: world.plan.parts[queue].id, text });
  });
  return found;
}
