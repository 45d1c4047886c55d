// Specifies which rows of a long list are in sight.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHeight, scrollFor, scrollToShow, topRow } from './windowing';

const short = { total: 100, rowHeight: 24, viewHeight: 240 };
const long = { total: 1_000_000, rowHeight: 24, viewHeight: 240 };

describe('a long list', () => {
  it('scrolls pixel by pixel while browsers can lay it out', () => {
    expect(contentHeight(short)).toBe(2400);
    expect(topRow(short, 48)).toBeCloseTo(2);
    expect(scrollFor(short, 2)).toBeCloseTo(48);
  });

  it('reaches its last row however long it is', () => {
    expect(contentHeight(long)).toBe(8_000_000);
    expect(topRow(long, contentHeight(long) - 240)).toBeCloseTo(999_990);
  });

  it('comes back to the row it was scrolled to', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(short, long),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shape, share) => {
          const row = share * (shape.total - 10);
          expect(topRow(shape, scrollFor(shape, row))).toBeCloseTo(row, 4);
        },
      ),
    );
  });

  it('moves only as far as a row needs to be in sight', () => {
    expect(scrollToShow(short, 48, 5)).toBe(48);
    expect(topRow(short, scrollToShow(short, 48, 0))).toBeCloseTo(0);
    expect(topRow(short, scrollToShow(short, 48, 20))).toBeCloseTo(11);
  });

  it('stays at its beginning while all of it is in sight', () => {
    const few = { total: 3, rowHeight: 24, viewHeight: 240 };
    expect(topRow(few, 0)).toBe(0);
    expect(scrollToShow(few, 0, 2)).toBe(0);
  });
});
