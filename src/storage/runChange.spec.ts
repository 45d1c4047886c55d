/** Cases of several changes to a run becoming one. */
import { describe, expect, it } from 'vitest';
import { copyChange, deletion, mergeChanges, runChange } from './runChange';
import { branchOf, freshRun, keyframeOf, runOf, segmentOf } from './testing/runs';

const later = runChange(
  false,
  runOf([branchOf(2000)], 4),
  [segmentOf(0, 99), segmentOf(1)],
  [{ from: 2, texts: ['"c"', '"d"'] }],
  [keyframeOf(2000)],
);

describe('two changes of a run as one', () => {
  it('has the later state, and the segments of both with the later on top', () => {
    const merged = mergeChanges(freshRun(1000, ['"a"', '"b"']), later);
    expect(merged.fresh).toBe(true);
    expect(merged.run?.branches[0].length).toBe(2000);
    expect([...merged.segments.values()].map(({ columns }) => columns[0])).toEqual([99, 1]);
    expect(merged.values.map(({ from }) => from)).toEqual([0, 2]);
    expect(merged.keyframes.get(0)?.length).toBe(2000);
  });

  it('puts values in place of those kept from the same id on', () => {
    const again = { ...later, values: [{ from: 1, texts: ['"B"'] }] };
    const merged = mergeChanges(mergeChanges(freshRun(1000, ['"a"', '"b"']), later), again);
    expect(merged.values).toEqual([
      { from: 0, texts: ['"a"', '"b"'] },
      { from: 1, texts: ['"B"'] },
    ]);
  });

  it('forgets the earlier one where the later starts anew', () => {
    const anew = freshRun(10);
    expect(mergeChanges(later, anew)).toBe(anew);
    expect(mergeChanges(later, deletion)).toBe(deletion);
    expect(mergeChanges(deletion, later)).toMatchObject({ fresh: true, run: later.run });
  });

  it('leaves both as they were', () => {
    const earlier = freshRun(1000, ['"a"']);
    mergeChanges(earlier, later);
    expect(earlier.segments.size).toBe(1);
    expect(earlier.values).toHaveLength(1);
  });
});

it('copies columns, so that a receiver may take them over', () => {
  const copy = copyChange(later);
  copy.segments.get('0/1')?.columns.fill(0);
  expect(copy.values).toEqual(later.values);
  expect(later.segments.get('0/1')?.columns[5]).toBe(1);
});

it('does not carry rows without values', () => {
  expect(runChange(false, null, [], [{ from: 3, texts: [] }], []).values).toEqual([]);
});
