/**
 * Owns where lesson, stage, inspector and timeline stand, for each of the four layouts. What they
 * show is theirs; whether one looks at the past is said by the caller.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { useLayout } from '../shell';
import { Icon, Segmented } from '../tokens';
import { workbenchMessages as messages } from './messages.en';
import { AboveSheet, Sheet } from './Sheet';
import type { SheetStop } from './sheetStops';
import styles from './workbench.module.css';

export interface WorkbenchProps {
  /** The lesson beside the stage, and the same for a sheet. */
  readonly lesson: ReactNode;
  readonly lessonSheet: ReactNode;
  /** What stands in the strip under which the lesson opens on a tablet. */
  readonly lessonTitle: string;
  readonly stage: ReactNode;
  /** What is inspected; null while nothing is. */
  readonly inspector: ReactNode | null;
  readonly onCloseInspector: () => void;
  readonly timeline: ReactNode;
  /** The strip that says how far back one is; null when live. */
  readonly pastStrip: ReactNode | null;
}

/** The workbench, all of the window under the bar. */
export function Workbench(props: WorkbenchProps) {
  const layout = useLayout();
  useEscape(props.inspector === null ? null : props.onCloseInspector);
  const past = props.pastStrip === null ? '' : 'in-past';
  return (
    <div className={`${styles.workbench} ${past}`}>
      {props.pastStrip}
      {layout === 'phone' ? <OnPhone {...props} /> : <OnDesk {...props} layout={layout} />}
      {props.pastStrip !== null && <div className={styles.pastFrame} />}
    </div>
  );
}

function OnDesk(props: WorkbenchProps & { readonly layout: 'wide' | 'medium' | 'tablet' }) {
  const { layout, inspector } = props;
  return (
    <>
      <div className={styles.upper}>
        {layout === 'tablet' ? (
          <Strip {...props} />
        ) : (
          <div className={styles.lesson}>{props.lesson}</div>
        )}
        <div className={styles.stage}>{props.stage}</div>
        {inspector !== null && (
          <aside
            className={layout === 'wide' ? styles.inspector : styles.drawer}
            aria-label={messages.inspector}
          >
            {inspector}
          </aside>
        )}
      </div>
      <div className={styles.timeline}>{props.timeline}</div>
    </>
  );
}

/** On a tablet the lesson is a strip of 40 pixels, and opens over the stage. */
function Strip({ lesson, lessonTitle }: WorkbenchProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <div className={styles.strip}>
      <button
        type="button"
        className={styles.stripButton}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <b>{lessonTitle}</b>
        <span>
          {isOpen ? messages.hideLesson : messages.showLesson}
          <Icon name={isOpen ? 'chevronUp' : 'chevronDown'} size={14} />
        </span>
      </button>
      {isOpen && <div className={styles.stripSheet}>{lesson}</div>}
    </div>
  );
}

function OnPhone({ lessonSheet, stage, timeline, inspector }: WorkbenchProps) {
  const [stop, setStop] = useState<SheetStop>('half');
  const [view, setView] = useState<'lesson' | 'inspector'>('lesson');
  const isInspecting = inspector !== null && view === 'inspector';
  return (
    <div className={styles.phone}>
      <AboveSheet stop={stop}>
        <div className={styles.stage}>{stage}</div>
        <div className={styles.timeline}>{timeline}</div>
      </AboveSheet>
      <Sheet stop={stop} onStop={setStop}>
        {inspector !== null && (
          <div className={styles.sheetViews}>
            <Segmented
              label={messages.sheetView}
              value={view}
              onChange={setView}
              options={[
                { value: 'lesson', label: messages.lesson },
                { value: 'inspector', label: messages.inspector },
              ]}
            />
          </div>
        )}
        <div className={styles.sheetContent}>{isInspecting ? inspector : lessonSheet}</div>
      </Sheet>
    </div>
  );
}

function useEscape(onEscape: (() => void) | null): void {
  useEffect(() => {
    if (onEscape === null) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onEscape();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onEscape]);
}
