/**
 * Which ticks of a lane are drawn one by one and which merge into a bar. Its work grows with the
 * pixels of the track, not with the number of facts. It draws nothing.
 */
import { RECEIVED, type Ticks } from '../../projection';
import { type TimeView, toX } from './scale';

/** A lane's ticks in the order of time; only the first `count` entries of the columns hold. */
export type TickColumns = Pick<Ticks, 'count' | 'atMs' | 'form'>;

/** More than this many ticks within BUCKET_PIXELS merge into a bar. */
const TICKS_APART_MAX = 4;
const BUCKET_PIXELS = 10;
/** A bar never spans more, so that the counts of bars side by side can be compared. */
const BAR_BUCKETS_MAX = 12;
/** How many ticks of a bar are looked at to find its commonest form. */
const SAMPLES_MAX = 512;

/** Ticks drawn as one: `from` inclusive, `to` exclusive, pixels from the track's left edge. */
export interface TickBar {
  readonly from: number;
  readonly to: number;
  readonly startX: number;
  readonly endX: number;
  /** The commonest form among them, as its code. */
  readonly form: number;
}

export interface TickSink {
  tick(index: number, x: number): void;
  bar(bar: TickBar): void;
}

/** First index in [from, to) whose time is at or after `atMs`, or `to`. */
export function firstAtOrAfter(
  atMs: Int32Array,
  wantedMs: number,
  from: number,
  to: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atMs[middle] < wantedMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As above, but quick where the answer lies near `from`: doubles its stride until it is past. */
function gallop(atMs: Int32Array, wantedMs: number, from: number, to: number): number {
  let stride = 1;
  let low = from;
  while (low + stride < to && atMs[low + stride] < wantedMs) {
    low += stride;
    stride *= 2;
  }
  return firstAtOrAfter(atMs, wantedMs, low, Math.min(to, low + stride + 1));
}

function commonestForm(ticks: TickColumns, from: number, to: number): number {
  const stride = Math.ceil((to - from) / SAMPLES_MAX);
  const counts = [0, 0, 0, 0];
  for (let index = from; index < to; index += stride) counts[ticks.form[index] & ~RECEIVED]++;
  return counts.indexOf(Math.max(...counts));
}

/** Lays out what a track of `width` pixels shows of the ticks before index `end`. */
export function layoutTicks(
  ticks: TickColumns,
  view: TimeView,
  width: number,
  sink: TickSink,
  begin = 0,
  end = ticks.count,
): void {
  const bucketMs = view.msPerPixel * BUCKET_PIXELS;
  // Buckets lie on a grid of time, not of the screen: panning does not regroup them.
  let bucket = Math.floor(view.startMs / bucketMs) - 1;
  const lastBucket = Math.ceil((view.startMs + width * view.msPerPixel) / bucketMs) + 1;
  let index = firstAtOrAfter(ticks.atMs, bucket * bucketMs, begin, end);
  let barFrom = -1;
  let barStart = 0;
  const closeBar = (to: number, endBucket: number): void => {
    if (barFrom < 0) return;
    sink.bar({
      from: barFrom,
      to,
      startX: toX(view, barStart * bucketMs),
      // The last bar ends with its last tick: nothing stands on what is not written yet.
      endX: toX(view, to === end ? ticks.atMs[to - 1] : endBucket * bucketMs),
      form: commonestForm(ticks, barFrom, to),
    });
    barFrom = -1;
  };
  while (index < end && bucket <= lastBucket) {
    const next = gallop(ticks.atMs, (bucket + 1) * bucketMs, index, end);
    const crowded = next - index > TICKS_APART_MAX;
    if (!crowded || bucket % BAR_BUCKETS_MAX === 0) closeBar(index, bucket);
    if (crowded && barFrom < 0) {
      barFrom = index;
      barStart = bucket;
    }
    if (!crowded) for (; index < next; index++) sink.tick(index, toX(view, ticks.atMs[index]));
    index = next;
    bucket++;
  }
  closeBar(index, bucket);
}

/** The tick nearest to `x` within `reach` pixels among the first `end`, or -1. */
export function tickNear(
  ticks: TickColumns,
  view: TimeView,
  x: number,
  reach: number,
  end = ticks.count,
): number {
  const wantedMs = view.startMs + x * view.msPerPixel;
  const reachMs = reach * view.msPerPixel;
  let nearest = -1;
  let nearestMs = reachMs;
  const from = firstAtOrAfter(ticks.atMs, wantedMs - reachMs, 0, end);
  for (let index = from; index < end; index++) {
    const awayMs = Math.abs(ticks.atMs[index] - wantedMs);
    if (awayMs <= nearestMs) {
      nearest = index;
      nearestMs = awayMs;
    } else if (ticks.atMs[index] > wantedMs) break;
  }
  return nearest;
}
