/**
 * One future of a run: its journal, what was done to it, and the world at its head. Time goes on
 * here; looking back is the run's business.
 */
import {
  Column,
  type Journal,
  KIND_MASK,
  BY_INTERVENTION,
  OPENS_STEP,
  type Values,
} from '../kernel';
import type { LearnerAnswer } from '../scenario';
import {
  type Behaviours,
  factReader,
  type FactReader,
  foldFacts,
  initialWorld,
  type Intervention,
  LAST_MS,
  loadWorld,
  type Plan,
  readFact,
  saveWorld,
  Simulation,
  type TimedIntervention,
  type World,
} from '../world';
import { GoalFold, type GoalSet, type GoalSnapshot } from './goalFold';
import { type GoalView, goalView } from './goalWorld';
import { Keyframes, MIN_INTERVAL } from './keyframes';

/** A bookmark in time. */
export interface Checkpoint {
  readonly seq: number;
  readonly atMs: number;
  readonly label: string;
}

/** A learner's answer and when it was given. */
export interface TimedAnswer {
  readonly atMs: number;
  readonly afterSeq: number;
  readonly answer: LearnerAnswer;
}

/** What all branches of a run have in common. */
export interface RunContext {
  readonly plan: Plan;
  readonly values: Values;
  readonly behaviours: Behaviours;
  readonly goals: GoalSet;
}

/** Where a branch comes from and what was done to it. */
export interface BranchOrigin {
  readonly id: number;
  /** -1 for the trunk. */
  readonly parent: number;
  /** Facts shared with the parent. */
  readonly forkSeq: number;
  readonly forkMs: number;
  readonly label: string;
  readonly interventions: TimedIntervention[];
  /** Interventions still to come, in order. */
  readonly pending: TimedIntervention[];
  readonly checkpoints: Checkpoint[];
  readonly answers: TimedAnswer[];
}

/** One future, with the world at its head. */
export class Branch {
  readonly keyframes: Keyframes<GoalSnapshot>;
  readonly goals: GoalFold;
  readonly reader: FactReader;
  readonly simulation: Simulation;
  /** Virtual time that has been reached; the last fact may be older. */
  headMs: number;
  /** Facts that the goals have seen. */
  private folded: number;
  /** What goals see of the world, made once. */
  private view: GoalView | undefined;

  /**
   * Continues a journal: the facts in it are folded, nothing is decided again. `keyframes` may
   * be those of the common past.
   */
  constructor(
    readonly context: RunContext,
    readonly origin: BranchOrigin,
    readonly journal: Journal,
    headMs: number,
    keyframes = new Keyframes<GoalSnapshot>(),
  ) {
    const { plan, values, behaviours } = context;
    this.reader = factReader(plan, journal, values);
    this.keyframes = keyframes;
    this.headMs = headMs;
    const start = keyframes.nearest(journal.length);
    const world =
      start === undefined ? initialWorld(plan, journal) : loadWorld(plan, start.world, journal);
    this.goals = new GoalFold(context.goals, start?.goals);
    this.folded = start?.length ?? 0;
    this.replay(world, journal.length);
    this.simulation = new Simulation({ plan, journal, values, behaviours, world });
    this.stepped();
    this.goals.tick(this.viewOf(this.world, this.headMs, this.journal.length));
  }

  get world(): World {
    return this.simulation.world;
  }

  /** When something happens next, after the head: a step that is due, or what is still to come. */
  get dueMs(): number {
    return Math.min(this.simulation.nextMs, this.origin.pending[0]?.atMs ?? Infinity);
  }

  /** Lets time go on to `toMs`, over at most `maxFacts` facts; returns how many there were. */
  advance(toMs: number, maxFacts: number): number {
    const { simulation, journal } = this;
    const from = journal.length;
    while (journal.length - from < maxFacts) {
      const due = this.origin.pending[0];
      const nextMs = simulation.nextMs;
      if (due !== undefined && due.atMs <= toMs && this.isDue(due, nextMs)) {
        this.carryOutNext();
        continue;
      }
      if (nextMs > toMs) {
        this.headMs = Math.max(this.headMs, toMs);
        break;
      }
      simulation.step();
      this.stepped();
    }
    this.goals.tick(this.viewOf(this.world, this.headMs, this.journal.length));
    return journal.length - from;
  }

  /** Its turn has come: after its fact, or when nothing more happens up to its time. */
  private isDue({ atMs, afterSeq }: TimedIntervention, nextMs: number): boolean {
    if (nextMs > atMs) return true;
    return afterSeq !== undefined && this.journal.length - 1 >= afterSeq && nextMs >= atMs;
  }

  /** One step of the agenda, whenever it is due; false if none is, up to the last time. */
  step(): boolean {
    const { nextMs } = this.simulation;
    const due = this.origin.pending[0];
    if (due !== undefined && this.isDue(due, nextMs)) {
      this.carryOutNext();
      return true;
    }
    if (nextMs > LAST_MS) return false;
    this.simulation.step();
    this.stepped();
    return true;
  }

