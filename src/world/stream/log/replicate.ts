/**
 * Owns what is decided about copies that are alive (K14): a follower's fetch, a follower that is
 * too slow, and how far the high watermark goes. Elections are in elect.ts.
 */
import { Column, drawInteger } from '../../../kernel';
import { FactKind } from '../../facts';
import { PurposeCode } from '../../parcel';
import type { Decide, Sim } from '../../part';
import { termsOf } from './producers';
import { scan } from './read';
import { ofCopyKey, replicaOn } from './replicas';
import { isMarker } from './segments';
import { serveReaders } from './serve';
import { isLed, type Partition, streamAt, type StreamState } from './state';

/** A follower has fetched all that the leader has; one that was out of sync is in sync again. */
export const replicaFetch: Decide = (sim, cause, index, copy) => {
  const stream = streamAt(sim.world, index);
  const { partition: number, node } = ofCopyKey(copy);
  const partition = stream.partitions[number];
  const paceMs = drawInteger(stream.paceStream, stream.paces, 1, stream.clusterConfig.replicaMs);
  const { endOffset } = partition;
  const caughtUp = sim.state(
    FactKind.ReplicaCaughtUp,
    cause,
    index,
    number,
    node,
    endOffset,
    paceMs,
  );
  if (replicaOn(partition, node)?.inSync === false) {
    sim.state(FactKind.InSyncChanged, caughtUp, index, number, node, 1, 0);
  }
  advance(sim, index, number, caughtUp);
};

/** A follower was behind for too long: the others go on without it. */
export const replicaLag: Decide = (sim, cause, index, copy) => {
  const { partition, node } = ofCopyKey(copy);
  const changed = sim.state(FactKind.InSyncChanged, cause, index, partition, node, 0, 1);
  advance(sim, index, partition, changed);
};

/** Up to where every in-sync replica has the log, if they are enough; else as it is (K14). */
function replicatedEnd({ settings }: StreamState, partition: Partition): number {
  if (partition.inSyncCount < settings.minInSyncReplicas) return partition.highWatermark;
  let end = partition.endOffset;
  for (const { inSync, node, endOffset } of partition.replicas) {
    if (inSync && node !== partition.leader) end = Math.min(end, endOffset);
  }
  return end;
}

/** Moves the high watermark if it can go on: waiting producers hear of it, waiting readers read. */
export function advance(sim: Sim, index: number, number: number, cause: number): void {
  const stream = streamAt(sim.world, index);
  const partition = stream.partitions[number];
  const before = partition.highWatermark;
  const end = replicatedEnd(stream, partition);
  if (end <= before || !isLed(sim.world, stream, partition)) return;
  const moved = sim.state(FactKind.HighWatermarkMoved, cause, index, number, end);
  for (const prepared of awaiting(sim, partition, before, end)) {
    sendProduced(sim, moved, index, prepared);
  }
  serveReaders(sim, index, number, moved);
}

/** What was prepared with acks `all` and lies from one offset up to another. */
export function awaiting(sim: Sim, partition: Partition, from: number, to: number): number[] {
  const { journal } = sim;
  const found: number[] = [];
  scan(journal, partition, from, to, (seq) => {
    if (isMarker(journal, seq)) return true;
    const prepared = journal.read(seq, Column.f);
    if (prepared >= 0 && termsOf(journal, prepared).acks === 'all') found.push(prepared);
    return true;
  });
  return found;
}

/** Tells a producer that its record was taken. */
export function sendProduced(sim: Sim, cause: number, index: number, prepared: number): void {
  const { journal } = sim;
  const producer = journal.read(prepared, Column.a);
  const instance = journal.read(prepared, Column.b);
  const message = journal.read(prepared, Column.d);
  sim.send(cause, index, producer, PurposeCode.produced, message, instance, prepared);
}
