/**
 * Owns the shapes of what is drawn of streams: clusters with their broker nodes, partitions as
 * rows of cells, groups with their members. Plain data with structural sharing, as in views.ts.
 */
import type { FormName, PartView } from './partView';

/** A cluster of broker nodes with the streams in it and the groups that read them. */
export interface ClusterView extends PartView {
  readonly kind: 'cluster';
  readonly note: string;
  readonly nodes: readonly BrokerNodeView[];
  /** In the order of the topology. */
  readonly streams: readonly StreamView[];
  readonly groups: readonly GroupView[];
}

export interface BrokerNodeView {
  readonly number: number;
  readonly alive: boolean;
  /** How many partitions it leads, and of how many it keeps a copy, led ones included. */
  readonly leads: number;
  readonly copies: number;
}

export interface StreamView extends PartView {
  readonly note: string;
  /** By number; at most PARTITIONS_SHOWN of them. */
  readonly partitions: readonly PartitionView[];
}

/** A partition at the cursor; offsets. */
export interface PartitionView {
  readonly number: number;
  /** The node that leads, and whether it lives; null if nobody can lead. */
  readonly leader: { readonly node: number; readonly alive: boolean } | null;
  readonly epoch: number;
  /** The first offset that is still there: what was before is gone. */
  readonly startOffset: number;
  readonly highWatermark: number;
  /** The next write's. */
  readonly endOffset: number;
  /** Ascending by node. */
  readonly replicas: readonly ReplicaView[];
  /** The last records that are still there, ascending; compaction leaves holes between them. */
  readonly cells: readonly CellView[];
  /** One for each group that reads it, in the order of the topology. */
  readonly readers: readonly ReaderView[];
}

export interface ReplicaView {
  readonly node: number;
  readonly inSync: boolean;
  readonly alive: boolean;
}

/** One record of a partition. */
export interface CellView {
  readonly offset: number;
  readonly state: 'plain' | 'marker' | 'aborted';
  /** Null for markers. */
  readonly form: FormName | null;
  /** Seq of its MessageCreated fact, or -1. */
  readonly message: number;
  /** What a cell has room for of its key: "12" of order-12, "Ad" of Ada; empty without one. */
  readonly key: string;
}

/** Where a group stands in a partition. */
export interface ReaderView {
  /** Part id. */
  readonly group: string;
  /** Where it goes on reading; null if it has committed nothing. */
  readonly committed: number | null;
  /** Readable records that it has not committed; null if it has committed nothing. */
  readonly lag: number | null;
  /** The lag is larger than it was a second ago, and more than what is in hand anyway. */
  readonly growing: boolean;
  /** Offsets that it reads for a second time: from, up to and not including. */
  readonly again: { readonly from: number; readonly to: number } | null;
  /** Part id and instance of the member that owns it. */
  readonly owner: { readonly service: string; readonly instance: number } | null;
}

/** A group of consumers. */
export interface GroupView extends PartView {
  readonly note: string;
  readonly state: 'empty' | 'joining' | 'assigning' | 'stable';
  /** True while partitions change hands. */
  readonly rebalancing: boolean;
  readonly generation: number;
  /** In the order in which they came. */
  readonly members: readonly MemberView[];
  /** Of all partitions together. */
  readonly lag: number;
}

export interface MemberView {
  /** Part id and label of its service. */
  readonly service: string;
  readonly label: string;
  readonly instance: number;
  /** `silent`: not heard for half of the time after which it counts as dead. */
  readonly state: 'inStep' | 'joining' | 'revoking' | 'silent';
  readonly owned: readonly { readonly stream: string; readonly partition: number }[];
}
