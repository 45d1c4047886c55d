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
  PublishOptions,
} from './behaviour';
export { placeOf } from './destinations';
export { externalSchema } from './external';
export type { ExternalConfig, ExternalState } from './external';
export {
  correlationId,
  FACT_FIELDS,
  FACT_NAMES,
  FactKind,
  FORMS,
  GROUP_STATES,
  messageId,
  POSITIONS,
  readFact,
} from './facts';
export type {
  Fact,
  FactName,
  FactOf,
  FactReader,
  FieldType,
  Form,
  GroupState,
  Outcome,
} from './facts';
export { interventionSchema, SETTLEMENTS, timedInterventionSchema } from './intervention';
export type { Intervention, TimedIntervention } from './intervention';
export { aliveCount } from './lifecycle';
export type { Lifecycle } from './lifecycle';
export {
  causationOf,
  headersOf,
  isNamed,
  keyOf,
  priorityOf,
  readMessageId,
  rootOf,
} from './messages';
export { packProduce, packTerms, PURPOSES } from './parcel';
export type { Purpose } from './parcel';
export { checkersOf } from './checkers';
export type { Checker, Violation } from './checkers';
export type { PartState, World } from './part';
export type { Plan, PlannedLink, PlannedPart } from './plan';
export {
  brokerSchema,
  DEAD_LETTERS,
  deathsUpTo,
  exchangeSchema,
  forEachConsumer,
  forEachDead,
  forEachReady,
  forEachUnacked,
  isTopicPattern,
  lastDeath,
  LoneBroker,
  OVERFLOWS,
  queueCounts,
  queueOf,
  queueSchema,
} from './queue';
export type {
  Binding,
  BrokerConfig,
  BrokerPartInput,
  Death,
  ExchangeConfig,
  QueueConfig,
  QueueState,
} from './queue';
export { keyViews } from './keyViews';
export type { KeyView } from './keyViews';
export { murmur2, partitionOf } from './partitioner';
export { factReader } from './reader';
export { idSchema, LAST_MS, typeSchema } from './schemas';
export { groupsOf, heldBy, holdingOf, queuesOf, serviceSchema } from './service';
export type { GroupConsumption, QueueConsumption, ServiceConfig, ServiceState } from './service';
export {
  foldFacts,
  initialWorld,
  loadWorld,
  saveWorld,
  Simulation,
  WORLD_VERSION,
} from './simulation';
export { Step } from './steps';
export {
  assignBy,
  ASSIGNORS_OF,
  CLEANUPS,
  clusterSchema,
  committedOffset,
  forEachRecord,
  groupSchema,
  groupSettings,
  groupState,
  isVoid,
  LoneCluster,
  membersOf,
  nodesOf,
  OFFSET_RESETS_OF,
  offsetsOf,
  ownerOf,
  partitionCountOf,
  partitionsOf,
  shareNextOffset,
  shareRecords,
  streamAt,
  streamSchema,
} from './stream';
export type {
  Assignment,
  AssignorInput,
  AssignorName,
  GroupSettings,
  MemberView,
  PartitionView,
  ShareRecordView,
  StreamState,
  TopicPartition,
} from './stream';
export { workloadSchema } from './workload';
export type { WorkloadConfig, WorkloadState } from './workload';
