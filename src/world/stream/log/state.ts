/**
 * Owns what a stream and its cluster are made of in memory, and how to get at it; how it becomes
 * a row of integers is in saved.ts, how facts change it in evolve.ts.
 */
import { InvariantError, streamOf } from '../../../kernel';
import { type Activity, noActivity } from '../../activity';
import type { Setting } from '../../facts';
import type { PartState, World } from '../../part';
import type { Plan, PlannedPart } from '../../plan';
import type { ClusterConfig, StreamConfig } from './schema';

/** How a stream is cleaned; the position is the code of the setting. */
export const CLEANUPS = ['delete', 'compact', 'compactAndDelete'] as const;

/** The settings of a stream that can change while it runs; none is -1, flags are 0 and 1. */
export const STREAM_SETTINGS = [
  'retentionMs',
  'retentionBytes',
  'segmentBytes',
  'segmentMs',
  'cleanup',
  'minInSyncReplicas',
  'uncleanElection',
] as const satisfies readonly Setting[];
export type StreamSetting = (typeof STREAM_SETTINGS)[number];
export type Settings = { [S in StreamSetting]: number };

/**
 * A run of offsets of one partition. Its records are facts, linked backwards from the last;
 * offsets from `baseOffset` up to, not including, `nextOffset`.
 */
export interface Segment {
  baseOffset: number;
  nextOffset: number;
  /** Records that are still in it, markers included, and their size. */
  count: number;
  bytes: number;
  /** The first record's timestamp, and the largest: what rolling and retention go by. */
  firstMs: number;
  largestMs: number;
  /** Seq of the last record that was appended to it, or -1. */
  lastRecord: number;
  /** Offsets that compaction took away: from, to, from, to … ascending, `to` not included. */
  removed: number[];
  /** Seq by offset from the base on, -1 where it was removed: made when first asked for. */
  seqs: number[] | undefined;
}

/** One copy of a partition. What the leader has is the partition's log itself. */
export interface Replica {
  readonly node: number;
  /** Up to where it has the log; of the leader: as of when it last was a follower. */
  endOffset: number;
  inSync: boolean;
  /** How long its next fetch will take. */
  paceMs: number;
  /** Its pending fetch, and the moment at which it is too far behind: agenda orders, or -1. */
  fetchOrder: number;
  lagOrder: number;
}

/** What the broker remembers of one producer instance in one partition (K12). */
export interface ProducerMemory {
  epoch: number;
  /** Seqs of its last records, oldest first: at most five. */
  records: number[];
}

/** An aborted transaction's stretch of a partition: what of that producer lies in it is void. */
export interface Aborted {
  readonly producer: number;
  readonly firstOffset: number;
  readonly markerOffset: number;
}

/** A fetch that waits. `offset` is negative while nobody could say what the reader's is. */
export interface Parked {
  readonly requested: number;
  readonly offset: number;
}

/** Tombstones that compaction has met: those from one offset to another may go after `atMs`. */
export interface Horizon {
  readonly fromOffset: number;
  readonly toOffset: number;
  readonly atMs: number;
}

export interface Partition {
  /** Node, or -1 if nobody can lead. */
  leader: number;
  epoch: number;
  /** The next offset. */
  endOffset: number;
  /** Below it every in-sync replica has everything. */
  highWatermark: number;
  /** Size of all segments. */
  bytes: number;
  /** Seq of the last record of the log, or -1. */
  lastRecord: number;
  /** Oldest first; the last one is active: appends go there. Never empty. */
  segments: Segment[];
  /** In the order in which they are preferred as leaders. */
  readonly replicas: Replica[];
  inSyncCount: number;
  /** By `instanceKey`. */
  readonly producers: Map<number, ProducerMemory>;
  /** First offset of each open transaction by `instanceKey`, oldest first. */
  readonly open: Map<number, number>;
  /** By marker, ascending. */
  aborted: Aborted[];
  /** By `readerKey`. */
  readonly parked: Map<number, Parked>;
  /** Below it compaction has been. */
  cleanedTo: number;
  horizons: Horizon[];
}

/** A producer's open transaction in one stream. */
export interface Transaction {
  /** The step at which it is aborted, or -1 once it has ended. */
  deadlineOrder: number;
  /** Where it has written and no marker stands yet. */
  partitions: number[];
  /** -1 open; 0 aborted, 1 committed, and the last markers wait for a leader. */
  ending: number;
}

export interface StreamState extends PartState {
  readonly kind: 'stream';
  readonly settings: Settings;
  readonly partitions: Partition[];
  /** By `instanceKey`. */
  readonly transactions: Map<number, Transaction>;
  /** The pending look for what is due, and its time; -1 if there is none. */
  checkOrder: number;
  checkMs: number;
  /** How many paces were drawn, and their stream of draws (not saved). */
  paces: number;
  readonly paceStream: number;
  /** Records appended: of late, and in all. */
  readonly activity: Activity;
  /** What does not change: its cluster's index, whether share groups stand there, and so on. */
  readonly cluster: number;
  readonly shared: boolean;
  readonly config: StreamConfig;
  readonly clusterConfig: ClusterConfig;
}

