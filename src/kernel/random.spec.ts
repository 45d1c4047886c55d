/** Draws: pure, evenly spread, and independent from stream to stream. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBits, drawExponential, drawInteger, drawUnit, streamOf } from './random';

const COUNT = 20_000;
const draws = <T>(draw: (ordinal: number) => T): T[] =>
  Array.from({ length: COUNT }, (_, ordinal) => draw(ordinal));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(left: readonly number[], right: readonly number[]): number {
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const spread = (values: readonly number[], middle: number): number =>
    Math.sqrt(mean(values.map((value) => (value - middle) * (value - middle))));
  const joint = mean(left.map((value, at) => (value - leftMean) * (right[at] - rightMean)));
  return joint / (spread(left, leftMean) * spread(right, rightMean));
}

/** Pearson's measure of how uneven counts are; its mean is their number less one. */
function unevenness(counts: readonly number[]): number {
  const expected = mean(counts);
  return counts.reduce(
    (sum, count) => sum + ((count - expected) * (count - expected)) / expected,
    0,
  );
}

describe('draws', () => {
  it('are pure: the same seed, stream and ordinal give the same draw', () => {
    // Pinned: stored runs are made again from their seeds.
    const stream = streamOf(4704, 'link/orders/broker');
    expect([0, 1, 2].map((ordinal) => drawBits(stream, ordinal))).toEqual(
      [0, 1, 2].map((ordinal) => drawBits(streamOf(4704, 'link/orders/broker'), ordinal)),
    );
    expect(stream).toMatchInlineSnapshot(`1447456325`);
    expect([0, 1, 2].map((ordinal) => drawBits(stream, ordinal))).toMatchInlineSnapshot(`
      [
        1899611223,
        3724515923,
        4168459241,
      ]
    `);
  });

  it('lie evenly in (0, 1)', () => {
    const stream = streamOf(1, 'even');
    const units = draws((ordinal) => drawUnit(stream, ordinal));
    expect(units.every((unit) => unit > 0 && unit < 1)).toBe(true);
    const counts = new Array<number>(100).fill(0);
    for (const unit of units) counts[Math.floor(unit * 100)]++;
    // 99 ± 14: beyond 170 about one seed in 100,000.
    expect(unevenness(counts)).toBeLessThan(170);
    expect(mean(units)).toBeCloseTo(0.5, 2);
  });

  it('do not tell anything of the next one, nor of those of another stream or seed', () => {
    const one = streamOf(1, 'link/a/b');
    const units = draws((ordinal) => drawUnit(one, ordinal));
    const others = [
      draws((ordinal) => drawUnit(one, ordinal + 1)),
      draws((ordinal) => drawUnit(streamOf(1, 'link/b/a'), ordinal)),
      draws((ordinal) => drawUnit(streamOf(2, 'link/a/b'), ordinal)),
      draws((ordinal) => drawUnit(streamOf(1, 'link/a/c'), ordinal)),
    ];
    for (const other of others) expect(Math.abs(correlation(units, other))).toBeLessThan(0.03);
  });

  it('give streams of their own to names and seeds that are nearly the same', () => {
    const names = ['', 'a', 'b', 'ab', 'ba', 'work/1', 'work/2', 'work/11'];
    const streams = [0, 1, 2, 0x7fffffff].flatMap((seed) =>
      names.map((name) => streamOf(seed, name)),
    );
    expect(new Set(streams).size).toBe(streams.length);
  });

  it('reach every whole number of a span and none beside it', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(20),
        (seed, min, width) => {
          const seen = new Set<number>();
          for (let ordinal = 0; ordinal < 1500; ordinal++) {
            seen.add(drawInteger(streamOf(seed, 'span'), ordinal, min, min + width));
          }
          expect([...seen].sort((left, right) => left - right)).toEqual(
            Array.from({ length: width + 1 }, (_, at) => min + at),
          );
        },
      ),
      { numRuns: 20 },
    );
    expect(drawInteger(1, 1, 5, 4)).toBe(5);
  });

  it('are exponential where arrivals are random: the logarithm of an even draw', () => {
    const stream = streamOf(3, 'arrivals');
    let worst = 0;
    const gaps = draws((ordinal) => {
      const gap = drawExponential(stream, ordinal, 200);
      const unit = (drawBits(stream, ordinal) | 1) >>> 0;
      worst = Math.max(worst, Math.abs(gap / 200 + Math.log(unit / 2 ** 32)));
      return gap;
    });
    expect(worst).toBeLessThan(1e-14);
    expect(mean(gaps) / 200).toBeCloseTo(1, 1);
    expect(gaps.every((gap) => gap > 0 && gap < 200 * 23)).toBe(true);
  });
});
