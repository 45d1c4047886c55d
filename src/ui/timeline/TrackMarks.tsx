/**
 * What stands on a row of the track and can be pressed: faults, changes, checkpoints. Pressing one
 * goes there. Where it stands in time is said by CSS (`useTrack`).
 */
import type { CSSProperties } from 'react';
import type { Mark } from '../../projection';
import { useRun, useRunActions, useRunContext } from '../run';
import { Glyph, Tooltip } from '../tokens';
import { formatTime } from '../time';
import { text } from './messages.en';
import styles from './track.module.css';

/** Custom properties, which React's CSSProperties does not know. */
export function placed(properties: { readonly [name: `--${string}`]: number | string }) {
  return properties as CSSProperties; // custom properties are valid style keys
}

/** The words of a mark, as they stand above it. */
export function useMarkLabel(): (mark: Mark) => string {
  const { topology } = useRunContext();
  return (mark) => {
    const found = topology.parts.find(({ id }) => id === mark.part);
    const isNode = found?.kind === 'cluster' && mark.instance !== undefined;
    const part = isNode ? text.node(mark.instance) : (found?.label ?? mark.part);
    switch (mark.kind) {
      case 'kill':
        return text.killed(part);
      case 'revive':
        return text.revived(part);
      case 'change':
        return text.changed(mark.text, part);
      case 'checkpoint':
        return mark.text === '' ? mark.part : mark.text;
    }
  };
}

interface TrackMarksProps {
  readonly marks: readonly Mark[];
  /** Middle of the row, pixels from the track's top. */
  readonly y: number;
  /** Those whose words have room. */
  readonly labelled: ReadonlySet<Mark>;
  /** Those that are buttons; the others are pictures, pressed as a moment of the track. */
  readonly pressable: ReadonlySet<Mark>;
  readonly labelOf: (mark: Mark) => string;
}

export function TrackMarks({ marks, y, labelled, pressable, labelOf }: TrackMarksProps) {
  const actions = useRunActions();
  // In the past, what lies after the cursor is pale: it did happen, but not yet where one looks.
  const happened = useRun(({ live, cursor }) =>
    live ? marks.length : marks.filter((mark) => mark.seq <= cursor.seq).length,
  );
  // A checkpoint stands between facts, where the clock stood.
  const goTo = ({ kind, seq, atMs }: Mark): void =>
    kind === 'checkpoint' || seq < 0 ? actions.seek(atMs) : actions.seekFact(seq);
  return marks.map((mark, index) => {
    const pale = mark.pending || index >= happened;
    const label = mark.pending ? text.pending(labelOf(mark)) : labelOf(mark);
    const key = `${mark.seq} ${mark.kind} ${mark.atMs}`;
    const common = {
      className: [styles.mark, styles[mark.kind], pale ? styles.pale : ''].join(' '),
      style: placed({ '--at': mark.atMs, '--y': y }),
    };
    const picture = (
      <>
        {labelled.has(mark) && <span className={styles.markLabel}>{labelOf(mark)}</span>}
        <MarkShape kind={mark.kind} />
      </>
    );
    if (!pressable.has(mark)) {
      return (
        <span key={key} role="img" aria-label={`${label}, ${formatTime(mark.atMs)}`} {...common}>
          {picture}
        </span>
      );
    }
    return (
      <Tooltip key={key} text={`${label} ${formatTime(mark.atMs)}`} placement="top">
        <button
          type="button"
          aria-label={text.markAt(label, formatTime(mark.atMs))}
          onClick={() => goTo(mark)}
          {...common}
        >
          {picture}
        </button>
      </Tooltip>
    );
  });
}

function MarkShape({ kind }: { readonly kind: Mark['kind'] }) {
  switch (kind) {
    case 'kill':
      return <Glyph kind="failure" size={20} className={styles.killShape} />;
    case 'revive':
      return (
        <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
          <rect className={styles.boxed} x="-7" y="-7" width="14" height="14" rx="2" />
          <path className={styles.boxedArrow} d="M0 3.5v-7M-3 -.5l3-3 3 3" />
        </svg>
      );
    case 'change':
      return (
        <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
          <rect className={styles.boxed} x="-7" y="-7" width="14" height="14" rx="2" />
          <path className={styles.boxedArrow} d="M-3.5 -1.5h7M-3.5 2h7M1.5 -3.5v4M-1.5 0v4" />
        </svg>
      );
    case 'checkpoint':
      return <Bookmark />;
  }
}

/** A checkpoint: a bookmark stuck to the row. */
export function Bookmark() {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <path className={styles.bookmark} d="M-4 -6h8v11l-4-3.5-4 3.5z" />
    </svg>
  );
}
