/**
 * Frames become what a view draws. The views know the run through this room only: it also hands
 * on the shapes of what engine and timeline say, so that nothing above imports the world.
 */
export { assertNever } from './assertNever';
export { createProjection, type Projection } from './projection';
export { FLIGHT_STRIDE, FlightColumn } from './columns';
export { RECEIVED } from './views';
export type {
  BrokerView,
  DeadStretch,
  ExternalView,
  FormName,
  InstanceView,
  LaneView,
  NodeView,
  QueueRowView,
  RunningView,
  RunView,
  ServiceView,
  SlotView,
  StageView,
  Ticks,
  TimelineData,
  UnackedView,
  WorkloadView,
} from './views';
export type {
  BranchView,
  Cursor,
  Frame,
  Layout,
  LayoutVariant,
  LogFilter,
  LogRow,
  Mark,
  MessageDetail,
  Query,
  QueryResult,
  QueueMessage,
  Topology,
  TopologyLink,
  TopologyPart,
  VerdictView,
} from '../timeline';
export type { Intervention, Json } from '../world';
