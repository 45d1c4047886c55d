/** Owns when the active segment of a partition is closed before an append (K10). */
import { FactKind } from '../../facts';
import type { Sim } from '../../part';
import { activeSegment, streamAt } from './state';

/** Closes the active segment if the record would make it too large or span too much time. */
export function rollIfFull(
  sim: Sim,
  index: number,
  number: number,
  record: { readonly timestampMs: number; readonly bytes: number },
  cause: number,
): void {
  const { settings, partitions } = streamAt(sim.world, index);
  const { bytes, firstMs, baseOffset, nextOffset } = activeSegment(partitions[number]);
  if (nextOffset === baseOffset) return;
  const isFull = bytes + record.bytes > settings.segmentBytes;
  if (!isFull && record.timestampMs - firstMs <= settings.segmentMs) return;
  sim.state(FactKind.SegmentRolled, cause, index, number, nextOffset);
}
