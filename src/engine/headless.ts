/** A run without a page: from scenario and code to journal, verdicts and metrics, at once. */
import type { Evaluate, ExactMath } from '../handlers';
import type { LearnerAnswer } from '../scenario';
import {
  factLine,
  journalHash,
  parseScenario,
  readFact,
  Run,
  type VerdictView,
  type Wait,
} from '../timeline';
import type { Behaviour, Fact, Json, TimedIntervention } from '../world';
import { programsOf } from './programs';

/** What a headless run is made of. Codes are emitted JavaScript, as the page would send them. */
export interface HeadlessRun {
  readonly scenario: Json;
  readonly handlers: { readonly [path: string]: string };
  readonly goals: string | null;
  readonly waits?: { readonly [id: string]: Wait };
  readonly seed?: number;
  readonly interventions?: readonly TimedIntervention[];
  /** Answers at their virtual times, in order. */
  readonly answers?: readonly { readonly atMs: number; readonly answer: LearnerAnswer }[];
  readonly untilMs: number;
}

export interface HeadlessResult {
  readonly run: Run;
  readonly facts: () => Fact[];
  readonly verdicts: readonly VerdictView[];
  readonly metrics: { readonly [id: string]: number };
  /** The journal as canonical NDJSON, and its hash. */
  readonly lines: () => string[];
  readonly hash: () => string;
}

const NO_LIMIT = 50_000_000;

/** Makes the run, from its parts. Throws ScenarioError. */
export function openHeadless(
  headless: Omit<HeadlessRun, 'untilMs' | 'answers'>,
  evaluate: Evaluate,
  exactMath: ExactMath,
): Run {
  const scenario = parseScenario(headless.scenario);
  const programs = programsOf(evaluate, exactMath);
  const behaviours = new Map<string, Behaviour>();
  for (const part of scenario.parts) {
    if (part.kind !== 'service') continue;
    behaviours.set(part.id, programs.loadBehaviour(headless.handlers[part.handler] ?? ''));
  }
  const goals = headless.goals === null ? null : programs.loadGoals(headless.goals);
  const seed = headless.seed ?? scenario.seed;
  const parts = { scenario, seed, behaviours, goals, waits: headless.waits ?? {} };
  return new Run(parts, null, headless.interventions);
}

/** Runs to `untilMs` and reads what came of it. Throws ScenarioError. */
export function runHeadless(
  headless: HeadlessRun,
  evaluate: Evaluate,
  exactMath: ExactMath,
): HeadlessResult {
  const run = openHeadless(headless, evaluate, exactMath);
  for (const { atMs, answer } of headless.answers ?? []) {
    run.advance(atMs, NO_LIMIT);
    run.answer(answer);
  }
  run.advance(headless.untilMs, NO_LIMIT);
  const { reader, journal, goals } = run.current;
  const seqs = (): number[] => Array.from({ length: journal.length }, (_, seq) => seq);
  return {
    run,
    facts: () => seqs().map((seq) => readFact(reader, seq)),
    verdicts: goals.verdicts(),
    metrics: goals.values(),
    lines: () => seqs().map((seq) => factLine(reader, seq)),
    hash: () => journalHash(reader),
  };
}
