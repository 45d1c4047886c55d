/** Owns what a queue does when messages are too old (Q8) or too many (Q9). */
import { FactKind } from '../facts';
import type { Sim } from '../part';
import { die, type Dying } from './deadLetters';
import type { Entry } from './lane';
import { headOf } from './ready';
import { NO_LIMIT, refusesWhenFull } from './settings';
import type { QueueState } from './state';

/** Q9, quorum: below this share of its length a queue that refused takes messages again. */
const ACCEPTS_AT = 0.8;

/** Q8: what stands at the head and is too old dies; what stands behind it waits its turn. */
export function expire(
  sim: Sim,
  index: number,
  queue: QueueState,
  cause: number,
  deaths: number[],
): void {
  if (queue.ready.expiring === 0) return;
  let head = headOf(queue.ready);
  while (head !== undefined && head.expiresMs <= sim.nowMs) {
    die(sim, cause, ready(index, head), 'expired', deaths);
    head = headOf(queue.ready);
  }
}

/** Q9, drop-head: the oldest die until the length fits. */
export function dropHead(
  sim: Sim,
  index: number,
  queue: QueueState,
  cause: number,
  deaths: number[],
): void {
  const { maxLength } = queue.settings;
  if (maxLength === NO_LIMIT || refusesWhenFull(queue.settings)) return;
  const dropped: number[] = [];
  let head = headOf(queue.ready);
  while (head !== undefined && queue.ready.count > maxLength) {
    die(sim, cause, ready(index, head), 'maxlen', dropped);
    head = headOf(queue.ready);
  }
  // Q9, quorum: what one return pushes out is dead-lettered last first.
  deaths.push(...(queue.ready.type === 'quorum' ? dropped.reverse() : dropped));
}

/** Q9, quorum under reject-publish: refuses once it is too long, until it is well below. */
export function judgeIntake(sim: Sim, index: number, queue: QueueState, cause: number): void {
  const { settings, ready: messages, blocked } = queue;
  if (messages.type !== 'quorum') return;
  const limited = settings.maxLength !== NO_LIMIT && refusesWhenFull(settings);
  if (!limited && !blocked) return;
  const { count } = messages;
  const isBlocked =
    limited && (blocked ? count > ACCEPTS_AT * settings.maxLength : count > settings.maxLength);
  if (isBlocked === blocked) return;
  sim.state(FactKind.IntakeChanged, cause, index, isBlocked ? 1 : 0);
}

function ready(queue: number, { message, place }: Entry): Dying {
  return { queue, message, place, service: -1, instance: -1 };
}
