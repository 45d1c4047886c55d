/**
 * Owns the page of a lesson: the lesson, the learner's progress and the run brought together on
 * the workbench. What each of them does is theirs.
 */
import { lazy, Suspense, use, useEffect, useMemo, useState } from 'react';
import { course, loadLesson } from 'virtual:course';
import type { KeptProgress, Lesson } from '../../course';
import { CoursePanel, CourseSheet, type CoursePanelProps } from '../../ui/course';
import { Inspector } from '../../ui/inspector';
import { RunContext, useRun, useRunActions } from '../../ui/run';
import { isTyping, NotBuiltYet, useLayout, type LayoutName } from '../../ui/shell';
import { Stage } from '../../ui/stage';
import { formatTime, PastStrip, Timeline, useRunKeys } from '../../ui/timeline';
import { RunCommands, Workbench } from '../../ui/workbench';
import { progressBefore } from '../stores/progress';
import type { LessonRun } from './lessonRun';
import { onceFor } from './onceFor';
import { OpeningStage, OpeningTimeline } from './Opening';
import { useActs, type Acts } from './useActs';
import { useLessonRun } from './useLessonRun';
import { usePath, type LessonPath } from './usePath';
import { usePrimary } from './usePrimary';

/** Two stages are loaded with the lesson that has them. */
const ComparedLesson = lazy(() => import('../compare/ComparedLesson'));

interface LessonPageProps {
  readonly number: number;
  /** From 1; null where the address leaves it to the learner's progress. */
  readonly step: number | null;
}

const lessonOf = onceFor((number: number) => loadLesson(number) ?? Promise.resolve(null));

/** The page at `#/lesson/2` and `#/lesson/2/3`. */
export default function LessonPage({ number, step }: LessonPageProps) {
  // Asked for here, once: what waits below is drawn anew until it is there.
  const [progressed] = useState(() => progressBefore(number));
  return (
    <Suspense>
      <Loaded number={number} step={step} progressed={progressed} />
    </Suspense>
  );
}

interface Progressed {
  readonly progressed: Promise<KeptProgress | null>;
}

function Loaded({ number, ...rest }: LessonPageProps & Progressed) {
  const lesson = use(lessonOf(number));
  return lesson === null ? <NotBuiltYet number={number} /> : <Opened lesson={lesson} {...rest} />;
}

interface OpenedProps extends Progressed {
  readonly lesson: Lesson;
  readonly step: number | null;
}

function Opened({ lesson, step, progressed }: OpenedProps) {
  const progress = use(progressed);
  const run = useLessonRun(lesson);
  const path = usePath({ lesson, progress, step, run });
  const acts = useActs(lesson, run);
  useStepKeys(path);
  const panel = usePanel(lesson, path, acts);
  if (run === null) return <Opening lesson={lesson} panel={panel} />;
  if (run.sides !== null && lesson.comparison !== undefined) {
    const { sides } = run;
    return (
      <Suspense>
        <ComparedLesson {...{ lesson, sides }} comparison={lesson.comparison} panel={panel} />
      </Suspense>
    );
  }
  return (
    <RunContext value={run.context}>
      <Running lesson={lesson} panel={panel} path={path} run={run} />
    </RunContext>
  );
}

/** What the panel is given with or without a run. */
export type PanelBase = Omit<CoursePanelProps, 'metrics' | 'primary' | 'onSelectPart'>;

function usePanel(lesson: Lesson, { view, send }: LessonPath, acts: Acts) {
  return useMemo(
    () =>
      (atMs: () => number): PanelBase => ({
        lesson,
        partTitle: course.find(({ number }) => number === lesson.part)?.title ?? '',
        path: view,
        acts: acts.states,
        nextLesson: nextOf(lesson.number),
        isBuilt,
        formatTime,
        onBack: () => send({ type: 'back' }),
        onNext: () => send({ type: 'next' }),
        onPredict: (question, option) => send({ type: 'predict', question, option, atMs: atMs() }),
        onHint: (goal) => send({ type: 'hint', goal }),
        onAct: acts.act,
        onTry: acts.attempt,
      }),
    [acts, lesson, send, view],
  );
}

type Panel = ReturnType<typeof usePanel>;

/** The frame is drawn at once; what runs follows. */
function Opening({ lesson, panel }: { readonly lesson: Lesson; readonly panel: Panel }) {
  const layout = useLayout();
  const variant = layout === 'phone' ? 'narrow' : 'wide';
  const props = { ...panel(() => 0), metrics: {}, primary: null, onSelectPart: () => undefined };
  return (
    <Workbench
      lesson={<CoursePanel {...props} />}
      lessonSheet={<CourseSheet {...props} />}
      lessonTitle={lesson.title}
      stage={<OpeningStage lesson={lesson} variant={variant} />}
      inspector={layout === 'wide' ? <></> : null}
      onCloseInspector={() => undefined}
      timeline={<OpeningTimeline variant={variant} />}
      pastStrip={null}
    />
  );
}

interface RunningProps {
  readonly lesson: Lesson;
  readonly panel: Panel;
  readonly path: LessonPath;
  readonly run: LessonRun;
}

function Running({ lesson, panel, path, run }: RunningProps) {
  const layout = useLayout();
  const variant = layout === 'phone' ? 'narrow' : 'wide';
  const actions = useRunActions();
  const metrics = useRun((state) => state.metrics);
  const isPast = useRun((state) => !state.live);
  const isInspecting = useIsInspecting(run, layout);
  const primary = usePrimary(lesson, path.view);
  useRunKeys();
  const props: CoursePanelProps = {
    ...panel(() => run.context.store.getState().cursor.atMs),
    metrics,
    primary,
    onSelectPart: (part) => actions.select({ part }),
  };
  const closeInspector = () => actions.select(null);
  return (
    <>
      <RunCommands />
      <Workbench
        lesson={<CoursePanel {...props} />}
        lessonSheet={<CourseSheet {...props} />}
        lessonTitle={lesson.title}
        stage={<Stage variant={variant} />}
        inspector={isInspecting ? <Inspector onClose={closeInspector} /> : null}
        onCloseInspector={closeInspector}
        timeline={<Timeline variant={variant} />}
        pastStrip={isPast ? <PastStrip /> : null}
      />
    </>
  );
}

/**
 * Where the inspector has a place of its own it shows what the lesson selected; where it would
 * cover the stage, only what the learner did.
 */
function useIsInspecting(run: LessonRun, layout: LayoutName): boolean {
  const [initial] = useState(() => run.context.store.getState().selection);
  return useRun(
    ({ selection }) => selection !== null && (layout === 'wide' || selection !== initial),
  );
}

/** Alt with the arrows goes from step to step. */
function useStepKeys({ send }: LessonPath): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      send({ type: event.key === 'ArrowLeft' ? 'back' : 'next' });
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [send]);
}

function isBuilt(lesson: number): boolean {
  return course.some(({ lessons }) => lessons.some((at) => at.number === lesson && at.built));
}

function nextOf(lesson: number): CoursePanelProps['nextLesson'] {
  const next = course.flatMap(({ lessons }) => lessons).find(({ number }) => number === lesson + 1);
  return next?.built ? next : null;
}
