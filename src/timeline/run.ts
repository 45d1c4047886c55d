/**
 * A run: its branches and a cursor over the one in view. Looking back changes nothing; acting in
 * the past makes a new branch and keeps the old one. Lives in the engine, headless or not.
 */
import { Journal, Values } from '../kernel';
import type { GoalModule, LearnerAnswer, Scenario } from '../scenario';
import { planOf } from '../scenario';
import {
  type Behaviours,
  foldFacts,
  type Intervention,
  LAST_MS,
  type TimedIntervention,
  type World,
} from '../world';
import { answerQuery } from './answers';
import { Branch, type BranchOrigin, type RunContext } from './branch';
import type { BranchView, Cursor, Frame, Topology } from './frame';
import { stateColumns } from './frames';
import { type GoalSnapshot, goalSet, type Wait } from './goalFold';
import { type Keyframe, Keyframes } from './keyframes';
import { branchView } from './marks';
import type { Query, QueryResult, SeekTarget } from './query';
import { topologyOf } from './topology';

/** The most branches a run keeps. */
export const MAX_BRANCHES = 32;
/** The most facts that one frame carries; the rest follows with the next. */
const MAX_FRAME_FACTS = 50_000;

/** What a run is made of. */
export interface RunParts {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly behaviours: Behaviours;
  readonly goals: GoalModule | null;
  readonly waits: { readonly [id: string]: Wait };
}

/** A branch as it was kept: where it comes from, its facts, and the time it had reached. */
export interface KeptBranch {
  readonly origin: BranchOrigin;
  readonly journal: Journal;
  readonly headMs: number;
  /** Its latest keyframe, from which it is brought back; null to fold from the start. */
  readonly keyframe: Keyframe<GoalSnapshot> | null;
}

/** What came of a fork that begins with a change. Refused, everything is as it was. */
export type Forked =
  | { readonly kind: 'forked'; readonly branch: number }
  | { readonly kind: 'refused'; readonly reason: string };

const trunk = (pending: TimedIntervention[]): BranchOrigin => ({
  id: 0,
  parent: -1,
  forkSeq: 0,
  forkMs: 0,
  label: 'main',
  interventions: [],
  pending,
  checkpoints: [],
  answers: [],
});

/** The scenario's own faults have no place but their time. */
function toComeAgain(one: TimedIntervention): TimedIntervention {
  return one.authored === true ? { ...one, afterSeq: undefined } : one;
}

/** A run and what is in view of it. */
export class Run {
  readonly topology: Topology;
  readonly context: RunContext;
  readonly branches: Branch[] = [];
  /** The branch in view. */
  current: Branch;

  private cursorMs = 0;
  /** Facts that have happened at the cursor. */
  private cursorLength = 0;
  /** The world at the cursor, when it is not at the head. */
  private past: { readonly world: World; length: number } | undefined;
  /** What the page has had: facts of which branch, and whether branches changed since. */
  private sent = { branch: 0, length: 0 };
  private branchesChanged = true;

  /**
   * A new run, or one that continues kept branches (the first is the trunk). `interventions` are
   * what people will do to a new one, besides the scenario's own faults.
   */
  constructor(
    readonly parts: RunParts,
    kept: {
      readonly branches: readonly KeptBranch[];
      readonly values: Values;
      readonly current: number;
    } | null = null,
    interventions: readonly TimedIntervention[] = [],
  ) {
    const plan = planOf(parts.scenario, parts.seed);
    this.context = {
      plan,
      values: kept?.values ?? new Values(),
      behaviours: parts.behaviours,
      goals: goalSet(parts.goals, parts.waits),
    };
    this.topology = topologyOf(parts.scenario, plan);
    if (kept === null) {
      const faults = parts.scenario.faults.map((fault) => ({ ...fault, authored: true }) as const);
      const pending = [...faults, ...interventions].sort((one, other) => one.atMs - other.atMs);
      this.branches.push(new Branch(this.context, trunk(pending), new Journal(), 0));
    } else {
      for (const { origin, journal, headMs, keyframe } of kept.branches) {
        const keyframes = new Keyframes(keyframe === null ? [] : [keyframe]);
        this.branches.push(new Branch(this.context, origin, journal, headMs, keyframes));
      }
    }
    const current = kept?.current ?? 0;
    this.current = this.branches.find(({ origin }) => origin.id === current) ?? this.branches[0];
    this.toHead();
  }

  /** Where the view stands. */
  get cursor(): Cursor {
    return { atMs: this.cursorMs, seq: this.cursorLength - 1 };
  }