  /** A person acts, now. Returns the code of a refusal, or nothing; a refusal changes nothing. */
  intervene(intervention: Intervention): string | undefined {
    return this.carryOut({ atMs: this.headMs, intervention });
  }

  /**
   * Does what was to come first. What is refused now is left out of this future, but a fault of
   * the scenario is remembered: a future that leaves this one before it has it still to come.
   */
  private carryOutNext(): void {
    const due = this.origin.pending.shift();
    if (due === undefined) return;
    const atMs = Math.max(due.atMs, this.simulation.nowMs);
    const timed: TimedIntervention = { ...due, atMs, refused: undefined };
    const afterSeq = this.journal.length - 1;
    if (this.carryOut(timed) === undefined || timed.authored !== true) return;
    this.origin.interventions.push({ ...timed, afterSeq, refused: true });
  }

  private carryOut(timed: TimedIntervention): string | undefined {
    const { atMs, intervention } = timed;
    const afterSeq = this.journal.length - 1;
    const refusal = this.simulation.intervene(intervention, atMs);
    if (refusal !== undefined) return refusal;
    this.headMs = Math.max(this.headMs, atMs);
    this.origin.interventions.push({ ...timed, afterSeq });
    this.stepped();
    return undefined;
  }

  /** The learner says something, now. */
  answer(answer: LearnerAnswer): void {
    this.origin.answers.push({ atMs: this.headMs, afterSeq: this.journal.length - 1, answer });
    this.goals.answer(answer, this.viewOf(this.world, this.headMs, this.journal.length));
  }

  /** The world after the first `length` facts: a copy that the caller owns. */
  worldAt(length: number): World {
    if (length >= MIN_INTERVAL && this.keyframes.nearest(length) === undefined) this.recall();
    const start = this.keyframes.nearest(length);
    const { journal } = this;
    const { plan } = this.context;
    const world =
      start === undefined ? initialWorld(plan, journal) : loadWorld(plan, start.world, journal);
    foldFacts(world, start?.length ?? 0, length);
    return world;
  }

  /**
   * A branch that was brought back from its latest keyframe makes the earlier ones when somebody
   * looks that far back.
   */
  private recall(): void {
    const { context, origin, journal, keyframes } = this;
    const { first } = keyframes;
    if (first === undefined) return;
    keyframes.precede(
      new Branch(context, origin, journal.fork(first.length), first.atMs).keyframes,
    );
  }

  /** The first moment between two steps at or after `length` facts: where a fork can begin. */
  boundaryFrom(length: number): number {
    const starts = OPENS_STEP | BY_INTERVENTION;
    let at = length;
    while (at < this.journal.length && (this.journal.read(at, Column.kind) & starts) === 0) at++;
    return at;
  }

  /**
   * Folds what is already in the journal into a world, step by step, goals and answers too. A
   * keyframe stands before what was said right after its facts, so that is heard again.
   */
  private replay(world: World, length: number): void {
    const { answers } = this.origin;
    let heard = answers.filter(({ afterSeq }) => afterSeq < this.folded - 1).length;
    const hear = (): void => {
      for (; heard < answers.length && answers[heard].afterSeq < this.folded; heard++) {
        const { answer, atMs } = answers[heard];
        this.goals.answer(answer, this.viewOf(world, atMs, this.folded));
      }
    };
    hear();
    while (this.folded < length) {
      const end = Math.min(this.boundaryFrom(this.folded + 1), length);
      foldFacts(world, this.folded, end);
      this.foldGoals(world, end);
      if (this.keyframes.isDue(end)) this.keep(world, end);
      hear();
    }
  }

  private keep(world: World, length: number): void {
    this.keyframes.add({
      length,
      atMs: length === 0 ? 0 : this.journal.atMs(length - 1),
      world: saveWorld(world),
      goals: this.goals.snapshot(),
    });
  }

  /** Shows the goals the facts of a step that has just been folded. */
  private foldGoals(world: World, end: number): void {
    for (let seq = this.folded; seq < end; seq++) this.foldGoal(world, seq, end);
    this.folded = end;
  }

  /** After each step that was taken live. */
  private stepped(): void {
    this.headMs = Math.max(this.headMs, this.simulation.nowMs);
    this.foldGoals(this.world, this.journal.length);
    if (this.keyframes.isDue(this.journal.length)) this.keep(this.world, this.journal.length);
  }

  private foldGoal(world: World, seq: number, end: number): void {
    const code = this.journal.read(seq, Column.kind) & KIND_MASK;
    if (!this.goals.wants(code)) return;
    const view = this.viewOf(world, this.journal.atMs(seq), end);
    this.goals.fold(code, readFact(this.reader, seq), view);
  }
  private viewOf(world: World, nowMs: number, length: number): GoalView {
    if (this.view?.world !== world) this.view = goalView(world, this.reader);
    this.view.nowMs = nowMs;
    this.view.length = length;
    return this.view;
  }
}
