/**
 * What is kept of a learner's way through a lesson, and where it leads back to. Where it is kept,
 * and how two tabs' records become one, is storage's.
 */
import type { Lesson, Step } from './lesson';

/** A lesson's record. Steps count from 1, as in addresses. The shape that storage keeps. */
export interface KeptProgress {
  readonly lesson: number;
  readonly step: number;
  readonly furthest: number;
  /** Steps that are done, ascending. */
  readonly stepsDone: readonly number[];
  /** Goal id → the fact that met it first (-1 if none was named) and the machine's time, in ms. */
  readonly goalsMet: Readonly<Record<string, { readonly runSeq: number; readonly time: number }>>;
  /** Question id → option, from 0, and the virtual time at which it was locked. */
  readonly predictions: Readonly<
    Record<string, { readonly option: number; readonly atMs: number }>
  >;
  /** The machine's time at which the lesson was finished, in ms; null if it is not. */
  readonly completedAt: number | null;
  /** Goal id → hints shown. */
  readonly hintsUsed: Readonly<Record<string, number>>;
  readonly updatedAt: number;
}

/** The record of somebody who has not begun. */
export function noProgress(lesson: number): KeptProgress {
  return {
    lesson,
    step: 1,
    furthest: 1,
    stepsDone: [],
    goalsMet: {},
    predictions: {},
    completedAt: null,
    hintsUsed: {},
    updatedAt: 0,
  };
}

/** Where a lesson is taken up again: its first unfinished step, else its debrief. */
export function resumePlace(lesson: Lesson, progress: KeptProgress | null): number {
  const done = progress?.stepsDone ?? [];
  const open = lesson.steps.findIndex((_, index) => !done.includes(index + 1));
  return open < 0 ? lesson.steps.length + 1 : open + 1;
}

/** What a step asks for before the next one: ids of its waits, questions and goals. */
export interface StepDuties {
  readonly waits: readonly string[];
  readonly questions: readonly string[];
  readonly goals: readonly string[];
}

/** Collects what a step asks for. */
export function dutiesOf(step: Step): StepDuties {
  const waits: string[] = [];
  const questions: string[] = [];
  const goals: string[] = [];
  for (const block of step.blocks) {
    if (block.kind === 'until') waits.push(block.id);
    if (block.kind === 'predict') questions.push(block.question.id);
    if (block.kind === 'goal') goals.push(block.goal.id);
  }
  return { waits, questions, goals };
}
