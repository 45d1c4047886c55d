/** How busy a part has been of late: counts in buckets of 250 ms, for rates and sparklines. */
import type { IntReader, IntWriter } from '../kernel';

/** Length of a bucket in virtual ms, and how many are kept. */
export const ACTIVITY_BUCKET_MS = 250;
const KEPT = 16;

/** `latest` is the number of the newest bucket that counted something; a ring by number. */
export interface Activity {
  latest: number;
  readonly counts: number[];
  total: number;
}

export function noActivity(): Activity {
  return { latest: 0, counts: new Array<number>(KEPT).fill(0), total: 0 };
}

/** Counts one thing done at `atMs`; times never go back. */
export function countActivity(activity: Activity, atMs: number): void {
  const bucket = Math.floor(atMs / ACTIVITY_BUCKET_MS);
  const newer = Math.min(bucket - activity.latest, KEPT);
  for (let step = 1; step <= newer; step++) activity.counts[(activity.latest + step) % KEPT] = 0;
  if (bucket > activity.latest) {
    if (newer === KEPT) activity.counts.fill(0);
    activity.latest = bucket;
  }
  activity.counts[bucket % KEPT]++;
  activity.total++;
}

/** Counts of the last `count` buckets (at most 15), that of `atMs` included, oldest first. */
export function recentActivity(activity: Activity, atMs: number, count: number): number[] {
  const now = Math.floor(atMs / ACTIVITY_BUCKET_MS);
  const out: number[] = [];
  for (let bucket = now - count + 1; bucket <= now; bucket++) {
    const kept = bucket >= 0 && bucket <= activity.latest && bucket > activity.latest - KEPT;
    out.push(kept ? activity.counts[bucket % KEPT] : 0);
  }
  return out;
}

/** Things done a second, in thousandths, over the last two whole seconds (less at the start). */
export function ratePerSecondMilli(activity: Activity, atMs: number): number {
  const whole = Math.min(8, Math.floor(atMs / ACTIVITY_BUCKET_MS));
  if (whole === 0) return 0;
  const counts = recentActivity(activity, atMs, whole + 1).slice(0, whole);
  const sum = counts.reduce((left, right) => left + right, 0);
  return Math.round((sum * 1000 * 1000) / (whole * ACTIVITY_BUCKET_MS));
}

export function saveActivity(activity: Activity, out: IntWriter): void {
  out.push(activity.latest);
  out.push(activity.total);
  for (let index = 0; index < KEPT; index++) out.push(activity.counts[index]);
}

export function loadActivity(input: IntReader): Activity {
  const activity = noActivity();
  activity.latest = input.next();
  activity.total = input.next();
  for (let index = 0; index < KEPT; index++) activity.counts[index] = input.next();
  return activity;
}
