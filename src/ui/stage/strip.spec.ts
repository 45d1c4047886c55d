/** Says where a strip's cells, flags and lags stand. */
import { describe, expect, it } from 'vitest';
import type { CellView, PartitionView, ReaderView } from '../../projection';
import { BREAK, edgeOf, lagPlace, offsetPlaces, stripEnd, stripOf } from './strip';

const WIDTH = 20;
const row = {
  ...{ number: 0, y: 30, left: 100, cell: { width: WIDTH, height: 24 }, room: 5 * WIDTH },
  box: { x: 60, y: 0, width: 300, height: 68 },
};
const cell = (offset: number): CellView => ({
  ...{ offset, state: 'plain', form: 'event', message: offset, key: '' },
});
const reader = (committed: number | null, lag = 0): ReaderView => ({
  ...{ group: 'billing', committed, lag, growing: false, again: null, owner: null },
});
const partition = (offsets: readonly number[], readers: readonly ReaderView[] = []) =>
  ({
    ...{ number: 0, leader: null, epoch: 0, replicas: [], readers },
    ...{ startOffset: 0, highWatermark: 10, endOffset: 10, cells: offsets.map(cell) },
  }) satisfies PartitionView;

describe('a partition as a strip', () => {
  it('shows the newest records that have room, the next write after them', () => {
    const strip = stripOf(row, partition([3, 4, 5, 6, 7, 8, 9]));
    expect(strip.cells.map(({ cell: { offset } }) => offset)).toEqual([5, 6, 7, 8, 9]);
    expect(strip.cells.map(({ x }) => x)).toEqual([100, 120, 140, 160, 180]);
    expect(strip.endX).toBe(200);
    expect(stripEnd(strip)).toBeGreaterThan(strip.endX + WIDTH);
  });

  it('breaks where compaction took records, however many (K11)', () => {
    const strip = stripOf(row, partition([2, 6, 9]));
    expect(strip.cells.map(({ x, afterBreak }) => [x, afterBreak])).toEqual([
      [100, false],
      [120 + BREAK, true],
      [140 + 2 * BREAK, true],
    ]);
  });

  it("plants a flag on its offset, at the strip's edge if that is gone (K9)", () => {
    const strip = stripOf(row, partition([2, 6, 9]));
    expect(edgeOf(strip, 6)).toBe(120 + BREAK);
    expect(edgeOf(strip, 4)).toBe(120);
    expect(edgeOf(strip, 0)).toBe(100);
    expect(edgeOf(strip, 10)).toBe(strip.endX);
  });

  it('has a lag from the flag to the last readable record, and none at the end', () => {
    const behind = partition([5, 6, 7, 8, 9], [reader(7, 3)]);
    const lag = lagPlace(stripOf(row, behind), behind);
    expect(lag).toMatchObject({ from: 141, to: 199 });
    for (const one of [reader(10), reader(null)]) {
      const level = partition([5, 6, 7, 8, 9], [one]);
      expect(lagPlace(stripOf(row, level), level)).toBeNull();
    }
  });

  it('writes every fifth offset, but not where a lag is written', () => {
    const read = partition([5, 6, 7, 8, 9], [reader(10)]);
    const places = offsetPlaces(stripOf(row, read), read, null);
    expect(places).toEqual([{ offset: 5, x: 110 }]);
    const behind = partition([5, 6, 7, 8, 9], [reader(5, 5)]);
    const strip = stripOf(row, behind);
    expect(offsetPlaces(strip, behind, lagPlace(strip, behind))).toEqual([]);
  });
});
