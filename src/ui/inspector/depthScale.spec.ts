// Specifies the arithmetic of the depth chart.
import { describe, expect, it } from 'vitest';
import { depthPath, depthX, FRAME, scaleTop } from './depthScale';

describe('the depth chart', () => {
  it('has a round top whose half is a whole number', () => {
    expect([0, 6, 7, 9, 13, 41, 90, 101, 900, 5001].map(scaleTop)).toEqual([
      6, 6, 12, 12, 20, 60, 100, 120, 1000, 6000,
    ]);
  });

  it('begins at 0 early in a run and shows the last four seconds later', () => {
    expect(depthX(0, 1000)).toBe(FRAME.left);
    expect(depthX(6480, 6480)).toBe(FRAME.nowX);
    expect(depthX(2480, 6480)).toBe(FRAME.left);
  });

  it('is drawn in steps up to now, and ends at the depth that the stage shows', () => {
    const steps = { atMs: [2480, 4480], ready: [0, 6] };
    expect(depthPath(steps, 6480, 12, 6)).toBe('M24.0 84.0H150.0V48.0H276.0V48.0');
    expect(depthPath(steps, 6480, 12, 0)).toBe('M24.0 84.0H150.0V48.0H276.0V84.0');
    expect(depthPath({ atMs: [], ready: [] }, 0, 6, 0)).toBe('');
  });
});
