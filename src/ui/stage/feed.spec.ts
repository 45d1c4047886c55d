/** Shows the pace at which the stage is drawn anew. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { RunState } from '../run';
import { createProjection } from '../../projection';
import { makeFrame, orderFulfilment } from '../../projection/testing/orderFulfilment';
import { createStageFeed } from './feed';

const projection = createProjection(orderFulfilment());
const at = (atMs: number) => {
  const cursor = { atMs, seq: 0 };
  return projection.accept(makeFrame(orderFulfilment(), {}, { cursor, head: cursor }));
};

function setUp(playback: RunState['playback']) {
  const store = createStore<RunState>(() => ({
    ...at(0),
    ...{ playback, speed: 1, seed: 1, selection: null },
  }));
  const feed = createStageFeed(store);
  const clocks: number[] = [];
  feed.subscribe(() => clocks.push(feed.current().clockMs));
  return { store, clocks, end: feed.follow() };
}

describe('the stage’s feed', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('shows at most about twelve pictures a second while time runs, the last one too', () => {
    const { store, clocks } = setUp('playing');
    vi.advanceTimersByTime(1000);
    clocks.length = 0;
    for (let frame = 1; frame <= 60; frame++) {
      store.setState(at(frame * 16));
      vi.advanceTimersByTime(16);
    }
    vi.advanceTimersByTime(100);
    expect(clocks.length).toBeGreaterThanOrEqual(10);
    expect(clocks.length).toBeLessThanOrEqual(13);
    expect(clocks.at(-1)).toBe(960);
  });

  it('shows every step at once while time stands', () => {
    const { store, clocks } = setUp('past');
    for (let step = 1; step <= 5; step++) store.setState(at(step));
    expect(clocks).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows what is pending as soon as time is stopped', () => {
    const { store, clocks } = setUp('playing');
    store.setState(at(16));
    store.setState(at(32));
    store.setState({ playback: 'paused' });
    expect(clocks.at(-1)).toBe(32);
  });

  it('is silent once it is no longer followed', () => {
    const { store, clocks, end } = setUp('playing');
    end();
    store.setState(at(16));
    vi.advanceTimersByTime(200);
    expect(clocks).toEqual([]);
  });
});
