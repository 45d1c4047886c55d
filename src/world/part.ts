/**
 * What a part of the world is: initial, decide, evolve over its own state, and how that state
 * becomes a row of integers. Parts never call each other; they send parcels and state facts.
 */
import type { Agenda, IntReader, IntWriter, Journal, Values } from '../kernel';
import type { Behaviours, Passages } from './behaviour';
import type { Intervention } from './intervention';
import type { Parcel } from './parcel';
import type { Plan, PlannedPart } from './plan';

/** The state that the facts fold to. One owner; changed in place by evolve only. */
export interface World {
  readonly plan: Plan;
  /** The facts so far: what a fact refers to by its seq is looked up here, never copied. */
  readonly journal: Journal;
  readonly agenda: Agenda;
  /** State of each part, by index in the plan. */
  readonly states: PartState[];
  /** How many messages each part has created: the next message's ordinal. */
  readonly created: number[];
  /** By lane, that is link and direction (2 * link + direction): parcels sent, last arrival. */
  readonly sentCount: number[];
  readonly lastArrivalMs: number[];
}

/** State of one part; `kind` equals the kind of its part in the plan. */
export interface PartState {
  readonly kind: string;
}

/** A fact's columns as evolve gets them. */
export interface Row {
  seq: number;
  atMs: number;
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: number;
}

/** Applies one fact. Draws nothing, decides nothing, never fails. */
export type Evolve = (world: World, row: Row) => void;

/** A step of the agenda is due; `cause` is the fact that scheduled it. States at least one fact. */
export type Decide = (sim: Sim, cause: number, a: number, b: number) => void;

/** What decide may do. Every fact it states is applied before the call returns. */
export interface Sim {
  readonly plan: Plan;
  readonly world: World;
  readonly journal: Journal;
  readonly values: Values;
  readonly behaviours: Behaviours;
  readonly passages: Passages;
  /** Virtual time of the step that is being decided. */
  readonly nowMs: number;
  /** States a fact: appends it and lets it evolve the world. Returns its seq. */
  state(
    kind: number,
    cause: number,
    a?: number,
    b?: number,
    c?: number,
    d?: number,
    e?: number,
    f?: number,
    g?: number,
  ): number;
  /** Sends a parcel over the link between two parts' hosts (S7); returns the fact's seq. */
  send(
    cause: number,
    from: number,
    to: number,
    purposeCode: number,
    message: number,
    instance?: number,
    argument?: number,
  ): number;
}

/** One kind of thing in the world. */
export interface PartDefinition<State extends PartState = PartState> {
  readonly kind: string;
  initial(part: PlannedPart, plan: Plan): State;
  save(state: State, out: IntWriter): void;
  load(input: IntReader, part: PlannedPart, plan: Plan): State;
  /**
   * By code of the fact. Where several kinds of part apply the same kind of fact, the one whose
   * kind the fact's first column names does.
   */
  readonly evolve: Readonly<Record<number, Evolve>>;
  /** By code of the agenda step (see steps.ts). */
  readonly decide: Readonly<Record<number, Decide>>;
  /** The run begins: state what is so from the start. */
  start?(sim: Sim, part: PlannedPart, cause: number): void;
  /** A parcel has arrived at this part. States at least one fact. */
  receive?(sim: Sim, parcel: Parcel): void;
  /** Carries out an intervention on this part. Returns a refusal's code, or nothing. */
  intervene?(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined;
}
