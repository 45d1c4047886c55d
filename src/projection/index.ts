/**
 * Frames become what a view draws. The views know the run through this room only: it also hands
 * on the shapes of what engine and timeline say, so that nothing above imports the world.
 */
export { assertNever } from './assertNever';
export { createProjection, type Projection } from './projection';
export { FLIGHT_STRIDE, FlightColumn } from './columns';
export type { FormName } from './partView';
export { isRunning } from './running';
export type {
  BrokerNodeView,
  CellView,
  ClusterView,
  GroupView,
  MemberView,
  PartitionView,
  ReaderView,
  ReplicaView,
  StreamView,
} from './streamViews';
export { type Difference, differences, type Measure, MEASURES } from './compare/differences';
export { createJointProjection, type JointProjection } from './compare/joint';
export type { Side } from './compare/jointOrder';
export { type GoalSides, joinMetrics, joinVerdicts } from './compare/verdicts';
export { RECEIVED } from './views';
export type {
  BrokerView,
  DeadStretch,
  ExternalView,
  InstanceView,
  LaneView,
  NodeView,
  OwnedView,
  QueueRowView,
  RunningNodeView,
  RunningView,
  RunView,
  ServiceView,
  SlotView,
  StageView,
  Stretch,
  Ticks,
  TimelineData,
  UnackedView,
  WorkloadView,
} from './views';
export type {
  BranchView,
  Cursor,
  Finding,
  Frame,
  Handling,
  Layout,
  LayoutVariant,
  LogFilter,
  LogRow,
  Mark,
  MessageDetail,
  Outcome,
  PartitionRow,
  Query,
  QueryResult,
  QueueMessage,
  RecordRow,
  SettingView,
  Topology,
  TopologyLink,
  TopologyPart,
  VerdictView,
} from '../timeline';
export type { Intervention, Json } from '../world';
