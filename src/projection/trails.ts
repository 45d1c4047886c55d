/**
 * Owns what the facts of the branch in view say about readers of streams over time: how far a
 * partition was readable, what a group committed, what it was given a second time. Each is a trail
 * of values by fact, so that it can be asked for any cursor.
 */
import type { Frame, Topology } from '../timeline';

/** Columns of a fact as a frame carries them (see lanes.ts). */
const Column = { kind: 1, a: 3, b: 4, c: 5, d: 6, e: 7 } as const;
const KIND_MASK = 0xffff;

/** One number for a partition of a stream; streams have at most 1,024. */
const partitionKey = (stream: number, partition: number): number => stream * 1024 + partition;
/** Offsets that are read for a second time: from, up to and not including. */
export interface Again {
  readonly from: number;
  readonly to: number;
}

export class Trails {
  private readonly readable = new TrailsByKey();
  private readonly committed = new TrailsByKey();
  /** The furthest that a group has read, and the last stretch that it was given again. */
  private readonly read = new TrailsByKey();
  private readonly againFrom = new TrailsByKey();
  private readonly againTo = new TrailsByKey();
  private factCount = 0;
  /** The group that asks, by the seq of FetchRequested. */
  private groupOfFact = new Uint16Array(0);

  private readonly hasStreams: boolean;

  constructor(private readonly topology: Topology) {
    this.hasStreams = topology.parts.some(({ kind }) => kind === 'stream');
  }

  /** How far a partition was readable at a time; 0 before anything was. */
  readableAt(stream: number, partition: number, atMs: number): number {
    return this.readable.of(partitionKey(stream, partition)).atTime(atMs, 0);
  }

  /** What a group had committed at a time; -1 if nothing. */
  committedAt(group: number, stream: number, partition: number, atMs: number): number {
    return this.committed.of(this.readerKey(group, stream, partition)).atTime(atMs, -1);
  }

  /** What a group was given a second time last, up to a fact; null if nothing was. */
  againAt(group: number, stream: number, partition: number, seq: number): Again | null {
    const key = this.readerKey(group, stream, partition);
    const to = this.againTo.of(key).atFact(seq, -1);
    return to < 0 ? null : { from: this.againFrom.of(key).atFact(seq, 0), to };
  }

  /** Takes a frame's new facts; those from `from` on replace what was there. */
  accept({ from, count, columns }: Frame['facts']): void {
    if (!this.hasStreams) return;
    if (from < this.factCount) this.truncate(from);
    this.factCount = from + count;
    const { FetchRequested, FetchAnswered, HighWatermarkMoved, OffsetCommitted, OffsetMoved } =
      this.topology.factCodes;
    const at = (row: number, column: number): number => columns[count * column + row];
    for (let row = 0; row < count; row++) {
      const seq = from + row;
      switch (at(row, Column.kind) & KIND_MASK) {
        case HighWatermarkMoved: {
          const key = partitionKey(at(row, Column.a), at(row, Column.b));
          this.readable.of(key).add(seq, columns[row], at(row, Column.c));
          break;
        }
        case OffsetCommitted:
        case OffsetMoved: {
          const key = this.readerKey(at(row, Column.a), at(row, Column.b), at(row, Column.c));
          this.committed.of(key).add(seq, columns[row], at(row, Column.d));
          break;
        }
        case FetchRequested:
          this.growGroups(seq);
          this.groupOfFact[seq] = at(row, Column.c);
          break;
        case FetchAnswered: {
          const group = this.groupOfFact[at(row, Column.c)];
          const key = this.readerKey(group, at(row, Column.a), at(row, Column.b));
          this.answer(key, { seq, atMs: columns[row] }, at(row, Column.d), at(row, Column.e));
          break;
        }
        // Whatever else happened says nothing of readers.
        default:
      }
    }
  }

  /** One number for a group and a partition: small while there are not very many parts. */
  private readerKey(group: number, stream: number, partition: number): number {
    return group * this.topology.parts.length * 1024 + partitionKey(stream, partition);
  }

  private answer(
    key: number,
    when: { readonly seq: number; readonly atMs: number },
    fromOffset: number,
    nextOffset: number,
  ): void {
    const { seq, atMs } = when;
    const read = this.read.of(key);
    const furthest = read.last(-1);
    const stretch = this.againTo.of(key).last(-1);
    // Reading on within a stretch that is known to be read again is no new one.
    if (fromOffset < furthest && stretch !== furthest) {
      this.againFrom.of(key).add(seq, atMs, fromOffset);
      this.againTo.of(key).add(seq, atMs, furthest);
    }
    if (nextOffset > furthest) read.add(seq, atMs, nextOffset);
  }

  private truncate(seq: number): void {
    const all = [this.readable, this.committed, this.read, this.againFrom, this.againTo];
    for (const trails of all) trails.truncate(seq);
  }

  private growGroups(seq: number): void {
    if (seq < this.groupOfFact.length) return;
    const groups = this.groupOfFact;
    this.groupOfFact = new Uint16Array(Math.max(1024, seq * 2));
    this.groupOfFact.set(groups);
  }
}

class TrailsByKey {
  private readonly trails = new Map<number, Trail>();

  of(key: number): Trail {
    let trail = this.trails.get(key);
    if (trail === undefined) this.trails.set(key, (trail = new Trail()));
    return trail;
  }

  truncate(seq: number): void {
    for (const trail of this.trails.values()) trail.truncate(seq);
  }
}

/** A value that changed with certain facts, oldest first: triples of seq, time, value. */
class Trail {
  private rows = new Int32Array(0);
  private length = 0;

  add(seq: number, atMs: number, value: number): void {
    if (this.length === this.rows.length) {
      const { rows } = this;
      this.rows = new Int32Array(Math.max(24, rows.length * 2));
      this.rows.set(rows);
    }
    this.rows[this.length++] = seq;
    this.rows[this.length++] = atMs;
    this.rows[this.length++] = value;
  }

  truncate(seq: number): void {
    this.length = this.firstAbove(0, seq - 1);
  }

  last(none: number): number {
    return this.length === 0 ? none : this.rows[this.length - 1];
  }

  atFact(seq: number, none: number): number {
    return this.before(this.firstAbove(0, seq), none);
  }

  atTime(atMs: number, none: number): number {
    return this.before(this.firstAbove(1, atMs), none);
  }

  private before(row: number, none: number): number {
    return row === 0 ? none : this.rows[row - 1];
  }

  /** Where the first triple stands whose column is above a limit; the length if none is. */
  private firstAbove(column: number, limit: number): number {
    let low = 0;
    let high = this.length / 3;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle * 3 + column] <= limit) low = middle + 1;
      else high = middle;
    }
    return low * 3;
  }
}
