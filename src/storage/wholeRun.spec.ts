/** Cases of what is whole of a run that was read, and of what is cut. */
import { describe, expect, it } from 'vitest';
import { deletion, runChange, type RunChange } from './runChange';
import type { StoredSegment, StoredValues } from './segments';
import { branchOf, freshRun, keyframeOf, runOf, segmentOf, segmentsOf } from './testing/runs';
import { nothingLoaded, wholeRun } from './wholeRun';

function without(run: RunChange, ...keys: string[]): RunChange {
  return { ...run, segments: new Map([...run.segments].filter(([key]) => !keys.includes(key))) };
}

/** A root of 5,000 facts and a branch that leaves it at 2,500 and has 4,000. */
function forked(segments: readonly StoredSegment[]): RunChange {
  const branches = [branchOf(5000), branchOf(4000, { id: 1, parent: 0, forkSeq: 2500 })];
  return runChange(true, runOf(branches), segments, [], [keyframeOf(3000), keyframeOf(3900, 1)]);
}

const rootSegments = segmentsOf(5);
const childSegments = [segmentOf(2, 2, 1), segmentOf(3, 3, 1)];

describe('a run that was read', () => {
  it('is nothing where nothing is kept', () => {
    expect(wholeRun(deletion)).toEqual(nothingLoaded);
  });

  it('comes back in order when it is whole', () => {
    const loaded = wholeRun(freshRun(3000, ['1', '2']));
    expect(loaded.segments.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(loaded.values).toEqual([{ from: 0, texts: ['1', '2'] }]);
    expect(loaded.keyframes.map(({ length }) => length)).toEqual([3000]);
    expect(loaded.cuts).toEqual([]);
  });

  it('is cut before a missing segment, with the keyframe beyond it', () => {
    const loaded = wholeRun(without(freshRun(5000), '0/2'));
    expect(loaded.cuts).toEqual([{ branch: 0, kept: 2048, written: 5000 }]);
    expect(loaded.run?.branches[0].length).toBe(2048);
    expect(loaded.segments.map(({ index }) => index)).toEqual([0, 1]);
    expect(loaded.keyframes).toEqual([]);
  });

  it('is cut before a segment of the wrong length', () => {
    const short = { branch: 0, index: 1, columns: new Int32Array(77) };
    const run = runChange(true, runOf([branchOf(3000)]), [...segmentsOf(3), short], [], []);
    expect(wholeRun(run).cuts).toEqual([{ branch: 0, kept: 1024, written: 3000 }]);
  });

  it('leaves out segments beyond its length, which an earlier life left behind', () => {
    const run = runChange(true, runOf([branchOf(1500)]), segmentsOf(4), [], []);
    expect(wholeRun(run).segments).toHaveLength(2);
    expect(wholeRun(run).cuts).toEqual([]);
  });
});

describe('a branch that was read', () => {
  it('needs only the segments that it does not share whole', () => {
    const loaded = wholeRun(forked([...rootSegments, ...childSegments]));
    expect(loaded.cuts).toEqual([]);
    expect(loaded.segments.map(({ branch, index }) => `${branch}/${index}`)).toEqual([
      ...['0/0', '0/1', '0/2', '0/3', '0/4'],
      ...['1/2', '1/3'],
    ]);
  });

  it('survives damage to its parent after the fork', () => {
    const loaded = wholeRun(forked([...segmentsOf(2), ...childSegments]));
    expect(loaded.cuts).toEqual([{ branch: 0, kept: 2048, written: 5000 }]);
    expect(loaded.keyframes.map(({ branch }) => branch)).toEqual([1]);
  });

  it('is cut with its parent before the fork', () => {
    const loaded = wholeRun(forked([rootSegments[0], ...childSegments]));
    expect(loaded.cuts).toEqual([
      { branch: 0, kept: 1024, written: 5000 },
      { branch: 1, kept: 1024, written: 4000 },
    ]);
    expect(loaded.segments.map(({ branch }) => branch)).toEqual([0]);
  });
});

describe('the table of values that was read', () => {
  const withValues = (count: number, rows: readonly StoredValues[]) =>
    wholeRun(runChange(true, runOf([branchOf(10)], count), segmentsOf(1), rows, []));

  it('loses the overlap of a row with the one written after it', () => {
    const loaded = withValues(4, [
      { from: 2, texts: ['"new 2"', '"new 3"'] },
      { from: 0, texts: ['"0"', '"1"', '"old 2"', '"old 3"', '"old 4"'] },
    ]);
    expect(loaded.values).toEqual([
      { from: 0, texts: ['"0"', '"1"'] },
      { from: 2, texts: ['"new 2"', '"new 3"'] },
    ]);
    expect(loaded.cuts).toEqual([]);
  });

  it.each<[string, StoredValues[]]>([
    ['its start', [{ from: 1, texts: ['1', '2'] }]],
    [
      'a row between',
      [
        { from: 0, texts: ['0'] },
        { from: 2, texts: ['2'] },
      ],
    ],
    ['its end', [{ from: 0, texts: ['0', '1'] }]],
    ['everything', []],
  ])('leaves no fact when %s is missing', (_, rows) => {
    const loaded = withValues(3, rows);
    expect(loaded.cuts).toEqual([{ branch: 0, kept: 0, written: 10 }]);
    expect(loaded.segments).toEqual([]);
    expect(loaded.values).toEqual([]);
    expect(loaded.run?.seed).toBe(7);
  });
});
