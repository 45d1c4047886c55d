/**
 * Owns what part of the stage is in view: fitting it into its frameRef, until the learner zooms or
 * pans, and bringing the kill zone into sight. Text is never shown smaller than it is meant.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { bottom } from './geometry';
import type { Scene, StageVariant } from './scene';

/**
 * The smallest text is 11px at 1: below that the stage pans instead of shrinking. On the home page
 * it is a picture first: there it may shrink a little.
 */
export const MIN_ZOOM: { readonly [Variant in StageVariant]: number } = {
  ...{ wide: 1, narrow: 1, hero: 0.8 },
};
export const MAX_ZOOM = 2;
/** A larger frame enlarges the stage up to here by itself. */
const FIT_ZOOM_MAX = 1.35;
const PAN_MS = 220;

export interface Fit {
  /** Shows the whole stage, or as much of it as there is room for. */
  readonly fit: () => void;
  /** Moves the view down to the kill zone if it is out of sight. */
  readonly revealZone: () => void;
}

/** Fits the scene into the frameRef, also when either changes. */
export function useFit(frameRef: RefObject<HTMLElement | null>, scene: Scene): Fit {
  const { setViewport, getViewport } = useReactFlow();
  const fitted = useRef('');
  const fit = useCallback(() => {
    const element = frameRef.current;
    if (element === null || element.clientWidth === 0) return;
    const { clientWidth, clientHeight } = element;
    const room = Math.min(clientWidth / scene.width, clientHeight / scene.height);
    const zoom = Math.max(MIN_ZOOM[scene.variant], Math.min(FIT_ZOOM_MAX, room));
    const x = Math.max(0, (clientWidth - scene.width * zoom) / 2);
    const y = Math.max(0, (clientHeight - scene.height * zoom) / 2);
    fitted.current = `${x} ${y} ${zoom}`;
    void setViewport({ x, y, zoom });
  }, [frameRef, scene.variant, scene.width, scene.height, setViewport]);

  useEffect(() => {
    const element = frameRef.current;
    if (element === null) return;
    const refit = () => {
      const { x, y, zoom } = getViewport();
      const untouched = fitted.current === '' || fitted.current === `${x} ${y} ${zoom}`;
      if (untouched) fit();
    };
    const watch = new ResizeObserver(refit);
    watch.observe(element);
    return () => watch.disconnect();
  }, [frameRef, fit, getViewport]);

  const revealZone = useCallback(() => {
    const element = frameRef.current;
    if (element === null) return;
    const { x, y, zoom } = getViewport();
    const hidden = y + bottom(scene.killZone) * zoom - element.clientHeight;
    if (hidden > 0) void setViewport({ x, y: y - hidden - 8, zoom }, { duration: PAN_MS });
  }, [frameRef, scene, getViewport, setViewport]);

  return { fit, revealZone };
}
