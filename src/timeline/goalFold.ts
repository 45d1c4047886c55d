/**
 * Folds a lesson's goals, waits and metrics over facts and answers, beside the world. States are
 * replaced, never changed in place, so a fold can be kept with a keyframe at no cost.
 */
import type {
  AnyGoal,
  Goal,
  GoalModule,
  GoalWorld,
  LearnerAnswer,
  Metric,
  Verdict,
} from '../scenario';
import { type Fact, FactKind, type FactName } from '../world';
import type { VerdictView } from './frame';

/** What is folded: compiled once for a run. */
export interface GoalSet {
  readonly goals: readonly (readonly [string, Goal])[];
  readonly metrics: readonly (readonly [string, Metric])[];
  /** By fact code: which goals and metrics listen, by position. */
  readonly goalListeners: readonly (readonly number[])[];
  readonly metricListeners: readonly (readonly number[])[];
  /** By fact code: whether anybody listens at all. */
  readonly listened: Uint8Array;
}

/** A message awaited by a lesson's text: met when `count` of its type have been created. */
export interface Wait {
  readonly message: string;
  readonly count: number;
}

function waitGoal({ message, count }: Wait): AnyGoal {
  const goal: Goal<number> = {
    initial: 0,
    on: { MessageCreated: (seen, fact) => (fact.type === message ? seen + 1 : seen) },
    verdict: (seen) => ({
      met: seen >= count,
      progress: { value: Math.min(seen, count), of: count },
    }),
  };
  return goal;
}

/** Prepares goals, metrics and waits for folding. */
export function goalSet(
  module: GoalModule | null,
  waits: { readonly [id: string]: Wait },
): GoalSet {
  const all = [
    ...Object.entries(module?.goals ?? {}),
    ...Object.entries(waits).map(([id, wait]): [string, AnyGoal] => [id, waitGoal(wait)]),
  ];
  const goals = all as [string, Goal][]; // a state goes back only to the goal that gave it
  const allMetrics = Object.entries(module?.metrics ?? {});
  const metrics = allMetrics as [string, Metric][]; // likewise
  const codes = Object.values(FactKind).length;
  const listen = (list: readonly (readonly [string, { on?: object }])[]): number[][] => {
    const table: number[][] = Array.from({ length: codes }, () => []);
    list.forEach(([, { on }], position) => {
      // Its keys are names of facts; any other would listen to nothing.
      const names = Object.keys(on ?? {}) as FactName[];
      for (const name of names) table[FactKind[name]]?.push(position);
    });
    return table;
  };
  const goalListeners = listen(goals);
  const metricListeners = listen(metrics);
  const listened = new Uint8Array(codes);
  for (let code = 0; code < codes; code++) {
    listened[code] = goalListeners[code].length + metricListeners[code].length > 0 ? 1 : 0;
  }
  return { goals, metrics, goalListeners, metricListeners, listened };
}

/** A goal's state, and when it was met. */
interface GoalState {
  readonly state: unknown;
  readonly metAtMs: number | null;
  readonly verdict: Verdict;
}

/** What a keyframe keeps. */
export interface GoalSnapshot {
  readonly goals: readonly GoalState[];
  readonly metrics: readonly unknown[];
}

type Handler = (state: unknown, fact: Fact, world: GoalWorld) => unknown;

/** The goals of one branch at one moment. */
export class GoalFold {
  private goals: GoalState[];
  private metrics: unknown[];
  /** Set when a verdict or metric may have changed since it was last asked for. */
  changed = true;

  constructor(
    private readonly set: GoalSet,
    snapshot?: GoalSnapshot,
  ) {
    this.goals = snapshot
      ? [...snapshot.goals]
      : set.goals.map(([, goal]) => ({
          state: goal.initial,
          metAtMs: null,
          verdict: { met: false },
        }));
    this.metrics = snapshot ? [...snapshot.metrics] : set.metrics.map(([, { initial }]) => initial);
  }

  snapshot(): GoalSnapshot {
    return { goals: [...this.goals], metrics: [...this.metrics] };
  }

  /** Whether any goal or metric wants facts of this kind. */
  wants(code: number): boolean {
    return this.set.listened[code] === 1;
  }

  /** A fact has happened; `world` stands right after it. */
  fold(code: number, fact: Fact, world: GoalWorld): void {
    for (const position of this.set.goalListeners[code]) {
      const [, goal] = this.set.goals[position];
      // What held until now counts, even if this very fact ends it.
      this.judge(position, world);
      const handler = goal.on?.[fact.kind] as Handler | undefined; // the key picks the right fact
      if (handler !== undefined)
        this.move(position, handler(this.goals[position].state, fact, world));
      this.judge(position, world);
    }
    for (const position of this.set.metricListeners[code]) {
      const [, metric] = this.set.metrics[position];
      const handler = metric.on[fact.kind] as Handler | undefined; // the key picks the right fact
      if (handler === undefined) continue;
      const next = handler(this.metrics[position], fact, world);
      if (next !== this.metrics[position]) this.changed = true;
      this.metrics[position] = next;
    }
  }

  /** The learner has said something. */
  answer(answer: LearnerAnswer, world: GoalWorld): void {
    this.set.goals.forEach(([, goal], position) => {
      if (goal.answered === undefined) return;
      this.move(position, goal.answered(this.goals[position].state, answer, world));
      this.judge(position, world);
    });
  }

  /** Virtual time has moved: goals that need a while may be met now. */
  tick(world: GoalWorld): void {
    for (let position = 0; position < this.goals.length; position++) this.judge(position, world);
  }

  private move(position: number, state: unknown): void {
    if (state !== this.goals[position].state) {
      this.goals[position] = { ...this.goals[position], state };
    }
  }

  /** Asks for a verdict; once met, a goal stays met on its branch. */
  private judge(position: number, world: GoalWorld): void {
    const before = this.goals[position];
    if (before.metAtMs !== null) return;
    const verdict = this.set.goals[position][1].verdict(before.state, world);
    if (sameVerdict(verdict, before.verdict)) return;
    this.changed = true;
    this.goals[position] = {
      state: before.state,
      metAtMs: verdict.met ? world.nowMs : null,
      verdict,
    };
  }

  /** All verdicts, as the page sees them. */
  verdicts(): VerdictView[] {
    return this.set.goals.map(([id], position) => {
      const { verdict, metAtMs } = this.goals[position];
      return {
        id,
        met: verdict.met,
        progress: verdict.progress ?? null,
        nearMiss: verdict.nearMiss
          ? { text: verdict.nearMiss.text, values: verdict.nearMiss.values ?? {} }
          : null,
        proof: verdict.proof ?? [],
        metAtMs,
      };
    });
  }

  /** All metrics by id. */
  values(): { [id: string]: number } {
    return Object.fromEntries(
      this.set.metrics.map(([id, metric], position) => [id, metric.value(this.metrics[position])]),
    );
  }
}

function sameVerdict(left: Verdict, right: Verdict): boolean {
  return (
    left.met === right.met &&
    left.progress?.value === right.progress?.value &&
    left.progress?.of === right.progress?.of &&
    left.nearMiss?.text === right.nearMiss?.text &&
    JSON.stringify(left.nearMiss?.values) === JSON.stringify(right.nearMiss?.values)
  );
}
