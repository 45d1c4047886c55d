/** Owns how others look into a queue: counts and visits, for frames and questions; no change. */
import { DEATH_REASONS, type DeathReason } from '../facts';
import { forEachHeld } from './hands';
import type { Consumer } from './line';
import type { Entry } from './lane';
import { visitReady } from './ready';
import type { QueueState } from './state';

/** How many messages stand where, and how many copies were enqueued in all. */
export interface QueueCounts {
  readonly ready: number;
  readonly unacked: number;
  readonly dead: number;
  /** Ready ones that were handed out before. */
  readonly redelivered: number;
  readonly enqueued: number;
}

export function queueCounts({ ready, unacked, dead, activity }: QueueState): QueueCounts {
  const { count, redelivered } = ready;
  return { ready: count, unacked, dead: dead.length, redelivered, enqueued: activity.total };
}

/** Visits at most `limit` ready messages, head first. */
export function forEachReady(
  queue: QueueState,
  limit: number,
  visit: (entry: Entry) => void,
): void {
  visitReady(queue.ready, limit, visit);
}

/** Visits every unacked message with its holder. */
export function forEachUnacked(
  queue: QueueState,
  visit: (entry: Entry, holder: Consumer) => void,
): void {
  for (const holder of queue.line.consumers.values()) {
    forEachHeld(holder.hands, (entry) => visit(entry, holder));
  }
}

/** Visits the dead-letter tray, oldest first, each with the fact of its death. */
export function forEachDead(
  queue: QueueState,
  visit: (entry: Entry, reason: DeathReason, diedSeq: number) => void,
): void {
  for (const { entry, reason, diedSeq } of queue.dead) {
    visit(entry, DEATH_REASONS[reason], diedSeq);
  }
}

/** Visits the subscribed consumers. `isActive`: it is not standing by (Q7). */
export function forEachConsumer(
  queue: QueueState,
  visit: (consumer: Consumer, isActive: boolean) => void,
): void {
  const { singleActive, active, consumers } = queue.line;
  for (const consumer of consumers.values()) {
    if (consumer.subscribedSeq >= 0) visit(consumer, !singleActive || consumer === active);
  }
}
