/** Owns outcomes for specs, from the facts behind each measure. */
import type { Outcome } from '../../../timeline';
import type { Measure } from '../differences';

/** An outcome with these seqs behind its measures; the others are zero. */
export function outcomeOf(
  seqs: { readonly [measure in Measure]?: readonly number[] },
  handled: Outcome['handled'] = [],
): Outcome {
  const finding = (measure: Measure) => {
    const found = seqs[measure] ?? [];
    return { count: found.length, seqs: found };
  };
  return {
    lost: finding('lost'),
    again: finding('again'),
    late: finding('late'),
    replayable: finding('replayable'),
    backlog: finding('backlog'),
    handled,
    handledCount: handled.length,
  };
}
