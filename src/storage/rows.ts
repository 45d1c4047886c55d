/**
 * The rows of the database `past-tense` and what makes one readable. What a row means is said
 * in segments.ts and records.ts; how rows are read and written is the disk's.
 */
import * as v from 'valibot';
import type { LessonProgress, Settings } from './records';
import type { StoredKeyframe, StoredRun, StoredSegment, StoredValues } from './segments';

/** Primary key `id`; `[family+updatedAt]` finds the newest run of a family. */
export interface RunRow {
  readonly id: string;
  /** The id without the mark of a copy: of "lesson-2~4f1c", "lesson-2". */
  readonly family: string;
  /** When it was last written, ms since 1970 by this machine's clock. */
  readonly updatedAt: number;
  readonly run: StoredRun;
}

/** Primary key `[run+branch+index]`. */
export interface SegmentRow {
  readonly run: string;
  readonly branch: number;
  readonly index: number;
  /** A chunk's integers, column after column. */
  readonly columns: ArrayBuffer;
}

/** Primary key `[run+from]`. */
export interface ValuesRow {
  readonly run: string;
  readonly from: number;
  /** JSON, a value a line: JSON itself never holds a line break. */
  readonly lines: string;
}

/** Primary key `[run+branch]`. */
export interface KeyframeRow extends Pick<StoredKeyframe, 'branch' | 'length' | 'goals'> {
  readonly run: string;
  readonly world: ArrayBuffer;
}

/** Primary key `key`. */
export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** A row that could not be read and had to make room: set aside, never deleted. */
export interface UnreadRow {
  readonly table: string;
  readonly key: string | number;
  readonly row: unknown;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const progressSchema = v.object({
  lesson: count,
  step: count,
  furthest: count,
  stepsDone: v.array(count),
  goalsMet: v.record(v.string(), v.object({ runSeq: v.number(), time: v.number() })),
  predictions: v.record(v.string(), v.object({ option: count, atMs: v.number() })),
  completedAt: v.nullable(v.number()),
  hintsUsed: v.record(v.string(), count),
  updatedAt: v.number(),
});

/** A setting that is missing or odd reads as not set. */
const settingsSchema = v.object({
  theme: v.fallback(v.optional(v.picklist(['light', 'dark', 'system'])), undefined),
  motion: v.fallback(v.optional(v.picklist(['system', 'reduced'])), undefined),
});

/** What storage itself relies on; the rest of a run is checked by the engine, which made it. */
const runSchema = v.looseObject({
  id: v.string(),
  seed: v.number(),
  worldVersion: v.string(),
  branch: v.number(),
  cursorMs: v.number(),
  cursorSeq: v.number(),
  valueCount: count,
  branches: v.pipe(
    v.array(v.looseObject({ id: count, parent: v.number(), forkSeq: count, length: count })),
    v.minLength(1),
  ),
});

/** A row of progress, or null if it is none that this version reads. */
export function readProgress(row: unknown): LessonProgress | null {
  const read = v.safeParse(progressSchema, row);
  return read.success ? read.output : null;
}

/** The settings among rows; those that are unknown or odd are left out. */
export function readSettings(rows: readonly SettingRow[]): Partial<Settings> {
  const given = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  const { theme, motion } = v.parse(settingsSchema, given);
  return { ...(theme && { theme }), ...(motion && { motion }) };
}

/** The run of a row, under the row's id; null if it is none that this version reads. */
export function readRun({ id, run }: RunRow): StoredRun | null {
  return v.is(runSchema, run) ? { ...run, id } : null;
}

/** The row of a segment. */
export function segmentRow(run: string, { branch, index, columns }: StoredSegment): SegmentRow {
  return { run, branch, index, columns: bytesOf(columns) };
}

/** The segment of a row, or null if it is none. */
export function readSegment({ branch, index, columns }: SegmentRow): StoredSegment | null {
  const read = integersOf(columns);
  return read && { branch, index, columns: read };
}

/** The row of values. */
export function valuesRow(run: string, { from, texts }: StoredValues): ValuesRow {
  return { run, from, lines: texts.join('\n') };
}

/** The values of a row, or null if it holds none. */
export function readValues({ from, lines }: ValuesRow): StoredValues | null {
  return typeof lines === 'string' ? { from, texts: lines.split('\n') } : null;
}

/** The row of a keyframe. */
export function keyframeRow(run: string, { world, ...rest }: StoredKeyframe): KeyframeRow {
  return { run, ...rest, world: bytesOf(world) };
}

/** The keyframe of a row, or null if it is none. */
export function readKeyframe({ branch, length, world, goals }: KeyframeRow): StoredKeyframe | null {
  const read = integersOf(world);
  return read && { branch, length, world: read, goals };
}

/** Exactly these integers: a view's buffer may hold more, and all of a buffer would be kept. */
function bytesOf(integers: Int32Array): ArrayBuffer {
  const { buffer, byteLength } = integers;
  const isExact = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isExact ? buffer : integers.slice().buffer;
}

/** Null for what a row should not hold; it came from outside, so its type promises nothing. */
function integersOf(bytes: unknown): Int32Array | null {
  if (!(bytes instanceof ArrayBuffer)) return null;
  return bytes.byteLength % Int32Array.BYTES_PER_ELEMENT === 0 ? new Int32Array(bytes) : null;
}
