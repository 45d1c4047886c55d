/**
 * The facts of two runs in one order: by time, within a moment the left run's first. A fact's place
 * in it is its joint seq. It knows when facts happened, not what they say.
 */
import type { Frame } from '../../timeline';

/** The two runs of a comparison. */
export type Side = 'left' | 'right';

/** A fact of one of the two runs. */
export interface SidedFact {
  readonly side: Side;
  readonly seq: number;
}

/** When the facts of one run happened. */
class FactTimes {
  count = 0;
  private atMs = new Int32Array(1024);

  /** Takes a frame's facts; true if it takes the place of some that were there. */
  accept({ facts }: Frame): boolean {
    const isOther = facts.from < this.count;
    this.count = facts.from + facts.count;
    if (this.count > this.atMs.length) {
      const grown = new Int32Array(Math.max(this.count, this.atMs.length * 2));
      grown.set(this.atMs);
      this.atMs = grown;
    }
    // Times are the first of a frame's columns.
    this.atMs.set(facts.columns.subarray(0, facts.count), facts.from);
    return isOther;
  }

  at(seq: number): number {
    return this.atMs[seq];
  }

  /** How many facts happened before a time. */
  before(atMs: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.atMs[middle] < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The order of two runs that stand at the same time whenever it is asked. */
export class JointOrder {
  /** Rises whenever what was said before does not hold any more: another branch is in view. */
  generation = 0;
  private readonly left = new FactTimes();
  private readonly right = new FactTimes();

  /** Takes the facts of a side's frame. */
  accept(side: Side, frame: Frame): void {
    if (this[side].accept(frame)) this.generation++;
  }

  /** How many facts a side has. */
  count(side: Side): number {
    return this[side].count;
  }

  /** The joint seq of a side's fact. */
  jointSeq(side: Side, seq: number): number {
    const atMs = this[side].at(seq);
    return side === 'left' ? seq + this.right.before(atMs) : seq + this.left.before(atMs + 1);
  }

  /** The fact at a joint seq; null if there is none. */
  factAt(joint: number): SidedFact | null {
    if (joint < 0 || joint >= this.left.count + this.right.count) return null;
    let low = 0;
    let high = this.left.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.jointSeq('left', middle) < joint) low = middle + 1;
      else high = middle;
    }
    const isLeft = low < this.left.count && this.jointSeq('left', low) === joint;
    return isLeft ? { side: 'left', seq: low } : { side: 'right', seq: joint - low };
  }
}