  /** True if time can go on from here: the cursor is at the head's own moment. */
  get isLive(): boolean {
    return this.cursorMs >= this.current.headMs;
  }

  /**
   * Lets time go on: through what is known, and, from the head, into what is not. It ends at the
   * last virtual time that there is.
   */
  advance(toMs: number, maxFacts: number): void {
    const { current } = this;
    if (!this.isLive) {
      this.seekTime(Math.min(toMs, current.headMs));
      if (this.cursorMs < current.headMs) return;
    }
    const before = current.origin.pending.length;
    current.advance(Math.min(toMs, LAST_MS), maxFacts);
    if (current.origin.pending.length !== before) this.branchesChanged = true;
    this.toHead();
  }

  /** Moves the cursor. Targets outside the run are brought to its ends. */
  seek(target: SeekTarget): void {
    switch (target.kind) {
      case 'time':
        return this.seekTime(target.atMs);
      case 'fact':
        return this.seekLength(target.seq + 1);
      case 'head':
        return this.toHead();
      case 'step':
        return target.by === 1 ? this.stepForward() : this.seekLength(this.cursorLength - 1);
    }
  }

  /** One fact forwards; at the head, the next step of the agenda is taken for it. */
  private stepForward(): void {
    const { journal } = this.current;
    if (this.cursorLength >= journal.length && !this.current.step()) return;
    this.seekLength(this.cursorLength + 1);
  }

  private seekTime(atMs: number): void {
    const time = Math.max(0, Math.min(atMs, this.current.headMs));
    if (time >= this.current.headMs) return this.toHead();
    this.place(this.current.journal.firstAfter(time), time);
  }

  private seekLength(length: number): void {
    const { journal } = this.current;
    const wanted = Math.max(1, Math.min(length, journal.length));
    this.place(wanted, journal.atMs(wanted - 1));
  }

  private toHead(): void {
    this.place(this.current.journal.length, this.current.headMs);
  }

  private place(length: number, atMs: number): void {
    this.cursorLength = length;
    this.cursorMs = atMs;
    if (length === this.current.journal.length) this.past = undefined;
  }

  /** The world at the cursor. Not to be changed. */
  worldAtCursor(): World {
    const { current, cursorLength: length } = this;
    if (length === current.journal.length) return current.world;
    const start = current.keyframes.nearest(length)?.length ?? 0;
    if (this.past === undefined || this.past.length > length || this.past.length < start) {
      this.past = { world: current.worldAt(length), length };
    } else if (this.past.length < length) {
      foldFacts(this.past.world, this.past.length, length);
      this.past.length = length;
    }
    return this.past.world;
  }

  /** A person acts. In the past, that is a new branch without what was done later. */
  intervene(intervention: Intervention): string | undefined {
    if (!this.isLive) {
      const forked = this.forkWith(intervention, '', false);
      return forked.kind === 'refused' ? forked.reason : undefined;
    }
    const refusal = this.current.intervene(intervention);
    this.branchesChanged = true;
    this.toHead();
    return refusal;
  }

  /** A fork, and then a change at its start. A change that is refused leaves no branch behind. */
  forkWith(change: Intervention, label: string, keepLater: boolean): Forked {
    const { current, cursorMs, cursorLength } = this;
    const branch = this.fork(label, keepLater);
    if (branch < 0) return { kind: 'refused', reason: 'tooManyBranches' };
    const reason = this.current.intervene(change);
    this.toHead();
    if (reason === undefined) return { kind: 'forked', branch };
    this.branches.pop();
    this.show(current);
    this.place(cursorLength, cursorMs);
    return { kind: 'refused', reason };
  }

  /**
   * A new future from the cursor. `keepLater`: what was done later in this one is done again at
   * its time; what the scenario does of itself is done in any case. Returns the new branch's id,
   * or -1 if there are too many.
   */
  fork(label: string, keepLater: boolean): number {
    if (this.branches.length >= MAX_BRANCHES) return -1;
    const { current } = this;
    const { origin } = current;
    const length = current.boundaryFrom(this.cursorLength);
    const later = (seq: number | undefined): boolean => (seq ?? -1) >= length - 1;
    const id = this.branches.length;
    const forkMs = Math.max(this.cursorMs, length === 0 ? 0 : current.journal.atMs(length - 1));
    const { interventions } = origin;
    const toCome = [
      // At their times; within a moment also at their place, which is the same if nothing changed.
      ...interventions.filter((one) => later(one.afterSeq)).map(toComeAgain),
      ...origin.pending,
    ];
    const isBefore = (seq: number, atMs: number): boolean => seq < length && atMs <= forkMs;
    const branch = new Branch(
      this.context,
      {
        id,
        parent: origin.id,
        forkSeq: length,
        forkMs,
        label: label === '' ? `branch ${id}` : label,
        interventions: interventions.filter((one) => !later(one.afterSeq)),
        pending: keepLater ? toCome : toCome.filter(({ authored }) => authored === true),
        checkpoints: origin.checkpoints.filter(({ seq, atMs }) => isBefore(seq, atMs)),
        answers: origin.answers.filter(({ afterSeq, atMs }) => isBefore(afterSeq, atMs)),
      },
      current.journal.fork(length),
      forkMs,
      current.keyframes.upTo(length),
    );
    this.branches.push(branch);
    this.show(branch);
    return id;
  }