export interface ClusterState extends PartState {
  readonly kind: 'cluster';
  readonly alive: boolean[];
  /** Steps at which a node's death will be noticed; -1 if there is none. */
  readonly fenceOrders: number[];
}

/** The state of the stream at an index. */
export function streamAt(world: World, index: number): StreamState {
  const state = world.states[index];
  if (state.kind !== 'stream') throw new InvariantError(`part ${index} is no stream`);
  return state as StreamState; // its kind says so
}

/** The state of the cluster at an index. */
export function clusterAt(world: World, index: number): ClusterState {
  const state = world.states[index];
  if (state.kind !== 'cluster') throw new InvariantError(`part ${index} is no cluster`);
  return state as ClusterState; // its kind says so
}

/** Whether somebody leads the partition and is alive. */
export function isLed(world: World, stream: StreamState, partition: Partition): boolean {
  return partition.leader >= 0 && clusterAt(world, stream.cluster).alive[partition.leader];
}

/** The segment to which records are appended. */
export function activeSegment(partition: Partition): Segment {
  return partition.segments[partition.segments.length - 1];
}

/** The first offset that is still there. */
export function startOffsetOf(partition: Partition): number {
  return partition.segments[0].baseOffset;
}

/** Up to where `read_committed` may read: the oldest open transaction, or all (K13). */
export function lastStableOffset({ open, highWatermark }: Partition): number {
  for (const firstOffset of open.values()) return Math.min(firstOffset, highWatermark);
  return highWatermark;
}

/** One number for an instance of a part. */
export function instanceKey(part: number, instance: number): number {
  return part * 64 + instance;
}

/** The part and the instance of an `instanceKey`. */
export function ofInstanceKey(key: number): { readonly part: number; readonly instance: number } {
  return { part: key >> 6, instance: key & 63 };
}

/** One number for a reader: an instance of a service that reads for a group. */
export function readerKey(group: number, service: number, instance: number): number {
  return group * 32_768 + instanceKey(service, instance);
}

export function emptySegment(baseOffset: number): Segment {
  return {
    baseOffset,
    nextOffset: baseOffset,
    count: 0,
    bytes: 0,
    firstMs: -1,
    largestMs: -1,
    lastRecord: -1,
    removed: [],
    seqs: undefined,
  };
}

/** Leaders are spread: each partition of each stream of a cluster begins with the next node. */
function initialPartition(
  first: number,
  { nodes, replicaMs }: ClusterConfig,
  copies: number,
): Partition {
  const replicas = Array.from({ length: copies }, (_, copy): Replica => {
    const node = (first + copy) % nodes;
    return { node, endOffset: 0, inSync: true, paceMs: replicaMs, fetchOrder: -1, lagOrder: -1 };
  });
  return {
    leader: replicas[0].node,
    epoch: 0,
    endOffset: 0,
    highWatermark: 0,
    bytes: 0,
    lastRecord: -1,
    segments: [emptySegment(0)],
    replicas,
    inSyncCount: copies,
    producers: new Map(),
    open: new Map(),
    aborted: [],
    parked: new Map(),
    cleanedTo: 0,
    horizons: [],
  };
}

export function initialStream(part: PlannedPart, plan: Plan): StreamState {
  const config = part.config as StreamConfig; // checked by streamSchema
  const clusterConfig = plan.parts[part.host].config as ClusterConfig; // checked by clusterSchema
  const before = plan.parts.filter(
    ({ kind, host, index }) => kind === 'stream' && host === part.host && index < part.index,
  ).length;
  const shared = plan.parts.some(
    ({ kind, host, config: group }) =>
      kind === 'group' &&
      host === part.host &&
      (group as { readonly protocol: string }).protocol === 'share', // by groupSchema
  );
  return {
    kind: 'stream',
    settings: {
      retentionMs: config.retentionMs ?? -1,
      retentionBytes: config.retentionBytes ?? -1,
      segmentBytes: config.segmentBytes,
      segmentMs: config.segmentMs,
      cleanup: CLEANUPS.indexOf(config.cleanup),
      minInSyncReplicas: config.minInSyncReplicas,
      uncleanElection: config.uncleanElection ? 1 : 0,
    },
    partitions: Array.from({ length: config.partitions }, (_, index) =>
      initialPartition(before + index, clusterConfig, config.replication),
    ),
    transactions: new Map(),
    checkOrder: -1,
    checkMs: -1,
    paces: 0,
    paceStream: streamOf(plan.seed, `replica/${part.id}`),
    activity: noActivity(),
    cluster: part.host,
    shared,
    config,
    clusterConfig,
  };
}

export function initialCluster(part: PlannedPart): ClusterState {
  const { nodes } = part.config as ClusterConfig; // checked by clusterSchema
  return {
    kind: 'cluster',
    alive: new Array<boolean>(nodes).fill(true),
    fenceOrders: new Array<number>(nodes).fill(-1),
  };
}
