/** Says what a queue cannot be: each contradiction with its path. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { type Draft, faultsOf, PART, shop } from './testing/shop';

const faults = (queue: Readonly<Record<string, Json>>, exchangeType = 'fanout'): string[] =>
  faultsOf(
    shop((draft: Draft) => {
      Object.assign(draft.parts[PART.asks], { type: exchangeType });
      Object.assign(draft.parts[PART.inbox], queue);
    }),
  ).map(({ code, path }) => `${code} at ${path.replace(`parts[${PART.inbox}].`, '')}`);
const binding = (said: Readonly<Record<string, Json>>): { bindings: Json } => ({
  bindings: [{ exchange: 'asks', ...said }],
});

describe('a queue', () => {
  it.each([
    ['contradiction at overflow', { overflow: 'reject-publish' }],
    ['contradiction at deliveryLimit', { deliveryLimit: 3 }],
    ['contradiction at maxPriority', { type: 'quorum', maxPriority: 3 }],
    ['min_value at maxLength', { maxLength: -1 }],
    ['unknownPart at deadLetter.queue', { deadLetter: { queue: 'moon' } }],
    ['unknownPart at deadLetter.exchange', { deadLetter: { exchange: 'inbox' } }],
    ['unknownPart at bindings[0]', { bindings: [{ exchange: 'moon' }] }],
    ['contradiction at bindings[0].key', binding({ key: 'a' })],
    ['contradiction at bindings[0].headers', binding({ headers: { a: 1 } })],
  ])('[Q9, Q10, Q11, Q13, Q14] is refused: %s', (fault, queue) => {
    expect(faults(queue)).toEqual([fault]);
  });

  it('[Q13] is bound by a pattern that is one', () => {
    expect(faults(binding({ key: 'a.*.#' }), 'topic')).toEqual([]);
    expect(faults(binding({ key: 'a.b*' }), 'topic')).toEqual(['notAPattern at bindings[0].key']);
    expect(faults(binding({ key: 'a' }), 'headers')).toEqual(['contradiction at bindings[0].key']);
  });

  it('[Q8–Q14] can have all of its limits', () => {
    const limits = { messageTtlMs: 1000, maxLength: 5, overflow: 'reject-publish' };
    expect(faults({ ...limits, maxPriority: 9, deadLetter: 'none' })).toEqual([]);
    expect(faults({ ...limits, type: 'quorum', deliveryLimit: 3 })).toEqual([]);
  });
});
