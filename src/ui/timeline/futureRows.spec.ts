// Specifies how several futures share the track.
import { describe, expect, it } from 'vitest';
import type { BranchView, Mark } from '../../projection';
import { faultsOnTheWay, futureRows, labelledMarks, marksApart } from './futureRows';

const mark = (kind: Mark['kind'], atMs: number, part = 'payment'): Mark => ({
  kind,
  atMs,
  seq: atMs / 10,
  part,
  text: '',
  pending: false,
});
const branch = (id: number, parent: number, forkMs: number, marks: Mark[]): BranchView => ({
  id,
  parent,
  forkMs,
  forkSeq: forkMs / 10,
  headMs: 9000,
  headSeq: 900,
  label: `branch ${id}`,
  marks,
});

const kill = mark('kill', 2000);
const revive = mark('revive', 6000);
const again = mark('kill', 5000);
const branches = [
  branch(0, 0, 0, [kill, revive]),
  branch(2, 1, 4500, [kill, again]),
  branch(1, 0, 4000, [kill]),
];

describe('the futures of a run', () => {
  it('have a row each, the trunk first, with only their own marks', () => {
    const rows = futureRows(branches, 2);
    expect(rows.map(({ branch: { id }, row, parentRow }) => [id, row, parentRow])).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [2, 2, 1],
    ]);
    expect(rows.map(({ marks }) => marks)).toEqual([[kill, revive], [], [again]]);
  });

  it('share their past with the one in view up to the fork that leads on to it', () => {
    const until = (inView: number) =>
      futureRows(branches, inView).map(({ sharedUntilMs }) => sharedUntilMs);
    expect(until(2)).toEqual([4000, 4500, Number.POSITIVE_INFINITY]);
    expect(until(0)).toEqual([Number.POSITIVE_INFINITY, 4000, 4500]);
  });

  it('lead through the faults that lie on the way to the one in view', () => {
    expect(faultsOnTheWay(branches, 2)).toEqual([kill, again]);
    expect(faultsOnTheWay(branches, 0)).toEqual([kill, revive]);
  });
});

describe('the labels of marks', () => {
  it('give way to a fault nearby', () => {
    const bookmark = mark('checkpoint', 1950, 'before');
    const far = mark('checkpoint', 8000, 'later');
    const labelled = labelledMarks([bookmark, kill, far], 8, () => 'kill Payment');
    expect([...labelled]).toEqual([kill, far]);
  });
});

describe('marks to be pressed', () => {
  it('stand apart, a fault before a checkpoint, until zooming parts them', () => {
    const bookmark = mark('checkpoint', 1950, 'before');
    expect([...marksApart([bookmark, kill, revive], 8)]).toEqual([kill, revive]);
    expect(marksApart([bookmark, kill, revive], 1).size).toBe(3);
  });
});
