/** Owns the rule of retention (K10): which segment goes, and why. It looks at one partition. */
import type { Retention } from '../../facts';
import { CLEANUPS, type Partition, type Settings } from './state';

/** Whether segments are deleted by age and size. */
function deletes({ cleanup }: Settings): boolean {
  return CLEANUPS[cleanup] !== 'compact';
}

/** Whether the oldest segment may go at all: it holds something, all of it is replicated. */
function mayGo({ segments, highWatermark, endOffset }: Partition): boolean {
  const isOnly = segments.length === 1;
  if (isOnly && segments[0].nextOffset === segments[0].baseOffset) return false;
  // Nothing at or above the high watermark goes.
  return highWatermark >= (isOnly ? endOffset : segments[1].baseOffset);
}

/**
 * Why the oldest segment is to be deleted now; undefined if it stays, and with it all after it
 * (K10). The active segment is deleted too: it rolls to an empty one first.
 */
export function overdue(
  partition: Partition,
  settings: Settings,
  nowMs: number,
): Retention | undefined {
  if (!deletes(settings) || !mayGo(partition)) return undefined;
  const { retentionMs, retentionBytes } = settings;
  const [oldest] = partition.segments;
  if (retentionMs >= 0 && nowMs - oldest.largestMs > retentionMs) return 'time';
  const excess = partition.bytes - retentionBytes;
  return retentionBytes >= 0 && excess - oldest.bytes >= 0 ? 'size' : undefined;
}

/** From when on the oldest segment is overdue; Infinity if time alone does not bring it about. */
export function overdueFromMs(partition: Partition, settings: Settings, nowMs: number): number {
  const { retentionMs, retentionBytes } = settings;
  if (retentionMs < 0 && retentionBytes < 0) return Infinity;
  if (overdue(partition, settings, nowMs) !== undefined) return nowMs;
  if (retentionMs < 0 || !deletes(settings) || !mayGo(partition)) return Infinity;
  return partition.segments[0].largestMs + retentionMs + 1;
}
