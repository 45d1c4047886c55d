/**
 * Owns what others may read of streams and clusters: the stage, the inspector, checkers and the
 * groups. It changes nothing, and imports nothing but state.
 */
import { Column, type Journal } from '../../../kernel';
import { unpackProduce } from '../../parcel';
import type { World } from '../../part';
import type { Plan } from '../../plan';
import { isMarker, recordAt, segmentAt, seqsOf, timestampOf } from './segments';
import {
  clusterAt,
  initialStream,
  instanceKey,
  isLed,
  lastStableOffset,
  type Partition,
  startOffsetOf,
  streamAt,
} from './state';

/** One copy of a partition. */
export interface ReplicaView {
  readonly node: number;
  readonly endOffset: number;
  readonly inSync: boolean;
  readonly alive: boolean;
}

/** One partition as it stands. Offsets; sizes in bytes. */
export interface PartitionView {
  /** The node that leads, dead or alive; -1 if nobody can. */
  readonly leader: number;
  readonly leaderAlive: boolean;
  readonly epoch: number;
  readonly startOffset: number;
  readonly highWatermark: number;
  /** Up to where `read_committed` may read (K13). */
  readonly lastStableOffset: number;
  readonly endOffset: number;
  /** In the order in which they are preferred as leaders. */
  readonly replicas: readonly ReplicaView[];
  readonly bytes: number;
  /** Oldest first; the last one is active. `count`: records that are still in it. */
  readonly segments: readonly {
    readonly baseOffset: number;
    readonly nextOffset: number;
    readonly count: number;
    readonly bytes: number;
  }[];
}

/** All partitions of a stream, by number. */
export function partitionsOf(world: World, stream: number): PartitionView[] {
  const state = streamAt(world, stream);
  const { alive } = clusterAt(world, state.cluster);
  return state.partitions.map((partition) => ({
    leader: partition.leader,
    leaderAlive: isLed(world, state, partition),
    epoch: partition.epoch,
    startOffset: startOffsetOf(partition),
    highWatermark: partition.highWatermark,
    lastStableOffset: lastStableOffset(partition),
    endOffset: partition.endOffset,
    replicas: partition.replicas.map(({ node, endOffset, inSync }) => ({
      node,
      endOffset: node === partition.leader && alive[node] ? partition.endOffset : endOffset,
      inSync,
      alive: alive[node],
    })),
    bytes: partition.bytes,
    segments: partition.segments.map(({ baseOffset, nextOffset, count, bytes }) => {
      return { baseOffset, nextOffset, count, bytes };
    }),
  }));
}

/** By partition: the nodes of its copies in the order in which they are preferred as leaders. */
export function copiesOf(plan: Plan, stream: number): number[][] {
  const { partitions } = initialStream(plan.parts[stream], plan);
  return partitions.map(({ replicas }) => replicas.map(({ node }) => node));
}

/** How many partitions a stream has. */
export function partitionCountOf(world: World, stream: number): number {
  return streamAt(world, stream).partitions.length;
}

/** The offsets of one partition: cheaper than `partitionsOf`. */
export function offsetsOf(
  world: World,
  stream: number,
  partition: number,
): Pick<PartitionView, 'startOffset' | 'highWatermark' | 'lastStableOffset' | 'endOffset'> {
  const state = streamAt(world, stream).partitions[partition];
  return {
    startOffset: startOffsetOf(state),
    highWatermark: state.highWatermark,
    lastStableOffset: lastStableOffset(state),
    endOffset: state.endOffset,
  };
}

/** The cluster's nodes by number: alive or dead. */
export function nodesOf(world: World, cluster: number): readonly boolean[] {
  return clusterAt(world, cluster).alive;
}

/** Seq of the RecordAppended or MarkerAppended at an offset; -1 if none is there (any more). */
export function recordSeqAt(
  world: World,
  stream: number,
  partition: number,
  offset: number,
): number {
  return recordAt(world.journal, streamAt(world, stream).partitions[partition], offset);
}

/**
 * Visits what lies in a partition from an offset on, markers included, at most `limit` of them,
 * up to the log's end.
 */
