/**
 * What a lesson's goals are made of: initial, evolve, verdict over facts and the learner's
 * answers (ARCHITECTURE 10). Types only; the engine folds them beside the world.
 */
import type { Fact, FactName, FactOf, GroupState, Json } from '../world';

/** What goals may ask about the world as it stands after the fact in hand. */
export interface GoalWorld {
  readonly nowMs: number;
  /** Counts of a queue by id; all 0 for an unknown id. */
  queue(id: string): { readonly ready: number; readonly unacked: number; readonly dead: number };
  /** A stream's partitions by number; none for an unknown id. Offsets. */
  stream(id: string): { readonly partitions: readonly PartitionCounts[] };
  /** A consumer group by id; empty for an unknown id. */
  group(id: string): GroupView;
  /** Messages delivered to a service's living instances and not settled yet. */
  holding(service: string): number;
  /** A message by its id or, in a fact's message field, the same id. */
  message(id: string): MessageView | undefined;
}

/** A partition as goals see it. */
export interface PartitionCounts {
  readonly startOffset: number;
  readonly highWatermark: number;
  readonly endOffset: number;
  /** Node that leads; -1 if none does. */
  readonly leader: number;
}

/** A consumer group as goals see it. */
export interface GroupView {
  readonly state: GroupState;
  readonly generation: number;
  readonly members: readonly {
    readonly service: string;
    readonly instance: number;
    readonly owned: readonly { readonly stream: string; readonly partition: number }[];
  }[];
  /** The committed offset of a partition; -1 if there is none. */
  committed(stream: string, partition: number): number;
  /** Records between the committed offsets and the ends of a stream's partitions. */
  lag(stream: string): number;
}

/** A message as goals see it. */
export interface MessageView {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly correlation: string;
  readonly causation: string | null;
  readonly atMs: number;
  readonly data: Json;
}

/** What a learner says rather than does. */
export type LearnerAnswer =
  /** A prediction, locked; `option` counts from 0. */
  | { readonly kind: 'Predicted'; readonly question: string; readonly option: number }
  /** A message, order … picked as the answer to a goal. `correlation` such as "order-17". */
  | { readonly kind: 'Selected'; readonly goal: string; readonly correlation: string };

/** A verdict: `text` and `nearMiss.text` are ids in the lesson's language file. */
export interface Verdict {
  readonly met: boolean;
  readonly progress?: { readonly value: number; readonly of: number };
  readonly nearMiss?: { readonly text: string; readonly values?: Record<string, string | number> };
  /** Seqs of the facts that prove it. */
  readonly proof?: readonly number[];
}

/**
 * A goal. State is plain data. Once met, it stays met on that branch. `on` is called for the
 * kinds of fact it names only; `answered` for each answer; `verdict` when either was called and
 * whenever virtual time has moved.
 */
export interface Goal<State = unknown> {
  readonly initial: State;
  readonly on?: {
    readonly [K in FactName]?: (state: State, fact: FactOf<K>, world: GoalWorld) => State;
  };
  readonly answered?: (state: State, answer: LearnerAnswer, world: GoalWorld) => State;
  readonly verdict: (state: State, world: GoalWorld) => Verdict;
}

/** A number that the text speaks of, folded from the facts of the run. */
export interface Metric<State = unknown> {
  readonly initial: State;
  readonly on: {
    readonly [K in FactName]?: (state: State, fact: FactOf<K>, world: GoalWorld) => State;
  };
  readonly value: (state: State) => number;
}

/** A goal whose state only it knows: whoever folds it hands back what it gave. */
export interface AnyGoal {
  readonly initial: unknown;
  readonly on?: {
    readonly [K in FactName]?: (state: never, fact: FactOf<K>, world: GoalWorld) => unknown;
  };
  readonly answered?: (state: never, answer: LearnerAnswer, world: GoalWorld) => unknown;
  readonly verdict: (state: never, world: GoalWorld) => Verdict;
}

/** A metric whose state only it knows. */
export interface AnyMetric {
  readonly initial: unknown;
  readonly on: {
    readonly [K in FactName]?: (state: never, fact: FactOf<K>, world: GoalWorld) => unknown;
  };
  readonly value: (state: never) => number;
}

/**
 * What a lesson's goals.ts exports as default. Ids are those used in the lesson's text. A goal is
 * written as `Goal<State>` and a metric as `Metric<State>`, each with its own state.
 */
export interface GoalModule {
  readonly goals: { readonly [id: string]: AnyGoal };
  readonly metrics: { readonly [id: string]: AnyMetric };
}

export type { Fact };
