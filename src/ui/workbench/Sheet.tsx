/**
 * Owns the sheet at the bottom of a phone: three stops, a handle for finger, pointer and keys.
 * What stands in it is its caller's.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { workbenchMessages as messages } from './messages.en';
import styles from './sheet.module.css';
import { settle, SHEET_STOPS, stopBeside, type SheetStop } from './sheetStops';

interface SheetProps {
  readonly stop: SheetStop;
  readonly onStop: (stop: SheetStop) => void;
  readonly children: ReactNode;
}

interface Drag {
  readonly startY: number;
  readonly startPx: number;
  lastY: number;
  lastAt: number;
  /** Upwards, of the last move. */
  upPxPerMs: number;
}

/** Less than this is a tap, in px. */
const TAP_PX = 4;

/** A sheet; while it is held it follows the finger, let go it goes to a stop. */
export function Sheet({ stop, onStop, children }: SheetProps) {
  const sheet = useRef<HTMLElement>(null);
  const drag = useRef<Drag | null>(null);
  const [heldPx, setHeldPx] = useState<number | null>(null);

  const down = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const startPx = sheet.current?.clientHeight ?? 0;
    const { clientY, timeStamp } = event;
    drag.current = { startY: clientY, startPx, lastY: clientY, lastAt: timeStamp, upPxPerMs: 0 };
  };
  const move = ({ clientY, timeStamp }: PointerEvent) => {
    const held = drag.current;
    if (held === null) return;
    held.upPxPerMs = (held.lastY - clientY) / Math.max(1, timeStamp - held.lastAt);
    held.lastY = clientY;
    held.lastAt = timeStamp;
    setHeldPx(held.startPx + held.startY - clientY);
  };
  const letGo = () => {
    const held = drag.current;
    drag.current = null;
    setHeldPx(null);
    if (held === null) return;
    const wasTap = Math.abs(held.lastY - held.startY) < TAP_PX;
    const room = sheet.current?.parentElement?.clientHeight ?? 0;
    const sheetPx = held.startPx + held.startY - held.lastY;
    onStop(wasTap ? afterTap(stop) : settle(sheetPx, room, held.upPxPerMs));
  };
  const press = (event: KeyboardEvent) => {
    const next = stopForKey(event.key, stop);
    if (next === null) return;
    event.preventDefault();
    onStop(next);
  };

  return (
    <section
      ref={sheet}
      className={`${styles.sheet} ${styles[stop]} ${heldPx === null ? '' : styles.held}`}
      style={heldPx === null ? undefined : { height: heldPx }}
      aria-label={messages.lesson}
      onFocus={(event) => {
        const isInside = event.target.getAttribute('role') !== 'slider';
        if (stop === 'peek' && isInside) onStop('half');
      }}
    >
      <div
        className={styles.handle}
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={messages.sheet}
        aria-valuemin={0}
        aria-valuemax={SHEET_STOPS.length - 1}
        aria-valuenow={SHEET_STOPS.indexOf(stop)}
        aria-valuetext={messages.stops[stop]}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onKeyDown={press}
      />
      {children}
    </section>
  );
}

interface AboveSheetProps {
  readonly stop: SheetStop;
  readonly children: ReactNode;
}

/** What a sheet leaves free, so that nothing to press lies under it at its lower stops. */
export function AboveSheet({ stop, children }: AboveSheetProps) {
  return <div className={stop === 'peek' ? styles.abovePeek : styles.aboveHalf}>{children}</div>;
}

function afterTap(stop: SheetStop): SheetStop {
  return stop === 'half' ? 'full' : 'half';
}

function stopForKey(key: string, stop: SheetStop): SheetStop | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return stopBeside(stop, 1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return stopBeside(stop, -1);
    case 'Home':
      return 'peek';
    case 'End':
      return 'full';
    case 'Enter':
    case ' ':
      return afterTap(stop);
    default:
      return null;
  }
}
