/**
 * How the futures of a run relate on the track: which row each has, which of them lead to the one
 * in view, and which marks belong to which row. Pure; drawing is `Branches.tsx`.
 */
import type { BranchView, Mark } from '../../projection';

/** One future as a row of the track. */
export interface FutureRow {
  readonly branch: BranchView;
  /** 0 is the trunk. */
  readonly row: number;
  readonly parentRow: number;
  readonly inView: boolean;
  /**
   * How far this row belongs to the past of the future in view, in virtual ms: to the fork that
   * leads on to it, without end for the one in view, and its own start for all others.
   */
  readonly sharedUntilMs: number;
  /** Its own marks; those it shares stand on its parent's row. */
  readonly marks: readonly Mark[];
}

/** Rows of all futures, the trunk first, then in the order in which they were made. */
export function futureRows(branches: readonly BranchView[], inView: number): FutureRow[] {
  const ordered = [...branches].sort((one, other) => one.id - other.id);
  const rowOf = new Map(ordered.map((branch, row) => [branch.id, row]));
  const byId = new Map(ordered.map((branch) => [branch.id, branch]));
  const sharedUntil = new Map<number, number>();
  let untilMs = Number.POSITIVE_INFINITY;
  for (let branch = byId.get(inView); branch !== undefined; branch = parentOf(branch, byId)) {
    sharedUntil.set(branch.id, untilMs);
    untilMs = branch.forkMs;
  }
  return ordered.map((branch, row) => ({
    branch,
    row,
    parentRow: row === 0 ? 0 : (rowOf.get(branch.parent) ?? 0),
    inView: branch.id === inView,
    sharedUntilMs: sharedUntil.get(branch.id) ?? branch.forkMs,
    marks: row === 0 ? branch.marks : branch.marks.filter((mark) => mark.seq >= branch.forkSeq),
  }));
}

/** One row for the future in view with everything that led to it: for tracks without room. */
export function flattenedFuture(rows: readonly FutureRow[]): FutureRow {
  const inView = rows.find((row) => row.inView) ?? rows[0];
  const marks = rows.flatMap(({ marks: own, sharedUntilMs, branch }) =>
    own.filter((mark) => mark.atMs <= sharedUntilMs && sharedUntilMs > branch.forkMs),
  );
  return { ...inView, row: 0, marks, sharedUntilMs: Number.POSITIVE_INFINITY };
}

function parentOf(branch: BranchView, byId: ReadonlyMap<number, BranchView>) {
  return branch.parent === branch.id ? undefined : byId.get(branch.parent);
}

/**
 * The faults that lie on the way to the future in view, in the order of time: what the keys [ and ]
 * go through.
 */
export function faultsOnTheWay(branches: readonly BranchView[], inView: number): Mark[] {
  return futureRows(branches, inView)
    .flatMap(({ marks, sharedUntilMs }) => marks.filter((mark) => mark.atMs <= sharedUntilMs))
    .filter((mark) => (mark.kind === 'kill' || mark.kind === 'revive') && !mark.pending)
    .sort((one, other) => one.seq - other.seq);
}

/** A mark nearer than this to a more important one gives way to it, in pixels. */
const MARKS_APART = 24;

const IMPORTANCE: { readonly [kind in Mark['kind']]: number } = {
  kill: 0,
  revive: 1,
  change: 2,
  checkpoint: 3,
};

function byImportance(marks: readonly Mark[]): Mark[] {
  return [...marks].sort(
    (one, other) => IMPORTANCE[one.kind] - IMPORTANCE[other.kind] || one.atMs - other.atMs,
  );
}

/** Marks that stand far enough apart to be pressed one by one; zooming in parts the others. */
export function marksApart(marks: readonly Mark[], msPerPixel: number): Set<Mark> {
  const apart = new Set<Mark>();
  for (const mark of byImportance(marks)) {
    const near = [...apart].some(
      (other) => Math.abs(other.atMs - mark.atMs) < MARKS_APART * msPerPixel,
    );
    if (!near) apart.add(mark);
  }
  return apart;
}

/** Marks whose label has room beside the others: faults first, then changes, then bookmarks. */
export function labelledMarks(
  marks: readonly Mark[],
  msPerPixel: number,
  labelOf: (mark: Mark) => string,
): Set<Mark> {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const labelled = new Set<Mark>();
  for (const mark of byImportance(marks)) {
    const from = mark.atMs / msPerPixel - 8;
    const to = from + labelOf(mark).length * 6.2 + 10;
    if (taken.some((other) => from < other.to && other.from < to)) continue;
    taken.push({ from, to });
    labelled.add(mark);
  }
  return labelled;
}
