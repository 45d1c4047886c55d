/**
 * Owns how facts change a partition's copies (K14): their fetches, who is in sync, who leads, and
 * what a dead node loses. What is decided about them is in replicate.ts and elect.ts.
 */
import { Column } from '../../../kernel';
import { FactKind } from '../../facts';
import type { Evolve, Row, World } from '../../part';
import { Step } from '../../steps';
import { planCleaning, planDeletion } from './due';
import { previousRecord, truncate } from './segments';
import {
  clusterAt,
  type Partition,
  type Replica,
  startOffsetOf,
  streamAt,
  type StreamState,
} from './state';
import { recall } from './transactions';

/** One number for a copy: its partition and its node. */
export function copyKey(partition: number, node: number): number {
  return partition * 16 + node;
}

/** The partition and the node of a `copyKey`. */
export function ofCopyKey(key: number): { readonly partition: number; readonly node: number } {
  return { partition: key >> 4, node: key & 15 };
}

/** A partition's copy on a node; undefined if it has none there. */
export function replicaOn(partition: Partition, node: number): Replica | undefined {
  return partition.replicas.find((one) => one.node === node);
}

/** The log has become longer: followers fetch; a leader that is alone in sync needs nobody. */
export function appended(world: World, stream: StreamState, partition: Partition, row: Row): void {
  if (partition.inSyncCount === 1 && stream.settings.minInSyncReplicas <= 1) {
    partition.highWatermark = partition.endOffset;
  }
  if (partition.replicas.length > 1) awaitFollowers(world, stream, partition, row);
}

/** Every follower that has something to fetch does so, or is given until its lag is too long. */
function awaitFollowers(world: World, stream: StreamState, partition: Partition, row: Row): void {
  for (const replica of partition.replicas) {
    if (replica.node !== partition.leader) awaitFollower(world, stream, partition, replica, row);
  }
}

function awaitFollower(
  world: World,
  stream: StreamState,
  { endOffset }: Partition,
  replica: Replica,
  row: Row,
): void {
  if (replica.inSync && replica.endOffset >= endOffset) return;
  const { agenda } = world;
  const { replicaLagMs } = stream.clusterConfig;
  const key = copyKey(row.b, replica.node);
  const isAlive = clusterAt(world, stream.cluster).alive[replica.node];
  if (isAlive && replica.fetchOrder < 0) {
    const atMs = row.atMs + replica.paceMs;
    replica.fetchOrder = agenda.schedule(atMs, Step.replicaFetch, row.seq, row.a, key);
  }
  const isSlow = !isAlive || replica.paceMs > replicaLagMs;
  if (isSlow && replica.inSync && replica.lagOrder < 0) {
    const atMs = row.atMs + replicaLagMs;
    replica.lagOrder = agenda.schedule(atMs, Step.replicaLag, row.seq, row.a, key);
  }
}

function cancelFetch(world: World, replica: Replica): void {
  if (replica.fetchOrder >= 0) world.agenda.cancel(replica.fetchOrder);
  replica.fetchOrder = -1;
}

function cancelLag(world: World, replica: Replica): void {
  if (replica.lagOrder >= 0) world.agenda.cancel(replica.lagOrder);
  replica.lagOrder = -1;
}

const replicaCaughtUp: Evolve = (world, row) => {
  const stream = streamAt(world, row.a);
  const replica = replicaOn(stream.partitions[row.b], row.c);
  if (replica === undefined) return;
  stream.paces++;
  replica.endOffset = row.d;
  replica.paceMs = row.e;
  replica.fetchOrder = -1;
  cancelLag(world, replica);
};

const inSyncChanged: Evolve = (world, row) => {
  const stream = streamAt(world, row.a);
  const partition = stream.partitions[row.b];
  const replica = replicaOn(partition, row.c);
  if (replica === undefined) return;
  setInSync(partition, replica, row.d === 1);
  // Its lag was the step that brought this fact, or is of no matter any more.
  if (row.e === 1) replica.lagOrder = -1;
  else cancelLag(world, replica);
  const isFollower = row.c !== partition.leader && partition.leader >= 0;
  if (isFollower && isLeaderAlive(world, stream, partition)) {
    awaitFollower(world, stream, partition, replica, row);
  }
};

