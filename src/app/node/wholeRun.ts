/**
 * Plays all of a lesson without a page: its one run, or the two that it compares, which are then
 * told the same and seen as one, as on the page. One run by itself is lessonRun.ts's.
 */
import type { Comparison, Lesson, ScriptHost } from '../../course';
import { goalSidesOf } from '../../course';
import { deedOf, type HeadlessResult } from '../../engine';
import { joinMetrics, joinVerdicts } from '../../projection';
import type { Run, VerdictView } from '../../timeline';
import type { Intervention } from '../../world';
import { openLesson, playLesson, type Recording, scriptHostOf } from './lessonRun';

/** What came of a lesson. */
export interface Whole {
  readonly verdicts: readonly VerdictView[];
  readonly metrics: Readonly<Record<string, number>>;
  /** Its one run under the name "", or the two under the names of their sides. */
  readonly runs: readonly { readonly name: string; readonly played: HeadlessResult }[];
}

/** A lesson under way. */
export interface OpenWhole {
  readonly host: ScriptHost;
  advance(toMs: number): void;
  branchCount(): number;
}

const FACTS_MAX = 1_000_000;

/** Plays a lesson with what a learner did, as if on the left of two sides. Throws ScenarioError. */
export function playWhole(lesson: Lesson, recording: Recording): Whole {
  const { comparison } = lesson;
  if (comparison === undefined) {
    const played = playLesson(lesson, recording);
    const { verdicts, metrics } = played;
    return { verdicts, metrics, runs: [{ name: '', played }] };
  }
  const worlds = worldsOf(lesson, comparison);
  const { onLeft, onRight } = deedsIn(worlds, comparison);
  const onSide = (deed: (one: Intervention) => Intervention | null): Recording => ({
    ...recording,
    interventions: recording.interventions.flatMap((timed) => {
      const intervention = deed(timed.intervention);
      return intervention === null ? [] : [{ ...timed, intervention }];
    }),
  });
  const left = playLesson(worlds.left, onSide(onLeft));
  const right = playLesson(worlds.right, onSide(onRight));
  return {
    verdicts: joinVerdicts(left.verdicts, right.verdicts, goalSidesOf(lesson), (_, seq) => seq),
    metrics: joinMetrics(left.metrics, right.metrics),
    runs: [
      { name: comparison.left.name, played: left },
      { name: comparison.right.name, played: right },
    ],
  };
}

/** Opens a lesson at its start. Throws ScenarioError. */
export function openWhole(lesson: Lesson): OpenWhole {
  const { comparison } = lesson;
  if (comparison !== undefined) return openCompared(lesson, comparison);
  const run = openLesson(lesson);
  return {
    host: scriptHostOf(run),
    advance: (toMs) => void run.advance(toMs, FACTS_MAX),
    branchCount: () => run.branches.length,
  };
}

/** A lesson for each side, with that side's world. */
interface Worlds {
  readonly left: Lesson;
  readonly right: Lesson;
}

function worldsOf(lesson: Lesson, { scenario }: Comparison): Worlds {
  return { left: lesson, right: { ...lesson, run: { ...lesson.run, scenario } } };
}

/** What a deed, done as if on the left, is on each side; null where it has nothing to act on. */
function deedsIn(worlds: Worlds, { partners }: Comparison) {
  const [left, right] = [worlds.left, worlds.right].map((lesson) => openLesson(lesson).topology);
  const onLeft = (deed: Intervention): Intervention | null =>
    left.parts.some(({ id }) => id === deed.part) ? deed : null;
  const onRight = (deed: Intervention): Intervention | null =>
    deedOf(deed, 'left', partners, right);
  return { onLeft, onRight };
}

function openCompared(lesson: Lesson, comparison: Comparison): OpenWhole {
  const worlds = worldsOf(lesson, comparison);
  const { onLeft, onRight } = deedsIn(worlds, comparison);
  const [one, other]: readonly [Run, Run] = [openLesson(worlds.left), openLesson(worlds.right)];
  const [left, right] = [scriptHostOf(one), scriptHostOf(other)];
  const onBoth = async (act: (host: ScriptHost) => Promise<void>): Promise<void> => {
    await act(left);
    await act(right);
  };
  const isMet = (goal: string): boolean => {
    const verdictsOf = (run: Run) => run.current.goals.verdicts();
    const sides = goalSidesOf(lesson);
    const joined = joinVerdicts(verdictsOf(one), verdictsOf(other), sides, (_, seq) => seq);
    return joined.some(({ id, met }) => id === goal && met);
  };
  const host: ScriptHost = {
    view: () => {
      const view = left.view();
      return { ...view, metrics: joinMetrics(view.metrics, right.view().metrics), isMet };
    },
    nextFrame: (signal) => onBoth((side) => side.nextFrame(signal)),
    play: () => undefined,
    head: () => onBoth((side) => side.head()),
    seek: (atMs) => onBoth((side) => side.seek(atMs)),
    fork: (keepLater, label) => onBoth((side) => side.fork(keepLater, label)),
    intervene: async (deed) => {
      const [here, there] = [onLeft(deed), onRight(deed)];
      if (here !== null) await left.intervene(here);
      if (there !== null) await right.intervene(there);
    },
    answer: (answer) => onBoth((side) => side.answer(answer)),
  };
  return {
    host,
    advance: (toMs) => {
      one.advance(toMs, FACTS_MAX);
      other.advance(toMs, FACTS_MAX);
    },
    branchCount: () => Math.min(one.branches.length, other.branches.length),
  };
}
