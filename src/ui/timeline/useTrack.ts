/**
 * Joins a track's canvas and its DOM to the run: each change of cursor or view is painted once, in
 * the next animation frame, past React. What stands on the track is placed by CSS:
 * - `--from` (ms at the left edge) and `--scale` (pixels a ms) hold for the whole track and change
 *   rarely; between changes the belts, which carry what stands in time, are shifted;
 * - what ends at the cursor or the head is marked `data-timed` and gets `--now`, `--head` (ms) and
 *   the exact `--from` of its own, each frame.
 */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FormName } from '../../projection';
import { type RunContextValue, type RunState, useRunContext } from '../run';
import { watchAppearance } from '../tokens';
import { readPalette } from './palette';
import { rulerStep, type TimeView } from './scale';
import { createTickPainter, type TickPainter } from './tickPainter';
import styles from './track.module.css';
import { laneY, trackShape, type TrackVariant } from './trackShape';
import { createTrackView, type TrackView } from './trackView';

export interface Track {
  readonly rootRef: RefObject<HTMLDivElement | null>;
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly track: TrackView;
}

interface Painting {
  readonly variant: TrackVariant;
  /** Ids of the lanes to show, top down. */
  readonly laneIds: readonly string[];
  readonly branchRows: number;
}

/** Everything a track needs to be drawn and moved. */
export function useTrack(painting: Painting): Track {
  const run = useRunContext();
  const rootRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [track] = useState(createTrackView);
  const wanted = useRef(painting);
  const joined = useRef<Joined | null>(null);

  useEffect(() => {
    if (rootRef.current === null || canvasRef.current === null) return undefined;
    const joint = join(run, track, rootRef.current, canvasRef.current, () => wanted.current);
    joined.current = joint;
    return joint.end;
  }, [run, track]);

  useEffect(() => {
    wanted.current = painting;
    joined.current?.schedule();
  });

  return { rootRef, canvasRef, track };
}

/** A track at work. */
interface Joined {
  /** Paints in the next animation frame. */
  schedule(): void;
  end(): void;
}

function join(
  { store, topology }: RunContextValue,
  track: TrackView,
  root: HTMLElement,
  canvas: HTMLCanvasElement,
  wanted: () => Painting,
): Joined {
  const painter = createTickPainter(canvas);
  const mover = createMover(root);
  let dressed = false;
  let frame = 0;
  let box = { width: root.clientWidth, height: root.clientHeight };
  const schedule = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      painter.resize(box.width, box.height, window.devicePixelRatio);
      // By now the page stands on its new paper, if theme or past have changed.
      if (!dressed) painter.dress(readPalette(canvas), formNames(topology.forms));
      dressed = true;
      const state = store.getState();
      mover.move(track.view, state);
      paint(state, track, painter, wanted());
    });
  };
  const undress = (): void => {
    dressed = false;
    schedule();
  };
  const fit = (): void => {
    const { left, right } = trackShape(wanted().variant);
    box = { width: root.clientWidth, height: root.clientHeight };
    track.resize(box.width - left - right);
    schedule();
  };
  const take = (state: RunState): void => {
    track.setHead(state.head.atMs);
    track.cursorMoved(state.cursor.atMs, state.live);
    schedule();
  };
  take(store.getState());
  fit();
  const size = new ResizeObserver(fit);
  size.observe(root);
  const ends = [
    track.subscribe(schedule),
    watchAppearance(undress),
    store.subscribe((state, before) => {
      take(state);
      if (state.live !== before.live) undress();
    }),
    () => size.disconnect(),
    () => cancelAnimationFrame(frame),
  ];
  void document.fonts.ready.then(undress);
  return { schedule, end: () => ends.forEach((end) => end()) };
}

/** How far the belts are shifted before everything on them is placed anew, in pixels. */
const SHIFT_MAX = 20_000;

/** Moves what stands on a track. Few elements change each frame: styles are what costs here. */
function createMover(root: HTMLElement) {
  const belts = root.getElementsByClassName(styles.belt);
  let placedFor = { fromMs: Number.NaN, scale: Number.NaN };
  let shifted = Number.NaN;
  return {
    move({ startMs, msPerPixel }: TimeView, { cursor, head }: RunState): void {
      const scale = 1 / msPerPixel;
      let shift = (placedFor.fromMs - startMs) * scale;
      if (scale !== placedFor.scale || !(Math.abs(shift) <= SHIFT_MAX)) {
        placedFor = { fromMs: startMs, scale };
        root.style.setProperty('--from', String(startMs));
        root.style.setProperty('--scale', String(scale));
        shift = 0;
      }
      if (shift !== shifted) {
        for (const belt of belts) setStyle(belt, 'transform', `translateX(${shift}px)`);
        shifted = shift;
      }
      for (const timed of root.querySelectorAll('[data-timed]')) {
        const onBelt = timed.closest(`.${styles.belt}`) !== null;
        if (!onBelt) setStyle(timed, '--from', String(startMs));
        setStyle(timed, '--now', String(cursor.atMs));
        setStyle(timed, '--head', String(head.atMs));
      }
    },
  };
}

function setStyle(element: Element, name: string, value: string): void {
  if (element instanceof HTMLElement) element.style.setProperty(name, value);
}

function paint(
  state: RunState,
  track: TrackView,
  painter: TickPainter,
  { variant, laneIds, branchRows }: Painting,
): void {
  const shape = trackShape(variant);
  const { view, width } = track;
  const ruled = shape.rulerHeight > 0;
  painter.paint({
    view,
    width,
    left: shape.left,
    rows: laneIds.flatMap((id, index) => {
      const lane = state.timeline.lanes.find((one) => one.id === id);
      return lane === undefined ? [] : [{ ticks: lane.ticks, y: laneY(shape, branchRows, index) }];
    }),
    radius: shape.tickRadius,
    cursorSeq: state.live ? Number.MAX_SAFE_INTEGER : state.cursor.seq,
    ruler: ruled ? { footY: shape.rulerHeight, step: rulerStep(view.msPerPixel) } : null,
  });
}

const FORM_NAMES: readonly FormName[] = ['event', 'command', 'query', 'reply'];

function formNames(forms: readonly string[]): readonly FormName[] {
  return forms.map((form) => FORM_NAMES.find((name) => name === form) ?? 'event');
}
