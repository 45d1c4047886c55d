/** Owns the broker as the house of exchanges and queues: links end here, nothing else does. */
import type { PartDefinition, PartState } from '../part';

interface BrokerState extends PartState {
  readonly kind: 'broker';
}

/** A message broker. It has no state yet beside that of what stands in it. */
export const brokerPart: PartDefinition<BrokerState> = {
  kind: 'broker',
  initial: () => ({ kind: 'broker' }),
  save: () => undefined,
  load: () => ({ kind: 'broker' }),
  evolve: {},
  decide: {},
};
