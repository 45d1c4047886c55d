/**
 * Owns plane geometry of the stage: rectangles, polylines, their outlines as SVG paths and as
 * tables of points. It knows no part and no layout.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;
export const centre = (rect: Rect): Point => ({
  x: rect.x + rect.width / 2,
  y: rect.y + rect.height / 2,
});

/** The rectangle with a margin around it. */
export const grown = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
});

/** True if the point lies within the rectangle, edges included. */
export function contains(rect: Rect, { x, y }: Point): boolean {
  return x >= rect.x && x <= right(rect) && y >= rect.y && y <= bottom(rect);
}

/** Where a thing within a box stands, as the style of an element that is placed in the box. */
export const within = (inner: Rect, box: Rect) => ({
  left: inner.x - box.x,
  top: inner.y - box.y,
  width: inner.width,
  height: inner.height,
});

/** A polyline as path data. */
export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

/** Head of an arrow whose tip is the polyline's last point: 7.5 long, 8 wide, as path data. */
export function arrowOf(points: readonly Point[], length = 7.5, half = 4): string {
  const tip = points[points.length - 1];
  const before = points[points.length - 2];
  const distance = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [ux, uy] = [(tip.x - before.x) / distance, (tip.y - before.y) / distance];
  const base = { x: tip.x - ux * length, y: tip.y - uy * length };
  return pathOf([
    tip,
    { x: base.x - uy * half, y: base.y + ux * half },
    { x: base.x + uy * half, y: base.y - ux * half },
  ]).concat('Z');
}

/** The same line without its last stretch of `length`: where an arrow's head covers it. */
export function shortened(points: readonly Point[], length: number): readonly Point[] {
  const tip = points[points.length - 1];
  const before = points[points.length - 2];
  const distance = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const rest = Math.max(0, 1 - length / distance);
  const end = { x: before.x + (tip.x - before.x) * rest, y: before.y + (tip.y - before.y) * rest };
  return [...points.slice(0, -1), end];
}

/** Points along a polyline, evenly spaced by length: x, y, x, y … `count` pairs, ends included. */
export function sampled(points: readonly Point[], count: number): Float32Array<ArrayBuffer> {
  const table = new Float32Array(count * 2);
  const reached = [0];
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1], points[at]];
    reached.push(reached[at - 1] + Math.hypot(to.x - from.x, to.y - from.y));
  }
  const length = reached[reached.length - 1];
  let stretch = 1;
  for (let index = 0; index < count; index++) {
    const target = (length * index) / (count - 1);
    while (stretch < points.length - 1 && reached[stretch] < target) stretch++;
    const [from, to] = [points[stretch - 1], points[stretch]];
    const part = (target - reached[stretch - 1]) / (reached[stretch] - reached[stretch - 1] || 1);
    table[index * 2] = from.x + (to.x - from.x) * part;
    table[index * 2 + 1] = from.y + (to.y - from.y) * part;
  }
  return table;
}

/** Where two spans overlap: the middle of it, or null if they do not by at least 8. */
function sharedMiddle(from: number, to: number, otherFrom: number, otherTo: number): number | null {
  const [low, high] = [Math.max(from, otherFrom), Math.min(to, otherTo)];
  return high - low >= 8 ? (low + high) / 2 : null;
}

/**
 * The shortest way from the edge of one rectangle to the edge of another in right angles: straight
 * where they face each other, else with two bends.
 */
export function connect(from: Rect, to: Rect): readonly Point[] {
  const x = sharedMiddle(from.x, right(from), to.x, right(to));
  if (x !== null) {
    return to.y >= bottom(from)
      ? [
          { x, y: bottom(from) },
          { x, y: to.y },
        ]
      : [
          { x, y: from.y },
          { x, y: bottom(to) },
        ];
  }
  const rightwards = to.x >= right(from);
  const startX = rightwards ? right(from) : from.x;
  const endX = rightwards ? to.x : right(to);
  const y = sharedMiddle(from.y, bottom(from), to.y, bottom(to));
  if (y !== null)
    return [
      { x: startX, y },
      { x: endX, y },
    ];
  return elbow({ x: startX, y: centre(from).y }, { x: endX, y: centre(to).y });
}

/**
 * Horizontal, vertical, horizontal, with the bend at `bendX`, by default half-way; straight if
 * both ends are level.
 */
export function elbow(from: Point, to: Point, bendX = (from.x + to.x) / 2): readonly Point[] {
  if (from.y === to.y) return [from, to];
  return [from, { x: bendX, y: from.y }, { x: bendX, y: to.y }, to];
}

/** The polyline from its end to its start. */
export const reversed = (points: readonly Point[]): readonly Point[] => [...points].reverse();
