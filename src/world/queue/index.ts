/** Message queues as RabbitMQ 4.0 has them (rules Q): brokers, exchanges, queues, and a look in. */
export { brokerPart } from './broker';
export { exchangePart } from './exchange';
export { deathsUpTo, firstDeath, lastDeath } from './history';
export type { Death } from './history';
export type { Entry } from './lane';
export type { Consumer } from './line';
export { LoneBroker } from './loneBroker';
export type { BrokerPartInput } from './loneBroker';
export { queuePart } from './queuePart';
export { forEachConsumer, forEachDead, forEachReady, forEachUnacked, queueCounts } from './read';
export type { QueueCounts } from './read';
export { brokerSchema, exchangeSchema, isTopicPattern, OVERFLOWS, queueSchema } from './schema';
export type { Binding, BrokerConfig, ExchangeConfig, QueueConfig, QueueType } from './schema';
export { DEAD_LETTERS } from './settings';
export type { QueueSettings } from './settings';
export { queueOf } from './state';
export type { QueueState } from './state';
