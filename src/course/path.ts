/**
 * The learner's path through one lesson: step by step, a prediction that is locked, goals and
 * waits that the run decides, hints one at a time. Pure: verdicts, answers and time come in as
 * events; what is to be kept and told to the engine goes out as emitted events.
 */
import { assign, emit, setup } from 'xstate';
import type { LearnerAnswer } from '../scenario';
import type { VerdictView } from '../timeline';
import type { GoalText, Lesson } from './lesson';
import { dutiesOf, type KeptProgress, noProgress, resumePlace } from './progress';

/** What the path begins with. */
export interface PathInput {
  readonly lesson: Lesson;
  /** What was kept from before; null for somebody new. */
  readonly progress: KeptProgress | null;
  /** The address's step, from 1; one more is the debrief; null for the first unfinished one. */
  readonly place: number | null;
  /** The machine's clock, in ms since 1970. */
  readonly now: () => number;
}

/** `place` counts from 1; one more than the lesson has steps is the debrief. */
export interface PathContext {
  readonly lesson: Lesson;
  readonly now: () => number;
  readonly place: number;
  readonly kept: KeptProgress;
  /** Verdicts by goal or wait, as the branch in view has them. */
  readonly verdicts: Readonly<Record<string, VerdictView>>;
}

export type PathEvent =
  | { readonly type: 'verdicts'; readonly verdicts: readonly VerdictView[] }
  /** Locks an option, from 0, at a virtual time. A second prediction changes nothing. */
  | {
      readonly type: 'predict';
      readonly question: string;
      readonly option: number;
      readonly atMs: number;
    }
  /** Shows the next hint of a goal. */
  | { readonly type: 'hint'; readonly goal: string }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  /** An address was opened: it always opens. */
  | { readonly type: 'go'; readonly place: number };

export type PathEmitted =
  /** Something worth keeping has changed. */
  | { readonly type: 'kept'; readonly progress: KeptProgress }
  /** The learner has said something that the run must know. */
  | { readonly type: 'answered'; readonly answer: LearnerAnswer }
  /** The learner is at another place: the address follows. */
  | { readonly type: 'moved'; readonly place: number };

/** All goals of a lesson, in the order of its text. */
export function goalsOf(lesson: Lesson): GoalText[] {
  return lesson.steps.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'goal' ? [block.goal] : [])),
  );
}

/** Where each goal of a comparison is to be met; undefined: on either side. */
export function goalSidesOf(lesson: Lesson): { readonly [goal: string]: GoalText['side'] } {
  return Object.fromEntries(goalsOf(lesson).map(({ id, side }) => [id, side]));
}

/** True when everything that a step asks for has been done, now or before. */
export function isStepDone({ lesson, kept, verdicts }: PathContext, step: number): boolean {
  if (kept.stepsDone.includes(step)) return true;
  const { waits, questions, goals } = dutiesOf(lesson.steps[step - 1]);
  return (
    waits.every((id) => verdicts[id]?.met) &&
    questions.every((id) => Object.hasOwn(kept.predictions, id)) &&
    goals.every((id) => Object.hasOwn(kept.goalsMet, id))
  );
}

/** True when every step is done. */
export function isAllDone(context: PathContext): boolean {
  return context.lesson.steps.every((_, index) => isStepDone(context, index + 1));
}

function clampPlace(lesson: Lesson, place: number): number {
  return Math.min(Math.max(Math.trunc(place), 1), lesson.steps.length + 1);
}

/** The context with a change to what is kept: its time, its furthest step, the steps now done. */
function keeping(context: PathContext, change: Partial<KeptProgress>): PathContext {
  const step = context.place;
  const furthest = Math.max(context.kept.furthest, step);
  const kept = { ...context.kept, step, furthest, ...change, updatedAt: context.now() };
  const next = { ...context, kept };
  const stepsDone = context.lesson.steps
    .map((_, index) => index + 1)
    .filter((number) => number <= furthest && isStepDone(next, number));
  return { ...next, kept: { ...kept, stepsDone } };
}

function movedTo(context: PathContext, place: number): PathContext {
  return keeping({ ...context, place: clampPlace(context.lesson, place) }, {});
}

/** Takes verdicts in; a goal once met stays met, whatever another branch says. */
function judged(context: PathContext, views: readonly VerdictView[]): PathContext {
  const verdicts = Object.fromEntries(views.map((view) => [view.id, view]));
  const goals = goalsOf(context.lesson).map(({ id }) => id);
  const time = context.now();
  const met = goals
    .filter((id) => verdicts[id]?.met && !Object.hasOwn(context.kept.goalsMet, id))
    .map((id) => [id, { runSeq: verdicts[id].proof.at(-1) ?? -1, time }] as const);
  const next = { ...context, verdicts };
  const isStepNew =
    context.place <= context.lesson.steps.length &&
    !context.kept.stepsDone.includes(context.place) &&
    isStepDone(next, context.place);
  if (met.length === 0 && !isStepNew) return next;
  return keeping(next, { goalsMet: { ...context.kept.goalsMet, ...Object.fromEntries(met) } });
}

