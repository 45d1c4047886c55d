/**
 * Integrity of a run that was read: what of it is whole. It deletes nothing; what it leaves out
 * stays where it lies.
 */
import type { CHUNK_FACTS, CHUNK_LENGTH } from '../kernel';
import { segmentKey, type RunChange } from './runChange';
import type {
  BranchCut,
  StoredBranch,
  StoredKeyframe,
  StoredRun,
  StoredSegment,
  StoredValues,
} from './segments';

// Values of the kernel's that storage may know by type only: the compiler keeps them equal.
const segmentFacts: typeof CHUNK_FACTS = 1024;
const segmentLength: typeof CHUNK_LENGTH = 10_400;

/** A run of which everything can be relied on; the shape of `loaded` in segments.ts. */
export interface LoadedRun {
  readonly run: StoredRun | null;
  readonly segments: readonly StoredSegment[];
  readonly values: readonly StoredValues[];
  readonly keyframes: readonly StoredKeyframe[];
  readonly cuts: readonly BranchCut[];
}

/** What is loaded where nothing is kept. */
export const nothingLoaded: LoadedRun = {
  run: null,
  segments: [],
  values: [],
  keyframes: [],
  cuts: [],
};

/**
 * Cuts each branch to its longest prefix without a missing or misshapen segment, its parent's
 * share included. Facts point into the table of values, so a table with a gap leaves no fact.
 */
export function wholeRun(kept: RunChange): LoadedRun {
  const { run } = kept;
  if (run === null) return nothingLoaded;
  const table = wholeTable(kept.values, run.valueCount);
  const lengths = table === null ? new Map<number, number>() : wholeLengths(run, kept.segments);
  const branches = run.branches.map((branch) => ({
    ...branch,
    length: lengths.get(branch.id) ?? 0,
  }));
  return {
    run: { ...run, branches },
    segments: branches.flatMap((branch) => ownSegments(branch, kept.segments)),
    values: table ?? [],
    keyframes: [...kept.keyframes.values()].filter(
      ({ branch, length }) => length <= (lengths.get(branch) ?? -1),
    ),
    cuts: run.branches.flatMap(({ id, length }) => {
      const left = lengths.get(id) ?? 0;
      return left < length ? [{ branch: id, kept: left, written: length }] : [];
    }),
  };
}

/** The rows of values without overlap, from 0 to `count`; null if some are missing. */
function wholeTable(rows: readonly StoredValues[], count: number): readonly StoredValues[] | null {
  const table: StoredValues[] = [];
  let next = 0;
  for (const [place, { from, texts }] of rows.entries()) {
    if (from > next) return null;
    // A row gives way to the one that was written after it, from that one's first id on.
    const until = Math.min(rows[place + 1]?.from ?? Infinity, from + texts.length, count);
    if (until > from) table.push({ from, texts: texts.slice(0, until - from) });
    next = Math.max(next, until);
  }
  return next < count ? null : table;
}

/** How many facts of each branch are whole. A branch whose parent is unknown has none. */
function wholeLengths(
  run: StoredRun,
  segments: ReadonlyMap<string, StoredSegment>,
): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  // A parent is older than its children, so it has the smaller id.
  for (const branch of [...run.branches].sort((one, other) => one.id - other.id)) {
    const first = firstOwnSegment(branch);
    const shared = first * segmentFacts;
    const parentLength = lengths.get(branch.parent) ?? 0;
    if (parentLength < shared) {
      lengths.set(branch.id, Math.min(parentLength, branch.length));
      continue;
    }
    let index = first;
    while (index * segmentFacts < branch.length && isWhole(segments, branch.id, index)) index++;
    lengths.set(branch.id, Math.min(index * segmentFacts, branch.length));
  }
  return lengths;
}

function isWhole(
  segments: ReadonlyMap<string, StoredSegment>,
  branch: number,
  index: number,
): boolean {
  const segment = segments.get(segmentKey({ branch, index }));
  return segment?.columns.length === segmentLength;
}

function ownSegments(
  branch: StoredBranch,
  segments: ReadonlyMap<string, StoredSegment>,
): readonly StoredSegment[] {
  const own: StoredSegment[] = [];
  for (let index = firstOwnSegment(branch); index * segmentFacts < branch.length; index++) {
    const segment = segments.get(segmentKey({ branch: branch.id, index }));
    if (segment !== undefined) own.push(segment);
  }
  return own;
}

function firstOwnSegment({ forkSeq }: StoredBranch): number {
  return Math.floor(forkSeq / segmentFacts);
}
