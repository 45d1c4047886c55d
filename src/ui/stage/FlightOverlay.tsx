/**
 * Owns the canvas over the stage and tells it when routes, view, look or the moment change. The
 * moment goes past React: nothing here renders while time runs.
 */
import { useCallback, useEffect, useState } from 'react';
import { useStoreApi } from 'reactflow';
import { useRun, useRunContext } from '../run';
import { useReducedMotion, useTheme } from '../tokens';
import { openOverlay, type Overlay, readPalette, routesMessage } from './overlay';
import { useStage } from './stageContext';
import styles from './stage.module.css';

/** Messages in motion, over the nodes; decoration beside the counts, so hidden from readers. */
export function FlightOverlay() {
  const [opened, setOpened] = useState<TellingProps | null>(null);
  // A canvas can be given away once only: each opening makes its own.
  const open = useCallback((ground: HTMLDivElement) => {
    const canvas = document.createElement('canvas');
    canvas.className = styles.overlayCanvas;
    ground.append(canvas);
    const overlay = openOverlay(canvas);
    setOpened({ overlay, ground });
    return () => {
      overlay.close();
      canvas.remove();
    };
  }, []);
  return (
    <div ref={open} className={styles.overlay} aria-hidden="true">
      {opened !== null && <Telling {...opened} />}
    </div>
  );
}

interface TellingProps {
  readonly overlay: Overlay;
  readonly ground: Element;
}

/** Tells the overlay what has changed. Draws nothing itself. */
function Telling({ overlay, ground }: TellingProps) {
  const { topology, onBeat } = useRunContext();
  const { scene } = useStage();
  useEffect(() => overlay.tell(routesMessage(topology, scene)), [overlay, topology, scene]);
  useTellLook(overlay, ground);
  useTellView(overlay);
  useEffect(
    () =>
      onBeat(({ flights, atMs, rate, returned }) => {
        const copy = flights.slice();
        overlay.tell({ kind: 'beat', flights: copy, atMs, rate, returned }, [copy.buffer]);
      }),
    [overlay, onBeat],
  );
  const rate = useRun(({ playback, speed }) => (playback === 'playing' ? speed : 0));
  useEffect(() => overlay.tell({ kind: 'rate', rate }), [overlay, rate]);
  return null;
}

function useTellLook(overlay: Overlay, ground: Element): void {
  const theme = useTheme();
  const reducedMotion = useReducedMotion();
  const live = useRun((state) => state.live);
  useEffect(() => {
    const tell = () => {
      const palette = readPalette(ground, theme === 'dark');
      overlay.tell({ kind: 'look', palette, reducedMotion });
    };
    tell();
    // The past's paper is put under the whole workbench: its class may come after this effect.
    const asked = requestAnimationFrame(tell);
    return () => cancelAnimationFrame(asked);
  }, [overlay, ground, theme, reducedMotion, live]);
}

function useTellView(overlay: Overlay): void {
  const flow = useStoreApi();
  useEffect(() => {
    let told = '';
    const tell = () => {
      const { width, height, transform } = flow.getState();
      const [x, y, zoom] = transform;
      const density = devicePixelRatio;
      const view = { kind: 'view', width, height, density, x, y, zoom } as const;
      const next = `${width} ${height} ${density} ${x} ${y} ${zoom}`;
      if (next === told || width === 0) return;
      told = next;
      overlay.tell(view);
    };
    tell();
    return flow.subscribe(tell);
  }, [overlay, flow]);
}
