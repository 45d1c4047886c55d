/**
 * The arithmetic of the depth chart: its scales and the outline of its steps. Pure; times are
 * virtual ms, lengths pixels.
 */

/** How much of the past the chart shows. */
export const DEPTH_SPAN_MS = 4000;

/** The chart's frame, as the design draws it; `nowX` leaves room for the dot and its number. */
export const FRAME = {
  width: 304,
  height: 104,
  left: 24,
  right: 296,
  top: 12,
  bottom: 84,
  nowX: 276,
};

const SCALE_TOPS = [6, 12, 20, 40, 60, 100] as const;

/** The top of the scale: the next even, round number, so that its half is one, too. */
export function scaleTop(most: number): number {
  for (let factor = 1; ; factor *= 10) {
    const top = SCALE_TOPS.find((value) => value * factor >= most);
    if (top !== undefined) return top * factor;
  }
}

/** Where a time stands in a chart that ends `toMs`; early in a run the chart begins at 0. */
export function depthX(atMs: number, toMs: number): number {
  const fromMs = Math.max(0, toMs - DEPTH_SPAN_MS);
  return FRAME.left + ((atMs - fromMs) / DEPTH_SPAN_MS) * (FRAME.nowX - FRAME.left);
}

export function depthY(ready: number, top: number): number {
  return FRAME.bottom - (ready / top) * (FRAME.bottom - FRAME.top);
}

/** Steps of a depth over time: `ready[i]` holds from `atMs[i]` on. */
export interface DepthSteps {
  readonly atMs: ArrayLike<number>;
  readonly ready: ArrayLike<number>;
}

/** The outline as SVG path data, from the chart's left edge to `toMs`, and there to `now`. */
export function depthPath(
  { atMs, ready }: DepthSteps,
  toMs: number,
  top: number,
  now: number,
): string {
  if (atMs.length === 0) return '';
  const x = (index: number): string => Math.max(FRAME.left, depthX(atMs[index], toMs)).toFixed(1);
  const y = (value: number): string => depthY(value, top).toFixed(1);
  let path = `M${x(0)} ${y(ready[0])}`;
  for (let index = 1; index < atMs.length; index++) path += `H${x(index)}V${y(ready[index])}`;
  return `${path}H${depthX(toMs, toMs).toFixed(1)}V${y(now)}`;
}
