/**
 * Tells the fact behind a tick: under the pointer, and at the cursor while the playhead has the
 * focus, so that stepping by keys tells each fact too.
 */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LogRow, Ticks } from '../../projection';
import { type RunContextValue, useRunContext } from '../run';
import { Glyph, isGlyphKind } from '../tokens';
import { formatCount, formatTime } from '../time';
import { text } from './messages.en';
import { toX } from './scale';
import { tickNear } from './tickLayout';
import styles from './track.module.css';
import type { TrackView } from './trackView';

const REACH_PIXELS = 6;
/** Resting this long on a tick asks for its fact. */
const REST_MS = 60;

interface Spot {
  readonly seq: number;
  readonly x: number;
  /** Middle of the tick's row; null: at the playhead, which the card must not cover. */
  readonly y: number | null;
}

interface TickHoverProps {
  readonly rootRef: RefObject<HTMLElement | null>;
  readonly track: TrackView;
  readonly left: number;
  readonly ticksAt: (y: number) => Ticks | null;
  /** Middle of the row of the given height, so that the card stands still within a lane. */
  readonly rowAt: (y: number) => number;
}

/** Where the pointer rests on a tick, or the cursor while the playhead has the focus. */
function useSpot(props: TickHoverProps): Spot | null {
  const { rootRef, track, left, ticksAt, rowAt } = props;
  const { store } = useRunContext();
  const [spot, setSpot] = useState<Spot | null>(null);

  useEffect(() => {
    const root = rootRef.current;
    if (root === null) return undefined;
    const onMove = (event: PointerEvent): void => {
      if (event.pointerType === 'touch' || event.buttons !== 0) return setSpot(null);
      const box = root.getBoundingClientRect();
      const y = event.clientY - box.top;
      const ticks = ticksAt(y);
      const near =
        ticks === null
          ? -1
          : tickNear(ticks, track.view, event.clientX - box.left - left, REACH_PIXELS);
      if (ticks === null || near < 0) return setSpot(null);
      const seq = ticks.seq[near];
      const x = left + toX(track.view, ticks.atMs[near]);
      setSpot((before) => (before?.seq === seq ? before : { seq, x, y: rowAt(y) }));
    };
    const onLeave = (): void => setSpot(null);
    const atCursor = (): void => {
      const { cursor, playback } = store.getState();
      const focused = document.activeElement;
      const keyed =
        focused?.matches('[role=slider]:focus-visible') === true && root.contains(focused);
      if (!keyed) return;
      if (playback === 'playing' || cursor.seq < 0) return setSpot(null);
      setSpot({ seq: cursor.seq, x: left + toX(track.view, cursor.atMs), y: null });
    };
    root.addEventListener('pointermove', onMove);
    root.addEventListener('pointerleave', onLeave);
    root.addEventListener('focusout', onLeave);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.cursor.seq !== before.cursor.seq) atCursor();
    });
    const moved = track.subscribe(onLeave);
    return () => {
      root.removeEventListener('pointermove', onMove);
      root.removeEventListener('pointerleave', onLeave);
      root.removeEventListener('focusout', onLeave);
      unsubscribe();
      moved();
    };
  }, [rootRef, track, left, ticksAt, rowAt, store]);
  return spot;
}

/** The fact at the spot, once it has been asked for; null meanwhile. */
function useFact(spot: Spot | null, { actions }: RunContextValue): LogRow | null {
  const [row, setRow] = useState<LogRow | null>(null);
  const seq = spot?.seq ?? -1;
  useEffect(() => {
    if (seq < 0) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      void actions.query({ kind: 'fact', seq }).then((result) => {
        if (!stale) setRow(result?.row ?? null);
      });
    }, REST_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [seq, actions]);
  return row !== null && row.seq === seq ? row : null;
}

export function TickHover(props: TickHoverProps) {
  const run = useRunContext();
  const spot = useSpot(props);
  const row = useFact(spot, run);
  const card = useRef<HTMLDivElement>(null);
  const shown = spot !== null && row !== null;

  useEffect(() => {
    if (!shown) return undefined;
    const element = card.current;
    const box = props.rootRef.current?.getBoundingClientRect();
    if (element === null || box === undefined) return undefined;
    // The browser's top layer: no row or panel cuts the card off.
    element.showPopover();
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const { left, top } = cardPlace(spot, box, size);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    return () => element.hidePopover();
  }, [shown, spot, row, props.rootRef]);

  if (!shown) return null;
  return (
    <div ref={card} popover="manual" role="status" className={styles.card}>
      <FactLines row={row} />
    </div>
  );
}

/** Above a tick; beside the playhead, below its flag. Within the window, in its coordinates. */
function cardPlace(
  { x, y }: Spot,
  track: DOMRect,
  { width, height }: { readonly width: number; readonly height: number },
): { left: number; top: number } {
  const at = track.left + x;
  if (y !== null) {
    const leftMax = window.innerWidth - width - 8;
    const left = Math.max(8, Math.min(leftMax, at - width / 2));
    return { left, top: track.top + y - height - 10 };
  }
  const fitsRight = at + width + 20 <= window.innerWidth;
  const top = Math.min(track.top + 28, window.innerHeight - height - 8);
  return { left: fitsRight ? at + 12 : at - width - 12, top };
}

function FactLines({ row }: { readonly row: LogRow }) {
  const { message } = row;
  return (
    <>
      <div className={styles.cardHead}>
        {message !== null && isGlyphKind(message.form) && <Glyph kind={message.form} />}
        <b>{message?.type ?? row.kind}</b>
        {message !== null && <span className="mono">{message.correlation}</span>}
      </div>
      <div className={styles.cardKind}>
        {message !== null && `${row.kind} `}
        {row.part !== null && <span className="mono">{row.part}</span>}
        {row.byHand && ` ${text.byHand}`}
      </div>
      <div className={`num ${styles.cardWhen}`}>
        {text.factAt(formatTime(row.atMs), formatCount(row.seq + 1))}
      </div>
    </>
  );
}
