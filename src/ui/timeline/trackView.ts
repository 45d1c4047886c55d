/**
 * The stretch of time that one track shows, as it changes: by following now, by zooming and
 * panning, by the cursor leaving it. It owns the decision, `scale` the arithmetic.
 */
import { fitView, follow, panBy, reveal, type TimeView, toX, zoomAt } from './scale';

/** What a person sees of time, and how it moves. Listeners run after each change. */
export interface TrackView {
  readonly view: TimeView;
  readonly width: number;
  resize(width: number): void;
  /** The cursor stands elsewhere: follow it while live, keep it in sight in the past. */
  cursorMoved(atMs: number, live: boolean): void;
  /** Above 1 comes closer. Without `x` around the cursor, or the middle if it is out of sight. */
  zoom(factor: number, x?: number): void;
  pan(pixels: number): void;
  /** The whole run. */
  fit(): void;
  setHead(headMs: number): void;
  subscribe(listener: () => void): () => void;
}

/** A view of time that starts with the first seconds of a run. */
export function createTrackView(): TrackView {
  let view = fitView(1, 0);
  let width = 0;
  let headMs = 0;
  let cursor = { atMs: 0, live: true };
  let following = true;
  const listeners = new Set<() => void>();

  function show(next: TimeView): void {
    if (next === view) return;
    view = next;
    for (const listener of listeners) listener();
  }
  function inSight(atMs: number): boolean {
    const x = toX(view, atMs);
    return x >= 0 && x <= width;
  }
  /** A person moved the view: it follows on only while now can be seen. */
  function showByHand(next: TimeView): void {
    show(next);
    following = inSight(cursor.atMs);
  }

  return {
    get view() {
      return view;
    },
    get width() {
      return width;
    },
    resize(next) {
      if (next === width || next <= 0) return;
      const first = width === 0;
      width = next;
      show(first ? fitView(width, 0) : { ...view });
      this.cursorMoved(cursor.atMs, cursor.live);
    },
    cursorMoved(atMs, live) {
      const arrived = live && !cursor.live;
      const moved = atMs !== cursor.atMs;
      cursor = { atMs, live };
      if (arrived) following = true;
      if (live && following) show(follow(view, width, atMs));
      else if (!live && moved) show(reveal(view, width, atMs));
    },
    zoom(factor, x) {
      const around = x ?? (inSight(cursor.atMs) ? toX(view, cursor.atMs) : width / 2);
      showByHand(zoomAt(view, factor, around));
    },
    pan(pixels) {
      showByHand(panBy(view, pixels, headMs));
    },
    fit() {
      following = true;
      show(fitView(width, headMs));
    },
    setHead(next) {
      headMs = next;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
