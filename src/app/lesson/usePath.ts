/**
 * Owns the learner's path while the lesson's page stands: what it emits is kept, answered and put
 * into the address; what the run decides goes in. The path itself is `src/course`'s.
 */
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import type { ActorRefFrom } from 'xstate';
import {
  goalsOf,
  pathMachine,
  pathView,
  type KeptProgress,
  type LearnerAnswer,
  type Lesson,
  type PathView,
} from '../../course';
import { announce } from '../../ui/shell';
import { keepProgress } from '../stores/progress';
import type { LessonRun } from './lessonRun';
import { lessonMessages as messages } from './messages.en';
import { plainText } from './plainText';

interface PathOptions {
  readonly lesson: Lesson;
  readonly progress: KeptProgress | null;
  /** The address's step, from 1; null where it leaves that to the learner's progress. */
  readonly step: number | null;
  readonly run: LessonRun | null;
}

export interface LessonPath {
  readonly view: PathView;
  readonly send: ActorRefFrom<typeof pathMachine>['send'];
}

/** The path of this lesson. */
export function usePath({ lesson, progress, step, run }: PathOptions): LessonPath {
  const path = useActorRef(pathMachine, {
    input: { lesson, progress, place: step, now: Date.now },
  });
  const context = useSelector(path, (snapshot) => snapshot.context);
  const view = useMemo(() => pathView(context), [context]);
  useAddress(lesson.number, step, view.place, path.send);
  useAnswers(path, run);
  useVerdicts(path, run);
  useHeldRun(view.holdsRun, run);
  useGoalsSaid(lesson, view);
  useEffect(() => {
    const kept = path.on('kept', (event) => keepProgress(event.progress));
    return () => kept.unsubscribe();
  }, [path]);
  return { view, send: path.send };
}

/** The address follows the path, and the path an address that somebody opened. */
function useAddress(
  lesson: number,
  step: number | null,
  place: number,
  send: LessonPath['send'],
): void {
  const [, navigate] = useLocation();
  const shown = useRef(place);
  useEffect(() => {
    const hasMoved = shown.current !== place;
    shown.current = place;
    if (hasMoved && step !== place) navigate(`/lesson/${lesson}/${place}`);
    else if (step === null) navigate(`/lesson/${lesson}/${place}`, { replace: true });
    else if (step !== place) send({ type: 'go', place: step });
  }, [lesson, navigate, place, send, step]);
}

/** What the learner said reaches the run, also if it was said before the run was open. */
function useAnswers(path: ActorRefFrom<typeof pathMachine>, run: LessonRun | null): void {
  const waiting = useRef<LearnerAnswer[]>([]);
  useEffect(() => {
    const tell = (answer: LearnerAnswer) => {
      if (run === null) waiting.current.push(answer);
      else run.answer(answer);
    };
    waiting.current.splice(0).forEach(tell);
    const answered = path.on('answered', ({ answer }) => tell(answer));
    return () => answered.unsubscribe();
  }, [path, run]);
}

function useVerdicts(path: ActorRefFrom<typeof pathMachine>, run: LessonRun | null): void {
  useEffect(() => {
    if (run === null) return;
    const { store } = run.context;
    const judge = () => path.send({ type: 'verdicts', verdicts: store.getState().verdicts });
    judge();
    return store.subscribe((now, before) => {
      if (now.verdicts !== before.verdicts) judge();
    });
  }, [path, run]);
}

/** Time stands still until a question that holds it is answered, then goes on. */
function useHeldRun(isHeld: boolean, run: LessonRun | null): void {
  const wasHeld = useRef(false);
  useEffect(() => {
    if (run === null) return;
    const { store, actions } = run.context;
    if (!isHeld) {
      if (wasHeld.current && store.getState().playback === 'paused') actions.play();
      wasHeld.current = false;
      return;
    }
    wasHeld.current = true;
    const hold = () => {
      if (store.getState().playback === 'playing') actions.pause();
    };
    hold();
    return store.subscribe(hold);
  }, [isHeld, run]);
}

/** Says which goal was met, to people who listen. */
function useGoalsSaid(lesson: Lesson, view: PathView): void {
  const said = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const met = goalsOf(lesson).filter(({ id }) => view.goals[id]?.met);
    const before = said.current;
    said.current = new Set(met.map(({ id }) => id));
    if (before === null) return;
    for (const { id, title } of met) {
      if (!before.has(id)) announce(messages.goalMet(plainText(title)));
    }
  }, [lesson, view]);
}
