/**
 * Which rows of a long list are in sight. A list of a million rows is higher than browsers allow,
 * so beyond a height the scroll bar stands for a share of the list. Pure.
 */

/** Browsers lay out some 17 million pixels; this stays well below. */
const HEIGHT_MAX = 8_000_000;

export interface ListShape {
  readonly total: number;
  readonly rowHeight: number;
  /** Height of what can be seen, in pixels. */
  readonly viewHeight: number;
}

/** Height of the scrolled content, in pixels. */
export function contentHeight({ total, rowHeight }: ListShape): number {
  return Math.min(HEIGHT_MAX, total * rowHeight);
}

/** The row at the top of the view, with the fraction of it that is scrolled away. */
export function topRow(shape: ListShape, scrollTop: number): number {
  const scrollMax = contentHeight(shape) - shape.viewHeight;
  if (scrollMax <= 0) return 0;
  const topMax = shape.total - shape.viewHeight / shape.rowHeight;
  return (Math.min(scrollTop, scrollMax) / scrollMax) * topMax;
}

/** The scroll position that has `row` at the top; may be a fraction. */
export function scrollFor(shape: ListShape, row: number): number {
  const scrollMax = contentHeight(shape) - shape.viewHeight;
  const topMax = shape.total - shape.viewHeight / shape.rowHeight;
  if (scrollMax <= 0 || topMax <= 0) return 0;
  return (Math.min(Math.max(0, row), topMax) / topMax) * scrollMax;
}

/** The scroll position closest to `scrollTop` in which the whole of `row` is in sight. */
export function scrollToShow(shape: ListShape, scrollTop: number, row: number): number {
  const top = topRow(shape, scrollTop);
  const rowsInView = shape.viewHeight / shape.rowHeight;
  if (row < top) return scrollFor(shape, row);
  if (row + 1 > top + rowsInView) return scrollFor(shape, row + 1 - rowsInView);
  return scrollTop;
}
