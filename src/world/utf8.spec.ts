/** Holds the world's UTF-8 to the platform's. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8Of } from './utf8';

const platform = new TextEncoder();

it('gives the bytes that the platform gives, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([...utf8Of(text)]).toEqual([...platform.encode(text)]);
    }),
  );
});

it('replaces half of a surrogate pair', () => {
  expect([...utf8Of('a\ud800')]).toEqual([...platform.encode('a\ud800')]);
});
