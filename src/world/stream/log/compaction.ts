/** Owns the rule of compaction (K11): when it runs, and which records of a partition go. */
import { Column, type Journal } from '../../../kernel';
import { keyOf } from '../../messages';
import { isVoid, scan } from './read';
import { isMarker } from './segments';
import { CLEANUPS, lastStableOffset, type Partition, type Settings, startOffsetOf } from './state';

/** Whether only the last record of each key is kept. */
export function compacts({ cleanup }: Settings): boolean {
  return CLEANUPS[cleanup] !== 'delete';
}

/** Up to where compaction may go: whole closed segments, below every open transaction. */
function cleanableEnd(partition: Partition): number {
  const { segments } = partition;
  const stable = lastStableOffset(partition);
  let end = startOffsetOf(partition);
  for (let at = 0; at < segments.length - 1 && segments[at].nextOffset <= stable; at++) {
    end = segments[at].nextOffset;
  }
  return end;
}

/** Whether more than this share of what could be compacted is new since the last time. */
function isDirty(partition: Partition, end: number, ratio: number): boolean {
  let dirty = 0;
  let all = 0;
  for (const { baseOffset, nextOffset, bytes } of partition.segments) {
    if (nextOffset > end) break;
    all += bytes;
    if (baseOffset >= partition.cleanedTo) dirty += bytes;
  }
  return dirty > 0 && dirty > ratio * all;
}

/** Up to where a pass of compaction is due now; undefined if none is. */
export function passEnd(partition: Partition, ratio: number, nowMs: number): number | undefined {
  const end = cleanableEnd(partition);
  if (end > partition.cleanedTo && isDirty(partition, end, ratio)) return end;
  const ripe = partition.horizons.some(({ atMs }) => atMs < nowMs);
  return ripe ? partition.cleanedTo : undefined;
}

/** From when on a pass is due; Infinity if time alone does not bring it about. */
export function passFromMs(partition: Partition, ratio: number, nowMs: number): number {
  if (passEnd(partition, ratio, nowMs) !== undefined) return nowMs;
  return partition.horizons.reduce((first, { atMs }) => Math.min(first, atMs + 1), Infinity);
}

/** What a pass does. */
export interface Pass {
  /** Seqs of the records that go, by offset. */
  readonly doomed: readonly number[];
  /** Whether a tombstone was met for the first time and stays for now. */
  readonly tombstones: boolean;
}

/**
 * A pass up to an offset: of each key the last record stays; what an aborted transaction wrote,
 * and what has no key, goes; a tombstone goes once its time is over.
 */
export function compact(
  journal: Journal,
  partition: Partition,
  toOffset: number,
  nowMs: number,
  isTombstone: (message: number) => boolean,
): Pass {
  const { cleanedTo, horizons } = partition;
  const start = startOffsetOf(partition);
  const lastOf = new Map<number, number>();
  const keyAt = (seq: number, offset: number): number =>
    isVoid(journal, partition, seq, offset) ? -1 : keyOf(journal, journal.read(seq, Column.d));
  scan(journal, partition, start, toOffset, (seq, offset) => {
    if (!isMarker(journal, seq)) lastOf.set(keyAt(seq, offset), offset);
    return true;
  });
  lastOf.delete(-1);
  const doomed: number[] = [];
  let tombstones = false;
  scan(journal, partition, start, toOffset, (seq, offset) => {
    if (isMarker(journal, seq)) return true;
    const isLast = lastOf.get(keyAt(seq, offset)) === offset;
    if (isLast && !isTombstone(journal.read(seq, Column.d))) return true;
    const isRipe = horizons.some(
      (one) => one.atMs < nowMs && one.fromOffset <= offset && offset < one.toOffset,
    );
    if (!isLast || isRipe) doomed.push(seq);
    else if (offset >= cleanedTo) tombstones = true;
    return true;
  });
  return { doomed, tombstones };
}
