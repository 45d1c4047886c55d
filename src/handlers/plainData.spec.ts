// Owns what may cross from handler code into messages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATA_CHARACTERS_MAX, DataError, plainCopy } from './plainData';

describe('plainCopy', () => {
  it('copies JSON as JSON itself does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__'));
        expect(plainCopy(value, 'data')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves out undefined fields and shares nothing', () => {
    const inner = { b: [1] };
    const copy = plainCopy({ a: undefined, inner }, 'data');
    inner.b.push(2);
    expect(copy).toEqual({ inner: { b: [1] } });
    expect(plainCopy(undefined, 'data')).toBe(null);
  });

  const loop: { self?: unknown } = {};
  loop.self = loop;
  it.each([
    ['a function', { a: [0, () => 1] }, 'data.a[1] is a function'],
    ['a symbol', Symbol('s'), 'data is a symbol'],
    ['a big integer', { a: 1n }, 'data.a is a bigint'],
    ['no number', { a: NaN }, 'data.a is NaN'],
    ['infinity', [Infinity], 'data[0] is Infinity'],
    ['a hole', [undefined], 'data[0] is undefined'],
    ['a map', { a: new Map() }, 'data.a is not a plain object'],
    ['an object that contains itself', loop, 'data is nested more than 64 levels deep'],
    ['too much', 'x'.repeat(DATA_CHARACTERS_MAX), 'data is larger than 65536 characters'],
    ['too many', new Array(DATA_CHARACTERS_MAX).fill(0), 'data is larger than'],
    ['a prototype', JSON.parse('{"__proto__": 1}'), 'data.__proto__ is a field of the language'],
  ])('refuses %s', (_what, value: unknown, message) => {
    expect(() => plainCopy(value, 'data')).toThrow(DataError);
    expect(() => plainCopy(value, 'data')).toThrow(message);
  });
});
