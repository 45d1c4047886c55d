/**
 * Owns what stage, timeline and inspector know of a run: its state as a store, and what a person
 * can do to it. It does not know how either comes about; the composition root provides both.
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Intervention, Query, QueryResult, RunView, Topology } from '../../projection';

/** Where playback stands: the states of its machine that a person can tell apart. */
export type PlaybackState = 'loading' | 'playing' | 'paused' | 'past' | 'rebuilding' | 'failed';

/**
 * What the inspector shows: a part by its id, a message by its id, or a message within a part; of
 * a cluster also one of its broker nodes.
 */
export interface Selection {
  readonly part?: string;
  readonly node?: number;
  readonly message?: string;
}

/** A run as it stands. A view takes what it needs with a selector (`useRun`). */
export interface RunState extends RunView {
  readonly playback: PlaybackState;
  /** Virtual milliseconds in a real one. */
  readonly speed: number;
  readonly seed: number;
  readonly selection: Selection | null;
}

/** What became of an action. `reason` is a text for the person who tried. */
export type ActionOutcome =
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly reason: string };

/** How a message is settled by hand. */
export type SettlementName = Extract<Intervention, { kind: 'Settle' }>['how'];

/**
 * What a person can do. Whatever changes the world is refused in the past (the outcome says so);
 * looking is free. Times are virtual ms; `part` and `queue` are part ids, instances count from 0.
 */
export interface RunActions {
  play(): void;
  pause(): void;
  toggle(): void;
  /** Moves the cursor to the end of a moment. */
  seek(atMs: number): void;
  /** Moves the cursor to just after a fact. */
  seekFact(seq: number): void;
  /** One fact forwards or back. */
  step(by: 1 | -1): void;
  /** To the head of the branch: back to live. */
  head(): void;
  /** A new future from the cursor in which later interventions happen again, `change` first. */
  fork(change?: Intervention): Promise<ActionOutcome>;
  /** A new future from the cursor without what was done later; plays on from here. */
  resumeHere(): Promise<ActionOutcome>;
  /** Takes the last intervention back, on a new branch. */
  undo(): Promise<ActionOutcome>;
  switchBranch(branch: number): void;
  checkpoint(label?: string): Promise<ActionOutcome>;
  /** 0.1 to 100. */
  setSpeed(speed: number): void;
  kill(part: string, instance?: number): Promise<ActionOutcome>;
  revive(part: string, instance?: number): Promise<ActionOutcome>;
  /** One instance more. */
  duplicate(part: string): Promise<ActionOutcome>;
  /** One instance less. */
  removeInstance(part: string): Promise<ActionOutcome>;
  /** Arrivals a second of each instance of a workload. */
  setRate(part: string, perSecond: number): Promise<ActionOutcome>;
  setConsumption(
    part: string,
    queue: string,
    acknowledge: 'afterWork' | 'onDelivery',
    prefetch: number,
  ): Promise<ActionOutcome>;
  /** Acts as the consumer of a message that stands in a queue. */
  settle(queue: string, message: string, how: SettlementName): Promise<ActionOutcome>;
  purge(queue: string): Promise<ActionOutcome>;
  /** Any other intervention: settings, dead letters, offsets. */
  intervene(intervention: Intervention): Promise<ActionOutcome>;
  select(selection: Selection | null): void;
  /** Offers a correlation ("order-54") as the learner's answer to a goal that asks for one. */
  selectCorrelation(correlation: string): void;
  /** Asks about the run at the cursor; null if the engine could not answer. */
  query<K extends Query['kind']>(
    query: Extract<Query, { kind: K }>,
  ): Promise<Extract<QueryResult, { kind: K }> | null>;
  /** Starts the run again from the beginning with this seed. */
  restart(seed: number): void;
}

/** What moves between two pictures of the stage: said once a frame, drawn past React. */
export interface FlightBeat {
  /** Rows of the frame's flights; see FlightColumn. The listener must not keep it. */
  readonly flights: Int32Array;
  readonly atMs: number;
  /** Virtual milliseconds in a real one; 0 while time stands. */
  readonly rate: number;
  /** Messages that went back to a queue since the last beat: triples of queue, service, form. */
  readonly returned: readonly number[];
}

export interface RunContextValue {
  readonly topology: Topology;
  readonly store: StoreApi<RunState>;
  readonly actions: RunActions;
  /**
   * Calls the listener with the flights as they are, and with every frame's from then on; returns
   * what ends it.
   */
  readonly onBeat: (listener: (beat: FlightBeat) => void) => () => void;
  /** Says something to people who listen rather than look. */
  readonly announce: (text: string) => void;
}

export const RunContext = createContext<RunContextValue | null>(null);

/** The run around this component. Throws outside of one: our bug. */
export function useRunContext(): RunContextValue {
  const run = useContext(RunContext);
  if (run === null) throw new Error('A run’s view stands outside of RunContext');
  return run;
}

/** Part of the run's state; renders again when what the selector returns has changed. */
export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useRunContext().store, selector);
}

/** What a person can do to the run around this component. */
export function useRunActions(): RunActions {
  return useRunContext().actions;
}
