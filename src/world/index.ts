/** The simulated world: its parts, the facts in which they meet, and how a run is driven. */
export { canonicalJson, drawUnit } from '../kernel';
export { exactMath } from './exactMath';
export type { Json } from '../kernel';
export { ratePerSecondMilli, recentActivity } from './activity';
export type { Activity } from './activity';
export type {
  Answer,
  Behaviour,
  Behaviours,
  Effect,
  Ending,
  HandlerEvent,
  Passage,
  PassageStart,
} from './behaviour';
export { externalSchema } from './external';
export type { ExternalConfig, ExternalState } from './external';
export {
  correlationId,
  FACT_FIELDS,
  FACT_NAMES,
  FactKind,
  FORMS,
  messageId,
  readFact,
} from './facts';
export type { Fact, FactName, FactOf, FactReader, FieldType, Form, Outcome } from './facts';
export { interventionSchema, SETTLEMENTS, timedInterventionSchema } from './intervention';
export type { Intervention, TimedIntervention } from './intervention';
export { aliveCount } from './lifecycle';
export type { Lifecycle } from './lifecycle';
export { causationOf, isNamed, readMessageId, rootOf } from './messages';
export { PURPOSES } from './parcel';
export type { Purpose } from './parcel';
export { checkersOf } from './checkers';
export type { Checker, Violation } from './checkers';
export type { PartState, World } from './part';
export type { Plan, PlannedLink, PlannedPart } from './plan';
export {
  brokerSchema,
  exchangeSchema,
  forEachConsumer,
  forEachDead,
  forEachReady,
  forEachUnacked,
  queueCounts,
  queueSchema,
} from './queue';
export type { BrokerConfig, ExchangeConfig, QueueConfig, QueueState } from './queue';
export { factReader } from './reader';
export { idSchema, LAST_MS, typeSchema } from './schemas';
export { heldBy, holdingOf, serviceSchema } from './service';
export type { ServiceConfig, ServiceState } from './service';
export {
  foldFacts,
  initialWorld,
  loadWorld,
  saveWorld,
  Simulation,
  WORLD_VERSION,
} from './simulation';
export { Step } from './steps';
export { workloadSchema } from './workload';
export type { WorkloadConfig, WorkloadState } from './workload';
