/** Says what is marked on the time axis of each branch. */
import { describe, expect, it } from 'vitest';
import { branchView } from './marks';
import type { Run } from './run';
import { ALL, KILL, openTill, REVIVE, tillAt } from './testing/till';

const marksOf = ({ current }: Run): string[] =>
  branchView(current).marks.map(
    ({ kind, atMs, part, text, pending }) =>
      `${atMs} ${kind} ${part} ${text}${pending ? ' (pending)' : ''}`,
  );

describe('the marks of a branch', () => {
  it('are what was done to it, and its checkpoints, in the order of time', () => {
    const run = tillAt(100);
    run.checkpoint('calm');
    run.intervene(KILL);
    run.advance(200, ALL);
    run.intervene(REVIVE);
    run.intervene({ kind: 'AddInstance', part: 'till' });
    run.seek({ kind: 'time', atMs: 50 });
    run.checkpoint('early');
    expect(marksOf(run)).toEqual([
      '50 checkpoint early early',
      '100 checkpoint calm calm',
      '100 kill till Kill',
      '200 revive till Revive',
      '200 change till AddInstance',
    ]);
  });

  it('name the fact that each stands at', () => {
    const run = tillAt(100);
    const seq = run.current.journal.length;
    run.intervene(KILL);
    const [mark] = branchView(run.current).marks;
    expect(mark.seq).toBe(seq);
    expect(run.query({ kind: 'fact', seq })).toMatchObject({ row: { kind: 'ServiceKilled' } });
  });

  it('do not show what was refused', () => {
    const run = tillAt(100);
    expect(run.intervene(REVIVE)).toBe('alreadyAlive');
    expect(marksOf(run)).toEqual([]);
  });

  it('are pending while they are still to come: a scenario’s faults, and what a fork keeps', () => {
    const run = openTill({ faults: [{ atMs: 300, intervention: KILL }] });
    run.advance(100, ALL);
    expect(marksOf(run)).toEqual(['300 kill till Kill (pending)']);
    run.advance(400, ALL);
    run.intervene(REVIVE);
    expect(marksOf(run)).toEqual(['300 kill till Kill', '400 revive till Revive']);
    run.seek({ kind: 'time', atMs: 350 });
    run.fork('again', true);
    expect(marksOf(run)).toEqual(['300 kill till Kill', '400 revive till Revive (pending)']);
  });
});

describe('a branch in view', () => {
  it('says where it comes from and how far it reaches', () => {
    const run = tillAt(200);
    run.seek({ kind: 'time', atMs: 100 });
    const shared = run.cursor.seq + 1;
    run.fork('other', false);
    run.advance(150, ALL);
    expect(branchView(run.current)).toMatchObject({
      id: 1,
      parent: 0,
      forkSeq: shared,
      forkMs: 100,
      headMs: 150,
      headSeq: run.current.journal.length - 1,
      label: 'other',
    });
    expect(branchView(run.branches[0])).toMatchObject({ id: 0, parent: -1, label: 'main' });
  });
});
