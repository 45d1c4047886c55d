/**
 * Drives one branch: takes the next step off the agenda, lets the part decide, writes the facts
 * and folds them into the world. Folding alone, for replays and seeks, is `foldFact`.
 */
import {
  Agenda,
  BY_INTERVENTION,
  CHUNK_FACTS,
  COLUMN_STRIDE,
  InvariantError,
  IntReader,
  IntWriter,
  type Journal,
  KIND_MASK,
  OPENS_STEP,
  type Values,
} from '../kernel';
import type { Behaviours, Passages } from './behaviour';
import { DECIDE, definitionOf, EVOLVE } from './definitions';
import { FactKind } from './facts';
import type { Intervention } from './intervention';
import { arrivalMs, laneBetween, laneStreams } from './network';
import type { Row, Sim, World } from './part';
import type { Plan } from './plan';

/** Version of the world's rules: a run stored under another one is run again. */
export const WORLD_VERSION = '2';

/** A world in which nothing has happened yet; the facts of `journal` will fold to its future. */
export function initialWorld(plan: Plan, journal: Journal): World {
  return {
    plan,
    journal,
    agenda: new Agenda(),
    states: plan.parts.map((part) => definitionOf(part.kind).initial(part, plan)),
    created: plan.parts.map(() => 0),
    sentCount: plan.links.flatMap(() => [0, 0]),
    lastArrivalMs: plan.links.flatMap(() => [0, 0]),
  };
}

/** The world as a row of integers: a keyframe. Equal worlds give equal rows. */
export function saveWorld(world: World, out = new IntWriter()): Int32Array {
  out.reset();
  world.agenda.save(out);
  out.list(world.created);
  out.list(world.sentCount);
  out.list(world.lastArrivalMs);
  for (const part of world.plan.parts) {
    definitionOf(part.kind).save(world.states[part.index], out);
  }
  return out.finish();
}

/** The world that `saveWorld` wrote, over the journal whose facts had led to it. */
export function loadWorld(plan: Plan, row: Int32Array, journal: Journal): World {
  const input = new IntReader(row);
  const agenda = new Agenda();
  agenda.load(input);
  return {
    plan,
    journal,
    agenda,
    created: input.list(),
    sentCount: input.list(),
    lastArrivalMs: input.list(),
    states: plan.parts.map((part) => definitionOf(part.kind).load(input, part, plan)),
  };
}

const foldRow: Row = { seq: 0, atMs: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0 };

/** Folds facts `from` up to, not including, `to` of the world's journal into it. */
export function foldFacts(world: World, from: number, to: number): void {
  const row = foldRow;
  const { journal } = world;
  for (let seq = from; seq < to;) {
    const chunk = journal.segments[Math.floor(seq / CHUNK_FACTS)];
    const end = Math.min(to, seq - (seq % CHUNK_FACTS) + CHUNK_FACTS);
    for (; seq < end; seq++) {
      const at = seq % CHUNK_FACTS;
      const flagged = chunk[COLUMN_STRIDE + at];
      if ((flagged & OPENS_STEP) !== 0) world.agenda.pop();
      row.seq = seq;
      row.atMs = chunk[at];
      row.a = chunk[3 * COLUMN_STRIDE + at];
      row.b = chunk[4 * COLUMN_STRIDE + at];
      row.c = chunk[5 * COLUMN_STRIDE + at];
      row.d = chunk[6 * COLUMN_STRIDE + at];
      row.e = chunk[7 * COLUMN_STRIDE + at];
      row.f = chunk[8 * COLUMN_STRIDE + at];
      row.g = chunk[9 * COLUMN_STRIDE + at];
      EVOLVE[flagged & KIND_MASK](world, row);
    }
  }
}

/** What a simulation is made of. */
export interface SimulationParts {
  readonly plan: Plan;
  readonly journal: Journal;
  readonly values: Values;
  readonly behaviours: Behaviours;
  /** The world after all facts of the journal. */
  readonly world: World;
}

/** One branch, running. */
export class Simulation implements Sim {
  readonly plan: Plan;
  readonly world: World;
  readonly journal: Journal;
  readonly values: Values;
  readonly behaviours: Behaviours;
  readonly passages: Passages = new Map();
  nowMs: number;

  private readonly streams: readonly number[];
  private readonly row: Row = { seq: 0, atMs: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0 };
  private flags = 0;
  /** The first fact of the intervention that is being carried out; -1 before it and without one. */
  private begunSeq = -1;

  constructor(parts: SimulationParts) {
    this.plan = parts.plan;
    this.world = parts.world;
    this.journal = parts.journal;
    this.values = parts.values;
    this.behaviours = parts.behaviours;
    this.streams = laneStreams(parts.plan);
    const { length } = parts.journal;
    this.nowMs = length === 0 ? 0 : parts.journal.atMs(length - 1);
    if (length === 0) this.begin();
  }

  /** Time of the next step; Infinity if nothing is pending. */
  get nextMs(): number {
    return this.world.agenda.nextMs;
  }

  /** Takes one step; false if nothing is pending. */
  step(): boolean {
    const { agenda } = this.world;
    if (!agenda.pop()) return false;
    this.nowMs = agenda.atMs;
    this.flags = OPENS_STEP;
    const before = this.journal.length;
    DECIDE[agenda.kind](this, agenda.cause, agenda.a, agenda.b);
    if (this.journal.length === before) {
      throw new InvariantError(`a step stated no fact`, this.plan.seed, before);
    }
    return true;
  }

  /**
   * Carries out an intervention now. Returns the code of a refusal, or nothing. `atMs` is its
   * time, not earlier than the last step's.
   */
  intervene(intervention: Intervention, atMs: number): string | undefined {
    const index = this.plan.indexOf(intervention.part);
    if (index < 0) return 'unknownPart';
    const part = this.plan.parts[index];
    const { intervene } = definitionOf(part.kind);
    if (intervene === undefined) return 'notPossible';
    this.nowMs = atMs;
    this.flags = BY_INTERVENTION;
    const refusal = intervene(this, part, intervention);
    this.flags = 0;
    this.begunSeq = -1;
    return refusal;
  }

  state(kind: number, cause: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0): number {
    // An intervention is one: what follows its first fact without a cause has that one as its own.
    const causeSeq = cause < 0 ? this.begunSeq : cause;
    const flags = causeSeq < 0 ? this.flags : this.flags & OPENS_STEP;
    const seq = this.journal.append(this.nowMs, kind | flags, causeSeq, a, b, c, d, e, f, g);
    if ((flags & BY_INTERVENTION) !== 0) this.begunSeq = seq;
    this.flags &= ~OPENS_STEP;
    const { row } = this;
    row.seq = seq;
    row.atMs = this.nowMs;
    row.a = a;
    row.b = b;
    row.c = c;
    row.d = d;
    row.e = e;
    row.f = f;
    row.g = g;
    EVOLVE[kind](this.world, row);
    return seq;
  }

  send(
    cause: number,
    from: number,
    to: number,
    purposeCode: number,
    message: number,
    instance = -1,
    argument = 0,
  ): number {
    const arriveMs = arrivalMs(this, this.streams, laneBetween(this.plan, from, to));
    return this.state(
      FactKind.MessageSent,
      cause,
      from,
      to,
      purposeCode,
      message,
      instance,
      arriveMs,
      argument,
    );
  }

  /** The first fact, and what each part says at the start. */
  private begin(): void {
    const started = this.state(FactKind.RunStarted, -1);
    for (const part of this.plan.parts) {
      definitionOf(part.kind).start?.(this, part, started);
    }
  }
}
