/**
 * What the lesson's panel shows of the path: a picture of its context, no state of its own. How
 * it looks is ui's.
 */
import type { VerdictView } from '../timeline';
import type { GoalText } from './lesson';
import { goalsOf, isAllDone, isStepDone, type PathContext } from './path';
import { dutiesOf, type KeptProgress } from './progress';
import { fillText } from './text';

type Progress = VerdictView['progress'];

export interface PathView {
  /** From 1; one more than `stepCount` is the debrief. */
  readonly place: number;
  readonly stepCount: number;
  readonly isDebrief: boolean;
  readonly canBack: boolean;
  readonly canNext: boolean;
  /** The lesson was finished, now or before. */
  readonly isFinished: boolean;
  /** One for each step: what is done, what has been opened, what lies ahead. */
  readonly marks: readonly ('done' | 'opened' | 'ahead')[];
  /** Time is to stand still: a question wants its answer before the run goes on. */
  readonly holdsRun: boolean;
  /** The goal on this step that is answered by selecting an order, if it is still open. */
  readonly asking: string | null;
  readonly goals: { readonly [id: string]: GoalView };
  readonly waits: { readonly [id: string]: { readonly met: boolean; readonly progress: Progress } };
  /** Locked predictions by question. */
  readonly predictions: KeptProgress['predictions'];
}

export interface GoalView {
  readonly met: boolean;
  /** Virtual time at which it was met on the branch in view; null if it was met elsewhere. */
  readonly metAtMs: number | null;
  readonly progress: Progress;
  /** What went otherwise, in words; null if nothing did. */
  readonly nearMiss: string | null;
  /** Hints shown so far. */
  readonly hintsShown: number;
}

/** Draws the panel's view from the path. */
export function pathView(context: PathContext): PathView {
  const { lesson, kept, verdicts, place } = context;
  const stepCount = lesson.steps.length;
  const isDebrief = place > stepCount;
  const step = lesson.steps[place - 1];
  const goals = goalsOf(lesson);
  const waits = lesson.steps.flatMap((each) => dutiesOf(each).waits);
  return {
    place,
    stepCount,
    isDebrief,
    canBack: place > 1,
    canNext: isDebrief ? isAllDone(context) : isStepDone(context, place),
    isFinished: kept.completedAt !== null,
    marks: lesson.steps.map((_, index) => {
      if (isStepDone(context, index + 1)) return 'done';
      return index < Math.max(kept.furthest, place) ? 'opened' : 'ahead';
    }),
    holdsRun: !isDebrief && step.blocks.some((block) => isHeldBy(block, kept)),
    asking: isDebrief ? null : askedOn(context),
    goals: Object.fromEntries(goals.map((goal) => [goal.id, goalView(goal, context)])),
    waits: Object.fromEntries(
      waits.map((id) => [
        id,
        { met: verdicts[id]?.met ?? false, progress: verdicts[id]?.progress ?? null },
      ]),
    ),
    predictions: kept.predictions,
  };
}

function isHeldBy(
  block: PathContext['lesson']['steps'][number]['blocks'][number],
  kept: KeptProgress,
) {
  return (
    block.kind === 'predict' &&
    block.question.holdsRun &&
    !Object.hasOwn(kept.predictions, block.question.id)
  );
}

function askedOn({ lesson, place, kept }: PathContext): string | null {
  const { goals } = dutiesOf(lesson.steps[place - 1]);
  const asked = goalsOf(lesson).find(
    ({ id, asksSelection }) =>
      asksSelection && goals.includes(id) && !Object.hasOwn(kept.goalsMet, id),
  );
  return asked?.id ?? null;
}

function goalView(goal: GoalText, { kept, verdicts }: PathContext): GoalView {
  const verdict = verdicts[goal.id];
  const met = Object.hasOwn(kept.goalsMet, goal.id);
  const miss = met ? null : (verdict?.nearMiss ?? null);
  return {
    met,
    metAtMs: verdict?.metAtMs ?? null,
    progress: verdict?.progress ?? null,
    nearMiss: miss && fillText(goal.nearMisses[miss.text] ?? '', miss.values),
    hintsShown: kept.hintsUsed[goal.id] ?? 0,
  };
}
