/**
 * Owns what a person does to a queue: settling a message (basic.get and a settlement, if it is
 * ready; on its holder's behalf, if it is unacked) and purging (Q15).
 */
import { DEATH_REASONS, FactKind, RETURN_REASONS } from '../facts';
import type { Intervention } from '../intervention';
import { isNamed, readMessageId } from '../messages';
import type { Sim } from '../part';
import type { PlannedPart } from '../plan';
import { serve } from './decide';
import { queueOf, type QueueState } from './state';

type Settle = Extract<Intervention, { kind: 'Settle' }>;

/** Where a message stands. Service and instance are -1 if it is ready. */
interface Place {
  readonly message: number;
  readonly service: number;
  readonly instance: number;
}

/** Carries out an intervention on a queue; returns a refusal's code, or nothing. */
export function interveneAtQueue(
  sim: Sim,
  part: PlannedPart,
  intervention: Intervention,
): string | undefined {
  switch (intervention.kind) {
    case 'Settle':
      return settleByHand(sim, part.index, intervention);
    case 'Purge':
      return purge(sim, part.index);
    case 'Kill':
    case 'Revive':
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'SetConsumption':
      return 'notPossible';
  }
}

/** Q15: ready messages only; what is in a consumer's hands stays there. */
function purge(sim: Sim, index: number): undefined {
  sim.state(FactKind.QueuePurged, -1, index, queueOf(sim.world, index).ready.count);
}

const FACT = {
  ack: [FactKind.MessageAcked, 0],
  nack: [FactKind.MessageReturned, RETURN_REASONS.indexOf('hand')],
  deadLetter: [FactKind.MessageDeadLettered, DEATH_REASONS.indexOf('hand')],
} as const;

function settleByHand(sim: Sim, index: number, { message: id, how }: Settle): string | undefined {
  const place = findMessage(sim, queueOf(sim.world, index), id);
  if (place === undefined) return 'messageNotInQueue';
  const [kind, reason] = FACT[how];
  const { message, service, instance } = place;
  serve(sim, index, sim.state(kind, -1, index, message, service, instance, reason));
  return undefined;
}

/** Finds a message by the id that a person sees, such as "orders/54". */
function findMessage(sim: Sim, queue: QueueState, id: string): Place | undefined {
  const name = readMessageId(sim.plan, id);
  if (name === undefined) return undefined;
  const isMeant = (message: number): boolean => isNamed(sim.journal, message, name);
  for (let entry = queue.ready.first; entry !== undefined; entry = entry.next) {
    if (isMeant(entry.message)) return { message: entry.message, service: -1, instance: -1 };
  }
  for (const { hands, service, instance } of queue.line.consumers.values()) {
    for (const message of hands.keys()) {
      if (isMeant(message)) return { message, service, instance };
    }
  }
  return undefined;
}
