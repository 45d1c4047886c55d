/** Says which worlds are kept along a branch, and how many bytes they may take. */
import { describe, expect, it } from 'vitest';
import { Keyframes } from './keyframes';

const keep = (into: Keyframes<string>, length: number, integers = 10): void =>
  into.add({ length, atMs: length, world: new Int32Array(integers), goals: `at ${length}` });

const withAll = (...lengths: readonly number[]): Keyframes<string> => {
  const keyframes = new Keyframes<string>();
  for (const length of lengths) keep(keyframes, length);
  return keyframes;
};

describe('a keyframe', () => {
  it('is due at the very beginning', () => {
    expect(new Keyframes().isDue(0)).toBe(true);
  });

  it('is due after a thousand facts and some', () => {
    const keyframes = withAll(0);
    expect(keyframes.isDue(1023)).toBe(false);
    expect(keyframes.isDue(1024)).toBe(true);
  });

  it('is due the later, the larger the world: eight bytes for each fact', () => {
    const keyframes = new Keyframes<string>();
    keep(keyframes, 0, 10_000);
    expect(keyframes.isDue(4_999)).toBe(false);
    expect(keyframes.isDue(5_000)).toBe(true);
  });

  it.each([10, 3_000, 50_000])('of %i integers never takes 10 MiB a million facts', (integers) => {
    const keyframes = new Keyframes<string>();
    for (let length = 0; length < 1_000_000; length++) {
      if (keyframes.isDue(length)) keep(keyframes, length, integers);
    }
    expect(keyframes.byteLength).toBeLessThan(10 * 1024 * 1024);
  });

  it('is found as the latest that is not later', () => {
    const keyframes = withAll(0, 1024, 2048);
    expect([0, 1023, 1024, 2047, 9999].map((at) => keyframes.nearest(at)?.length)).toEqual([
      0, 0, 1024, 1024, 2048,
    ]);
    expect(new Keyframes().nearest(5)).toBeUndefined();
    expect(keyframes.latest?.goals).toBe('at 2048');
  });

  it('is shared with a branch if it lies in the common past', () => {
    const keyframes = withAll(0, 1024, 2048);
    const shared = keyframes.upTo(1024);
    expect(shared.latest).toBe(keyframes.nearest(1024));
    keep(shared, 1500);
    expect(keyframes.nearest(1500)?.length).toBe(1024);
  });
});
