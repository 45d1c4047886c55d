/** Says that a handler's own words find only what the scenario names. */
import { describe, expect, it } from 'vitest';
import { openCounter } from '../testing/counter';
import { openTill } from '../testing/till';

// Names that every object answers to, whether or not anybody gave them to it.
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

describe('a word that every object knows', () => {
  it.each(INHERITED)('is no exchange to publish to: %s', (type) => {
    const bench = openCounter({
      handler: function* () {
        const { outcome } = yield { kind: 'publish', type, data: null };
        return outcome;
      },
    }).until(1000);
    expect(bench.facts('HandlerCompleted')).toMatchObject([{ value: 'failed' }]);
  });

  it.each(INHERITED)('is nothing that an external system can be asked: %s', (type) => {
    const bench = openTill({
      handler: function* () {
        const call = { kind: 'call', to: 'bank', type, data: null, timeoutMs: 99 } as const;
        const { outcome } = yield call;
        return outcome;
      },
    }).until(1000);
    expect(bench.facts('HandlerCompleted')).toMatchObject([{ value: 'refused' }]);
  });
});
