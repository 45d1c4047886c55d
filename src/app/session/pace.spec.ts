/** Shows the pace at which numbers are drawn anew. */
import { describe, expect, it } from 'vitest';
import { createProjection } from '../../projection';
import { makeFrame, orderFulfilment } from '../../projection/testing/orderFulfilment';
import { createPace } from './pace';

const projection = createProjection(orderFulfilment());
const viewAt = (atMs: number) => {
  const cursor = { atMs, seq: 0 };
  return projection.accept(makeFrame(orderFulfilment(), {}, { cursor, head: cursor }));
};

describe('the pace of what people read', () => {
  it('shows at most about twelve moments a second while time runs', () => {
    let nowMs = 0;
    const pace = createPace(() => nowMs);
    const shown = new Set<number>();
    for (let frame = 1; frame <= 60; frame++) {
      nowMs = frame * 16;
      shown.add(pace.next(viewAt(nowMs), true).stage.clockMs);
    }
    expect(shown.size).toBeGreaterThanOrEqual(10);
    expect(shown.size).toBeLessThanOrEqual(13);
  });

  it('lets the clock of the run go on with every frame', () => {
    const pace = createPace(() => 0);
    const clocks = [16, 32, 48].map((atMs) => pace.next(viewAt(atMs), true).cursor.atMs);
    expect(clocks).toEqual([16, 32, 48]);
  });

  it('shows every step at once while time stands', () => {
    const pace = createPace(() => 0);
    const clocks = [1, 2, 3].map((atMs) => pace.next(viewAt(atMs), false).stage.clockMs);
    expect(clocks).toEqual([1, 2, 3]);
  });

  it('has the newest moment ready for when time stops, once', () => {
    const pace = createPace(() => 0);
    pace.next(viewAt(16), true);
    pace.next(viewAt(32), true);
    expect(pace.rest()?.stage.clockMs).toBe(32);
    expect(pace.rest()).toBeNull();
  });
});
