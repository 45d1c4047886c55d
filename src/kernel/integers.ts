/**
 * Reading and writing a world as a row of 32-bit integers: the one form for keyframes, stored
 * keyframes and comparisons of two worlds.
 */

/** A growing row of integers. */
export class IntWriter {
  private buffer = new Int32Array(1024);
  private count = 0;

  push(value: number): void {
    if (this.count === this.buffer.length) {
      const next = new Int32Array(this.count * 2);
      next.set(this.buffer);
      this.buffer = next;
    }
    this.buffer[this.count++] = value;
  }

  /** Writes a length, then each value. */
  list(values: readonly number[]): void {
    this.push(values.length);
    for (let index = 0; index < values.length; index++) this.push(values[index]);
  }

  /** The integers written so far, copied. */
  finish(): Int32Array {
    return this.buffer.slice(0, this.count);
  }

  /** Forgets what was written and keeps the memory. */
  reset(): void {
    this.count = 0;
  }
}

/** Reads what an `IntWriter` wrote, in the same order. */
export class IntReader {
  private at = 0;

  constructor(private readonly values: Int32Array) {}

  next(): number {
    return this.values[this.at++];
  }

  list(): number[] {
    return this.many(() => this.next());
  }

  /** Reads a length, then each item. */
  many<Item>(read: () => Item): Item[] {
    const length = this.next();
    const out: Item[] = [];
    for (let index = 0; index < length; index++) out.push(read());
    return out;
  }
}
