/**
 * The track: ruler, futures, lanes and playhead over virtual time. It puts the pieces of this
 * folder together for each variant; the row of controls above it is `Transport`.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Ticks } from '../../projection';
import { useRun, useRunContext } from '../run';
import { useLayout } from '../shell';
import { IconButton } from '../tokens';
import { formatRuler } from '../time';
import { FutureLines, FutureMarks, FutureNames, useFutureRows } from './Futures';
import { flattenedFuture, type FutureRow } from './futureRows';
import { LaneLines, LaneNames, Stretches } from './Lanes';
import { text } from './messages.en';
import { Playhead } from './Playhead';
import { rulerStep, toMs } from './scale';
import { TickHover } from './TickHover';
import { placed } from './TrackMarks';
import styles from './track.module.css';
import {
  branchRowY,
  laneY,
  trackHeight,
  type TrackShape,
  trackShape,
  type TrackVariant,
} from './trackShape';
import type { TrackView } from './trackView';
import { useScrub } from './useScrub';
import { useTrack } from './useTrack';

const ZOOM_STEP = 1.6;
/** Half the height in which a mark is found. */
const MARK_REACH = 12;

/** Ids of the lanes of a variant: all of them, or the one that matters most where room is short. */
function useLaneIds(variant: TrackVariant, all: boolean): readonly string[] {
  const hasRoom = useLayout() !== 'tablet';
  const lanes = useRun((state) => state.timeline.lanes.map(({ id }) => id).join(' '));
  const selected = useRun((state) => state.selection?.part);
  const { topology } = useRunContext();
  const troubled = useRun((state) => {
    const since = ({ deadStretches }: (typeof state.timeline.lanes)[number]): number =>
      deadStretches.at(-1)?.fromSeq ?? -1;
    const [first] = [...state.timeline.lanes].sort((one, other) => since(other) - since(one));
    return first?.id;
  });
  return useMemo(() => {
    const ids = lanes === '' ? [] : lanes.split(' ');
    if (all || (variant === 'wide' && hasRoom)) return ids;
    const queue = topology.parts.find(({ id }) => id === selected)?.index;
    const consumer = topology.consumptions.find((consumption) => consumption.queue === queue);
    const consumerId = consumer === undefined ? undefined : topology.parts[consumer.service].id;
    const wanted = [selected, consumerId, troubled].find(
      (id) => id !== undefined && ids.includes(id),
    );
    return wanted === undefined ? ids.slice(0, 1) : [wanted];
  }, [lanes, variant, all, hasRoom, selected, troubled, topology]);
}

interface TrackProps {
  readonly variant: TrackVariant;
  readonly allLanes?: boolean;
}

export function Track({ variant, allLanes = false }: TrackProps) {
  const shape = trackShape(variant);
  const wide = variant === 'wide';
  const { store } = useRunContext();
  const laneIds = useLaneIds(variant, allLanes);
  const futures = useFutureRows();
  const branchRows = wide ? futures.length - 1 : 0;
  const inViewRow = wide ? futures.findIndex(({ inView }) => inView) : 0;
  const { rootRef, canvasRef, track } = useTrack({ variant, laneIds, branchRows });

  const laneIndexAt = useCallback(
    (y: number): number => {
      const index = Math.round((y - laneY(shape, branchRows, 0)) / shape.laneHeight);
      return index >= 0 && index < laneIds.length ? index : -1;
    },
    [shape, branchRows, laneIds],
  );
  const ticksAt = useCallback(
    (y: number): Ticks | null => {
      if (laneIndexAt(y) < 0) return marksAt(y, shape, futures, !wide);
      const id = laneIds[laneIndexAt(y)];
      return store.getState().timeline.lanes.find((lane) => lane.id === id)?.ticks ?? null;
    },
    [store, laneIds, laneIndexAt, shape, futures, wide],
  );
  const rowAt = useCallback(
    (y: number) => (laneIndexAt(y) < 0 ? shape.trunkY : laneY(shape, branchRows, laneIndexAt(y))),
    [shape, branchRows, laneIndexAt],
  );
  const scrub = useScrub(rootRef, track, shape.left, ticksAt);
  return (
    <div className={`${styles.frame} ${styles[variant]}`}>
      <div
        ref={rootRef}
        className={styles.track}
        style={{
          ...placed({ '--x0': `${shape.left}px`, '--edge': `${shape.right}px` }),
          height: trackHeight(shape, branchRows, laneIds.length),
        }}
        {...scrub}
      >
        <div className={`${styles.plane} ${styles.ground}`}>
          <NotYet
            y={branchRowY(shape, branchRows, inViewRow)}
            words={variant === 'hero' ? text.dragBack : text.notYet}
          />
          {wide && <LaneLines shape={shape} laneIds={laneIds} branchRows={branchRows} />}
          <div className={styles.belt}>
            <Stretches shape={shape} laneIds={laneIds} branchRows={branchRows} />
            <FutureLines shape={shape} single={!wide} />
          </div>
        </div>
        <canvas ref={canvasRef} className={styles.canvas} aria-hidden="true" />
        <div className={styles.plane}>
          <div className={styles.belt}>{wide && <RulerLabels track={track} />}</div>
        </div>
        <div className={`${styles.plane} ${wide ? styles.besideNames : ''}`}>
          <div className={styles.belt}>
            <FutureMarks {...{ shape, track }} labelled={variant !== 'narrow'} single={!wide} />
          </div>
        </div>
        <div className={styles.plane}>
          <div className={styles.belt}>
            <Playhead look={variant === 'narrow' ? 'knob' : 'flag'} />
          </div>
        </div>
        {wide && (
          <>
            <FutureNames shape={shape} />
            <LaneNames shape={shape} laneIds={laneIds} branchRows={branchRows} />
            <ZoomButtons track={track} />
          </>
        )}
        <TickHover {...{ rootRef, track, ticksAt, rowAt }} left={shape.left} />
      </div>
    </div>
  );
}

