/** Says how recent activity is counted, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { IntReader, IntWriter } from '../kernel';
import {
  ACTIVITY_BUCKET_MS,
  type Activity,
  countActivity,
  loadActivity,
  noActivity,
  ratePerSecondMilli,
  recentActivity,
  saveActivity,
} from './activity';

/** Activity with something done at each of these times. */
function done(...times: readonly number[]): Activity {
  const activity = noActivity();
  for (const atMs of times) countActivity(activity, atMs);
  return activity;
}

describe('recent activity', () => {
  it('is counted in buckets of a quarter second, the latest last', () => {
    expect(ACTIVITY_BUCKET_MS).toBe(250);
    expect(recentActivity(done(0, 249, 250, 600), 600, 4)).toEqual([0, 2, 1, 1]);
  });

  it('moves on though nothing is done', () => {
    const activity = done(0, 249, 250, 600);
    expect(recentActivity(activity, 1000, 4)).toEqual([1, 1, 0, 0]);
    expect(recentActivity(activity, 100_000, 4)).toEqual([0, 0, 0, 0]);
  });

  it('forgets what is older than sixteen buckets, also after a long pause', () => {
    const activity = done(0, 10, 20);
    countActivity(activity, 4000);
    expect(recentActivity(activity, 4000, 15)).toEqual([...Array<number>(14).fill(0), 1]);
    countActivity(activity, 100_000);
    expect(recentActivity(activity, 100_000, 15)).toEqual([...Array<number>(14).fill(0), 1]);
    expect(activity.total).toBe(5);
  });

  it('is none before anything was done', () => {
    expect(recentActivity(noActivity(), 0, 3)).toEqual([0, 0, 0]);
  });
});

describe('a rate', () => {
  const evenly = done(...Array.from({ length: 40 }, (_, index) => index * 100));

  it('is that of the last two whole seconds, in thousandths a second', () => {
    expect(ratePerSecondMilli(evenly, 4000)).toBe(10_000);
  });

  it('is that of what there is at the start', () => {
    expect(ratePerSecondMilli(evenly, 0)).toBe(0);
    expect(ratePerSecondMilli(done(0, 100), 250)).toBe(8000);
  });

  it('falls to nothing two seconds after the last', () => {
    expect(ratePerSecondMilli(evenly, 6250)).toBe(0);
  });
});

it('is the same after it was saved and loaded', () => {
  const activity = done(0, 100, 5000, 5001);
  const out = new IntWriter();
  saveActivity(activity, out);
  expect(loadActivity(new IntReader(out.finish()))).toEqual(activity);
});
