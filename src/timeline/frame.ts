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
  /** Who reads which streams as a member of which group: indices. */
  readonly memberships: readonly {
    readonly group: number;
    readonly service: number;
    readonly streams: readonly number[];
  }[];
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
  readonly kind:
    | 'workload'
    | 'service'
    | 'external'
    | 'broker'
    | 'exchange'
    | 'queue'
    | 'cluster'
    | 'stream'
    | 'group';
  /** Index of the broker or cluster in which it stands; its own if it stands by itself. */
  readonly host: number;
  /** A short second line, such as "topic order-events". */
  readonly note: string;
  /** For workloads: arrivals a second of one instance at the start. */
  readonly perSecond: number;
  /** For workloads: true if they stand for people outside (drawn as an external system). */
  readonly outside: boolean;
  /** Streams: how many partitions it has. Clusters: how many broker nodes. */
  readonly partitions?: number;
  readonly nodes?: number;
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
 * often it was handed out so far. service and instance hold it if it is unacked, else -1. priority:
 * as it was published, or -1.
 */
export const SlotColumn = {
  queue: 0,
  place: 1,
  message: 2,
  form: 3,
  handouts: 4,
  service: 5,
  instance: 6,
  priority: 7,
} as const;
export const SLOT_STRIDE = 8;
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

/**
 * One row per partition of a stream in `Frame.partitions`, at most PARTITIONS_SHOWN of each stream,
 * in order. leader: its broker node, dead or alive; -1 if nobody can lead. The masks have bit n for
 * broker node n: where a copy is, and which copies are in sync.
 */
export const PartitionColumn = {
  stream: 0,
  partition: 1,
  leader: 2,
  epoch: 3,
  startOffset: 4,
  highWatermark: 5,
  lastStableOffset: 6,
  endOffset: 7,
  replicaMask: 8,
  inSyncMask: 9,
} as const;
export const PARTITION_STRIDE = 10;
export const PARTITIONS_SHOWN = 64;

/**
 * One row for each of the last CELLS_SHOWN records that are still in a partition in `Frame.cells`,
 * ascending: compaction leaves holes between them. form: -1 for markers. keyMark: two UTF-16 units
 * of its key, the first one times 65,536: the last two figures of a key that ends in figures, else
 * its first two letters; -1 without a key. state: 0 plain, 1 marker of a transaction, 2 of an
 * aborted transaction.
 */
export const CellColumn = {
  stream: 0,
  partition: 1,
  offset: 2,
  message: 3,
  form: 4,
  keyMark: 5,
  state: 6,
} as const;
export const CELL_STRIDE = 7;
export const CELLS_SHOWN = 16;

/**
 * One row per group and partition that it reads in `Frame.readers`. committed: where the group goes
 * on reading (share groups: the first offset never handed out), or -1. The owner is an instance of
 * a service, or -1 and -1.
 */
export const ReaderColumn = {
  group: 0,
  stream: 1,
  partition: 2,
  committed: 3,
  ownerService: 4,
  ownerInstance: 5,
} as const;
export const READER_STRIDE = 6;

/**
 * One row per member of a group in `Frame.members`. state: 0 in step with the group, 1 not yet
 * joined again, 2 still to give something up. generation: of its last assignment, or -1.
 */
export const MemberColumn = {
  group: 0,
  service: 1,
  instance: 2,
  state: 3,
  generation: 4,
  sinceHeardMs: 5,
} as const;
export const MEMBER_STRIDE = 6;

/** One row per group in `Frame.groups`. state: position in the world's GROUP_STATES. */
export const GroupColumn = { group: 0, state: 1, generation: 2, sessionTimeoutMs: 3 } as const;
export const GROUP_STRIDE = 4;

/** One row per broker node of a cluster in `Frame.nodes`; alive is 0 or 1. */
export const NodeColumn = { cluster: 0, node: 1, alive: 2 } as const;
export const NODE_STRIDE = 3;

/** Buckets of a part's recent activity in `Frame.sparks`, SPARK_BUCKETS integers per part. */
export const SPARK_BUCKETS = 14;

/** Something marked on the time axis. */
export interface Mark {
  readonly kind: 'kill' | 'revive' | 'change' | 'checkpoint';
  readonly atMs: number;
  readonly seq: number;
  /** Part id, or the checkpoint's name. */
  readonly part: string;
  /** Of a fault that met one instance of the part, or one broker node of a cluster. */
  readonly instance?: number;
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
  readonly partitions: Int32Array;
  readonly cells: Int32Array;
  readonly readers: Int32Array;
  readonly members: Int32Array;
  readonly groups: Int32Array;
  readonly nodes: Int32Array;
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
