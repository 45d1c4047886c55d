/**
 * Owns the way from the stage to the canvas over it: in a worker where the browser can, else on
 * the page. What is drawn is the painter's.
 */
import type { FormName, Topology } from '../../projection';
import { FlightPainter } from './flightPainter';
import type { OverlayMessage, Palette, ParcelLook } from './overlayProtocol';
import { makeRoutes } from './routes';
import type { Scene } from './scene';

/** Whoever draws the flights. */
export interface Overlay {
  tell(message: OverlayMessage, transfer?: Transferable[]): void;
  close(): void;
}

/** Starts to draw onto a canvas, which is given away for good. */
export function openOverlay(canvas: HTMLCanvasElement): Overlay {
  return 'transferControlToOffscreen' in canvas ? workerOverlay(canvas) : pageOverlay(canvas);
}

function workerOverlay(canvas: HTMLCanvasElement): Overlay {
  const worker = new Worker(new URL('./overlay.worker.ts', import.meta.url), { type: 'module' });
  const offscreen = canvas.transferControlToOffscreen();
  worker.postMessage({ kind: 'canvas', canvas: offscreen }, [offscreen]);
  return {
    tell: (message, transfer = []) => worker.postMessage(message, transfer),
    close: () => worker.terminate(),
  };
}

function pageOverlay(canvas: HTMLCanvasElement): Overlay {
  const context = canvas.getContext('2d');
  const painter = context === null ? null : new FlightPainter(canvas, context);
  let asked = 0;
  const paint = (nowMs: number) => {
    asked = painter?.paint(nowMs) === true ? requestAnimationFrame(paint) : 0;
  };
  return {
    tell(message) {
      painter?.accept(message, performance.now());
      if (asked === 0) asked = requestAnimationFrame(paint);
    },
    close: () => cancelAnimationFrame(asked),
  };
}

/** Purposes that are drawn otherwise than as the message itself. */
const LOOKS: { readonly [purpose: string]: ParcelLook | undefined } = {
  confirm: 'dot',
  ack: 'dot',
  requeue: 'dot',
  reject: 'dot',
  refused: 'failure',
  subscribe: 'none',
  cancel: 'none',
  closed: 'none',
  produced: 'dot',
  unproduced: 'failure',
  fetch: 'none',
  fetched: 'none',
  fetchFailed: 'failure',
  closeReader: 'none',
  transaction: 'dot',
  join: 'dot',
  leave: 'dot',
  heartbeat: 'none',
  assigned: 'dot',
  rebalance: 'dot',
  fenced: 'failure',
  revoked: 'dot',
  commit: 'dot',
  committed: 'none',
  acquire: 'none',
  accept: 'dot',
  release: 'dot',
  refuse: 'dot',
  renew: 'none',
};
const RADIUS = { wide: 6, hero: 7, narrow: 6.5 } as const;

/** What the painter must know of a scene. */
export function routesMessage(topology: Topology, scene: Scene): OverlayMessage {
  return {
    kind: 'routes',
    routes: makeRoutes(topology, scene),
    looks: topology.purposes.map((purpose) => LOOKS[purpose] ?? 'message'),
    forms: topology.forms as FormName[], // the engine's forms are these four
    radius: RADIUS[scene.variant],
  };
}

/** The colours that hold where an element stands: theme and past change them. */
export function readPalette(element: Element, dark: boolean): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    fill: {
      event: token('event'),
      command: token('command'),
      query: token('query'),
      reply: token('surface'),
    },
    ink: {
      event: token('event-ink'),
      command: token('command-ink'),
      query: token('query-ink'),
      reply: token('query-ink'),
    },
    hotspot: token('hotspot'),
    onHotspot: token('on-hotspot'),
    neutral: token('ink-3'),
    lit: token('ink'),
    outline: dark ? 0 : 1.25,
  };
}