function setInSync(partition: Partition, replica: Replica, inSync: boolean): void {
  if (replica.inSync !== inSync) partition.inSyncCount += inSync ? 1 : -1;
  replica.inSync = inSync;
}

function isLeaderAlive(world: World, stream: StreamState, { leader }: Partition): boolean {
  return clusterAt(world, stream.cluster).alive[leader];
}

/** What the new leader does not have is lost (K14); the others go by its log from now on. */
const leaderElected: Evolve = (world, row) => {
  const stream = streamAt(world, row.a);
  const partition = stream.partitions[row.b];
  const [leader, epoch, endOffset] = [row.c, row.d, row.e];
  partition.leader = leader;
  partition.epoch = epoch;
  if (leader < 0) return;
  if (endOffset < partition.endOffset) {
    truncate(world.journal, partition, endOffset);
    recall(world, stream, row);
  }
  partition.highWatermark = Math.min(partition.highWatermark, endOffset);
  for (const replica of partition.replicas) {
    cancelFetch(world, replica);
    cancelLag(world, replica);
    replica.endOffset = Math.min(replica.endOffset, endOffset);
    if (replica.node === leader) replica.endOffset = endOffset;
    if (row.f === 1) setInSync(partition, replica, replica.node === leader);
  }
  awaitFollowers(world, stream, partition, row);
  planDeletion(world, stream, partition, row);
  planCleaning(world, stream, partition, row);
};

export const replicaEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.ReplicaCaughtUp]: replicaCaughtUp,
  [FactKind.InSyncChanged]: inSyncChanged,
  [FactKind.LeaderElected]: leaderElected,
};

/** Visits the partitions of a cluster that have a copy on a node. */
export function forEachCopyOn(
  world: World,
  cluster: number,
  node: number,
  visit: (stream: number, partition: number, replica: Replica) => void,
): void {
  for (const { index, kind, host } of world.plan.parts) {
    if (kind !== 'stream' || host !== cluster) continue;
    streamAt(world, index).partitions.forEach((partition, number) => {
      const replica = replicaOn(partition, node);
      if (replica !== undefined) visit(index, number, replica);
    });
  }
}

/** A node is dead: it fetches nothing, nobody fetches from it, what was not on its disk is gone. */
export function loseNode(world: World, row: Row): void {
  const [cluster, node] = [row.a, row.b];
  forEachCopyOn(world, cluster, node, (index, number, replica) => {
    const stream = streamAt(world, index);
    const partition = stream.partitions[number];
    const isLeader = partition.leader === node;
    const held = isLeader ? partition.endOffset : replica.endOffset;
    const flushedMs = row.atMs - stream.clusterConfig.flushMs;
    replica.endOffset = flushedEnd(world, partition, held, flushedMs);
    cancelFetch(world, replica);
    if (isLeader) {
      for (const one of partition.replicas) {
        cancelFetch(world, one);
        cancelLag(world, one);
      }
    } else if (partition.leader >= 0 && isLeaderAlive(world, stream, partition)) {
      awaitFollower(world, stream, partition, replica, { ...row, a: index, b: number });
    }
  });
}

/** A node is back: it fetches what it has missed where somebody leads. */
export function regainNode(world: World, row: Row): void {
  const [cluster, node] = [row.a, row.b];
  forEachCopyOn(world, cluster, node, (index, number, replica) => {
    const stream = streamAt(world, index);
    const partition = stream.partitions[number];
    const isFollower = partition.leader !== node && partition.leader >= 0;
    if (!isFollower || !isLeaderAlive(world, stream, partition)) return;
    cancelLag(world, replica);
    awaitFollower(world, stream, partition, replica, { ...row, a: index, b: number });
  });
}

/** Up to where a copy that reached to `held` is on disk: what was appended by a time. */
function flushedEnd(world: World, partition: Partition, held: number, flushedMs: number): number {
  const { journal } = world;
  for (let seq = partition.lastRecord; seq >= 0; seq = previousRecord(journal, seq)) {
    const offset = journal.read(seq, Column.c);
    if (offset < startOffsetOf(partition)) break;
    if (offset < held && journal.atMs(seq) <= flushedMs) return offset + 1;
  }
  return Math.min(held, startOffsetOf(partition));
}
