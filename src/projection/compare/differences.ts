/**
 * What differed between two runs: the outcomes of one service in both, measure by measure. It holds
 * for any two runs of the same input: two kinds of broker, two settings, two futures of one run.
 */
import type { Finding, Outcome } from '../../timeline';

/** What is compared, in the order in which it is told. */
export const MEASURES = ['lost', 'again', 'late', 'replayable', 'backlog'] as const;
export type Measure = (typeof MEASURES)[number];

/** Those of which any is too many. */
const HARMS: ReadonlySet<Measure> = new Set(['lost', 'again', 'late']);

/** One measure on both sides. */
export interface Difference {
  readonly measure: Measure;
  readonly left: Finding;
  readonly right: Finding;
  /** The longer bar's count, at least 1: what the bars' lengths are shares of. */
  readonly full: number;
  readonly isSame: boolean;
  /** True if any of it is a harm. */
  readonly isHarm: boolean;
}

/** Compares two outcomes, which are to be of the same virtual time. */
export function differences(left: Outcome, right: Outcome): readonly Difference[] {
  return MEASURES.map((measure) => {
    const [one, other] = [left[measure], right[measure]];
    return {
      measure,
      left: one,
      right: other,
      full: Math.max(1, one.count, other.count),
      isSame: one.count === other.count,
      isHarm: HARMS.has(measure),
    };
  });
}
