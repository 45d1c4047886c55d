/** Small runs for specs: commits with recognisable columns. It knows no storage. */
import { runChange, type RunChange } from '../runChange';
import type { StoredBranch, StoredKeyframe, StoredRun, StoredSegment } from '../segments';

const SEGMENT_FACTS = 1024;
const SEGMENT_LENGTH = 10_400;

/** A branch with this many facts; the root unless told otherwise. */
export function branchOf(length: number, more: Partial<StoredBranch> = {}): StoredBranch {
  return {
    id: 0,
    parent: -1,
    forkSeq: 0,
    forkMs: 0,
    label: 'main',
    interventions: [],
    pending: [],
    checkpoints: [],
    headMs: length,
    length,
    answers: [],
    ...more,
  };
}

/** A run of these branches. */
export function runOf(branches: readonly StoredBranch[], valueCount = 0): StoredRun {
  return {
    id: 'lesson-2',
    scenario: { name: 'When Payment is down' },
    handlers: {},
    goals: null,
    seed: 7,
    worldVersion: '1',
    branch: 0,
    cursorMs: 0,
    cursorSeq: -1,
    branches,
    valueCount,
  };
}

/** A segment filled with one number. */
export function segmentOf(index: number, fill = index, branch = 0): StoredSegment {
  return { branch, index, columns: new Int32Array(SEGMENT_LENGTH).fill(fill) };
}

/** The first `count` segments of a branch. */
export function segmentsOf(count: number, branch = 0): readonly StoredSegment[] {
  return Array.from({ length: count }, (_, index) => segmentOf(index, index, branch));
}

/** A keyframe of a small world. */
export function keyframeOf(length: number, branch = 0): StoredKeyframe {
  return { branch, length, world: Int32Array.of(length, 1, 2, 3), goals: null };
}

/** A whole run of the root branch, as the first commit of it. */
export function freshRun(facts: number, texts: readonly string[] = []): RunChange {
  return runChange(
    true,
    runOf([branchOf(facts)], texts.length),
    segmentsOf(Math.ceil(facts / SEGMENT_FACTS)),
    [{ from: 0, texts }],
    [keyframeOf(facts)],
  );
}
