/** Shows what is said to differ between two outcomes. */
import { describe, expect, it } from 'vitest';
import { differences, MEASURES } from './differences';
import { outcomeOf } from './testing/outcomes';

describe('what differed', () => {
  it('is told measure by measure, with the facts of each side', () => {
    const left = outcomeOf({ again: [7], late: [9], backlog: [1, 2, 3] });
    const right = outcomeOf({ again: [4, 5], replayable: [1, 2, 3, 4] });
    const told = differences(left, right);
    expect(told.map(({ measure }) => measure)).toEqual(MEASURES);
    expect(told[1]).toEqual({
      measure: 'again',
      left: { count: 1, seqs: [7] },
      right: { count: 2, seqs: [4, 5] },
      full: 2,
      isSame: false,
      isHarm: true,
    });
  });

  it('is nothing between a run and itself', () => {
    const outcome = outcomeOf({ lost: [3], backlog: [8] });
    expect(differences(outcome, outcome).every(({ isSame }) => isSame)).toBe(true);
  });

  it('calls only what should not be a harm, and divides by nothing', () => {
    const told = differences(outcomeOf({}), outcomeOf({}));
    expect(told.filter(({ isHarm }) => isHarm).map(({ measure }) => measure)).toEqual([
      'lost',
      'again',
      'late',
    ]);
    expect(told.every(({ full }) => full === 1)).toBe(true);
  });
});
