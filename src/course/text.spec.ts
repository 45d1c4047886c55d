/** Values in words. */
import { describe, expect, it } from 'vitest';
import { fillText, metricText } from './text';

describe('fillText', () => {
  it('puts each value where its name stands', () => {
    expect(fillText('{a} of {b}, {a}', { a: 9, b: 'twelve' })).toBe('9 of twelve, 9');
  });
  it('leaves a name without a value as it is', () => {
    expect(fillText('{a} {toString}', {})).toBe('{a} {toString}');
  });
});

describe('metricText', () => {
  it('follows the number with the word that goes with it', () => {
    const unit = { one: 'customer', other: 'customers' };
    expect([0, 1, 2].map((value) => metricText(value, unit))).toEqual([
      '0 customers',
      '1 customer',
      '2 customers',
    ]);
    expect(metricText(3, null)).toBe('3');
  });
});
