/**
 * Owns the outlines of the kinds as path data, for SVG and for canvases alike. Colours belong to
 * `glyph.module.css` and to whoever paints a canvas.
 */

/** Kinds of EventStorming with a shape of their own; a message's form is one of the first four. */
const GLYPH_KINDS = [
  'event',
  'command',
  'query',
  'reply',
  'aggregate',
  'policy',
  'read',
  'external',
  'failure',
] as const;
export type GlyphKind = (typeof GLYPH_KINDS)[number];

/** True if `text` names a kind: forms arrive from the run as plain strings. */
export function isGlyphKind(text: string): text is GlyphKind {
  return GLYPH_KINDS.some((kind) => kind === text);
}

/**
 * Outline of a kind around (x, y) as SVG path data, also for `new Path2D(…)`. `radius` is that of
 * an event's circle; the other shapes are as large as they must be to weigh the same.
 */
export function glyphPath(kind: GlyphKind, x: number, y: number, radius: number): string {
  switch (kind) {
    case 'event':
      return ellipse(x, y, radius);
    case 'command':
      return polygon(x, y, radius, [
        [-1, -0.82],
        [0.22, -0.82],
        [1.12, 0],
        [0.22, 0.82],
        [-1, 0.82],
      ]);
    case 'query':
    case 'reply':
      return polygon(x, y, radius * 1.125, [
        [0, -1],
        [1, 0],
        [0, 1],
        [-1, 0],
      ]);
    case 'aggregate':
      return polygon(x, y, radius * 1.125, [
        [1, 0],
        [0.5, 0.866],
        [-0.5, 0.866],
        [-1, 0],
        [-0.5, -0.866],
        [0.5, -0.866],
      ]);
    case 'policy':
      return roundedBar(x, y, radius * 1.25, radius * 0.72);
    case 'read':
      return polygon(x, y, radius, [
        [-1, -0.86],
        [1, -0.86],
        [1, 0.86],
        [-1, 0.86],
      ]);
    case 'external':
      return polygon(x, y, radius, [
        [-0.54, -0.7],
        [1.05, -0.7],
        [0.54, 0.7],
        [-1.05, 0.7],
      ]);
    case 'failure':
      return polygon(x, y, radius, [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ]);
    default:
      return assertNever(kind);
  }
}

/** What is drawn on top of the outline, as open strokes; empty for most kinds. */
export function glyphMark(kind: GlyphKind, x: number, y: number, radius: number): string {
  if (kind === 'failure') {
    const arm = radius * 0.46;
    return `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x + arm} ${y - arm}L${x - arm} ${y + arm}`;
  }
  if (kind === 'read') {
    const left = x - radius * 0.6;
    return `M${left} ${y - radius * 0.28}h${radius * 1.2}M${left} ${y + radius * 0.3}h${radius * 0.8}`;
  }
  return '';
}

type Corner = readonly [number, number];

function polygon(x: number, y: number, radius: number, corners: readonly Corner[]): string {
  return `M${corners.map(([dx, dy]) => `${x + dx * radius} ${y + dy * radius}`).join('L')}Z`;
}

function ellipse(x: number, y: number, radius: number): string {
  const half = `a${radius} ${radius} 0 1 1`;
  return `M${x - radius} ${y}${half} ${2 * radius} 0${half} ${-2 * radius} 0Z`;
}

function roundedBar(x: number, y: number, halfWidth: number, halfHeight: number): string {
  const straight = 2 * (halfWidth - halfHeight);
  const end = `a${halfHeight} ${halfHeight} 0 0 1 0`;
  return (
    `M${x - straight / 2} ${y - halfHeight}h${straight}${end} ${2 * halfHeight}` +
    `h${-straight}${end} ${-2 * halfHeight}Z`
  );
}

function assertNever(value: never): never {
  throw new Error(`no such kind: ${String(value)}`);
}
