/** Owns exchanges: which queues a published message goes to (Q13), and its confirm (Q12). */
import { dropParcel } from '../parcels';
import type { PartDefinition, Sim } from '../part';
import { type Parcel, PurposeCode } from '../parcel';
import type { Plan, PlannedPart } from '../plan';
import { headersOf } from '../messages';
import { exchangeOf, type ExchangeState } from './exchangeState';
import { enqueue } from './intake';
import { routerOf } from './routing';
import { serve } from './serve';

function initialExchange(part: PlannedPart, plan: Plan): ExchangeState {
  return { kind: 'exchange', route: routerOf(part, plan) };
}

/** Q13: one copy to each queue that is meant, in the plan's order. */
function receive(sim: Sim, parcel: Parcel): void {
  if (parcel.purpose !== 'publish') {
    dropParcel(sim, parcel, 'unroutable');
    return;
  }
  const { to: exchange, from, instance, message, sentSeq } = parcel;
  const queues = exchangeOf(sim.world, exchange).route(() => headersOf(sim, message));
  const enqueued = queues.map((queue) => enqueue(sim, sentSeq, queue, message, exchange));
  if (queues.length === 0) dropParcel(sim, parcel, 'unroutable');
  // Q12: the broker took charge of it, whether or not it went anywhere. Q9: unless one refused.
  const answer = enqueued.includes(-1) ? PurposeCode.unconfirmed : PurposeCode.confirm;
  // The last fact stated: all of this is one step.
  sim.send(sim.journal.length - 1, exchange, from, answer, message, instance);
  queues.forEach((queue, at) => {
    if (enqueued[at] >= 0) serve(sim, queue, enqueued[at]);
  });
}

/** An exchange of a message broker. Its state holds nothing that a keyframe would have to keep. */
export const exchangePart: PartDefinition<ExchangeState> = {
  kind: 'exchange',
  initial: initialExchange,
  save: () => undefined,
  load: (_input, part, plan) => initialExchange(part, plan),
  evolve: {},
  decide: {},
  receive,
};
