/**
 * No copy of a message appears or vanishes: what was put into a queue is ready, unacked,
 * acknowledged, dead-lettered, discarded, purged or sent back by hand. Counted from the facts,
 * compared with the queue's own.
 */
import { Column, type Journal } from '../../kernel';
import { FactKind, SETTINGS } from '../facts';
import type { World } from '../part';
import type { Plan } from '../plan';
import { DEAD_LETTERS, type QueueConfig, queueCounts, queueOf } from '../queue';
import type { Checker, Violation } from './checker';

/** Copies of one queue, by what became of them. */
interface Copies {
  enqueued: number;
  acked: number;
  dead: number;
  discarded: number;
  purged: number;
  /** Sent back by hand out of the queue itself; what left the tray had died before. */
  redriven: number;
  /** Whether its dead letters stay in its tray now, and how many lie there. */
  keepsDead: boolean;
  inTray: number;
}

/** Watches the queues of a plan. */
export function conservation(plan: Plan): Checker {
  const copies = new Map<number, Copies>();
  for (const { kind, index, config } of plan.parts) {
    if (kind !== 'queue') continue;
    const { deadLetter } = config as QueueConfig; // checked by queueSchema
    copies.set(index, noCopies(deadLetter === 'tray'));
  }
  return {
    see: (journal, seq) => {
      const own = copies.get(journal.read(seq, Column.a));
      if (own !== undefined) count(own, journal, seq);
    },
    violations: (world) => [...copies].flatMap(([queue, own]) => compare(world, queue, own)),
  };
}

function noCopies(keepsDead: boolean): Copies {
  const none = { enqueued: 0, acked: 0, dead: 0, discarded: 0, purged: 0, redriven: 0 };
  return { ...none, keepsDead, inTray: 0 };
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
      if (copies.keepsDead) copies.inTray++;
      break;
    case FactKind.MessageDiscarded:
      copies.discarded++;
      break;
    case FactKind.MessageRedriven:
      if (journal.read(seq, Column.d) === 1) copies.inTray--;
      else copies.redriven++;
      break;
    case FactKind.QueuePurged:
      copies.purged += journal.read(seq, Column.b);
      break;
    case FactKind.SettingChanged:
      if (SETTINGS[journal.read(seq, Column.b)] !== 'deadLetter') break;
      copies.keepsDead = DEAD_LETTERS[journal.read(seq, Column.c)] === 'tray';
      break;
    default:
      break;
  }
}

function compare(world: World, queue: number, copies: Copies): Violation[] {
  const { enqueued, acked, dead, discarded, purged, redriven, inTray } = copies;
  const counts = queueCounts(queueOf(world, queue));
  const gone = acked + dead + discarded + purged + redriven;
  if (counts.ready + counts.unacked + gone === enqueued && counts.dead === inTray) return [];
  const { id } = world.plan.parts[queue];
  const text =
    `${enqueued} were put in, there are ${counts.ready} ready, ${counts.unacked} unacked, ` +
    `${acked} acknowledged, ${dead} dead-lettered, ${discarded} discarded, ${purged} purged, ` +
    `${redriven} sent back; ${counts.dead} of ${inTray} lie in the tray`;
  return [{ invariant: 'conservation', part: id, text }];
}
