/** Shows on which side a goal of two runs is met, and whose words are said of it. */
import { describe, expect, it } from 'vitest';
import type { VerdictView } from '../../timeline';
import { joinMetrics, joinVerdicts } from './verdicts';

const open: VerdictView = {
  id: 'seen',
  met: false,
  progress: null,
  nearMiss: null,
  proof: [],
  metAtMs: null,
};
const met = (metAtMs: number): VerdictView => ({ ...open, met: true, proof: [1], metAtMs });
const near: VerdictView = { ...open, nearMiss: { text: 'almost', values: {} } };

function join(left: VerdictView, right: VerdictView, side?: 'left' | 'right' | 'both') {
  const seqOf = (of: 'left' | 'right', seq: number): number => (of === 'left' ? seq : seq + 100);
  return joinVerdicts([left], [right], { seen: side }, seqOf)[0];
}

describe('a goal of two runs', () => {
  it('is met as soon as either side meets it, by that side’s facts', () => {
    expect(join(met(5), open)).toEqual(met(5));
    expect(join(open, met(5))).toEqual({ ...met(5), proof: [101] });
    expect(join(met(9), met(5))).toMatchObject({ metAtMs: 5, proof: [101] });
  });

  it('that belongs to a side is met there only', () => {
    expect(join(met(5), near, 'right')).toEqual(near);
    expect(join(open, met(5), 'left')).toEqual(open);
  });

  it('that belongs to both is met when the later side meets it', () => {
    expect(join(met(5), open, 'both')).toEqual(open);
    expect(join(near, met(5), 'both')).toEqual(near);
    expect(join(met(5), met(9), 'both')).toMatchObject({ met: true, metAtMs: 9 });
  });

  it('says what the side has to say that has anything to say', () => {
    expect(join(open, near)).toEqual(near);
    expect(join(near, open)).toEqual(near);
  });
});

describe('the numbers of two runs', () => {
  it('stand under the name of their side', () => {
    expect(joinMetrics({ lost: 1 }, { lost: 4 })).toEqual({ 'left.lost': 1, 'right.lost': 4 });
  });
});
