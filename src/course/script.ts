/**
 * Carries out the script of a hint or a try: the deeds of a person, one after the other, with
 * waits between them. It can be stopped at any time; it owns neither run nor page.
 */
import type { Intervention } from '../world';
import { assertNever } from './assertNever';
import type { HintAct, ScriptStep, ScriptWait } from './lesson';
import { fillText } from './text';
import type { LearnerAnswer } from '../scenario';

/** What a script can see of the run: the branch in view, at its cursor. */
export interface ScriptView {
  readonly atMs: number;
  /** Times of the kills on this branch that have happened, ascending. */
  readonly killsMs: readonly number[];
  readonly metrics: Readonly<Record<string, number>>;
  isMet(goal: string): boolean;
  /** Instances of a part that are at work. */
  busy(part: string): number;
}

/** The hands of a script. What the run refuses (a kill of what is dead) is not a failure. */
export interface ScriptHost {
  view(): ScriptView;
  /** Resolves after the next frame of the run; rejects when the signal is aborted. */
  nextFrame(signal: AbortSignal): Promise<void>;
  /** Lets time go on; a seek and a fork leave it standing. */
  play(): void;
  /** To the head of the branch, where things can be done. */
  head(): Promise<void>;
  seek(atMs: number): Promise<void>;
  fork(keepLater: boolean, label: string): Promise<void>;
  intervene(intervention: Intervention): Promise<void>;
  answer(answer: LearnerAnswer): Promise<void>;
}

/** How long a goal's verdict may take after the last step of its hint's script, in virtual ms. */
const VERDICT_MS = 1000;

/**
 * Carries out a script from the head of the branch.
 *
 * @throws the signal's reason once it is aborted, and what the host throws
 */
export async function runScript(
  script: readonly ScriptStep[],
  host: ScriptHost,
  signal: AbortSignal,
): Promise<void> {
  await host.head();
  await runSteps(script, host, signal);
}

/**
 * Does what a goal's last hint offers. True if the goal is met afterwards; it may not be, for it
 * is the run that decides.
 *
 * @throws as `runScript`
 */
export async function runAct(
  goal: string,
  act: HintAct,
  host: ScriptHost,
  signal: AbortSignal,
): Promise<boolean> {
  await runScript(act.script, host, signal);
  return waitFor({ kind: 'goal', id: goal }, VERDICT_MS, host, signal);
}

async function runSteps(
  steps: readonly ScriptStep[],
  host: ScriptHost,
  signal: AbortSignal,
): Promise<void> {
  for (const step of steps) {
    signal.throwIfAborted();
    await runStep(step, host, signal);
  }
}

async function runStep(step: ScriptStep, host: ScriptHost, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'intervene':
      return host.intervene(step.intervention);
    case 'wait':
      await waitFor(step.for, step.atMostMs, host, signal);
      return;
    case 'rewind':
      return rewind(step.to, step.plusMs, host);
    case 'fork':
      return host.fork(step.keepLater, step.label);
    case 'answer':
      return host.answer(filledAnswer(step.answer, host.view().metrics));
    case 'repeat':
      for (let attempt = 0; attempt < step.attempts; attempt++) {
        if (holds(step.until, host.view())) return;
        await runSteps(step.steps, host, signal);
      }
      return;
    case 'play':
      host.play();
      return;
    default:
      assertNever(step);
  }
}

/** Where there was no kill yet there is nothing to go back to: the script goes on from here. */
async function rewind(to: 'start' | 'lastKill', plusMs: number, host: ScriptHost): Promise<void> {
  const fromMs = to === 'start' ? 0 : host.view().killsMs.at(-1);
  if (fromMs !== undefined) await host.seek(Math.max(0, fromMs + plusMs));
}

/** Lets time go on until the condition holds; false if it did not within that much virtual time. */
async function waitFor(
  condition: ScriptWait,
  atMostMs: number,
  host: ScriptHost,
  signal: AbortSignal,
): Promise<boolean> {
  const startMs = host.view().atMs;
  for (;;) {
    const view = host.view();
    const isOver = view.atMs - startMs >= atMostMs;
    if (condition.kind === 'time' ? isOver : holds(condition, view)) return true;
    if (isOver) return false;
    signal.throwIfAborted();
    host.play();
    await host.nextFrame(signal);
  }
}

function holds(condition: ScriptWait, view: ScriptView): boolean {
  switch (condition.kind) {
    case 'time':
      return false;
    case 'goal':
      return view.isMet(condition.id);
    case 'metric':
      return (view.metrics[condition.id] ?? 0) >= condition.atLeast;
    case 'busy':
      return view.busy(condition.part) >= condition.atLeast;
    default:
      return assertNever(condition);
  }
}

function filledAnswer(
  answer: LearnerAnswer,
  metrics: Readonly<Record<string, number>>,
): LearnerAnswer {
  if (answer.kind === 'Predicted') return answer;
  return { ...answer, correlation: fillText(answer.correlation, metrics) };
}
