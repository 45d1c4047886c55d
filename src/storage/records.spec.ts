/** Cases of merging what several tabs record of one learner. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeProgress, mergeRecords, noRecords, type LessonProgress } from './records';

const begun: LessonProgress = {
  lesson: 2,
  step: 1,
  furthest: 1,
  stepsDone: [],
  goalsMet: {},
  predictions: {},
  completedAt: null,
  hintsUsed: {},
  updatedAt: 1000,
};

describe('merging progress of one lesson', () => {
  it('takes what is new where nothing was kept', () => {
    expect(mergeProgress(undefined, begun)).toEqual(begun);
  });

  it('keeps the goals, steps and hints of both', () => {
    const one = {
      ...begun,
      furthest: 3,
      stepsDone: [1, 2],
      goalsMet: { held: { runSeq: 54, time: 1 } },
      hintsUsed: { held: 2, drained: 1 },
    };
    const other = {
      ...begun,
      furthest: 2,
      stepsDone: [3, 1],
      goalsMet: { drained: { runSeq: 90, time: 2 } },
      hintsUsed: { held: 1, forked: 3 },
    };
    expect(mergeProgress(one, other)).toMatchObject({
      furthest: 3,
      stepsDone: [1, 2, 3],
      goalsMet: { held: { runSeq: 54, time: 1 }, drained: { runSeq: 90, time: 2 } },
      hintsUsed: { held: 2, drained: 1, forked: 3 },
    });
  });

  it('never edits a prediction', () => {
    const first = { ...begun, predictions: { lost: { option: 1, atMs: 4910 } } };
    const second = { ...begun, updatedAt: 2000, predictions: { lost: { option: 0, atMs: 12 } } };
    expect(mergeProgress(first, second).predictions).toEqual(first.predictions);
  });

  it('stands where the learner was last, and completed when it first was', () => {
    const early = { ...begun, step: 4, completedAt: 5000, updatedAt: 5000 };
    const late = { ...begun, step: 2, completedAt: 9000, updatedAt: 9000 };
    expect(mergeProgress(early, late)).toMatchObject({ step: 2, completedAt: 5000 });
    expect(mergeProgress(late, early)).toMatchObject({ step: 2, completedAt: 5000 });
    expect(mergeProgress(late, begun)).toMatchObject({ step: 2, completedAt: 9000 });
  });

  it('loses nothing, in any order, however often it is repeated', () => {
    const progress = fc.record<LessonProgress>({
      lesson: fc.constant(2),
      step: fc.integer({ min: 1, max: 5 }),
      furthest: fc.integer({ min: 1, max: 5 }),
      stepsDone: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
      goalsMet: fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.record({ runSeq: fc.nat(), time: fc.nat() }),
      ),
      predictions: fc.dictionary(
        fc.constantFrom('p', 'q'),
        fc.record({ option: fc.nat(3), atMs: fc.nat() }),
      ),
      completedAt: fc.option(fc.nat()),
      hintsUsed: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3)),
      updatedAt: fc.nat(3),
    });
    fc.assert(
      fc.property(progress, progress, (one, other) => {
        const merged = mergeProgress(one, other);
        expect(mergeProgress(merged, other)).toEqual(merged);
        expect(mergeProgress(merged, one)).toEqual(merged);
        for (const part of [one, other]) {
          expect(merged.furthest).toBeGreaterThanOrEqual(part.furthest);
          expect(merged.stepsDone).toEqual(expect.arrayContaining([...part.stepsDone]));
          expect(Object.keys(merged.goalsMet)).toEqual(
            expect.arrayContaining(Object.keys(part.goalsMet)),
          );
        }
      }),
    );
  });
});

describe('merging records', () => {
  it('merges progress by lesson and sets what was set last', () => {
    const one = mergeRecords(noRecords, {
      progress: new Map([[2, { ...begun, furthest: 4 }]]),
      settings: { theme: 'dark', motion: 'reduced' },
    });
    const both = mergeRecords(one, {
      progress: new Map([
        [2, begun],
        [3, { ...begun, lesson: 3 }],
      ]),
      settings: { theme: 'light' },
    });
    expect([...both.progress.values()].map(({ lesson, furthest }) => [lesson, furthest])).toEqual([
      [2, 4],
      [3, 1],
    ]);
    expect(both.settings).toEqual({ theme: 'light', motion: 'reduced' });
    expect(noRecords.progress.size).toBe(0);
  });
});
