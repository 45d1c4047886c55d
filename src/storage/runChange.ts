/**
 * What has been said of one run and is not written yet. The same shape, complete, is a whole
 * run as it is kept; so one merge serves the grouping of commits, what waits in memory while
 * storage fails, and reading a run of which a part still waits. It knows no database.
 */
import type { StoredKeyframe, StoredRun, StoredSegment, StoredValues } from './segments';

export interface RunChange {
  /** True: whatever was kept under the run's id before goes. */
  readonly fresh: boolean;
  /** Null: nothing is left of the run. */
  readonly run: StoredRun | null;
  /** By `segmentKey`. */
  readonly segments: ReadonlyMap<string, StoredSegment>;
  /** Ascending by `from`; each stands in place of what lay from its `from` on. */
  readonly values: readonly StoredValues[];
  /** By branch. */
  readonly keyframes: ReadonlyMap<number, StoredKeyframe>;
}

/** A run that is deleted. */
export const deletion: RunChange = {
  fresh: true,
  run: null,
  segments: new Map(),
  values: [],
  keyframes: new Map(),
};

/** The key of a segment within its run. */
export function segmentKey({ branch, index }: { branch: number; index: number }): string {
  return `${branch}/${index}`;
}

/** A change or a whole run from its pieces, in any order. */
export function runChange(
  fresh: boolean,
  run: StoredRun | null,
  segments: readonly StoredSegment[],
  values: readonly StoredValues[],
  keyframes: readonly StoredKeyframe[],
): RunChange {
  return {
    fresh,
    run,
    segments: new Map(segments.map((segment) => [segmentKey(segment), segment])),
    values: values
      .filter(({ texts }) => texts.length > 0)
      .sort((one, other) => one.from - other.from),
    keyframes: new Map(keyframes.map((keyframe) => [keyframe.branch, keyframe])),
  };
}

/** Both changes as one; where they touch the same, the later one stands. */
export function mergeChanges(earlier: RunChange | undefined, later: RunChange): RunChange {
  if (earlier === undefined || later.fresh) return later;
  return {
    fresh: earlier.fresh,
    run: later.run,
    segments: new Map([...earlier.segments, ...later.segments]),
    values: mergeValues(earlier.values, later.values),
    keyframes: new Map([...earlier.keyframes, ...later.keyframes]),
  };
}

/** The change with copies of its columns, for a receiver that takes them over. */
export function copyChange(change: RunChange): RunChange {
  const segments = [...change.segments.values()].map((segment) => ({
    ...segment,
    columns: segment.columns.slice(),
  }));
  const keyframes = [...change.keyframes.values()].map((keyframe) => ({
    ...keyframe,
    world: keyframe.world.slice(),
  }));
  return runChange(change.fresh, change.run, segments, change.values, keyframes);
}

function mergeValues(
  earlier: readonly StoredValues[],
  later: readonly StoredValues[],
): readonly StoredValues[] {
  const first = later[0];
  if (first === undefined) return earlier;
  return [...earlier.filter(({ from }) => from < first.from), ...later];
}
