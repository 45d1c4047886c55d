/** Owns how a queue is a part of the world: its functions put together. */
import type { PartDefinition } from '../part';
import { Step } from '../steps';
import { interveneAtQueue } from './byHand';
import { expireHead, receiveAtQueue } from './decide';
import { queueEvolve } from './evolve';
import { initialQueue, loadQueue, type QueueState, saveQueue } from './state';

/** A queue of a message broker. */
export const queuePart: PartDefinition<QueueState> = {
  kind: 'queue',
  initial: initialQueue,
  save: saveQueue,
  load: loadQueue,
  evolve: queueEvolve,
  decide: { [Step.messageExpiry]: expireHead },
  receive: receiveAtQueue,
  intervene: interveneAtQueue,
};
