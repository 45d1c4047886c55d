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
  selectCorrelation: SelectCorrelation,
): Promise<OpenedRun> {
  const early: Frame[] = [];
  let accept = (frame: Frame): void => void early.push(frame);
  const handle = await openRun(pageEngine(), open, (frame) => accept(frame));
  const opened = viewRun(handle, { selectCorrelation, notice: `engine-${nameOf(handle)}` });
  accept = opened.accept;
  early.forEach(accept);
  return opened;
}

/** What to do when the learner offers a correlation as an answer. */
export type SelectCorrelation = (handle: RunHandle, correlation: string) => void;

interface ViewOptions {
  readonly selectCorrelation: SelectCorrelation;
  /** Under which id the loss of its engine is told; null if somebody else tells it. */
  readonly notice: string | null;
}

/** An opened run that is to be given its frames, from the first on. */
export interface ViewedRun extends OpenedRun {
  readonly accept: (frame: Frame) => void;
}

/** Brings a handle together with projection, store and actions. */
export function viewRun(handle: RunHandle, { selectCorrelation, notice }: ViewOptions): ViewedRun {
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
  const accept = (frame: Frame): void => {
    newest = projection.accept(frame);
    const playing = playbackOf(handle);
    store.setState({ ...pace.next(newest, playing.playback === 'playing'), ...playing });
    const beat = beatOf(frame, projection, store.getState());
    lastBeat = { ...beat, returned: [] };
    for (const listener of beats) listener(beat);
    for (const listener of frames) listener(undefined);
  };
  const unfollow = followPlayback(handle, store, { pace, notice });
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
    accept,
    newest: () => newest,
    onFrame: (listener) => listen(frames, listener),
    close: () => {
      unfollow();
      handle.close();
    },
  };
}

function nameOf(handle: RunHandle): string {
  return handle.snapshot().topology.name;
}

/** What the store knows of playback. */
export function playbackOf(handle: RunHandle): Pick<RunState, 'playback' | 'speed' | 'seed'> {
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
  { pace, notice }: { readonly pace: Pace; readonly notice: string | null },
): () => void {
  const unsubscribe = handle.subscribe(() => {
    const before = store.getState().playback;
    const now = playbackOf(handle);
    store.setState({ ...now, ...(now.playback === 'playing' ? null : pace.rest()) });
    if (notice !== null && now.playback !== before) tell(handle, notice, before, now.playback);
  });
  return () => {
    unsubscribe();
    if (notice !== null) hideNotice(notice);
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
