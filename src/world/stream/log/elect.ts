/**
 * Owns who leads a partition when a node dies or comes back (K14). A dead node is noticed after
 * the cluster's failover time, as a lost session is; until then its partitions stand still.
 */
import { FactKind } from '../../facts';
import type { Decide, Sim } from '../../part';
import { appendMissingMarkers } from './markers';
import { refuse } from './produce';
import { copyKey, forEachCopyOn, ofCopyKey } from './replicas';
import { advance, awaiting } from './replicate';
import { serveReaders } from './serve';
import { clusterAt, type Partition, type Replica, startOffsetOf, streamAt } from './state';

/** The cluster has noticed that a node is dead. */
export const nodeFence: Decide = (sim, cause, cluster, node) => {
  const fenced = sim.state(FactKind.NodeFenced, cause, cluster, node);
  settleNode(sim, cluster, node, fenced);
};

/**
 * What a node led gets a new leader; elsewhere it is out of sync from now on: what it holds may
 * be less than what it once confirmed. So too when it is back before anybody noticed.
 */
export function settleNode(sim: Sim, cluster: number, node: number, cause: number): void {
  const copies: [stream: number, copy: number][] = [];
  forEachCopyOn(sim.world, cluster, node, (stream, partition) => {
    copies.push([stream, copyKey(partition, node)]);
  });
  for (const [index, copy] of copies) settleCopy(sim, index, copy, cause);
}

function settleCopy(sim: Sim, index: number, copy: number, cause: number): void {
  const { partition: number, node } = ofCopyKey(copy);
  const partition = streamAt(sim.world, index).partitions[number];
  if (partition.leader < 0 || partition.leader === node) {
    elect(sim, index, number, node, cause);
    return;
  }
  leaveSync(sim, index, number, node, cause);
  advance(sim, index, number, cause);
}

/** A copy is no longer in sync; the last one that is stays, as the only one that may lead. */
function leaveSync(sim: Sim, index: number, number: number, node: number, cause: number): void {
  const { replicas, inSyncCount } = streamAt(sim.world, index).partitions[number];
  const isInSync = replicas.some((one) => one.node === node && one.inSync);
  if (isInSync && inSyncCount > 1) {
    sim.state(FactKind.InSyncChanged, cause, index, number, node, 0, 0);
  }
}

/** Elects a leader of a partition whose leader `node` was, or which has none. */
function elect(sim: Sim, index: number, number: number, node: number, cause: number): void {
  const stream = streamAt(sim.world, index);
  const partition = stream.partitions[number];
  const { alive } = clusterAt(sim.world, stream.cluster);
  const isUnclean = stream.settings.uncleanElection === 1;
  const chosen = candidate(partition, alive, node, isUnclean);
  if (chosen === undefined) {
    if (partition.leader < 0) return;
    const { endOffset } = partition;
    const epoch = partition.epoch + 1;
    sim.state(FactKind.LeaderElected, cause, index, number, -1, epoch, endOffset, 0);
    return;
  }
  const endOffset = Math.max(chosen.endOffset, startOffsetOf(partition));
  // Who waits for the confirmation of what is lost now hears that it must send it again.
  const lostFrom = Math.max(endOffset, partition.highWatermark);
  const lost = awaiting(sim, partition, lostFrom, partition.endOffset);
  const elected = sim.state(
    FactKind.LeaderElected,
    cause,
    index,
    number,
    chosen.node,
    partition.epoch + 1,
    endOffset,
    chosen.inSync ? 0 : 1,
  );
  if (chosen.node !== node) leaveSync(sim, index, number, node, elected);
  for (const prepared of lost) refuse(sim, index, prepared, 'noLeader', elected);
  appendMissingMarkers(sim, index, number, elected);
  advance(sim, index, number, elected);
  serveReaders(sim, index, number, elected);
}

/**
 * The preferred one of those that are in sync and alive, the node itself last, if it is back; if
 * there is none and an unclean election is allowed: the first that lives.
 */
function candidate(
  { replicas }: Partition,
  alive: readonly boolean[],
  node: number,
  unclean: boolean,
): Replica | undefined {
  const living = replicas.filter((one) => alive[one.node]);
  const inSync = living.filter((one) => one.inSync);
  return (
    inSync.find((one) => one.node !== node) ?? inSync.at(0) ?? (unclean ? living.at(0) : undefined)
  );
}
