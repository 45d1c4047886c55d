/**
 * No copy of a message appears or vanishes: what was put into a queue is ready, unacked,
 * acknowledged, dead-lettered or purged. Counted from the facts, compared with the queue's own.
 */
import { Column, type Journal } from '../../kernel';
import { FactKind } from '../facts';
import type { World } from '../part';
import type { Plan } from '../plan';
import { queueCounts, queueOf } from '../queue';
import type { Checker, Violation } from './checker';

/** Copies of one queue, by what became of them. */
interface Copies {
  enqueued: number;
  acked: number;
  dead: number;
  purged: number;
}

/** Watches the queues of a plan. */
export function conservation(plan: Plan): Checker {
  const copies = new Map<number, Copies>();
  for (const { kind, index } of plan.parts) {
    if (kind === 'queue') copies.set(index, { enqueued: 0, acked: 0, dead: 0, purged: 0 });
  }
  return {
    see: (journal, seq) => {
      const own = copies.get(journal.read(seq, Column.a));
      if (own !== undefined) count(own, journal, seq);
    },
    violations: (world) => [...copies].flatMap(([queue, own]) => compare(world, queue, own)),
  };
}

function count(copies: Copies, journal: Journal, seq: number): void {
  switch (journal.kind(seq)) {
    case FactKind.MessageEnqueued:
      copies.enqueued++;
      break;
    case FactKind.MessageAcked:
      copies.acked++;
      break;
    case FactKind.MessageDeadLettered:
      copies.dead++;
      break;
    case FactKind.QueuePurged:
      copies.purged += journal.read(seq, Column.b);
      break;
    default:
      break;
  }
}

function compare(world: World, queue: number, copies: Copies): Violation[] {
  const { enqueued, acked, dead, purged } = copies;
  const counts = queueCounts(queueOf(world, queue));
  const found = counts.ready + counts.unacked + acked + counts.dead + purged;
  if (found === enqueued && dead === counts.dead) return [];
  const { id } = world.plan.parts[queue];
  const rest = `${acked} acknowledged, ${counts.dead} of ${dead} dead-lettered, ${purged} purged`;
  const text =
    `${enqueued} were put in, there are ${counts.ready} ready, ` +
    `${counts.unacked} unacked, ${rest}`;
  return [{ invariant: 'conservation', part: id, text }];
}
