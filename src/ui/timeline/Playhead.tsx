/**
 * The playhead: a line through all rows with a flag that says where one looks, and a slider for
 * people who do not use a pointer. It is moved by CSS; its value is said at most once a second
 * while time runs.
 */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type RunState, useRun, useRunContext } from '../run';
import { formatCount, formatTime } from '../time';
import { text } from './messages.en';
import styles from './track.module.css';
import { timeKey } from './timeKeys';

const SAID_EVERY_MS = 1000;

interface PlayheadProps {
  /** A flag with words in the ruler, or a knob on the trunk where there is no room for it. */
  readonly look: 'flag' | 'knob';
}

export function Playhead({ look }: PlayheadProps) {
  const { store, actions } = useRunContext();
  const handle = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let saidMs = Number.NEGATIVE_INFINITY;
    const say = (state: RunState): void => {
      const element = handle.current;
      const nowMs = performance.now();
      if (element === null) return;
      if (state.playback === 'playing' && nowMs - saidMs < SAID_EVERY_MS) return;
      saidMs = nowMs;
      const { cursor, head, live } = state;
      element.setAttribute('aria-valuemax', String(Math.max(1, head.atMs)));
      element.setAttribute('aria-valuenow', String(cursor.atMs));
      const event = formatCount(cursor.seq + 1);
      element.setAttribute(
        'aria-valuetext',
        text.playheadValue(formatTime(cursor.atMs), event, live),
      );
    };
    say(store.getState());
    return store.subscribe(say);
  }, [store]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (timeKey(event.nativeEvent, store.getState(), actions)) event.preventDefault();
  };
  return (
    <div className={`${styles.playhead} ${styles[look]}`} data-timed>
      <div
        ref={handle}
        className={styles.handle}
        role="slider"
        tabIndex={0}
        aria-label={text.playhead}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={0}
        onKeyDown={onKeyDown}
      >
        {look === 'flag' ? <Flag /> : <span className={styles.knobDot} />}
      </div>
    </div>
  );
}

function Flag() {
  const words = useRun((state) => (state.live ? text.now : formatTime(state.cursor.atMs)));
  return <span className={`mono ${styles.flagWords}`}>{words}</span>;
}