function predicted(context: PathContext, question: string, option: number, atMs: number) {
  return keeping(context, {
    predictions: { ...context.kept.predictions, [question]: { option, atMs } },
  });
}

function hinted(context: PathContext, goal: string): PathContext {
  const shown = context.kept.hintsUsed[goal] ?? 0;
  return keeping(context, { hintsUsed: { ...context.kept.hintsUsed, [goal]: shown + 1 } });
}

/** True for an option that exists of a question that has not been answered. */
function canPredict({ lesson, kept }: PathContext, question: string, option: number): boolean {
  const options = lesson.steps
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) =>
      block.kind === 'predict' && block.question.id === question ? block.question.options : [],
    );
  return !Object.hasOwn(kept.predictions, question) && options[option] !== undefined;
}

/** True while a goal has hints that were not shown. */
function hasHint({ lesson, kept }: PathContext, goal: string): boolean {
  const text = goalsOf(lesson).find(({ id }) => id === goal);
  return (kept.hintsUsed[goal] ?? 0) < (text?.hints.length ?? 0);
}

/**
 * The machine: at a step (open or done) or at the debrief (being read, or the lesson finished).
 * The address of any place opens it from everywhere.
 */
export const pathMachine = setup({
  types: {
    context: {} as PathContext, // how XState is told its types
    events: {} as PathEvent, // likewise
    emitted: {} as PathEmitted, // likewise
    input: {} as PathInput, // likewise
  },
  actions: {
    keep: emit(({ context }) => ({ type: 'kept' as const, progress: context.kept })),
    tellPlace: emit(({ context }) => ({ type: 'moved' as const, place: context.place })),
    tellAnswer: emit((_, { question, option }: { question: string; option: number }) => ({
      type: 'answered' as const,
      answer: { kind: 'Predicted' as const, question, option },
    })),
    /** By so many places; the state that belongs to it is found by `arriving`. */
    move: assign(({ context }, by: number) => movedTo(context, context.place + by)),
  },
  guards: {
    isDone: ({ context }) => isStepDone(context, context.place),
    isAllDone: ({ context }) => isAllDone(context),
    isDebrief: ({ context }) => context.place > context.lesson.steps.length,
    isFinished: ({ context }) => context.kept.completedAt !== null,
    hasBefore: ({ context }) => context.place > 1,
  },
}).createMachine({
  id: 'path',
  context: ({ input }) => ({
    lesson: input.lesson,
    now: input.now,
    place: clampPlace(input.lesson, input.place ?? resumePlace(input.lesson, input.progress)),
    kept: input.progress ?? noProgress(input.lesson.number),
    verdicts: {},
  }),
  initial: 'arriving',
  on: {
    go: {
      target: '.arriving',
      actions: [assign(({ context, event }) => movedTo(context, event.place)), 'keep', 'tellPlace'],
    },
    back: {
      guard: 'hasBefore',
      target: '.arriving',
      actions: [{ type: 'move', params: -1 }, 'keep', 'tellPlace'],
    },
    predict: {
      guard: ({ context, event }) => canPredict(context, event.question, event.option),
      target: '.arriving',
      actions: [
        assign(({ context, event: { question, option, atMs } }) =>
          predicted(context, question, option, atMs),
        ),
        'keep',
        { type: 'tellAnswer', params: ({ event }) => event },
      ],
    },
    hint: {
      guard: ({ context, event }) => hasHint(context, event.goal),
      actions: [assign(({ context, event }) => hinted(context, event.goal)), 'keep'],
    },
    verdicts: [
      {
        // Verdicts come with every frame; only what was not known yet is worth keeping.
        guard: ({ context, event }) => judged(context, event.verdicts).kept !== context.kept,
        target: '.arriving',
        actions: [assign(({ context, event }) => judged(context, event.verdicts)), 'keep'],
      },
      { actions: assign(({ context, event }) => judged(context, event.verdicts)) },
    ],
  },
  states: {
    /** The place and what is done there decide the state. */
    arriving: {
      always: [
        { guard: 'isDebrief', target: 'debrief' },
        { guard: 'isDone', target: 'step.done' },
        { target: 'step.open' },
      ],
    },
    step: {
      initial: 'open',
      states: {
        /** Something is still to be done here. */
        open: {},
        done: {
          on: {
            next: {
              target: '#path.arriving',
              actions: [{ type: 'move', params: 1 }, 'keep', 'tellPlace'],
            },
          },
        },
      },
    },
    debrief: {
      initial: 'arriving',
      states: {
        arriving: {
          always: [{ guard: 'isFinished', target: 'finished' }, { target: 'reading' }],
        },
        reading: {
          on: {
            next: {
              guard: 'isAllDone',
              target: 'finished',
              actions: [
                assign(({ context }) => keeping(context, { completedAt: context.now() })),
                'keep',
              ],
            },
          },
        },
        finished: {},
      },
    },
  },
});
