/**
 * Owns the log of one partition as segments: appending, finding a record by its offset, taking
 * records and whole segments away. When that is due is for retention.ts and compaction.ts to say.
 */
import { Column, type Journal } from '../../../kernel';
import { FactKind } from '../../facts';
import { activeSegment, emptySegment, type Partition, type Segment } from './state';

/** A record about to be counted in. */
export interface Appended {
  readonly seq: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly bytes: number;
}

/** A record goes to the end of the active segment (K3: offsets are dense). */
export function appendRecord(partition: Partition, record: Appended): void {
  const segment = activeSegment(partition);
  if (segment.nextOffset === segment.baseOffset) segment.firstMs = record.timestampMs;
  segment.nextOffset = record.offset + 1;
  segment.count++;
  segment.bytes += record.bytes;
  if (record.timestampMs > segment.largestMs) segment.largestMs = record.timestampMs;
  segment.lastRecord = record.seq;
  segment.seqs?.push(record.seq);
  partition.endOffset = segment.nextOffset;
  partition.bytes += record.bytes;
  partition.lastRecord = record.seq;
}

/** The active segment is closed; an empty one follows it. */
export function rollSegment(partition: Partition): void {
  partition.segments.push(emptySegment(partition.endOffset));
}

/** The oldest segment goes, and with it what is said about its offsets only. */
export function deleteOldest(partition: Partition): void {
  const [{ bytes }] = partition.segments.splice(0, 1);
  partition.bytes -= bytes;
  const { baseOffset } = partition.segments[0];
  partition.cleanedTo = Math.max(partition.cleanedTo, baseOffset);
  partition.aborted = partition.aborted.filter((one) => one.markerOffset >= baseOffset);
  partition.horizons = partition.horizons.filter((one) => one.toOffset > baseOffset);
}

/** Seq of a RecordAppended's or MarkerAppended's predecessor in its partition, or -1. */
export function previousRecord(journal: Journal, seq: number): number {
  return journal.read(seq, Column.e);
}

/** Whether a record is a transaction's marker. */
export function isMarker(journal: Journal, seq: number): boolean {
  return journal.kind(seq) === FactKind.MarkerAppended;
}

/** A record's timestamp: its message's birth; of a marker: when it was written. */
export function timestampOf(journal: Journal, seq: number): number {
  return journal.atMs(isMarker(journal, seq) ? seq : journal.read(seq, Column.d));
}

/** Position of the segment in which an offset lies; the last one whose base is not above it. */
export function segmentAt(partition: Partition, offset: number): number {
  const { segments } = partition;
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (segments[middle].baseOffset <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Seqs of a segment by offset from its base on; -1 where a record was removed. */
export function seqsOf(journal: Journal, segment: Segment): readonly number[] {
  if (segment.seqs !== undefined) return segment.seqs;
  const seqs = new Array<number>(segment.nextOffset - segment.baseOffset).fill(-1);
  let seq = segment.lastRecord;
  for (let at = seqs.length - 1; at >= 0; at--) {
    seqs[at] = seq;
    seq = previousRecord(journal, seq);
  }
  const { removed } = segment;
  for (let run = 0; run < removed.length; run += 2) {
    seqs.fill(-1, removed[run] - segment.baseOffset, removed[run + 1] - segment.baseOffset);
  }
  segment.seqs = seqs;
  return seqs;
}

/** Seq of the record at an offset; -1 if there is none, or none any more. */
export function recordAt(journal: Journal, partition: Partition, offset: number): number {
  const { segments } = partition;
  if (offset < segments[0].baseOffset || offset >= partition.endOffset) return -1;
  const segment = segments[segmentAt(partition, offset)];
  return seqsOf(journal, segment)[offset - segment.baseOffset];
}

/** Compaction takes one record away; its offset stays empty for ever (K11). */
export function removeRecord(partition: Partition, offset: number, bytes: number): void {
  const segment = partition.segments[segmentAt(partition, offset)];
  segment.count--;
  segment.bytes -= bytes;
  partition.bytes -= bytes;
  if (segment.seqs !== undefined) segment.seqs[offset - segment.baseOffset] = -1;
  const { removed } = segment;
  let at = removed.length;
  while (at > 0 && removed[at - 2] > offset) at -= 2;
  // `at` is where the run after the offset begins; the one before may end right at it.
  const joinsBefore = at > 0 && removed[at - 1] === offset;
  const joinsAfter = at < removed.length && removed[at] === offset + 1;
  if (joinsBefore && joinsAfter) removed.splice(at - 1, 2);
  else if (joinsBefore) removed[at - 1]++;
  else if (joinsAfter) removed[at]--;
  else removed.splice(at, 0, offset, offset + 1);
}

/** Closed segments below an offset are joined where they fit into one. */
export function joinSegments(partition: Partition, below: number, mostBytes: number): void {
  const joined: Segment[] = [];
  for (const segment of partition.segments) {
    const last = joined.at(-1);
    const fits =
      last !== undefined &&
      segment.nextOffset <= below &&
      segment !== activeSegment(partition) &&
      last.bytes + segment.bytes <= mostBytes;
    if (fits) join(last, segment);
    else joined.push(segment);
  }
  partition.segments = joined;
}

function join(segment: Segment, next: Segment): void {
  segment.nextOffset = next.nextOffset;
  segment.count += next.count;
  segment.bytes += next.bytes;
  segment.largestMs = Math.max(segment.largestMs, next.largestMs);
  segment.lastRecord = next.lastRecord;
  const touches = segment.removed.at(-1) === next.removed[0];
  if (touches && next.removed.length > 0) {
    segment.removed.pop();
    segment.removed.push(...next.removed.slice(1));
  } else {
    segment.removed.push(...next.removed);
  }
  segment.seqs = undefined;
}

/** What is at or above an offset (not below the first one) is lost: nobody has it (K14). */
export function truncate(journal: Journal, partition: Partition, endOffset: number): void {
  const { segments } = partition;
  let seq = partition.lastRecord;
  while (seq >= 0 && journal.read(seq, Column.c) >= endOffset) seq = previousRecord(journal, seq);
  partition.lastRecord = seq;
  partition.endOffset = endOffset;
  while (segments.length > 1 && activeSegment(partition).baseOffset >= endOffset) segments.pop();
  const last = activeSegment(partition);
  if (last.nextOffset > endOffset) shorten(journal, last, endOffset, seq);
  partition.bytes = segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

function shorten(journal: Journal, segment: Segment, endOffset: number, lastRecord: number): void {
  const kept = seqsOf(journal, segment).slice(0, endOffset - segment.baseOffset);
  const alive = kept.filter((seq) => seq >= 0);
  segment.seqs = kept;
  segment.nextOffset = endOffset;
  segment.lastRecord = kept.length === 0 ? -1 : lastRecord;
  const bytesEach = segment.count === 0 ? 0 : segment.bytes / segment.count;
  segment.count = alive.length;
  segment.bytes = alive.length * bytesEach;
  segment.largestMs = alive.reduce((most, seq) => Math.max(most, timestampOf(journal, seq)), -1);
  const { removed } = segment;
  while (removed.length > 0 && removed[removed.length - 2] >= endOffset) removed.length -= 2;
  if (removed.length > 0 && removed[removed.length - 1] > endOffset) {
    removed[removed.length - 1] = endOffset;
  }
}
