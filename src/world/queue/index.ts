/** Message queues as RabbitMQ 4.0 has them (rules Q): brokers, exchanges, queues, and a look in. */
import type { PartDefinition } from '../part';
import { interveneAtQueue } from './byHand';
import { receiveAtQueue } from './decide';
import { queueEvolve } from './evolve';
import { initialQueue, loadQueue, type QueueState, saveQueue } from './state';

/** A queue of a message broker. */
export const queuePart: PartDefinition<QueueState> = {
  kind: 'queue',
  initial: initialQueue,
  save: saveQueue,
  load: loadQueue,
  evolve: queueEvolve,
  decide: {},
  receive: receiveAtQueue,
  intervene: interveneAtQueue,
};

export { brokerPart } from './broker';
export { exchangePart } from './exchange';
export type { Consumer } from './line';
export { forEachConsumer, forEachDead, forEachReady, forEachUnacked, queueCounts } from './read';
export type { QueueCounts } from './read';
export type { Entry } from './ready';
export { brokerSchema, exchangeSchema, queueSchema } from './schema';
export type { BrokerConfig, ExchangeConfig, QueueConfig, QueueType } from './schema';
export { queueOf } from './state';
export type { QueueState } from './state';
