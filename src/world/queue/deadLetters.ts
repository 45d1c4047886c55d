/**
 * Owns what becomes of dead letters (Q10): where they go, the history that goes with them, and
 * which of them nobody gets. Why a message dies is said by whoever states its death.
 */
import { Column } from '../../kernel';
import { DEATH_REASONS, type DeathReason, FactKind } from '../facts';
import { headersOf } from '../messages';
import type { Sim } from '../part';
import { exchangeOf } from './exchangeState';
import { deathBefore, isCycle } from './history';
import { enqueue } from './intake';
import type { Address } from './routing';
import { DEAD_LETTERS } from './settings';
import { queueConfigOf, queueOf } from './state';

/** A copy of a message in a queue, and who holds it; service and instance -1 if it is ready. */
export interface Dying {
  readonly queue: number;
  readonly message: number;
  /** Seq of its MessageEnqueued fact. */
  readonly place: number;
  readonly service: number;
  readonly instance: number;
}

const TRAY = DEAD_LETTERS.indexOf('tray');
const ROUTE = DEAD_LETTERS.indexOf('route');
const REASON = Object.fromEntries(DEATH_REASONS.map((reason, code) => [reason, code])) as {
  readonly [R in DeathReason]: number;
}; // built from the list of reasons

/** A queue's dead-letter tray, exchange or queue gets the message, or, if it has none, nobody. */
export function die(
  sim: Sim,
  cause: number,
  dying: Dying,
  reason: DeathReason,
  deaths: number[],
): number {
  const { queue, message, service, instance, place } = dying;
  const { deadLetter } = queueOf(sim.world, queue).settings;
  const isLost = deadLetter !== TRAY && deadLetter !== ROUTE;
  const died = sim.state(
    isLost ? FactKind.MessageDiscarded : FactKind.MessageDeadLettered,
    cause,
    queue,
    message,
    service,
    instance,
    REASON[reason],
    place,
  );
  if (deadLetter === ROUTE) deaths.push(died);
  return died;
}

/**
 * Brings a dead letter to the queues that are to have it. Calls `reached` for each that took it,
 * with the fact that says so.
 */
export function forward(
  sim: Sim,
  died: number,
  reached: (queue: number, enqueued: number) => void,
): void {
  const { journal } = sim;
  const [from, message] = [journal.read(died, Column.a), journal.read(died, Column.b)];
  const { exchange, queues } = targetsOf(sim, from, died);
  if (queues.length === 0) sim.state(FactKind.DeadLetterDropped, died, from, message, -1, 0);
  for (const queue of queues) {
    if (isCycle(journal, died, queue)) {
      sim.state(FactKind.DeadLetterDropped, died, from, message, queue, 1);
      continue;
    }
    const enqueued = enqueue(sim, died, queue, message, exchange);
    if (enqueued >= 0) reached(queue, enqueued);
  }
}

/** Where the dead letters of a queue go; exchange -1 is the default exchange. */
function targetsOf(
  sim: Sim,
  from: number,
  died: number,
): { readonly exchange: number; readonly queues: readonly number[] } {
  const { plan, world } = sim;
  const { deadLetter } = queueConfigOf(plan, from);
  if (typeof deadLetter === 'string') return { exchange: -1, queues: [] };
  if ('queue' in deadLetter) return { exchange: -1, queues: [plan.indexOf(deadLetter.queue)] };
  const exchange = plan.indexOf(deadLetter.exchange);
  return { exchange, queues: exchangeOf(world, exchange).route(() => addressOf(sim, died)) };
}

/** The headers that a message was published with, and the key that its deaths have left it. */
function addressOf(sim: Sim, died: number): Address {
  const { journal, plan } = sim;
  const published = headersOf(sim, journal.read(died, Column.b));
  for (let death = died; death >= 0; death = deathBefore(journal, death)) {
    const { deadLetter } = queueConfigOf(plan, journal.read(death, Column.a));
    if (typeof deadLetter === 'string' || !('exchange' in deadLetter)) continue;
    if (deadLetter.routingKey === undefined) continue;
    return { ...published, routingKey: deadLetter.routingKey };
  }
  return published;
}
