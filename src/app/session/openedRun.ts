/**
 * Owns bringing one run together for the views: its handle in the engine, its projection, its
 * store and its actions. What lessons add is lessonRun.ts's.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { openRun, type OpenRun, type RunHandle } from '../../engine/client';
import { createProjection, type Frame, type Projection, type RunView } from '../../projection';
import type { FlightBeat, RunContextValue, RunState } from '../../ui/run';
import { announce, hideNotice, showNotice } from '../../ui/shell';
import { createActions } from './actions';
import { pageEngine } from './engine';
import { sessionMessages as messages } from './messages.en';
import { createPace, type Pace } from './pace';

/** A run as the page holds it. */
export interface OpenedRun {
  readonly handle: RunHandle;
  readonly context: RunContextValue;
  /** The newest view, also while what is shown is paced. */
  readonly newest: () => RunView;
  /** Calls the listener after each frame; returns what ends it. */
  readonly onFrame: (listener: () => void) => () => void;
  readonly close: () => void;
}

type Listeners<T> = Set<(value: T) => void>;

function listen<T>(listeners: Listeners<T>, listener: (value: T) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Opens a run in the page's engine. `selectCorrelation`: what to do when the learner offers one.
 * Throws OpenError, or EngineLost.
 */
export async function openOnPage(
  open: OpenRun,
  selectCorrelation: (handle: RunHandle, correlation: string) => void,
): Promise<OpenedRun> {
  const early: Frame[] = [];
  let accept = (frame: Frame): void => void early.push(frame);
  const handle = await openRun(pageEngine(), open, (frame) => accept(frame));
  const { topology } = handle.snapshot();
  const projection = createProjection(topology);
  const beats: Listeners<FlightBeat> = new Set();
  let lastBeat: FlightBeat | null = null;
  const frames: Listeners<undefined> = new Set();
  const pace = createPace(() => performance.now());
  let newest = projection.opening;
  const store = createStore<RunState>(() => ({
    ...projection.opening,
    ...playbackOf(handle),
    selection: topology.view.selected === null ? null : { part: topology.view.selected },
  }));
  accept = (frame) => {
    newest = projection.accept(frame);
    const playing = playbackOf(handle);
    store.setState({ ...pace.next(newest, playing.playback === 'playing'), ...playing });
    const beat = beatOf(frame, projection, store.getState());
    lastBeat = { ...beat, returned: [] };
    for (const listener of beats) listener(beat);
    for (const listener of frames) listener(undefined);
  };
  early.forEach(accept);
  const unfollow = followPlayback(handle, store, { pace, name: topology.name });
  const context: RunContextValue = {
    topology,
    store,
    actions: createActions({
      handle,
      store,
      selectCorrelation: (correlation) => selectCorrelation(handle, correlation),
    }),
    onBeat: (listener) => {
      if (lastBeat !== null) listener(lastBeat);
      return listen(beats, listener);
    },
    announce,
  };
  return {
    handle,
    context,
    newest: () => newest,
    onFrame: (listener) => listen(frames, listener),
    close: () => {
      unfollow();
      handle.close();
    },
  };
}

function playbackOf(handle: RunHandle): Pick<RunState, 'playback' | 'speed' | 'seed'> {
  const { playback, speed, topology } = handle.snapshot();
  return { playback, speed, seed: topology.seed };
}

function beatOf(frame: Frame, projection: Projection, state: RunState): FlightBeat {
  const { flights, cursor } = frame;
  const rate = state.playback === 'playing' ? state.speed : 0;
  return { flights, atMs: cursor.atMs, rate, returned: projection.returned };
}

/** The store follows the handle; a lost engine is told and, if need be, asked for again. */
function followPlayback(
  handle: RunHandle,
  store: StoreApi<RunState>,
  { pace, name }: { readonly pace: Pace; readonly name: string },
): () => void {
  const notice = `engine-${name}`;
  const unsubscribe = handle.subscribe(() => {
    const before = store.getState().playback;
    const now = playbackOf(handle);
    store.setState({ ...now, ...(now.playback === 'playing' ? null : pace.rest()) });
    if (now.playback !== before) tell(handle, notice, before, now.playback);
  });
  return () => {
    unsubscribe();
    hideNotice(notice);
  };
}

function tell(
  handle: RunHandle,
  id: string,
  before: RunState['playback'],
  now: RunState['playback'],
): void {
  if (now === 'rebuilding') {
    showNotice({ id, tone: 'plain', text: messages.rebuilding, closable: false, actions: [] });
  } else if (now === 'failed') {
    showNotice({
      id,
      tone: 'hot',
      text: messages.failed(handle.snapshot().reason),
      closable: false,
      actions: [{ label: messages.tryAgain, run: () => handle.retry() }],
    });
  } else if (before === 'rebuilding') {
    showNotice({ id, tone: 'plain', text: messages.rebuilt, closable: true, actions: [] });
  }
}
