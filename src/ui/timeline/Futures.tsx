/**
 * The rows of the futures: trunk and branches with what has happened on them, what is known of them
 * and what is not written yet; rings where a fork leaves. Pressing a branch's name looks at it.
 */
import { useMemo, useSyncExternalStore } from 'react';
import { useRun, useRunActions } from '../run';
import { formatCount, formatTime } from '../time';
import {
  flattenedFuture,
  type FutureRow,
  futureRows,
  labelledMarks,
  marksApart,
} from './futureRows';
import { text } from './messages.en';
import { Bookmark, placed, TrackMarks, useMarkLabel } from './TrackMarks';
import styles from './track.module.css';
import { branchRowY, type TrackShape } from './trackShape';
import type { TrackView } from './trackView';

/** Room for the word at the trunk's start, in pixels. */
const START_ROOM = 40;

/** All futures of the run, in rows. */
export function useFutureRows(): readonly FutureRow[] {
  const branches = useRun((state) => state.timeline.branches);
  const inView = useRun((state) => state.timeline.branch);
  return useMemo(() => futureRows(branches, inView), [branches, inView]);
}

interface FutureLinesProps {
  readonly shape: TrackShape;
  /** Only the future in view, on the trunk's row. */
  readonly single: boolean;
}

/** The lines of all futures, and the curves from one to another. */
export function FutureLines({ shape, single }: FutureLinesProps) {
  const { shown, others } = useShownFutures(single);
  return shown.map((future) => {
    const y = branchRowY(shape, others, future.row);
    const fromY = branchRowY(shape, others, future.parentRow);
    return (
      <div key={future.branch.id}>
        <FutureLine future={future} y={y} />
        {future.row > 0 && <ForkCurve future={future} y={y} fromY={fromY} />}
      </div>
    );
  });
}

interface FutureMarksProps extends FutureLinesProps {
  readonly track: TrackView;
  /** With words beside the marks. */
  readonly labelled: boolean;
}

/** What stands on the lines: marks, the start, rings where a fork leaves. */
export function FutureMarks({ shape, single, track, labelled }: FutureMarksProps) {
  const { shown, others } = useShownFutures(single);
  const labelOf = useMarkLabel();
  const msPerPixel = useSyncExternalStore(track.subscribe, () => track.view.msPerPixel);
  return shown.map(({ branch, row, parentRow, marks }) => {
    const y = branchRowY(shape, others, row);
    const startHasRoom =
      labelled && !single && marks.every(({ atMs }) => atMs > START_ROOM * msPerPixel);
    return (
      <div key={branch.id}>
        {row === 0 ? (
          <StartMark y={y} labelled={startHasRoom} />
        ) : (
          <ForkRing
            label={text.forkRing(nameOf(branch.label, row), formatTime(branch.forkMs))}
            atMs={branch.forkMs}
            y={branchRowY(shape, others, parentRow)}
          />
        )}
        <TrackMarks
          marks={marks}
          y={y}
          labelled={labelled ? labelledMarks(marks, msPerPixel, labelOf) : new Set()}
          pressable={single ? new Set() : marksApart(marks, msPerPixel)}
          labelOf={labelOf}
        />
      </div>
    );
  });
}

function useShownFutures(single: boolean) {
  const rows = useFutureRows();
  return single
    ? { shown: [flattenedFuture(rows)], others: 0 }
    : { shown: rows, others: rows.length - 1 };
}

function FutureLine({ future, y }: { readonly future: FutureRow; readonly y: number }) {
  const { branch, inView, row, sharedUntilMs } = future;
  const fromMs = row === 0 ? 0 : branch.forkMs;
  const until = sharedUntilMs === Number.POSITIVE_INFINITY ? 'var(--now)' : String(sharedUntilMs);
  const head = inView ? 'var(--head)' : String(branch.headMs);
  const line = row === 0 ? styles.trunk : styles.branch;
  const place = placed({
    '--at': fromMs,
    '--y': y,
    '--until': until,
    '--end': head,
    '--bend': row === 0 ? '0px' : 'var(--curve)',
  });
  return (
    <>
      <div className={`${styles.line} ${styles.known} ${line}`} style={place} data-timed />
      {sharedUntilMs > fromMs && (
        <div className={`${styles.line} ${styles.happened} ${line}`} style={place} data-timed />
      )}
    </>
  );
}

/** The way from the parent's row down to the branch's own. */
function ForkCurve({ future, y, fromY }: { future: FutureRow; y: number; fromY: number }) {
  const fall = y - fromY;
  return (
    <svg
      className={`${styles.at} ${styles.curve}`}
      style={placed({ '--at': future.branch.forkMs, '--y': fromY })}
      width="1"
      height="1"
      aria-hidden="true"
    >
      <path
        className={future.inView ? styles.curveTaken : undefined}
        pathLength="1"
        d={`M0 0C${CURVE * 0.62} 0,${CURVE * 0.24} ${fall},${CURVE} ${fall}`}
      />
    </svg>
  );
}

function ForkRing({ label, atMs, y }: { label: string; atMs: number; y: number }) {
  return (
    <span
      className={`${styles.at} ${styles.ring}`}
      style={placed({ '--at': atMs, '--y': y })}
      role="img"
      aria-label={label}
    />
  );
}

/** Width of a fork's curve; `--curve` in the style sheet says the same. */
const CURVE = 40;

function StartMark({ y, labelled }: { readonly y: number; readonly labelled: boolean }) {
  return (
    <div className={`${styles.at} ${styles.start}`} style={placed({ '--at': 0, '--y': y })}>
      {labelled && <span className={styles.markLabel}>{text.startMark}</span>}
      <Bookmark />
    </div>
  );
}

function nameOf(label: string, row: number): string {
  if (row === 0) return text.trunk;
  return label === '' ? text.forkName(row) : label;
}

/** The names of the futures, in the column beside the track. */
export function FutureNames({ shape }: { readonly shape: TrackShape }) {
  const rows = useFutureRows();
  const actions = useRunActions();
  return (
    <ul className={styles.names} aria-label={text.futures}>
      {rows.map(({ branch, row, inView }) => {
        const name = nameOf(branch.label, row);
        const facts = formatCount(branch.headSeq + 1);
        const place = placed({ '--y': branchRowY(shape, rows.length - 1, row) });
        const body = (
          <>
            <span className={`mono ${styles.futureName}`}>{name}</span>
            <span className={row === 0 ? styles.futureNote : `num ${styles.futureNote}`}>
              {row === 0 ? text.trunkNote : facts}
            </span>
          </>
        );
        return (
          <li key={branch.id} className={row === 0 ? undefined : styles.branchName} style={place}>
            {inView ? (
              <span aria-current="true" className={styles.nameBody}>
                {body}
              </span>
            ) : (
              <button
                type="button"
                className={styles.nameBody}
                title={text.switchTo(name, facts)}
                onClick={() => actions.switchBranch(branch.id)}
              >
                {body}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
