/**
 * Two stages under one timeline: both sides, what differed between them, and the transport that
 * moves both. Opening the runs is the page's, keeping them together the engine's.
 */
import { type ReactNode, useEffect, useState } from 'react';
import type { Comparison } from '../../course';
import type { Outcome, Side } from '../../projection';
import { Inspector } from '../inspector';
import { RunContext, type RunContextValue, useQueryOf, useRun } from '../run';
import { useLayout } from '../shell';
import { PastStrip, showTimelineView, Timeline, useRunKeys } from '../timeline';
import { AboveSheet, RunCommands, Sheet, type SheetStop } from '../workbench';
import { Icon, Segmented } from '../tokens';
import { CompareBar } from './CompareBar';
import styles from './compare.module.css';
import { DifferenceStrip } from './DifferenceStrip';
import { text } from './messages.en';
import { type ComparedRuns, type Evidence, useSelectedSide } from './runs';
import { SideLog } from './SideLog';
import { SideView } from './SideView';

/** Chips asked for: more than there is room for on a wide window. */
const HANDLED_SHOWN = 40;

export interface CompareProps {
  readonly runs: ComparedRuns;
  readonly comparison: Comparison;
  /** The lesson, and the same for a sheet. */
  readonly lesson: ReactNode;
  readonly lessonSheet: ReactNode;
  readonly lessonTitle: string;
}

/** A comparison, all of the window under the bar. */
export function Compare(props: CompareProps) {
  return (
    <RunContext value={props.runs.joint}>
      <Comparing {...props} />
    </RunContext>
  );
}

function Comparing(props: CompareProps) {
  const { runs, comparison } = props;
  const isPhone = useLayout() === 'phone';
  const isPast = useRun(({ live }) => !live);
  const selected = useSelectedSide(runs);
  const outcomes = useOutcomes(runs, comparison);
  const [logSide, setLogSide] = useState<Side>('left');
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  useRunKeys();

  const names = { left: comparison.left.name, right: comparison.right.name };
  const showEvidence = (next: Evidence): void => {
    setEvidence(next);
    setLogSide(next.side);
    showTimelineView('log');
  };
  const variant = isPhone ? 'narrow' : 'wide';
  const views: Views = {
    side: (side) => (
      <SideView {...{ runs, side, variant }} told={comparison[side]} outcome={outcomes[side]} />
    ),
    strip: (
      <DifferenceStrip
        {...{ outcomes, names }}
        notes={comparison.notes}
        onEvidence={showEvidence}
      />
    ),
    timeline: (
      <Timeline
        variant={variant}
        allLanes
        log={(height) => (
          <SideLog
            {...{ runs, names, evidence, height }}
            side={logSide}
            onSide={setLogSide}
            onClear={() => setEvidence(null)}
          />
        )}
      />
    ),
    inspector: selected === null ? null : <SideInspector run={runs[selected]} />,
    inspected: selected,
  };
  useEscape(selected === null ? null : runs[selected]);
  return (
    <div className={`${styles.compare} ${isPast ? 'in-past' : ''}`}>
      <RunCommands />
      {isPast && <PastStrip />}
      {isPhone ? <OnPhone {...props} {...views} /> : <OnDesk {...props} {...views} />}
      {isPast && <div className={styles.pastFrame} />}
    </div>
  );
}

interface Views {
  readonly side: (side: Side) => ReactNode;
  readonly strip: ReactNode;
  readonly timeline: ReactNode;
  /** Null while nothing is selected. */
  readonly inspector: ReactNode | null;
  readonly inspected: Side | null;
}

function OnDesk(props: CompareProps & Views) {
  const { comparison, lesson, lessonTitle, side, strip, timeline, inspector, inspected } = props;
  const isWide = useLayout() === 'wide';
  const [isOpen, setOpen] = useState(isWide);
  return (
    <>
      <CompareBar input={comparison.input}>
        <button
          type="button"
          className={styles.lessonButton}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <b>{lessonTitle}</b>
          <span>
            {isOpen ? text.hideLesson : text.showLesson}
            <Icon name={isOpen ? 'chevronUp' : 'chevronDown'} size={14} />
          </span>
        </button>
      </CompareBar>
      <div className={styles.upper}>
        {isOpen && <div className={isWide ? styles.lesson : styles.lessonOver}>{lesson}</div>}
        <div className={styles.both}>
          <div className={styles.sides}>
            {side('left')}
            {inspected === 'left' && <Drawer side="left">{inspector}</Drawer>}
            {side('right')}
            {inspected === 'right' && <Drawer side="right">{inspector}</Drawer>}
          </div>
          {strip}
        </div>
      </div>
      <div className={styles.timeline}>{timeline}</div>
    </>
  );
}

/**
 * The inspector of what is selected on a side: over the other one, so that it stays in sight, and
 * next after it for the keyboard, for on the other side the selection would be gone.
 */
function Drawer({ side, children }: { readonly side: Side; readonly children: ReactNode }) {
  const place = side === 'right' ? styles.drawerLeft : '';
  return (
    <aside className={`${styles.drawer} ${place}`} aria-label={text.inspector}>
      {children}
    </aside>
  );
}

type SheetView = 'lesson' | 'differed' | 'inspector';

function OnPhone(props: CompareProps & Views) {
  const { comparison, lessonSheet, side, strip, timeline, inspector } = props;
  const [stop, setStop] = useState<SheetStop>('peek');
  const [wanted, setView] = useState<SheetView>('differed');
  const view = wanted === 'inspector' && inspector === null ? 'differed' : wanted;
  const contents: { readonly [name in SheetView]: ReactNode } = {
    lesson: lessonSheet,
    differed: strip,
    inspector,
  };
  return (
    <div className={styles.phone}>
      <AboveSheet stop={stop}>
        <div className={styles.stacked}>
          {side('left')}
          {side('right')}
        </div>
        <div className={styles.timeline}>{timeline}</div>
      </AboveSheet>
      <Sheet stop={stop} onStop={setStop}>
        <div className={styles.sheetViews}>
          <Segmented
            label={text.views}
            value={view}
            onChange={setView}
            options={[
              { value: 'lesson', label: text.lesson },
              { value: 'differed', label: text.differed },
              ...(inspector === null
                ? []
                : [{ value: 'inspector' as const, label: text.inspector }]),
            ]}
          />
        </div>
        <div className={styles.sheetContent}>
          {view === 'differed' && <CompareBar input={comparison.input} />}
          {contents[view]}
        </div>
      </Sheet>
    </div>
  );
}

/** Esc closes the inspector. */
function useEscape(run: RunContextValue | null): void {
  useEffect(() => {
    if (run === null) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) run.actions.select(null);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [run]);
}

function SideInspector({ run }: { readonly run: RunContextValue }) {
  return (
    <RunContext value={run}>
      <Inspector onClose={() => run.actions.select(null)} />
    </RunContext>
  );
}

/** What became of both sides' work, as of the cursor. */
function useOutcomes(
  runs: ComparedRuns,
  { left, right, key }: Comparison,
): { readonly [side in Side]: Outcome | null } {
  const ask = { kind: 'outcome', key, last: HANDLED_SHOWN } as const;
  const one = useQueryOf<'outcome'>(runs.left, { ...ask, service: left.service });
  const other = useQueryOf<'outcome'>(runs.right, { ...ask, service: right.service });
  return { left: one?.result.outcome ?? null, right: other?.result.outcome ?? null };
}
