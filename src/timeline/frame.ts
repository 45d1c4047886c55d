/**
 * What the engine says of a run at each beat: the state at the cursor and the new facts, in
 * columns of integers, so that posting it costs next to nothing. Names are said once, in the
 * topology. The page folds nothing; projection turns this into what a view draws.
 */

/** What stands on the stage, said once when a run is opened (and again if it changes). */
export interface Topology {
  readonly name: string;
  readonly seed: number;
  readonly parts: readonly TopologyPart[];
  readonly links: readonly TopologyLink[];
  /** Who consumes what: index of the queue and of the service. */
  readonly consumptions: readonly { readonly queue: number; readonly service: number }[];
  /** Which queues an exchange feeds: indices. */
  readonly bindings: readonly { readonly exchange: number; readonly queue: number }[];
  /** Who sends what to whom outside queues: requests, calls and publications; indices. */
  readonly sends: readonly {
    readonly from: number;
    readonly to: number;
    readonly type: string;
    readonly form: string;
  }[];
  readonly layout: Layout;
  /** The view's opening state. */
  readonly view: { readonly speed: number; readonly selected: string | null };
  /** Code of each kind of fact by its name, as it stands in the kind column without flags. */
  readonly factCodes: { readonly [name: string]: number };
  /** Names of a parcel's purposes and of a message's forms; the position is the code. */
  readonly purposes: readonly string[];
  readonly forms: readonly string[];
}

export interface TopologyPart {
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly kind: 'workload' | 'service' | 'external' | 'broker' | 'exchange' | 'queue';
  /** Index of the broker of a queue or exchange, else the part's own. */
  readonly host: number;
  /** A short second line, such as "topic order-events". */
  readonly note: string;
  /** For workloads: arrivals a second of one instance at the start. */
  readonly perSecond: number;
  /** For workloads: true if they stand for people outside (drawn as an external system). */
  readonly outside: boolean;
}

export interface TopologyLink {
  readonly ends: readonly [number, number];
  readonly latencyMs: number;
  readonly jitterMs: number;
}

/** Positions by part id, top left corners in stage pixels; one set for wide, one for narrow. */
export interface Layout {
  readonly wide: LayoutVariant;
  readonly narrow: LayoutVariant;
}
export interface LayoutVariant {
  readonly width: number;
  readonly height: number;
  readonly nodes: {
    readonly [id: string]: {
      readonly x: number;
      readonly y: number;
      readonly width?: number;
      readonly height?: number;
    };
  };
  /** Where the kill zone lies. */
  readonly killZone: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Where a view of a run stands. `seq` is the last fact that has happened; -1 before the first. */
export interface Cursor {
  readonly atMs: number;
  readonly seq: number;
}

/**
 * One row per part in `Frame.parts`.
 * alive: instances alive; handled: messages completed in the last second, in thousandths a
 * second; sinceMs: when it was killed whole, or -1; holding: messages in its hands (services);
 * ready, unacked, dead, redelivered (ready ones handed out before): queues only; total: messages
 * completed (services), created (workloads), enqueued (queues) so far.
 */
export const PartColumn = {
  alive: 0,
  instances: 1,
  handledMilli: 2,
  sinceMs: 3,
  holding: 4,
  ready: 5,
  unacked: 6,
  dead: 7,
  redelivered: 8,
  total: 9,
  perSecondMilli: 10,
} as const;
export const PART_STRIDE = 11;

/** One row per instance in `Frame.instances`. state: 0 idle, 1 busy, 2 dead. message: seq or -1. */
export const InstanceColumn = { part: 0, instance: 1, state: 2, holding: 3, message: 4 } as const;
export const INSTANCE_STRIDE = 5;

/**
 * One row per message standing in a queue in `Frame.slots`, head first within a queue, at most
 * SLOTS_SHOWN ready ones of each queue. place: 0 ready, 1 unacked, 2 dead-lettered. handouts: how
 * often it was handed out so far. service and instance hold it if it is unacked, else -1.
 */
export const SlotColumn = {
  queue: 0,
  place: 1,
  message: 2,
  form: 3,
  handouts: 4,
  service: 5,
  instance: 6,
} as const;
export const SLOT_STRIDE = 7;
export const SLOTS_SHOWN = 24;

/** One row per parcel on its way in `Frame.flights`. purpose: see world's PURPOSES. */
export const FlightColumn = {
  from: 0,
  to: 1,
  departMs: 2,
  arriveMs: 3,
  form: 4,
  message: 5,
  purpose: 6,
} as const;
export const FLIGHT_STRIDE = 7;

/** Buckets of a part's recent activity in `Frame.sparks`, SPARK_BUCKETS integers per part. */
export const SPARK_BUCKETS = 14;

/** Something marked on the time axis. */
export interface Mark {
  readonly kind: 'kill' | 'revive' | 'change' | 'checkpoint';
  readonly atMs: number;
  readonly seq: number;
  /** Part id, or the checkpoint's name. */
  readonly part: string;
  readonly text: string;
  /** Not reached yet: an intervention that a fork carries over from its parent's later life. */
  readonly pending: boolean;
}

/** One future. Branch 0 is the trunk. */
export interface BranchView {
  readonly id: number;
  readonly parent: number;
  /** Number of facts and the time that it shares with its parent. */
  readonly forkSeq: number;
  readonly forkMs: number;
  readonly headMs: number;
  readonly headSeq: number;
  readonly label: string;
  readonly marks: readonly Mark[];
}

/** What a goal, wait or metric says now. `text` is an id in the lesson's file. */
export interface VerdictView {
  readonly id: string;
  readonly met: boolean;
  /** Progress towards it, where it can be counted. */
  readonly progress: { readonly value: number; readonly of: number } | null;
  /** A near miss: id of its text with the values that go into it; null if there is none. */
  readonly nearMiss: {
    readonly text: string;
    readonly values: Record<string, string | number>;
  } | null;
  /** Seqs of the facts that prove it. */
  readonly proof: readonly number[];
  /** When it was met, virtual ms. */
  readonly metAtMs: number | null;
}

export interface Frame {
  readonly run: number;
  readonly branch: number;
  /** The last request that this frame has taken into account. */
  readonly beat: number;
  readonly cursor: Cursor;
  readonly head: Cursor;
  /** True if the cursor stands at the head and time can go on from here. */
  readonly live: boolean;
  readonly parts: Int32Array;
  readonly instances: Int32Array;
  readonly slots: Int32Array;
  readonly flights: Int32Array;
  readonly sparks: Int32Array;
  /**
   * Facts of this branch that the page has not had yet, column after column (10 columns of
   * `count`: atMs, kind with flags, cause, a … g). `from` is less than what was sent before when
   * another branch came into view: then everything from there on is replaced.
   */
  readonly facts: { readonly from: number; readonly count: number; readonly columns: Int32Array };
  /** All branches, when anything about them changed; else null. */
  readonly branches: readonly BranchView[] | null;
  /** Verdicts and metrics at the head, when they changed; else null. */
  readonly verdicts: readonly VerdictView[] | null;
  readonly metrics: { readonly [id: string]: number } | null;
}
