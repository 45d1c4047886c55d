/**
 * What the pointer does on a track: drag to scrub, press a tick to go to its fact, wheel and pinch
 * to zoom, pan sideways. Keys are `useRunKeys`'s.
 */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Ticks } from '../../projection';
import { useRunContext } from '../run';
import { toMs } from './scale';
import { tickNear } from './tickLayout';
import type { TrackView } from './trackView';

const REACH_PIXELS = 6;
/** A pointer that moved less has pressed, not dragged. */
const PRESS_PIXELS = 3;
const WHEEL_ZOOM = 0.0022;

interface Press {
  readonly pointer: number;
  readonly startX: number;
  dragged: boolean;
}

export interface Scrub {
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(event: PointerEvent<HTMLElement>): void;
  onPointerCancel(event: PointerEvent<HTMLElement>): void;
}

/**
 * @param left where the track begins within the element that has the handlers, in pixels
 * @param ticksAt the ticks of the lane at a height, or null
 */
export function useScrub(
  rootRef: RefObject<HTMLElement | null>,
  track: TrackView,
  left: number,
  ticksAt: (y: number) => Ticks | null,
): Scrub {
  const { store, actions } = useRunContext();
  const press = useRef<Press | null>(null);
  const touches = useRef(new Map<number, number>());

  useWheel(rootRef, track, left);
  const position = (event: PointerEvent<HTMLElement>): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left - left, y: event.clientY - box.top };
  };
  const seekTo = (x: number): void => {
    const atMs = Math.round(toMs(track.view, x));
    if (atMs >= store.getState().head.atMs) actions.head();
    else actions.seek(Math.max(0, atMs));
  };

  return {
    onPointerDown(event) {
      const { x } = position(event);
      const onControl = event.target instanceof Element && event.target.closest('button') !== null;
      if (event.button !== 0 || onControl || x < -REACH_PIXELS * 2) return;
      touches.current.set(event.pointerId, event.clientX);
      event.currentTarget.setPointerCapture(event.pointerId);
      if (touches.current.size > 1) {
        press.current = null; // a second finger: this is a pinch
        return;
      }
      press.current = { pointer: event.pointerId, startX: event.clientX, dragged: false };
    },
    onPointerMove(event) {
      const held = press.current;
      if (touches.current.size === 2 && touches.current.has(event.pointerId)) {
        const before = spread(touches.current);
        touches.current.set(event.pointerId, event.clientX);
        const box = event.currentTarget.getBoundingClientRect();
        const after = spread(touches.current);
        track.zoom(after.apart / before.apart, after.middle - box.left - left);
        return;
      }
      if (held === null || held.pointer !== event.pointerId) return;
      if (!held.dragged && Math.abs(event.clientX - held.startX) < PRESS_PIXELS) return;
      held.dragged = true;
      seekTo(position(event).x);
    },
    onPointerUp(event) {
      touches.current.delete(event.pointerId);
      const held = press.current;
      press.current = null;
      if (held === null || held.pointer !== event.pointerId || held.dragged) return;
      const { x, y } = position(event);
      const ticks = ticksAt(y);
      const near = ticks === null ? -1 : tickNear(ticks, track.view, x, REACH_PIXELS);
      if (ticks !== null && near >= 0) actions.seekFact(ticks.seq[near]);
      else seekTo(x);
    },
    onPointerCancel(event) {
      touches.current.delete(event.pointerId);
      press.current = null;
    },
  };
}

/** Ctrl or pinch zooms around the pointer; sideways (or with Shift) pans. */
function useWheel(rootRef: RefObject<HTMLElement | null>, track: TrackView, left: number): void {
  useEffect(() => {
    const root = rootRef.current;
    if (root === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const zooming = event.ctrlKey || event.metaKey;
      const sideways = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
      if (!zooming && sideways === 0) return;
      event.preventDefault();
      const x = event.clientX - root.getBoundingClientRect().left - left;
      if (zooming) track.zoom(Math.exp(-event.deltaY * WHEEL_ZOOM), x);
      else track.pan(sideways);
    };
    // React's own wheel listeners are passive and could not keep the page from zooming.
    root.addEventListener('wheel', onWheel, { passive: false });
    return () => root.removeEventListener('wheel', onWheel);
  }, [rootRef, track, left]);
}

function spread(touches: ReadonlyMap<number, number>): { apart: number; middle: number } {
  const [one = 0, other = 0] = [...touches.values()];
  return { apart: Math.max(1, Math.abs(one - other)), middle: (one + other) / 2 };
}
