/**
 * The lanes' names with their counts, their lines, and the stretches in which a service was down.
 * The ticks themselves are painted on the canvas (`tickPainter`).
 */
import { Fragment } from 'react';
import type { DeadStretch, LaneView, Stretch } from '../../projection';
import { type RunState, useRun } from '../run';
import { Glyph } from '../tokens';
import { formatCount, formatSpan } from '../time';
import { text } from './messages.en';
import { firstAtOrAfter } from './tickLayout';
import { placed } from './TrackMarks';
import styles from './track.module.css';
import { laneY, type TrackShape } from './trackShape';

interface LanesProps {
  readonly shape: TrackShape;
  readonly laneIds: readonly string[];
  readonly branchRows: number;
}

function laneOf(state: RunState, id: string): LaneView | undefined {
  return state.timeline.lanes.find((lane) => lane.id === id);
}

/** The dead stretch in which the cursor stands, if it does. */
function downAt(state: RunState, id: string): DeadStretch | null {
  const { cursor, live } = state;
  const within = ({ fromSeq, toMs }: DeadStretch): boolean =>
    fromSeq <= cursor.seq && (toMs === null || (!live && cursor.atMs < toMs));
  return laneOf(state, id)?.deadStretches.find(within) ?? null;
}

/** Names and counts, in the column beside the track. */
export function LaneNames({ shape, laneIds, branchRows }: LanesProps) {
  return (
    <ul className={styles.names} aria-label={text.lanesList}>
      {laneIds.map((id, index) => (
        <LaneName key={id} id={id} y={laneY(shape, branchRows, index)} />
      ))}
    </ul>
  );
}

function LaneName({ id, y }: { readonly id: string; readonly y: number }) {
  const label = useRun((state) => laneOf(state, id)?.label ?? id);
  const down = useRun((state) => downAt(state, id) !== null);
  const count = useRun((state) => {
    const ticks = laneOf(state, id)?.ticks;
    if (ticks === undefined) return 0;
    return state.live
      ? ticks.count
      : firstAtOrAfter(ticks.seq, state.cursor.seq + 1, 0, ticks.count);
  });
  return (
    <li className={styles.laneName} style={placed({ '--y': y })}>
      <span className={`${styles.nameBody} ${down ? styles.laneDead : ''}`}>
        <span>{label}</span>
        {down ? (
          <Glyph kind="failure" size={14} label={text.laneDown} />
        ) : (
          <span className={`num ${styles.laneCount}`}>{formatCount(count)}</span>
        )}
      </span>
    </li>
  );
}

/** A line for each lane, up to the head. */
export function LaneLines({ shape, laneIds, branchRows }: LanesProps) {
  return laneIds.map((id, index) => (
    <div
      key={id}
      className={styles.laneLine}
      data-timed
      style={placed({ '--y': laneY(shape, branchRows, index) })}
    />
  ));
}

/** When services were down, or their groups were divided anew, on the track. */
export function Stretches({ shape, laneIds, branchRows }: LanesProps) {
  return laneIds.map((id, index) => {
    const y = laneY(shape, branchRows, index);
    return (
      <Fragment key={id}>
        {shape.laneHeight >= WORDS_FROM && <Rebalances id={id} y={y} />}
        <LaneStretches id={id} y={y} shape={shape} dropped={branchRows === 0} />
      </Fragment>
    );
  });
}

/** Lanes as high as this have room for words. */
const WORDS_FROM = 20;
const NO_STRETCHES: readonly Stretch[] = [];

/** While its group was divided anew the service's line is broken, and says so. */
function Rebalances({ id, y }: { readonly id: string; readonly y: number }) {
  const stretches = useRun((state) => laneOf(state, id)?.rebalances ?? NO_STRETCHES);
  return stretches.map(({ fromSeq, fromMs, toMs }) => (
    <div
      key={fromSeq}
      className={styles.rebalance}
      style={placed({ '--at': fromMs, '--y': y, '--end': toMs ?? 'var(--head)' })}
      data-timed
    >
      <span>{text.rebalance}</span>
    </div>
  ));
}

interface LaneStretchesProps {
  readonly id: string;
  readonly y: number;
  readonly shape: TrackShape;
  /** Joined by a line to its fault on the trunk, where no other future lies between. */
  readonly dropped: boolean;
}

function LaneStretches({ id, y, shape, dropped }: LaneStretchesProps) {
  const stretches = useRun((state) => laneOf(state, id)?.deadStretches) ?? [];
  const later = useRun(({ live, cursor }) =>
    live ? 0 : stretches.filter(({ fromSeq }) => fromSeq > cursor.seq).length,
  );
  return stretches.map((stretch, index) => {
    const place = placed({
      '--at': stretch.fromMs,
      '--y': y,
      '--end': stretch.toMs ?? 'var(--head)',
      '--drop': y - shape.trunkY,
    });
    return (
      <div key={stretch.fromSeq} className={index >= stretches.length - later ? styles.pale : ''}>
        {dropped && <div className={styles.drop} style={place} />}
        <div className={styles.dead} style={place} data-timed>
          <svg width="100%" height="100%" aria-hidden="true">
            <rect width="100%" height="100%" fill="url(#hatch-hot)" />
          </svg>
          {shape.laneHeight >= WORDS_FROM && <DownFor stretch={stretch} />}
        </div>
      </div>
    );
  });
}

function DownFor({ stretch }: { readonly stretch: DeadStretch }) {
  const span = useRun((state) => formatSpan((stretch.toMs ?? state.head.atMs) - stretch.fromMs));
  return <span className={styles.deadLabel}>{text.down(span)}</span>;
}
