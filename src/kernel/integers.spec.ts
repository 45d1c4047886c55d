/** Rows of integers: what is written is read, in the same order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntReader, IntWriter } from './integers';

const int32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });

describe('a row of integers', () => {
  it('reads what was written, lists too, however long', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(int32, fc.array(int32)), { maxLength: 50 }), (items) => {
        const out = new IntWriter();
        for (const item of items) {
          if (typeof item === 'number') out.push(item);
          else out.list(item);
        }
        const input = new IntReader(out.finish());
        for (const item of items) {
          expect(typeof item === 'number' ? input.next() : input.list()).toEqual(item);
        }
      }),
    );
  });

  it('grows', () => {
    const out = new IntWriter();
    const long = Array.from({ length: 5000 }, (_, index) => index - 2500);
    out.list(long);
    expect(new IntReader(out.finish()).list()).toEqual(long);
  });

  it('reads many of anything', () => {
    const input = new IntReader(Int32Array.of(2, 1, 10, 2, 20));
    expect(input.many(() => ({ key: input.next(), value: input.next() }))).toEqual([
      { key: 1, value: 10 },
      { key: 2, value: 20 },
    ]);
  });

  it('gives a copy, and begins anew after a reset', () => {
    const out = new IntWriter();
    out.push(1);
    const first = out.finish();
    out.reset();
    out.push(2);
    expect([...first, ...out.finish()]).toEqual([1, 2]);
  });
});
