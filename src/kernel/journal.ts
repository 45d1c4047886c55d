/**
 * The append-only list of facts of one branch, in columns of 32-bit integers. Rows lie in
 * chunks of 1,024; a chunk is at once the page's feed, the time-travel log and the segment that
 * storage keeps. Branches share the chunks of their common past.
 */

/** Facts in a chunk. A power of two. */
export const CHUNK_FACTS = 1024;
const SHIFT = 10;
const MASK = CHUNK_FACTS - 1;

/** Columns of a fact, in the order in which they lie in a chunk. */
export const Column = {
  atMs: 0,
  kind: 1,
  cause: 2,
  a: 3,
  b: 4,
  c: 5,
  d: 6,
  e: 7,
  f: 8,
  g: 9,
} as const;
/** How many columns a fact has. */
export const COLUMN_COUNT = 10;
/**
 * Integers from one column of a chunk to the next: 16 more than are used. Columns exactly 4 KiB
 * apart would share one set of the processor's cache and drive each other out of it, and writing
 * a fact would take three times as long.
 */
export const COLUMN_STRIDE = 1040;
/** Length of a chunk in integers; column k of row r is at `k * COLUMN_STRIDE + r`. */
export const CHUNK_LENGTH = 10_400;

/** Set on the kind of an agenda step's first fact: folding it takes the step off the agenda. */
export const OPENS_STEP = 1 << 16;
/** Set on the kind of a fact that a person's intervention stated. */
export const BY_INTERVENTION = 1 << 17;
/** The kind without its flags. */
export const KIND_MASK = 0xffff;

/** The facts of one branch; `seq` is a fact's position, from 0. */
export class Journal {
  private readonly chunks: Int32Array[];
  private tail: Int32Array;
  private count: number;

  constructor(chunks: Int32Array[] = [], count = 0) {
    this.chunks = chunks;
    this.count = count;
    this.tail = chunks[count >>> SHIFT] ?? this.grow();
  }

  /** How many facts there are; the next seq. */
  get length(): number {
    return this.count;
  }

  /** The full and the last, partly filled, chunks. Do not write into them. */
  get segments(): readonly Int32Array[] {
    return this.chunks;
  }

  private grow(): Int32Array {
    const chunk = new Int32Array(CHUNK_LENGTH);
    this.chunks.push(chunk);
    return chunk;
  }

  /** Writes a fact and returns its seq. `kind` may carry flags; `cause` is a seq or -1. */
  append(
    atMs: number,
    kind: number,
    cause: number,
    a = 0,
    b = 0,
    c = 0,
    d = 0,
    e = 0,
    f = 0,
    g = 0,
  ): number {
    const seq = this.count++;
    const row = seq & MASK;
    if (row === 0 && seq !== 0) this.tail = this.chunks[seq >>> SHIFT] ?? this.grow();
    const chunk = this.tail;
    chunk[row] = atMs;
    chunk[COLUMN_STRIDE + row] = kind;
    chunk[2 * COLUMN_STRIDE + row] = cause;
    chunk[3 * COLUMN_STRIDE + row] = a;
    // A row begins as zeros, and each column lies on a line of memory of its own.
    if ((b | c | d | e | f | g) !== 0) {
      chunk[4 * COLUMN_STRIDE + row] = b;
      chunk[5 * COLUMN_STRIDE + row] = c;
      chunk[6 * COLUMN_STRIDE + row] = d;
      chunk[7 * COLUMN_STRIDE + row] = e;
      chunk[8 * COLUMN_STRIDE + row] = f;
      chunk[9 * COLUMN_STRIDE + row] = g;
    }
    return seq;
  }

  /** One column of one fact. */
  read(seq: number, column: number): number {
    return this.chunks[seq >>> SHIFT][column * COLUMN_STRIDE + (seq & MASK)];
  }

  /** Kind of a fact, without flags. */
  kind(seq: number): number {
    return this.chunks[seq >>> SHIFT][COLUMN_STRIDE + (seq & MASK)] & KIND_MASK;
  }

  /** Time of a fact. */
  atMs(seq: number): number {
    return this.chunks[seq >>> SHIFT][seq & MASK];
  }

  /** The first seq whose time is later than `atMs`; `length` if there is none. */
  firstAfter(atMs: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.atMs(middle) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A journal of the first `length` facts: full chunks are shared, the rest is copied. */
  fork(length: number): Journal {
    const full = length >>> SHIFT;
    const chunks = this.chunks.slice(0, full);
    if ((length & MASK) !== 0) chunks.push(beginning(this.chunks[full], length & MASK));
    return new Journal(chunks, length);
  }

  /** Copies the facts from one seq up to another as one block, column after column. */
  columns(from: number, to: number): Int32Array {
    const count = to - from;
    const out = new Int32Array(count * COLUMN_COUNT);
    let done = 0;
    while (done < count) {
      const seq = from + done;
      const row = seq & MASK;
      const take = Math.min(CHUNK_FACTS - row, count - done);
      const chunk = this.chunks[seq >>> SHIFT];
      for (let column = 0; column < COLUMN_COUNT; column++) {
        const start = column * COLUMN_STRIDE + row;
        out.set(chunk.subarray(start, start + take), column * count + done);
      }
      done += take;
    }
    return out;
  }
}

/** A chunk with the first rows of another one; the other rows are zeros, as in a new chunk. */
function beginning(chunk: Int32Array, rows: number): Int32Array {
  const copy = chunk.slice();
  for (let column = 0; column < COLUMN_COUNT; column++) {
    copy.fill(0, column * COLUMN_STRIDE + rows, column * COLUMN_STRIDE + CHUNK_FACTS);
  }
  return copy;
}
