// Specifies the stretch of time that the track shows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitView, follow, panBy, reveal, rulerStep, toMs, toX, zoomAt } from './scale';

const view = { startMs: 0, msPerPixel: 8 };

describe('the view of time', () => {
  it('shows eight seconds at first, and later the whole run', () => {
    expect(fitView(1264, 0)).toEqual({ startMs: 0, msPerPixel: 8000 / 1264 });
    expect(toX(fitView(1000, 60_000), 60_000)).toBeCloseTo(810);
  });

  it('keeps the time under the pointer when zooming', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (x, factor) => {
          const before = { startMs: 50_000, msPerPixel: 8 };
          const after = zoomAt(before, factor, x);
          expect(toX(after, toMs(before, x))).toBeCloseTo(x, 6);
        },
      ),
    );
  });

  it('never shows time before the start', () => {
    expect(zoomAt(view, 0.5, 500).startMs).toBe(0);
    expect(panBy(view, -300, 5000).startMs).toBe(0);
    expect(panBy(view, 5000, 5000).startMs).toBe(5000);
  });

  it('stands still until now comes near the right edge, then keeps it there', () => {
    expect(follow(view, 1000, 6000)).toBe(view);
    const followed = follow(view, 1000, 20_000);
    expect(toX(followed, 20_000)).toBeCloseTo(810);
    expect(toX(follow(followed, 1000, 20_500), 20_500)).toBeCloseTo(810);
  });

  it('goes back when now lies before what is shown', () => {
    expect(follow({ startMs: 9000, msPerPixel: 8 }, 1000, 100).startMs).toBe(0);
  });

  it('brings a moment into view only if it is outside', () => {
    expect(reveal(view, 1000, 7000)).toBe(view);
    const later = reveal(view, 1000, 30_000);
    expect(toX(later, 30_000)).toBeCloseTo(810);
    expect(toX(reveal(later, 1000, 16_000), 16_000)).toBeCloseTo(190);
  });
});

describe('the ruler', () => {
  it('labels every second when a second is 158 pixels wide, in five parts', () => {
    expect(rulerStep(1000 / 158)).toEqual({ majorMs: 1000, parts: 5 });
  });

  it('never lets labels touch, however far the zoom goes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 100_000, noNaN: true }), (msPerPixel) => {
        const { majorMs, parts } = rulerStep(msPerPixel);
        if (majorMs < 36_000_000) expect(majorMs / msPerPixel).toBeGreaterThanOrEqual(64);
        expect(parts).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
