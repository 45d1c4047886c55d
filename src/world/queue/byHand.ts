/**
 * Owns what a person does to a queue: settling a message (basic.get and a settlement, if it is
 * ready; on its holder's behalf, if it is unacked), purging (Q15), changing its settings. What is
 * done to dead letters stands in redrive.ts.
 */
import { FactKind } from '../facts';
import type { Intervention } from '../intervention';
import { isNamed, readMessageId } from '../messages';
import type { Sim } from '../part';
import type { PlannedPart } from '../plan';
import type { Dying } from './deadLetters';
import { forEachHeld } from './hands';
import { visitReady } from './ready';
import { redrive } from './redrive';
import { serve } from './serve';
import { configureQueue } from './settings';
import { type Settlement, settleCopy } from './settle';
import { queueOf, type QueueState } from './state';

type Settle = Extract<Intervention, { kind: 'Settle' }>;

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
    case 'Redrive':
      return redrive(sim, part.index, intervention.message);
    case 'Configure': {
      const { settings } = queueOf(sim.world, part.index);
      const changed = configureQueue(sim, part, intervention, settings);
      if (typeof changed === 'string') return changed;
      serve(sim, part.index, changed);
      return undefined;
    }
    case 'Kill':
    case 'Revive':
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'SetConsumption':
    case 'SetKey':
    case 'MoveOffset':
      return 'notPossible';
  }
}

/** Q15: ready messages only; what is in a consumer's hands stays there. */
function purge(sim: Sim, index: number): undefined {
  const { count } = queueOf(sim.world, index).ready;
  serve(sim, index, sim.state(FactKind.QueuePurged, -1, index, count));
}

const SETTLEMENT: { readonly [H in Settle['how']]: Settlement } = {
  ack: 'ack',
  nack: 'handNack',
  deadLetter: 'handReject',
};

function settleByHand(sim: Sim, index: number, { message, how }: Settle): string | undefined {
  const found = findCopy(sim, index, queueOf(sim.world, index), message);
  if (found === undefined) return 'messageNotInQueue';
  settleCopy(sim, -1, found.copy, found.handouts, SETTLEMENT[how]);
  return undefined;
}

/**
 * Finds a copy by the message id that a person sees, such as "orders/54". Its handouts count the
 * one in which the person has it.
 */
function findCopy(
  sim: Sim,
  queue: number,
  state: QueueState,
  id: string,
): { readonly copy: Dying; readonly handouts: number } | undefined {
  const name = readMessageId(sim.plan, id);
  if (name === undefined) return undefined;
  let found: { readonly copy: Dying; readonly handouts: number } | undefined;
  visitReady(state.ready, Infinity, ({ message, place, handouts }) => {
    if (found !== undefined || !isNamed(sim.journal, message, name)) return;
    const copy = { queue, message, place, service: -1, instance: -1 };
    found = { copy, handouts: handouts + 1 };
  });
  for (const { hands, service, instance } of state.line.consumers.values()) {
    forEachHeld(hands, ({ message, place, handouts }) => {
      if (found !== undefined || !isNamed(sim.journal, message, name)) return;
      found = { copy: { queue, message, place, service, instance }, handouts };
    });
  }
  return found;
}
