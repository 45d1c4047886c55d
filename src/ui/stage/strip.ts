/**
 * Owns where the pieces of a partition's strip stand: its cells with a break wherever records are
 * missing between two of them, the edge of any offset, flags and lags. It draws nothing.
 */
import type { CellView, PartitionView, ReaderView } from '../../projection';
import type { PartitionPlace } from './clusterScene';

/** Between two cells whose offsets are not neighbours. */
export const BREAK = 10;
/** Of an offset written in the strip's small figures. */
const FIGURE = 6.6;
/** About the length of a flag below the cells. */
const UNDER_FLAG = 80;
/** Half of the words beside a lag. */
const LAG_WORDS = 20;

interface PlacedCell {
  readonly cell: CellView;
  /** Its left edge. */
  readonly x: number;
  /** What was written before it is gone, and something older is not. */
  readonly afterBreak: boolean;
}

/** The cells that have room, oldest first, and where they stand. */
export interface Strip {
  readonly row: PartitionPlace;
  readonly cells: readonly PlacedCell[];
  /** Offset of the first cell, or of the next write if there is none. */
  readonly from: number;
  /** Offset that is written next, and the left edge of its cell. */
  readonly end: number;
  readonly endX: number;
}

/** The newest cells of a partition, as many as its row has room for. */
export function stripOf(row: PartitionPlace, { cells, endOffset }: PartitionView): Strip {
  const isBreak = (at: number): boolean => at > 0 && cells[at - 1].offset + 1 < cells[at].offset;
  let first = cells.length;
  let taken = 0;
  while (first > 0) {
    const followsBreak = first < cells.length && isBreak(first);
    const width = row.cell.width + (followsBreak ? BREAK : 0);
    if (taken + width > row.room) break;
    taken += width;
    first--;
  }
  let x = row.left;
  const placed = cells.slice(first).map((cell, at): PlacedCell => {
    const afterBreak = at > 0 && isBreak(first + at);
    const left = x + (afterBreak ? BREAK : 0);
    x = left + row.cell.width;
    return { cell, x: left, afterBreak };
  });
  const from = placed.at(0)?.cell.offset ?? endOffset;
  return { row, cells: placed, from, end: endOffset, endX: x };
}

/** Left edge of an offset's cell, within the strip: where a flag that stands on it is planted. */
export function edgeOf(strip: Strip, offset: number): number {
  const at = strip.cells.findIndex(({ cell }) => cell.offset >= offset);
  if (at < 0) return strip.endX;
  const { cell, x, afterBreak } = strip.cells[at];
  return afterBreak && offset < cell.offset ? x - BREAK : x;
}

/** Where the strip with the number of its next write ends: lines to its readers begin there. */
export const stripEnd = ({ row, end, endX }: Strip): number =>
  endX + row.cell.width + 8 + String(end).length * FIGURE;

/** True if another group's flag below the cells covers a place. */
function flagCovers(strip: Strip, others: readonly ReaderView[], x: number, slack = 8): boolean {
  return others.some(({ committed }) => {
    if (committed === null) return false;
    const edge = edgeOf(strip, committed);
    const turned = edge - UNDER_FLAG < strip.row.left;
    const [left, right] = turned ? [edge, edge + UNDER_FLAG] : [edge - UNDER_FLAG, edge];
    return x > left - slack && x < right + slack;
  });
}

/** The first group's lag: the ends of its bracket, and the middle of its words. */
export interface LagPlace {
  readonly from: number;
  readonly to: number;
  readonly words: number;
}

/** Null while the first group lags behind nothing, or has committed nothing. */
export function lagPlace(strip: Strip, partition: PartitionView): LagPlace | null {
  const [first, ...others] = partition.readers;
  if (first === undefined || first.committed === null || (first.lag ?? 0) === 0) return null;
  const from = edgeOf(strip, first.committed) + 1;
  const to = edgeOf(strip, partition.highWatermark) - 1;
  // In the middle of the bracket, or at an end of it where another group's flag is in the way.
  const middle = Math.max((from + to) / 2, strip.row.left + LAG_WORDS);
  const places = [middle, to - LAG_WORDS, from + LAG_WORDS];
  const words = places.find((x) => !flagCovers(strip, others, x, LAG_WORDS)) ?? middle;
  return { from, to: Math.max(to, from + 2), words };
}

/** Offsets that are written below their cells: every fifth, where nothing else is drawn. */
export function offsetPlaces(
  strip: Strip,
  { readers }: PartitionView,
  lag: LagPlace | null,
): readonly { readonly offset: number; readonly x: number }[] {
  const others = readers.slice(1);
  const isFree = (x: number): boolean =>
    !flagCovers(strip, others, x) &&
    (lag === null || (x < lag.from && Math.abs(x - lag.words) > LAG_WORDS + 8));
  return strip.cells
    .map(({ cell, x }) => ({ offset: cell.offset, x: x + strip.row.cell.width / 2 }))
    .filter(({ offset, x }) => offset % 5 === 0 && isFree(x));
}
