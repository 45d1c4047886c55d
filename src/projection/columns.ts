/**
 * Owns how the columns of a frame are addressed. It repeats timeline/frame.ts, of which this room
 * may know the types only; the compiler keeps the two equal.
 */
import type * as frame from '../timeline';

export const PartColumn: typeof frame.PartColumn = {
  alive: 0,
  instances: 1,
  handledMilli: 2,
  sinceMs: 3,
  holding: 4,
  ready: 5,
  unacked: 6,
  dead: 7,
  redelivered: 8,
  total: 9,
  perSecondMilli: 10,
};
export const PART_STRIDE: typeof frame.PART_STRIDE = 11;

export const InstanceColumn: typeof frame.InstanceColumn = {
  part: 0,
  instance: 1,
  state: 2,
  holding: 3,
  message: 4,
};
export const INSTANCE_STRIDE: typeof frame.INSTANCE_STRIDE = 5;

export const SlotColumn: typeof frame.SlotColumn = {
  queue: 0,
  place: 1,
  message: 2,
  form: 3,
  handouts: 4,
  service: 5,
  instance: 6,
  priority: 7,
};
export const SLOT_STRIDE: typeof frame.SLOT_STRIDE = 8;

export const FlightColumn: typeof frame.FlightColumn = {
  from: 0,
  to: 1,
  departMs: 2,
  arriveMs: 3,
  form: 4,
  message: 5,
  purpose: 6,
};
export const FLIGHT_STRIDE: typeof frame.FLIGHT_STRIDE = 7;

export const PartitionColumn: typeof frame.PartitionColumn = {
  stream: 0,
  partition: 1,
  leader: 2,
  epoch: 3,
  startOffset: 4,
  highWatermark: 5,
  lastStableOffset: 6,
  endOffset: 7,
  replicaMask: 8,
  inSyncMask: 9,
};
export const PARTITION_STRIDE: typeof frame.PARTITION_STRIDE = 10;

export const CellColumn: typeof frame.CellColumn = {
  stream: 0,
  partition: 1,
  offset: 2,
  message: 3,
  form: 4,
  keyMark: 5,
  state: 6,
};
export const CELL_STRIDE: typeof frame.CELL_STRIDE = 7;

export const ReaderColumn: typeof frame.ReaderColumn = {
  group: 0,
  stream: 1,
  partition: 2,
  committed: 3,
  ownerService: 4,
  ownerInstance: 5,
};
export const READER_STRIDE: typeof frame.READER_STRIDE = 6;

export const MemberColumn: typeof frame.MemberColumn = {
  group: 0,
  service: 1,
  instance: 2,
  state: 3,
  generation: 4,
  sinceHeardMs: 5,
};
export const MEMBER_STRIDE: typeof frame.MEMBER_STRIDE = 6;

export const GroupColumn: typeof frame.GroupColumn = {
  group: 0,
  state: 1,
  generation: 2,
  sessionTimeoutMs: 3,
};
export const GROUP_STRIDE: typeof frame.GROUP_STRIDE = 4;

export const NodeColumn: typeof frame.NodeColumn = { cluster: 0, node: 1, alive: 2 };
export const NODE_STRIDE: typeof frame.NODE_STRIDE = 3;

export const SPARK_BUCKETS: typeof frame.SPARK_BUCKETS = 14;
