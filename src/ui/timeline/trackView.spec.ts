// Specifies when the track moves by itself and when it stays where a person put it.
import { describe, expect, it } from 'vitest';
import { toX } from './scale';
import { createTrackView } from './trackView';

function opened() {
  const track = createTrackView();
  track.resize(1000);
  return track;
}

describe('the track', () => {
  it('begins with eight seconds and follows now when it comes near the edge', () => {
    const track = opened();
    expect(track.view).toEqual({ startMs: 0, msPerPixel: 8 });
    track.cursorMoved(6000, true);
    expect(track.view.startMs).toBe(0);
    track.cursorMoved(12_000, true);
    expect(toX(track.view, 12_000)).toBeCloseTo(810);
  });

  it('stays where it was panned to while now is out of sight, until one returns to live', () => {
    const track = opened();
    track.setHead(60_000);
    track.cursorMoved(60_000, true);
    track.pan(-3000);
    const { startMs } = track.view;
    track.cursorMoved(61_000, true);
    expect(track.view.startMs).toBe(startMs);
    track.cursorMoved(40_000, false);
    track.cursorMoved(61_000, true);
    expect(toX(track.view, 61_000)).toBeCloseTo(810);
  });

  it('follows on after a zoom that keeps now in sight', () => {
    const track = opened();
    track.cursorMoved(6000, true);
    track.zoom(2);
    expect(toX(track.view, 6000)).toBeCloseTo(750);
    track.cursorMoved(9000, true);
    expect(toX(track.view, 9000)).toBeCloseTo(810);
  });

  it('brings a moment of the past into sight, and does not move for one that is', () => {
    const track = opened();
    track.cursorMoved(30_000, true);
    const { startMs } = track.view;
    track.cursorMoved(29_000, false);
    expect(track.view.startMs).toBe(startMs);
    track.cursorMoved(1000, false);
    expect(toX(track.view, 1000)).toBeGreaterThanOrEqual(0);
  });

  it('tells its listeners only of changes', () => {
    const track = opened();
    let told = 0;
    track.subscribe(() => told++);
    track.cursorMoved(3000, true);
    track.pan(-10);
    expect(told).toBe(0);
    track.zoom(2, 0);
    expect(told).toBe(1);
  });
});