  /** Resumes right before what a person did last, on a new branch. False if that is nothing. */
  undo(): boolean {
    const { interventions } = this.current.origin;
    const last = interventions.filter(({ authored }) => authored !== true).at(-1);
    if (last === undefined || last.afterSeq === undefined) return false;
    if (this.branches.length >= MAX_BRANCHES) return false;
    this.place(last.afterSeq + 1, last.atMs);
    return this.fork('', false) >= 0;
  }

  /** Looks at another branch, at its head. False if there is no such branch. */
  switchTo(id: number): boolean {
    const branch = this.branches.find(({ origin }) => origin.id === id);
    if (branch === undefined) return false;
    this.show(branch);
    return true;
  }

  private show(branch: Branch): void {
    this.current = branch;
    this.past = undefined;
    this.branchesChanged = true;
    branch.goals.changed = true;
    this.toHead();
  }

  /** A bookmark at the cursor. */
  checkpoint(label: string): void {
    const { seq, atMs } = this.cursor;
    this.current.origin.checkpoints.push({ seq, atMs, label });
    this.branchesChanged = true;
  }

  /** The learner says something; it counts from the head's moment on. */
  answer(answer: LearnerAnswer): void {
    this.current.answer(answer);
  }

  query(query: Query): QueryResult {
    const { reader, dueMs } = this.current;
    const { cursorMs, cursorLength: length } = this;
    return answerQuery({ world: this.worldAtCursor(), reader, length, cursorMs, dueMs }, query);
  }

  /** All branches as the page sees them. */
  branchViews(): BranchView[] {
    return this.branches.map(branchView);
  }

  /** What there is to say since the last frame. `run` and `beat` are the engine's numbers. */
  frame(run: number, beat: number): Frame {
    const { current } = this;
    const { journal, goals } = current;
    const head: Cursor = { atMs: current.headMs, seq: journal.length - 1 };
    const facts = this.newFacts();
    const branches = this.branchesChanged ? this.branchViews() : null;
    const goalsChanged = goals.changed;
    this.branchesChanged = false;
    goals.changed = false;
    return {
      run,
      branch: current.origin.id,
      beat,
      cursor: this.cursor,
      head,
      live: this.isLive,
      ...stateColumns(this.worldAtCursor(), current.reader, this.cursorMs),
      facts,
      branches,
      verdicts: goalsChanged ? goals.verdicts() : null,
      metrics: goalsChanged ? goals.values() : null,
    };
  }

  private newFacts(): Frame['facts'] {
    const { journal, origin } = this.current;
    let from = this.sent.length;
    if (this.sent.branch !== origin.id) from = Math.min(from, this.sharedWith(this.sent.branch));
    const to = Math.min(journal.length, from + MAX_FRAME_FACTS);
    this.sent = { branch: origin.id, length: to };
    return { from, count: to - from, columns: journal.columns(from, to) };
  }

  /** How many facts the branch in view has in common with another. */
  private sharedWith(other: number): number {
    const ancestry = (id: number): Map<number, number> => {
      const out = new Map<number, number>();
      let shared = Infinity;
      for (let at = id; at >= 0;) {
        out.set(at, shared);
        const { parent, forkSeq } = this.branches[at].origin;
        shared = Math.min(shared, forkSeq);
        at = parent;
      }
      return out;
    };
    const mine = ancestry(this.current.origin.id);
    for (const [id, shared] of ancestry(other)) {
      const own = mine.get(id);
      if (own !== undefined) return Math.min(own, shared);
    }
    return 0;
  }

  /** True while the page has not had all facts of the branch in view. */
  get hasMoreFacts(): boolean {
    return this.sent.length < this.current.journal.length;
  }
}
