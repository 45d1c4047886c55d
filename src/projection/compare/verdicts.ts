/**
 * Goals and numbers of two runs as those of one: on which side a goal is met, and whose words are
 * said of it.
 */
import type { VerdictView } from '../../timeline';
import type { RunView } from '../views';
import type { Side } from './jointOrder';

/** Where a goal is to be met; without a word, on either side. */
export interface GoalSides {
  readonly [goal: string]: Side | 'both' | undefined;
}

/** A verdict, and the side whose facts prove it. */
interface SidedVerdict {
  readonly side: Side;
  readonly verdict: VerdictView;
}

/** The verdicts of both runs together, by goal; `seqOf` says how a side's seqs are called. */
export function joinVerdicts(
  left: readonly VerdictView[],
  right: readonly VerdictView[],
  sides: GoalSides,
  seqOf: (side: Side, seq: number) => number,
): readonly VerdictView[] {
  return left.map((one) => {
    const other = right.find(({ id }) => id === one.id) ?? one;
    const { side, verdict } = joined(one, other, sides[one.id]);
    return { ...verdict, proof: verdict.proof.map((seq) => seqOf(side, seq)) };
  });
}

function joined(left: VerdictView, right: VerdictView, where: GoalSides[string]): SidedVerdict {
  const one: SidedVerdict = { side: 'left', verdict: left };
  const other: SidedVerdict = { side: 'right', verdict: right };
  if (where === 'left') return one;
  if (where === 'right') return other;
  if (left.met && right.met) {
    const isLeftFirst = (left.metAtMs ?? 0) <= (right.metAtMs ?? 0);
    return isLeftFirst === (where === 'both') ? other : one;
  }
  // Met on one side: that is it, or only half of it.
  if (left.met || right.met) return left.met === (where === 'both') ? other : one;
  return telling(right) > telling(left) ? other : one;
}

/** How much a verdict that is not met has to say. */
function telling({ nearMiss, progress }: VerdictView): number {
  if (nearMiss !== null) return 2;
  return progress === null ? 0 : 1;
}

type Metrics = RunView['metrics'];

/** Each side's numbers under its own name, `left.lost` and `right.lost`. */
export function joinMetrics(left: Metrics, right: Metrics): Metrics {
  const named = (side: Side, metrics: Metrics): [string, number][] =>
    Object.entries(metrics).map(([id, value]) => [`${side}.${id}`, value]);
  return Object.fromEntries([...named('left', left), ...named('right', right)]);
}
