/**
 * A run in time: branches, keyframes, seeking, forking, and what the page is told of it. For the
 * engine it also hands on what a run is made of: scenario and world.
 */
export { assertNever, CHUNK_FACTS, InvariantError, Journal, Values } from '../kernel';
export { parseScenario, ScenarioError } from '../scenario';
export { canonicalJson, drawUnit, exactMath, readFact, WORLD_VERSION } from '../world';
export { Branch } from './branch';
export type { BranchOrigin, Checkpoint, RunContext, TimedAnswer } from './branch';
export {
  CELL_STRIDE,
  CellColumn,
  FlightColumn,
  FLIGHT_STRIDE,
  GROUP_STRIDE,
  GroupColumn,
  INSTANCE_STRIDE,
  InstanceColumn,
  MEMBER_STRIDE,
  MemberColumn,
  NODE_STRIDE,
  NodeColumn,
  PART_STRIDE,
  PartColumn,
  PARTITION_STRIDE,
  PartitionColumn,
  READER_STRIDE,
  ReaderColumn,
  SLOT_STRIDE,
  SlotColumn,
  SPARK_BUCKETS,
} from './frame';
export type {
  BranchView,
  Cursor,
  Frame,
  Layout,
  LayoutVariant,
  Mark,
  Topology,
  TopologyLink,
  TopologyPart,
  VerdictView,
} from './frame';
export type { GoalSnapshot, Wait } from './goalFold';
export type { Keyframe } from './keyframes';
export { factLine, journalHash, tellTheSame } from './hash';
export type { Finding, Handling, Outcome, OutcomeQuestion } from './outcome';
export type {
  LogFilter,
  PartitionRow,
  Query,
  QueryResult,
  QueueMessage,
  RecordRow,
  SeekTarget,
  SettingView,
} from './query';
export type { LogRow, MessageDetail } from './rows';
export { Run } from './run';
export type { Forked, KeptBranch, RunParts } from './run';
export { topologyOf } from './topology';