/** The marks of the row at a height, as ticks: they are found and told like any other fact. */
function marksAt(
  y: number,
  shape: TrackShape,
  futures: readonly FutureRow[],
  single: boolean,
): Ticks | null {
  const rows = single ? [flattenedFuture(futures)] : futures;
  const row = rows.find(
    (future) => Math.abs(branchRowY(shape, rows.length - 1, future.row) - y) <= MARK_REACH,
  );
  const marks = row?.marks.filter(({ pending }) => !pending) ?? [];
  if (marks.length === 0) return null;
  return {
    count: marks.length,
    atMs: Int32Array.from(marks, ({ atMs }) => atMs),
    seq: Int32Array.from(marks, ({ seq }) => seq),
    form: new Uint8Array(marks.length),
  };
}

/** The ground after the head, and on it the future in view, which is not written yet. */
function NotYet({ y, words }: { readonly y: number; readonly words: string }) {
  return (
    <>
      <div className={styles.notYet} data-timed>
        <svg width="100%" height="100%" aria-hidden="true">
          <rect width="100%" height="100%" fill="url(#hatch-n)" />
        </svg>
        <span>{words}</span>
      </div>
      <div className={styles.unwritten} data-timed style={placed({ '--y': y })} />
    </>
  );
}

function RulerLabels({ track }: { readonly track: TrackView }) {
  // The labels stay the same while the view moves between two of them.
  const said = useSyncExternalStore(track.subscribe, () => {
    const { majorMs } = rulerStep(track.view.msPerPixel);
    const first = Math.ceil(track.view.startMs / majorMs);
    const last = Math.floor((toMs(track.view, track.width) + 0.5) / majorMs);
    return `${majorMs} ${first} ${last}`;
  });
  const [majorMs, first, last] = said.split(' ').map(Number);
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_, index) => {
    const atMs = (first + index) * majorMs;
    return (
      <span
        key={atMs}
        className={`mono ${styles.rulerLabel}`}
        style={placed({ '--at': atMs })}
        aria-hidden="true"
      >
        {formatRuler(atMs, majorMs)}
      </span>
    );
  });
}

function ZoomButtons({ track }: { readonly track: TrackView }) {
  return (
    <div className={styles.zoom} role="group" aria-label={text.zoom}>
      <IconButton
        icon="minus"
        iconSize={12}
        label={text.zoomOut}
        className={styles.zoomButton}
        onClick={() => track.zoom(1 / ZOOM_STEP)}
      />
      <IconButton
        icon="plus"
        iconSize={12}
        label={text.zoomIn}
        className={styles.zoomButton}
        onClick={() => track.zoom(ZOOM_STEP)}
      />
      <IconButton
        icon="fit"
        iconSize={12}
        label={text.zoomFit}
        className={styles.zoomButton}
        onClick={() => track.fit()}
      />
    </div>
  );
}
