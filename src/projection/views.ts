/**
 * Owns the shapes of what a view draws: the stage's nodes, the timeline's lanes, a run as a whole.
 * How they are made from frames is said in the files beside it. All of them are plain data with
 * structural sharing: as long as nothing in a part's view changed, it is the same reference.
 */
import type { BranchView, Cursor, VerdictView } from '../timeline';
import type { FormName, PartView } from './partView';
import type { ClusterView } from './streamViews';

/** What one frame means to the views. */
export interface RunView {
  readonly stage: StageView;
  readonly timeline: TimelineData;
  readonly cursor: Cursor;
  readonly head: Cursor;
  /** True if the cursor stands at the head and time can go on from here. */
  readonly live: boolean;
  readonly verdicts: readonly VerdictView[];
  /** Numbers that the text speaks of, by id. */
  readonly metrics: { readonly [id: string]: number };
}

/** The stage at the cursor. */
export interface StageView {
  readonly clockMs: number;
  readonly live: boolean;
  /** Node ids in causal order: who starts things first, then what it causes. Never changes. */
  readonly order: readonly string[];
  /** Views by part id; what stands in a broker or cluster is within its view. */
  readonly nodes: { readonly [id: string]: NodeView };
}

export type NodeView = RunningNodeView | BrokerView | ClusterView;
/** A node that can be killed, revived and multiplied. */
export type RunningNodeView = ServiceView | WorkloadView | ExternalView;

/** What can be killed, revived and multiplied. */
export interface RunningView extends PartView {
  /** `strained`: some instances are dead, or more waits for it than its queue can show. */
  readonly health: 'healthy' | 'strained' | 'dead';
  readonly instances: readonly InstanceView[];
  /** Messages completed (workloads: created) a second, over the last second. */
  readonly perSecond: number;
  /** Recent activity, oldest first, SPARK_BUCKETS counts. */
  readonly spark: readonly number[];
  /** Messages delivered to it and not settled yet. */
  readonly inHand: number;
  /** Virtual time at which it was killed whole, in ms; null while any of it lives. */
  readonly deadSinceMs: number | null;
  /** How many messages it held when it was killed whole; 0 while it lives. */
  readonly heldWhenKilled: number;
  /** How many messages have gone back to a queue since it was killed whole; 0 while it lives. */
  readonly givenBack: number;
  /** Messages completed (workloads: created) so far. */
  readonly total: number;
}

export interface ServiceView extends RunningView {
  readonly kind: 'service';
  /** Ids of the queues that it consumes. */
  readonly consumes: readonly string[];
  /** Partitions of streams that its instances own now, in the order of their owners. */
  readonly owns: readonly OwnedView[];
}

/** A partition that an instance of a service owns as a member of a group. */
export interface OwnedView {
  readonly instance: number;
  /** Part ids. */
  readonly group: string;
  readonly stream: string;
  readonly partition: number;
}

export interface WorkloadView extends RunningView {
  readonly kind: 'workload';
  /** True if it stands for people outside: drawn as an external system. */
  readonly outside: boolean;
  /** The rate it is set to: arrivals a second of each instance. */
  readonly setPerSecond: number;
  /** What it sends, or an empty text. */
  readonly sends: string;
}

export interface ExternalView extends RunningView {
  readonly kind: 'external';
}

/** One running copy of a part. */
export interface InstanceView {
  readonly number: number;
  readonly state: 'idle' | 'busy' | 'dead';
  readonly inHand: number;
}

export interface BrokerView extends PartView {
  readonly kind: 'broker';
  /** A short second line, such as "topic order-events". */
  readonly note: string;
  /** In the order of the topology. */
  readonly queues: readonly QueueRowView[];
}

/** A queue, as a row of its broker. */
export interface QueueRowView {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly note: string;
  /** Ready messages, head first, at most SLOTS_SHOWN of them. */
  readonly slots: readonly SlotView[];
  readonly ready: number;
  /** Messages handed out and not settled, in the order of delivery. */
  readonly unacked: readonly UnackedView[];
  readonly unackedCount: number;
  /** How many of the ready ones were handed out before. */
  readonly redelivered: number;
  readonly dead: number;
  /** Ids of the services that consume it, living or not. */
  readonly consumers: readonly string[];
  /** False if nobody alive consumes it. */
  readonly consumed: boolean;
}

/** A message standing in a queue. `message` is the seq of its MessageCreated fact. */
export interface SlotView {
  readonly message: number;
  readonly form: FormName;
  /** How often it was handed out so far. */
  readonly handouts: number;
  /** As it was published; absent without one. */
  readonly priority?: number;
}

export interface UnackedView extends SlotView {
  /** Part id of the service that holds it, and the number of its instance. */
  readonly service: string;
  readonly instance: number;
}

/**
 * What the timeline draws of the branch in view, up to its head. A lane is the same reference
 * while nothing was added to it.
 */
export interface TimelineData {
  /** Id of the branch in view. */
  readonly branch: number;
  readonly branches: readonly BranchView[];
  /** How many facts the branch has; the last one's seq + 1. */
  readonly factCount: number;
  readonly headMs: number;
  /** A lane for each service, in causal order. */
  readonly lanes: readonly LaneView[];
}

export interface LaneView {
  readonly id: string;
  readonly label: string;
  readonly ticks: Ticks;
  readonly deadStretches: readonly DeadStretch[];
  /** While a group that it belongs to was divided anew. */
  readonly rebalances: readonly Stretch[];
}

/**
 * Messages created or received by a service, in the order of their facts, as columns of which the
 * first `count` entries are valid. The columns are shared with later views: read, never keep.
 */
export interface Ticks {
  readonly count: number;
  readonly atMs: Int32Array;
  readonly seq: Int32Array;
  /** Position in the topology's forms; RECEIVED is added where the service received it. */
  readonly form: Uint8Array;
}

/** A flag in `Ticks.form`: the service received this message; else it created it. */
export const RECEIVED = 0x80;

/** A time during which something was so, with the fact that began it. */
export interface Stretch {
  readonly fromMs: number;
  readonly fromSeq: number;
  /** When it ended, and by which fact; null if it still is so at the head. */
  readonly toMs: number | null;
  readonly toSeq: number | null;
}

/** A time during which a service was down whole, until it was revived. */
export interface DeadStretch extends Stretch {
  /** How many messages it held when it was killed. */
  readonly held: number;
  /** Seqs of the facts by which messages went back to a queue because of it. */
  readonly givenBack: readonly number[];
}
