/** Owns exchanges: which queues a published message goes to (Q13), and its confirm (Q12). */
import { FactKind } from '../facts';
import { dropParcel } from '../parcels';
import type { PartDefinition, PartState, Sim } from '../part';
import { type Parcel, PurposeCode } from '../parcel';
import type { Plan, PlannedPart } from '../plan';
import { serve } from './decide';
import type { QueueConfig } from './schema';

/** What an exchange knows comes from the plan: nothing that happens changes it. */
interface ExchangeState extends PartState {
  readonly kind: 'exchange';
  /** Indices of the queues bound to it. */
  readonly queues: readonly number[];
}

function initialExchange(part: PlannedPart, plan: Plan): ExchangeState {
  const bound = plan.parts.filter((one) => {
    if (one.kind !== 'queue') return false;
    const { bindings } = one.config as QueueConfig; // checked by queueSchema
    return bindings.includes(part.id);
  });
  return { kind: 'exchange', queues: bound.map(({ index }) => index) };
}

/** Q13: a fanout exchange gives one copy to each queue bound to it, in the plan's order. */
function receive(sim: Sim, parcel: Parcel): void {
  if (parcel.purpose !== 'publish') {
    dropParcel(sim, parcel, 'unroutable');
    return;
  }
  const { to: exchange, message } = parcel;
  const { queues } = sim.world.states[exchange] as ExchangeState; // parcels reach their own kind
  const enqueued = queues.map((queue) =>
    sim.state(FactKind.MessageEnqueued, parcel.sentSeq, queue, message, exchange),
  );
  const taken = enqueued.at(-1) ?? dropParcel(sim, parcel, 'unroutable');
  // Q12: the broker took charge of it, whether or not it went anywhere.
  sim.send(taken, exchange, parcel.from, PurposeCode.confirm, message, parcel.instance);
  queues.forEach((queue, at) => serve(sim, queue, enqueued[at]));
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
