/**
 * Exact mathematics: how near it comes to the true value. That it is the same everywhere follows
 * from how it is made, of operations that IEEE 754 defines to the last bit.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, exp, log, pow, sin } from './math';

const bits = new DataView(new ArrayBuffer(8));

/** Distance of two numbers of one sign in units in the last place. */
function ulps(left: number, right: number): number {
  if (Object.is(left, right) || left === right) return 0;
  bits.setFloat64(0, left);
  const own = bits.getBigInt64(0);
  bits.setFloat64(0, right);
  const distance = own - bits.getBigInt64(0);
  return Number(distance < 0n ? -distance : distance);
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** The engine's own may be off by one itself. */
function expectNear(found: number, wanted: number, most: number): void {
  if (ulps(found, wanted) > most) expect(found).toBe(wanted);
}

describe('exact mathematics', () => {
  it('takes logarithms to 2 units in the last place', () => {
    fc.assert(
      fc.property(fc.oneof(finite, fc.double({ min: 0.5, max: 2, noNaN: true })), (x) => {
        expectNear(log(Math.abs(x)), Math.log(Math.abs(x)), 2);
      }),
      { numRuns: 5000 },
    );
    for (const x of [5e-324, 2.2250738585072014e-308, 0.7071067811865475, 0.7071067811865476]) {
      expectNear(log(x), Math.log(x), 2);
    }
    for (const x of [1, Math.SQRT2, Number.MAX_VALUE]) expectNear(log(x), Math.log(x), 2);
  });

  it('knows the ends of the logarithm', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(Infinity)).toBe(Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
  });

  it('takes exponentials to 2 units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709.7, noNaN: true }), (x) => {
        expectNear(exp(x), Math.exp(x), 2);
      }),
      { numRuns: 5000 },
    );
  });

  it('knows the ends of the exponential', () => {
    expect(exp(0)).toBe(1);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-745)).toBe(5e-324);
    expect(exp(709.78) / Math.exp(709.78)).toBeCloseTo(1, 12);
  });

  it('takes powers: whole ones by multiplying, others to 12 digits', () => {
    expect(pow(2, 10)).toBe(1024);
    expect(pow(2, -2)).toBe(0.25);
    expect(pow(-3, 3)).toBe(-27);
    expect(pow(0, 0)).toBe(1);
    expect(pow(2, 0.5)).toBeCloseTo(Math.SQRT2, 12);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (base, exponent) => {
          expect(pow(base, exponent) / Math.pow(base, exponent)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('takes sine and cosine to 12 digits, for angles up to a million', () => {
    const angle = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(angle, fc.double({ min: -7, max: 7, noNaN: true })), (x) => {
        expect(sin(x)).toBeCloseTo(Math.sin(x), 12);
        expect(cos(x)).toBeCloseTo(Math.cos(x), 12);
      }),
      { numRuns: 2000 },
    );
    expect(sin(0)).toBe(0);
    expect(cos(0)).toBe(1);
    expect(sin(Infinity)).toBeNaN();
  });

  it('gives the bits that it always gave', () => {
    // Pinned: runs are made again on other machines.
    const words = [log(0.3), exp(-1.7), pow(1.3, 2.6), sin(1), cos(2)].map((x) => {
      bits.setFloat64(0, x);
      return bits.getBigUint64(0).toString(16);
    });
    expect(words).toMatchInlineSnapshot(`
      [
        "bff34378fcbda721",
        "3fc7622c78a98a07",
        "3fffa6618c892add",
        "3feaed548f090cee",
        "bfdaa22657537205",
      ]
    `);
  });
});
