/**
 * Event streams after Apache Kafka 4: the cluster of broker nodes, the streams that stand in it
 * with their partitions, and the groups that read them. What a partition is made of is the
 * business of log/, who owns which partition that of group/.
 */
export { clusterPart, streamPart } from './log';
export { groupPart } from './group';
export { LoneCluster } from './loneCluster';
export type { ClusterInput, ClusterPartInput } from './loneCluster';
export { clusterSchema, streamSchema } from './log/schema';
export { assignBy } from './group/assignors';
export type { Assignment, AssignorInput, TopicPartition } from './group/assignors';
export { ASSIGNORS_OF, groupSchema, OFFSET_RESETS_OF } from './group/schema';
export type { AssignorName } from './group/schema';
export {
  committedOffset,
  groupSettings,
  groupState,
  membersOf,
  ownerOf,
  shareNextOffset,
  shareRecords,
} from './group/read';
export {
  copiesOf,
  forEachRecord,
  isVoid,
  nodesOf,
  offsetsOf,
  partitionCountOf,
  partitionsOf,
} from './log/read';
export { CLEANUPS, streamAt } from './log/state';
export type { GroupSettings, MemberView, ShareRecordView } from './group/read';
export type { PartitionView, ReplicaView } from './log/read';
export type { StreamState } from './log/state';
