/**
 * Owns when a stream is looked over next: a step of the agenda stands only where retention or
 * compaction can have something to do, at a whole multiple of the check's interval.
 */
import type { Row, World } from '../../part';
import { Step } from '../../steps';
import { compacts, passFromMs } from './compaction';
import { overdueFromMs } from './retention';
import { isLed, type Partition, type StreamState } from './state';

/** A record came or may go: sees to it that retention looks in time. Cheap: one partition. */
export function planDeletion(
  world: World,
  stream: StreamState,
  partition: Partition,
  row: Row,
): void {
  const { retentionMs, retentionBytes } = stream.settings;
  if (retentionMs < 0 && retentionBytes < 0) return;
  const dueMs = overdueFromMs(partition, stream.settings, row.atMs);
  if (dueMs !== Infinity && isLed(world, stream, partition)) plan(world, stream, dueMs, row);
}

/** Closed segments may have become dirty enough, or cleanable. */
export function planCleaning(
  world: World,
  stream: StreamState,
  partition: Partition,
  row: Row,
): void {
  if (!compacts(stream.settings)) return;
  const dueMs = passFromMs(partition, stream.config.minCleanableDirtyRatio, row.atMs);
  if (dueMs !== Infinity && isLed(world, stream, partition)) plan(world, stream, dueMs, row);
}

/** Looks at everything: after a check, or when a setting has changed. */
export function planAll(world: World, stream: StreamState, row: Row): void {
  for (const partition of stream.partitions) {
    planDeletion(world, stream, partition, row);
    planCleaning(world, stream, partition, row);
  }
}

function plan(world: World, stream: StreamState, dueMs: number, row: Row): void {
  const every = stream.config.retentionCheckMs;
  const next = Math.max(Math.ceil(dueMs / every), Math.floor(row.atMs / every) + 1) * every;
  if (stream.checkOrder >= 0) {
    if (stream.checkMs <= next) return;
    world.agenda.cancel(stream.checkOrder);
  }
  stream.checkOrder = world.agenda.schedule(next, Step.streamCheck, row.seq, row.a);
  stream.checkMs = next;
}
