/** Owns whether a queue takes a message that is published to it (Q9, reject-publish). */
import { FactKind } from '../facts';
import type { Sim } from '../part';
import { NO_LIMIT, refusesWhenFull } from './settings';
import { queueOf, type QueueState } from './state';

/**
 * Puts a copy into a queue and returns its MessageEnqueued fact, or, if the queue is full and
 * refuses, says so and returns -1. `exchange`: where it came through, -1 for the default one.
 */
export function enqueue(
  sim: Sim,
  cause: number,
  queue: number,
  message: number,
  exchange: number,
): number {
  if (isFull(queueOf(sim.world, queue))) {
    sim.state(FactKind.MessageRefused, cause, queue, message, exchange);
    return -1;
  }
  return sim.state(FactKind.MessageEnqueued, cause, queue, message, exchange);
}

/** Whether it refuses now. Q9: quorum does from too long until short enough (limits.ts). */
export function isFull({ settings, ready, blocked }: QueueState): boolean {
  if (settings.maxLength === NO_LIMIT || !refusesWhenFull(settings)) return false;
  return ready.type === 'quorum' ? blocked : ready.count >= settings.maxLength;
}
