/**
 * The measures of the track in its three variants, in pixels, as the design draws them. It owns
 * where things stand above one another; where they stand in time is `scale`'s.
 */

export type TrackVariant = 'wide' | 'narrow' | 'hero';

export interface TrackShape {
  /** Room beside the track: labels on the left, the edge on the right. */
  readonly left: number;
  readonly right: number;
  /** Height of the ruler; 0 where there is none. */
  readonly rulerHeight: number;
  /** Middle of the trunk. */
  readonly trunkY: number;
  /** Top of the branch rows, which push the lanes down. */
  readonly branchesY: number;
  /** Room between the last branch row (or `branchesY`) and the middle of the first lane. */
  readonly laneOffset: number;
  readonly laneHeight: number;
  readonly footHeight: number;
  readonly tickRadius: number;
}

const SHAPES: { readonly [variant in TrackVariant]: TrackShape } = {
  wide: {
    left: 152,
    right: 24,
    rulerHeight: 24,
    trunkY: 50,
    branchesY: 64,
    laneOffset: 10,
    laneHeight: 20,
    footHeight: 12,
    tickRadius: 3.2,
  },
  narrow: {
    left: 16,
    right: 16,
    rulerHeight: 0,
    trunkY: 14,
    branchesY: 26,
    laneOffset: 5,
    laneHeight: 10,
    footHeight: 8,
    tickRadius: 2.72,
  },
  hero: {
    left: 88,
    right: 24,
    rulerHeight: 0,
    trunkY: 42,
    branchesY: 59,
    laneOffset: 7,
    laneHeight: 14,
    footHeight: 11,
    tickRadius: 3.36,
  },
};

export function trackShape(variant: TrackVariant): TrackShape {
  return SHAPES[variant];
}

/** Height of one branch row: roomy for a single other future, closer for more. */
function branchRowHeight(rows: number): number {
  return rows <= 1 ? 52 : 36;
}

/** Middle of the `index`th branch row; row 0 is the trunk. */
export function branchRowY(shape: TrackShape, rows: number, index: number): number {
  if (index === 0) return shape.trunkY;
  const height = branchRowHeight(rows);
  return shape.branchesY + (index - 0.5) * height;
}

/** Middle of the `index`th lane under `rows` branch rows. */
export function laneY(shape: TrackShape, rows: number, index: number): number {
  const top = shape.branchesY + rows * (rows === 0 ? 0 : branchRowHeight(rows));
  return top + shape.laneOffset + index * shape.laneHeight;
}

/** Height of the whole track. */
export function trackHeight(shape: TrackShape, rows: number, lanes: number): number {
  const last = laneY(shape, rows, Math.max(0, lanes - 1));
  return last + shape.laneHeight / 2 + shape.footHeight;
}
