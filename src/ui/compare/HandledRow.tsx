/**
 * What one side's service handled, in order: a chip for each message it finished, with how often it
 * was begun and whether it came too late, and a cross where an instance was killed. Pressing a chip
 * goes to that moment.
 */
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { Handling, Outcome } from '../../projection';
import { useRunContext } from '../run';
import { formatTime } from '../time';
import { Glyph, isGlyphKind } from '../tokens';
import styles from './compare.module.css';
import { text } from './messages.en';
import { goToFact } from './runs';

interface HandledRowProps {
  /** The service's name. */
  readonly service: string;
  /** Null until it is known. */
  readonly outcome: Outcome | null;
}

export function HandledRow({ service, outcome }: HandledRowProps) {
  const run = useRunContext();
  const list = useRef<HTMLOListElement>(null);
  const handled = outcome?.handled ?? [];
  const latest = handled.at(-1)?.seq ?? -1;
  // The newest stands at the right edge, as long as nobody looks back.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || element.contains(document.activeElement)) return;
    element.scrollLeft = element.scrollWidth;
  }, [latest]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const chips = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = chips.findIndex((chip) => chip === document.activeElement);
    event.preventDefault();
    chips[at + (event.key === 'ArrowLeft' ? -1 : 1)]?.focus();
  };
  return (
    <section className={styles.handled} aria-label={text.handled(service)}>
      <div className={styles.handledHead}>
        <h3>{text.handled(service)}</h3>
        <span className={styles.remark}>{remarkOf(handled)}</span>
      </div>
      {handled.length === 0 ? (
        <p className={styles.handledNone}>{text.handledNone}</p>
      ) : (
        <ol ref={list} className={styles.chips} aria-description={text.handledHint}>
          {handled.map((handling, index) => (
            <li key={handling.seq} className={styles.chipPlace}>
              <button
                type="button"
                className={`${styles.chip} ${styles[lookOf(handling)]}`}
                tabIndex={index === handled.length - 1 ? 0 : -1}
                aria-label={nameOf(handling, service)}
                onKeyDown={onKeyDown}
                onClick={() => goToFact(run, handling.seq)}
              >
                <Chip handling={handling} />
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Chip({ handling }: { readonly handling: Handling }) {
  if (handling.kind === 'killed') return <Glyph kind="failure" size={14} />;
  const { key, form, ordinal, begun, isLate } = handling;
  return (
    <>
      {key === null ? (
        isGlyphKind(form) && <Glyph kind={form} size={14} />
      ) : (
        <span className={styles.key}>{key.slice(0, 1)}</span>
      )}
      <span className="num">{ordinal}</span>
      {begun > 1 && <span className={`num ${styles.times}`}>{text.times(begun)}</span>}
      {isLate && <span className={styles.late} />}
    </>
  );
}

function lookOf(handling: Handling): 'dead' | 'hot' | 'plain' {
  if (handling.kind === 'killed') return 'dead';
  return handling.isLate || handling.begun > 1 ? 'hot' : 'plain';
}

function nameOf(handling: Handling, service: string): string {
  const time = formatTime(handling.atMs);
  if (handling.kind === 'killed') return text.killed(service, handling.instance + 1, time);
  const { correlation, key, begun, isLate } = handling;
  return [
    text.chip(correlation, key, time),
    ...(begun > 1 ? [text.chipAgain(begun)] : []),
    ...(isLate ? [text.chipLate] : []),
  ].join(', ');
}

/** What is worth a word about the chips in sight. */
function remarkOf(handled: readonly Handling[]): string {
  const done = handled.filter((one) => one.kind === 'handled');
  const late = done.filter(({ isLate }) => isLate).at(-1);
  if (late !== undefined) return text.cameLate(late.correlation);
  const again = done.filter(({ begun }) => begun > 1).length;
  return again === 0 ? '' : text.begunAgain(again);
}
