/**
 * The rows of the log that are in sight, as a grid that is scrolled and walked through. Up and Down
 * choose a row, Enter and a press go to its moment.
 */
import {
  type KeyboardEvent,
  type UIEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { LogFilter, LogRow } from '../../projection';
import { useRun, useRunContext, useRunQuery } from '../run';
import { LogCells, LogColumns } from './LogCells';
import styles from './log.module.css';
import { text } from './messages.en';
import { contentHeight, type ListShape, scrollToShow, topRow } from './windowing';

const ROW_HEIGHT = 24;
/** Rows asked for beyond those in sight, so that scrolling a little shows no gaps. */
const ROWS_SPARE = 12;

export function LogList({ filter }: { readonly filter: LogFilter | null }) {
  const { actions, store } = useRunContext();
  const scroller = useRef<HTMLDivElement>(null);
  const [viewHeight, setViewHeight] = useState(6 * ROW_HEIGHT);
  const [scrollTop, setScrollTop] = useState(0);
  /** The row chosen by keys; null while the cursor's row is. */
  const [chosen, setChosen] = useState<number | null>(null);
  const following = useRef(true);
  const gridId = useId();

  const cursorSeq = useRun((state) => state.cursor.seq);
  const headSeq = useRun((state) => state.head.seq);
  const rowsInView = Math.ceil(viewHeight / ROW_HEIGHT);

  // The total of a filtered list is known with its first answer only.
  const [answeredTotal, setAnsweredTotal] = useState(0);
  const total = filter === null ? headSeq + 1 : answeredTotal;
  const shape: ListShape = { total, rowHeight: ROW_HEIGHT, viewHeight };
  const top = topRow(shape, scrollTop);
  const from = Math.max(0, Math.floor(top) - ROWS_SPARE);
  const answer = useRunQuery<'log'>({
    kind: 'log',
    from,
    count: rowsInView + 2 * ROWS_SPARE,
    ...(filter === null ? {} : { filter }),
  });
  if (answer !== null && answer.result.total !== answeredTotal)
    setAnsweredTotal(answer.result.total);
  const atCursor = filter === null ? cursorSeq : (answer?.result.totalAtCursor ?? 0) - 1;
  const rowsFrom = answer?.query.from ?? from;
  const rows = answer?.result.rows ?? [];

  const show = (row: number): void => {
    const element = scroller.current;
    if (element === null || row < 0) return;
    element.scrollTop = scrollToShow(shape, element.scrollTop, row);
  };
  useLayoutEffect(() => {
    if (following.current) show(atCursor);
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const size = new ResizeObserver(() => setViewHeight(element.clientHeight - ROW_HEIGHT));
    size.observe(element);
    return () => size.disconnect();
  }, []);
  // A cursor that was moved by hand is what one wants to see.
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.cursor.seq === before.cursor.seq || state.playback === 'playing') return;
        following.current = true;
        setChosen(null);
      }),
    [store],
  );

  const current = chosen ?? atCursor;
  const choose = (row: number): void => {
    const next = Math.max(0, Math.min(total - 1, row));
    following.current = false;
    setChosen(next);
    show(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, rowsInView - 1);
    const steps: { readonly [key: string]: number } = {
      ArrowUp: current - 1,
      ArrowDown: current + 1,
      PageUp: current - page,
      PageDown: current + page,
    };
    if (event.key in steps) choose(steps[event.key]);
    else if (event.key === 'Enter') go(rows[current - rowsFrom]);
    else return;
    event.preventDefault();
  };
  const onScroll = (event: UIEvent<HTMLElement>): void => {
    const { scrollTop: scrolled } = event.currentTarget;
    // Scrolling the cursor's row away ends following, scrolling it back begins it again.
    following.current = scrollToShow(shape, scrolled, atCursor) === scrolled;
    setScrollTop(scrolled);
  };
  const go = (row: LogRow | undefined): void => {
    if (row === undefined) return;
    actions.seekFact(row.seq);
    following.current = true;
  };
  const idOf = (row: number): string => `${gridId}-${row}`;
  const inRows = current >= rowsFrom && current < rowsFrom + rows.length;
  const offset = scrollTop - top * ROW_HEIGHT;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label={text.log}
      aria-description={text.hint}
      aria-rowcount={total + 1}
      aria-activedescendant={inRows ? idOf(current) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      <LogColumns />
      <div role="rowgroup" style={{ height: contentHeight(shape), position: 'relative' }}>
        {total === 0 && (
          <p className={styles.empty}>
            {filter === null ? text.noRows : filter.errorsOnly ? text.noErrors : text.noMatches}
          </p>
        )}
        {rows.map((row, index) => {
          const at = rowsFrom + index;
          const look = [
            styles.row,
            at === atCursor ? styles.cursor : '',
            at === current && chosen !== null ? styles.chosen : '',
            at > atCursor ? styles.later : '',
          ];
          return (
            <div
              key={row.seq}
              id={idOf(at)}
              role="row"
              aria-rowindex={at + 2}
              aria-selected={at === atCursor}
              className={look.join(' ')}
              style={{ top: offset + at * ROW_HEIGHT }}
              onClick={() => go(row)}
            >
              <LogCells row={row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
