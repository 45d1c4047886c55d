/** Plays a lesson without a page: its recorded solution, and the scripts of its hints. */
import type { Lesson, ScriptHost } from '../../course';
import { type HeadlessResult, openHeadless, runHeadless } from '../../engine';
import { evaluateInNode } from '../../handlers/node';
import type { LearnerAnswer } from '../../scenario';
import { INSTANCE_STRIDE, InstanceColumn, type Run } from '../../timeline';
import { exactMath, type TimedIntervention } from '../../world';

/** What a learner did, at virtual times, and how long the run goes on. */
export interface Recording {
  readonly seed?: number;
  readonly untilMs: number;
  readonly interventions: readonly TimedIntervention[];
  readonly answers: readonly { readonly atMs: number; readonly answer: LearnerAnswer }[];
}

/** Runs a lesson with what a learner did. Throws ScenarioError. */
export function playLesson(lesson: Lesson, recording: Recording): HeadlessResult {
  return runHeadless({ ...lesson.run, ...recording }, evaluateInNode, exactMath);
}

/** A lesson's run at its start, for doing things to it. Throws ScenarioError. */
export function openLesson(lesson: Lesson, seed?: number): Run {
  return openHeadless({ ...lesson.run, seed }, evaluateInNode, exactMath);
}

const FRAME_MS = 8;
const FRAME_FACTS_MAX = 100_000;
const BUSY = 1;

/** The hands of a script on a run: each frame is 8 ms of virtual time. */
export function scriptHostOf(run: Run): ScriptHost {
  const done = (): Promise<void> => Promise.resolve();
  return {
    view: () => view(run),
    nextFrame: (signal) => {
      signal.throwIfAborted();
      run.advance(run.cursor.atMs + FRAME_MS, FRAME_FACTS_MAX);
      return done();
    },
    // Each frame that is waited for lets time go on.
    play: () => undefined,
    head: () => {
      run.seek({ kind: 'head' });
      return done();
    },
    seek: (atMs) => {
      run.seek({ kind: 'time', atMs });
      return done();
    },
    fork: (keepLater, label) => {
      run.fork(label, keepLater);
      return done();
    },
    intervene: (intervention) => {
      run.intervene(intervention);
      return done();
    },
    answer: (answer) => {
      run.answer(answer);
      return done();
    },
  };
}

function view(run: Run): ReturnType<ScriptHost['view']> {
  const { cursor, instances } = run.frame(0, 0);
  const marks = run.branchViews().find(({ id }) => id === run.current.origin.id)?.marks ?? [];
  const met = new Set(run.current.goals.verdicts().flatMap(({ id, met }) => (met ? [id] : [])));
  return {
    atMs: cursor.atMs,
    killsMs: marks
      .filter(({ kind, pending }) => kind === 'kill' && !pending)
      .map(({ atMs }) => atMs),
    metrics: run.current.goals.values(),
    isMet: (goal) => met.has(goal),
    busy: (part) => busyOf(run, instances, part),
  };
}

function busyOf(run: Run, instances: Int32Array, id: string): number {
  const index = run.topology.parts.find((part) => part.id === id)?.index;
  let count = 0;
  for (let at = 0; at < instances.length; at += INSTANCE_STRIDE) {
    const isBusy = instances[at + InstanceColumn.state] === BUSY;
    if (instances[at + InstanceColumn.part] === index && isBusy) count++;
  }
  return count;
}
