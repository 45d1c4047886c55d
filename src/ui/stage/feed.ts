/**
 * Owns how often the stage's parts are drawn anew: at once while time stands, about twelve times
 * a second while it runs. It changes nothing of what there is to draw.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { StageView } from '../../projection';
import type { RunState } from '../run';

const PAUSE_MS = 80;

/** The stage at a readable pace. */
export interface StageFeed {
  /** The view to draw now. */
  current(): StageView;
  /** Calls the listener whenever `current` is another one; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Follows the run until what it returns is called. */
  follow(): () => void;
}

/** Makes the feed of a run. It is still until `follow` is called. */
export function createStageFeed(store: StoreApi<RunState>): StageFeed {
  const listeners = new Set<() => void>();
  let shown = store.getState().stage;
  let shownAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    const { stage } = store.getState();
    shownAt = performance.now();
    if (stage === shown) return;
    shown = stage;
    for (const listener of listeners) listener();
  };
  const take = (state: RunState, before: RunState) => {
    if (state.stage === before.stage && state.playback === before.playback) return;
    const wait = state.playback === 'playing' ? shownAt + PAUSE_MS - performance.now() : 0;
    if (wait <= 0) show();
    else timer ??= setTimeout(show, wait);
  };

  return {
    current: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow() {
      show();
      const end = store.subscribe(take);
      return () => {
        end();
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
