/** Says what a new branch takes over, and what a refused one leaves behind. */
import { describe, expect, it } from 'vitest';
import type { Goal, GoalModule, LearnerAnswer } from '../scenario';
import type { Intervention } from '../world';
import { MAX_BRANCHES, type Run } from './run';
import { ALL, openTill } from './testing/till';

const KILL: Intervention = { kind: 'Kill', part: 'till' };
const REVIVE: Intervention = { kind: 'Revive', part: 'till' };
const kinds = (run: Run): readonly string[] =>
  run.current.origin.interventions.map(({ intervention }) => intervention.kind);

describe('what a learner said', () => {
  const predicted: Goal<boolean> = {
    initial: false,
    answered: (state, { kind }) => state || kind === 'Predicted',
    verdict: (met) => ({ met }),
  };
  const goals: GoalModule = { goals: { predicted }, metrics: {} };
  const PREDICTION: LearnerAnswer = { kind: 'Predicted', question: 'what', option: 1 };
  const isMet = (run: Run): boolean => run.current.goals.verdicts()[0].met;

  it('before the run began counts in every branch of it', () => {
    const run = openTill({ goals });
    run.answer(PREDICTION);
    run.advance(500, ALL);
    for (const atMs of [0, 200, 500]) {
      run.switchTo(0);
      run.seek({ kind: 'time', atMs });
      run.fork('', false);
      expect(isMet(run)).toBe(true);
    }
  });

  it('is not known yet on a branch that parts before it was said', () => {
    const run = openTill({ goals });
    run.advance(5, ALL);
    run.answer(PREDICTION);
    run.seek({ kind: 'time', atMs: 2 });
    run.fork('', false);
    expect(isMet(run)).toBe(false);
  });
});

describe('a change that is refused', () => {
  it('leaves no branch behind, and the view where it stood', () => {
    const run = openTill();
    run.advance(400, ALL);
    run.seek({ kind: 'fact', seq: 20 });
    const before = run.cursor;
    expect(run.intervene(REVIVE)).toBe('alreadyAlive');
    expect(run.forkWith(REVIVE, 'other', true)).toEqual({
      kind: 'refused',
      reason: 'alreadyAlive',
    });
    expect(run.branches).toHaveLength(1);
    expect(run.cursor).toEqual(before);
  });

  it('for want of room for a branch touches no head', () => {
    const run = openTill();
    run.advance(400, ALL);
    while (run.fork('', true) >= 0) run.seek({ kind: 'time', atMs: 300 });
    expect(run.branches).toHaveLength(MAX_BRANCHES);
    const { length } = run.current.journal;
    run.seek({ kind: 'time', atMs: 100 });
    expect(run.intervene(KILL)).toBe('tooManyBranches');
    expect(run.current.journal).toHaveLength(length);
  });
});

describe("a scenario's own faults", () => {
  const faults = [{ atMs: 300, intervention: { kind: 'Kill', part: 'till' } }];

  it('happen in every future, also in one that does not keep what was done later', () => {
    const run = openTill({ faults });
    run.advance(500, ALL);
    run.intervene(REVIVE);
    run.seek({ kind: 'time', atMs: 100 });
    run.fork('', false);
    run.advance(500, ALL);
    expect(kinds(run)).toEqual(['Kill']);
    expect(run.current.origin.interventions[0].atMs).toBe(300);
  });

  it('are not what a person takes back', () => {
    const run = openTill({ faults });
    run.advance(500, ALL);
    expect(run.undo()).toBe(false);
    run.intervene(REVIVE);
    run.advance(600, ALL);
    expect(run.undo()).toBe(true);
    expect(run.cursor.atMs).toBe(500);
    expect(kinds(run)).toEqual(['Kill']);
  });
});
