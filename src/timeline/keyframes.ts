/**
 * Worlds kept along a branch, so that any moment is a short fold away. A keyframe is the world
 * as integers after its first `length` facts, with the goals' states at that moment.
 */

/** `goals` is the fold of the goals; goal states are never changed in place, so it is shared. */
export interface Keyframe<Goals> {
  readonly length: number;
  readonly atMs: number;
  readonly world: Int32Array;
  readonly goals: Goals;
}

/** Facts between two keyframes, at least. */
export const MIN_INTERVAL = 1024;
/** Bytes of keyframe allowed for each fact: 8, so that a million facts cost some 8 MB. */
const BYTES_PER_FACT = 8;

/** The keyframes of one branch, in order. */
export class Keyframes<Goals> {
  constructor(private readonly kept: Keyframe<Goals>[] = []) {}

  /** True if so many facts are worth a new keyframe, given the size of the last one. */
  isDue(length: number): boolean {
    const last = this.kept[this.kept.length - 1];
    if (last === undefined) return true;
    const interval = Math.max(MIN_INTERVAL, Math.ceil(last.world.byteLength / BYTES_PER_FACT));
    return length - last.length >= interval;
  }

  /** Keeps one; it must be later than all that are kept. */
  add(keyframe: Keyframe<Goals>): void {
    this.kept.push(keyframe);
  }

  /** Puts those of another that are earlier than all that are kept in front of them. */
  precede(earlier: Keyframes<Goals>): void {
    const end = this.first?.length ?? Infinity;
    this.kept.unshift(...earlier.kept.filter(({ length }) => length < end));
  }

  /** The latest keyframe with at most `length` facts. */
  nearest(length: number): Keyframe<Goals> | undefined {
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.kept[middle].length <= length) low = middle + 1;
      else high = middle;
    }
    return this.kept[low - 1];
  }

  /** The first one kept. */
  get first(): Keyframe<Goals> | undefined {
    return this.kept[0];
  }

  /** The last one kept. */
  get latest(): Keyframe<Goals> | undefined {
    return this.kept[this.kept.length - 1];
  }

  /** Bytes that the worlds take. */
  get byteLength(): number {
    return this.kept.reduce((sum, { world }) => sum + world.byteLength, 0);
  }

  /** The keyframes that a branch shares with this one: those of its common past. */
  upTo(length: number): Keyframes<Goals> {
    return new Keyframes(this.kept.filter((keyframe) => keyframe.length <= length));
  }
}
