/** Shows how lines are led and sampled. */
import { describe, expect, it } from 'vitest';
import { arrowOf, connect, elbow, sampled } from './geometry';

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe('connecting two boxes', () => {
  it('goes straight down, up or across where they face each other', () => {
    expect(connect(box(20, 76, 148), box(20, 196, 148))).toEqual([
      { x: 94, y: 116 },
      { x: 94, y: 196 },
    ]);
    expect(connect(box(0, 100), box(0, 0))).toEqual([
      { x: 50, y: 100 },
      { x: 50, y: 40 },
    ]);
    expect(connect(box(200, 0), box(0, 0))).toEqual([
      { x: 200, y: 20 },
      { x: 100, y: 20 },
    ]);
  });

  it('takes two bends where they do not', () => {
    expect(connect(box(0, 0), box(200, 100))).toEqual([
      { x: 100, y: 20 },
      { x: 150, y: 20 },
      { x: 150, y: 120 },
      { x: 200, y: 120 },
    ]);
  });
});

describe('a sampled line', () => {
  it('has evenly spaced points, both ends included', () => {
    const points = sampled(elbow({ x: 0, y: 0 }, { x: 20, y: 20 }), 5);
    expect([...points]).toEqual([0, 0, 10, 0, 10, 10, 10, 20, 20, 20]);
  });
});

describe('an arrow', () => {
  it('has its tip at the end of the line', () => {
    expect(
      arrowOf([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ]),
    ).toBe('M10 0L2.5 -4L2.5 4Z'.replace('-4L2.5 4', '4L2.5 -4'));
  });
});
