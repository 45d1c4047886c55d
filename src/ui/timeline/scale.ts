/**
 * The stretch of virtual time that the track shows: pixels to time and back, zoom, following, and
 * where the ruler's marks stand. Pure; it knows nothing of facts or of the page.
 */

/** What the track shows: the time at its left edge and how much time a pixel covers. */
export interface TimeView {
  readonly startMs: number;
  readonly msPerPixel: number;
}

/** The shortest stretch that a track shows at first, and when it is fitted. */
const SPAN_MS_MIN = 8000;
const MS_PER_PIXEL_MIN = 0.2;
const MS_PER_PIXEL_MAX = 20_000;
/** Where "now" stands at the latest while the view follows it, as a share of the track. */
const FOLLOW_SHARE = 0.81;

/** Pixels from the track's left edge. */
export function toX(view: TimeView, atMs: number): number {
  return (atMs - view.startMs) / view.msPerPixel;
}

/** Virtual time at `x` pixels from the track's left edge; not rounded, may lie before the start. */
export function toMs(view: TimeView, x: number): number {
  return view.startMs + x * view.msPerPixel;
}

/** The whole of a run up to `headMs`, with some room after it. */
export function fitView(width: number, headMs: number): TimeView {
  const spanMs = Math.max(SPAN_MS_MIN, headMs / FOLLOW_SHARE);
  return { startMs: 0, msPerPixel: spanMs / Math.max(1, width) };
}

/** Zooms by `factor` (above 1: closer), keeping the time at `x` where it is. */
export function zoomAt(view: TimeView, factor: number, x: number): TimeView {
  const wanted = view.msPerPixel / factor;
  const msPerPixel = Math.min(MS_PER_PIXEL_MAX, Math.max(MS_PER_PIXEL_MIN, wanted));
  return { startMs: Math.max(0, toMs(view, x) - x * msPerPixel), msPerPixel };
}

/** Moves the view by pixels; never before the start nor so far that all has happened before it. */
export function panBy(view: TimeView, pixels: number, headMs: number): TimeView {
  const startMs = Math.min(Math.max(0, view.startMs + pixels * view.msPerPixel), headMs);
  return startMs === view.startMs ? view : { ...view, startMs };
}

/** Keeps a moving "now" at the same place once it has come far enough to the right. */
export function follow(view: TimeView, width: number, nowMs: number): TimeView {
  const startMs = Math.max(0, nowMs - width * FOLLOW_SHARE * view.msPerPixel);
  if (nowMs >= view.startMs && startMs <= view.startMs) return view;
  return { ...view, startMs };
}

/** Brings a moment into view, a little off the edge, and leaves a view alone that shows it. */
export function reveal(view: TimeView, width: number, atMs: number): TimeView {
  const x = toX(view, atMs);
  if (x >= 0 && x <= width) return view;
  const margin = width * (1 - FOLLOW_SHARE);
  const wantedX = x < 0 ? margin : width - margin;
  return { ...view, startMs: Math.max(0, atMs - wantedX * view.msPerPixel) };
}

/** The ruler's steps: how far its labels stand apart, and how many parts lie between two. */
export interface RulerStep {
  readonly majorMs: number;
  readonly parts: number;
}

const RULER_STEPS: readonly RulerStep[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].map((majorMs) => ({
    majorMs,
    parts: String(majorMs).startsWith('2') ? 4 : 5,
  })),
  { majorMs: 15_000, parts: 3 },
  { majorMs: 30_000, parts: 6 },
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600].map((minutes) => ({
    majorMs: minutes * 60_000,
    parts: minutes % 5 === 0 ? 5 : 4,
  })),
];

/** The finest step whose labels do not touch; finer than a second they are longer. */
export function rulerStep(msPerPixel: number): RulerStep {
  const fits = ({ majorMs }: RulerStep): boolean =>
    majorMs / msPerPixel >= (majorMs < 1000 ? 96 : 64);
  return RULER_STEPS.find(fits) ?? RULER_STEPS[RULER_STEPS.length - 1];
}
