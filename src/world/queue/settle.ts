/** Owns how one copy is settled, by its consumer or by a person: acked, returned or rejected. */
import { FactKind, RETURN_REASONS, type ReturnReason } from '../facts';
import type { Sim } from '../part';
import { die, type Dying } from './deadLetters';
import { serve } from './serve';
import { NO_LIMIT } from './settings';
import { queueOf } from './state';

/** What is said of a copy; `hand…`: by a person, who may settle what nobody holds. */
export type Settlement = 'ack' | 'nack' | 'reject' | 'handNack' | 'handReject';

/** Settles a copy that was handed out so often, then serves its queue. */
export function settleCopy(
  sim: Sim,
  cause: number,
  copy: Dying,
  handouts: number,
  how: Settlement,
): void {
  const { queue, message, service, instance } = copy;
  const deaths: number[] = [];
  const settled = ((): number => {
    switch (how) {
      case 'ack':
        return sim.state(FactKind.MessageAcked, cause, queue, message, service, instance);
      case 'nack':
        return giveBack(sim, cause, copy, handouts, 'nack', deaths);
      case 'handNack':
        return giveBack(sim, cause, copy, handouts, 'hand', deaths);
      case 'reject':
        return die(sim, cause, copy, 'rejected', deaths);
      case 'handReject':
        return die(sim, cause, copy, 'hand', deaths);
    }
  })();
  serve(sim, queue, settled, deaths);
}

/**
 * Returns a copy to its queue, or, if it was handed out too often, dead-letters it there and then
 * (Q11). Returns the fact that says so.
 */
export function giveBack(
  sim: Sim,
  cause: number,
  copy: Dying,
  handouts: number,
  reason: ReturnReason,
  deaths: number[],
): number {
  const { queue, message, service, instance } = copy;
  const { deliveryLimit } = queueOf(sim.world, queue).settings;
  if (deliveryLimit !== NO_LIMIT && handouts > deliveryLimit) {
    return die(sim, cause, copy, 'delivery_limit', deaths);
  }
  const code = RETURN_REASONS.indexOf(reason);
  return sim.state(FactKind.MessageReturned, cause, queue, message, service, instance, code);
}