export function forEachRecord(
  world: World,
  stream: number,
  partition: number,
  fromOffset: number,
  limit: number,
  visit: (seq: number, offset: number) => void,
): void {
  const state = streamAt(world, stream).partitions[partition];
  let left = limit;
  scan(world.journal, state, fromOffset, state.endOffset, (seq, offset) => {
    if (left <= 0) return false;
    left--;
    visit(seq, offset);
    return true;
  });
}

/** What a reader may see. */
export interface ReadingTerms {
  /** `read_committed`: not beyond an open transaction, nothing of an aborted one (K13). */
  readonly committed: boolean;
  /** How many records at most. */
  readonly recordsMax: number;
}

/** Up to where a reader may read: the high watermark, or the last stable offset (K13, K14). */
export function readableEnd(
  world: World,
  stream: number,
  partition: number,
  committed: boolean,
): number {
  const state = streamAt(world, stream).partitions[partition];
  return committed ? lastStableOffset(state) : state.highWatermark;
}

/**
 * Visits the records that a reader at an offset gets, markers and what is void left out. Returns
 * the offset from which it reads on.
 */
export function forEachReadable(
  world: World,
  stream: number,
  partition: number,
  fromOffset: number,
  { committed, recordsMax }: ReadingTerms,
  visit: (seq: number, offset: number) => void,
): number {
  const { journal } = world;
  const state = streamAt(world, stream).partitions[partition];
  const end = readableEnd(world, stream, partition, committed);
  let left = recordsMax;
  let next = Math.max(fromOffset, end);
  scan(journal, state, fromOffset, end, (seq, offset) => {
    if (isMarker(journal, seq) || (committed && isVoid(journal, state, seq, offset))) return true;
    if (left === 0) {
      next = offset;
      return false;
    }
    left--;
    visit(seq, offset);
    return true;
  });
  return next;
}

/**
 * The first offset whose record is not older than a time (K8, `by_duration` and moving by hand);
 * the high watermark if there is none.
 */
export function offsetAtTime(
  world: World,
  stream: number,
  partition: number,
  atMs: number,
): number {
  const { journal } = world;
  const state = streamAt(world, stream).partitions[partition];
  let found = state.highWatermark;
  for (const segment of state.segments) {
    if (segment.largestMs < atMs) continue;
    scan(journal, state, segment.baseOffset, segment.nextOffset, (seq, offset) => {
      if (timestampOf(journal, seq) < atMs) return true;
      found = Math.min(found, offset);
      return false;
    });
    if (found < segment.nextOffset) return found;
  }
  return found;
}

/** Whether a record belongs to a transaction that was aborted (K13). */
export function isVoid(
  journal: Journal,
  partition: Partition,
  seq: number,
  offset: number,
): boolean {
  const { aborted } = partition;
  if (aborted.length === 0 || offset > aborted[aborted.length - 1].markerOffset) return false;
  const prepared = journal.read(seq, Column.f);
  if (prepared < 0 || !unpackProduce(journal.read(prepared, Column.g)).transactional) return false;
  const key = instanceKey(journal.read(prepared, Column.a), journal.read(prepared, Column.b));
  return aborted.some(
    (one) => one.producer === key && one.firstOffset <= offset && offset < one.markerOffset,
  );
}

/** Visits what is there from one offset up to another, until `visit` says false. */
export function scan(
  journal: Journal,
  partition: Partition,
  fromOffset: number,
  toOffset: number,
  visit: (seq: number, offset: number) => boolean,
): void {
  const { segments } = partition;
  const start = Math.max(fromOffset, startOffsetOf(partition));
  if (start >= toOffset) return;
  for (let at = segmentAt(partition, start); at < segments.length; at++) {
    const { baseOffset, nextOffset } = segments[at];
    if (baseOffset >= toOffset) return;
    const seqs = seqsOf(journal, segments[at]);
    const end = Math.min(nextOffset, toOffset);
    for (let offset = Math.max(start, baseOffset); offset < end; offset++) {
      const seq = seqs[offset - baseOffset];
      if (seq >= 0 && !visit(seq, offset)) return;
    }
  }
}
