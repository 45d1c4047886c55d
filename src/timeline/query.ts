/** Questions about a run at its cursor, and their answers. Types only; see answers.ts. */
import type { Intervention, Json, KeyView } from '../world';
import type { Outcome, OutcomeQuestion } from './outcome';
import type { LogRow, MessageDetail } from './rows';

export type SeekTarget =
  | { readonly kind: 'time'; readonly atMs: number }
  | { readonly kind: 'fact'; readonly seq: number }
  /** One fact forwards (+1) or back (-1). */
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'head' };

/** Questions of inspector, log and timeline, answered for the cursor of the branch in view. */
export type Query =
  /** A fact as text: for hovers. */
  | { readonly kind: 'fact'; readonly seq: number }
  /**
   * At most `count` rows (and at most 500) of the facts that the filter lets through, from the
   * `from`th of them on. Without a filter all facts count, so that `from` is a seq.
   */
  | {
      readonly kind: 'log';
      readonly from: number;
      readonly count: number;
      readonly filter?: LogFilter;
    }
  /** What a part has done up to the cursor: how many facts of each kind belong to it. */
  | { readonly kind: 'activity'; readonly part: string }
  /** The messages standing in a queue, head first. At most 200. */
  | { readonly kind: 'queue'; readonly part: string }
  /** Depth of a queue over time: `points` pairs (atMs, ready), steps. */
  | {
      readonly kind: 'depth';
      readonly part: string;
      readonly fromMs: number;
      readonly toMs: number;
    }
  /** A stream's partitions and settings. At most 64 partitions. */
  | { readonly kind: 'stream'; readonly part: string }
  /** At most 50 records of a partition from an offset on; from -1: the last ones. */
  | {
      readonly kind: 'records';
      readonly part: string;
      readonly partition: number;
      readonly from: number;
    }
  /** A group's members, offsets and settings. */
  | { readonly kind: 'group'; readonly part: string }
  /** A group's lag over time, in all its partitions: steps. */
  | {
      readonly kind: 'lag';
      readonly part: string;
      readonly fromMs: number;
      readonly toMs: number;
    }
  /** A service's instances and what they hold. */
  | { readonly kind: 'service'; readonly part: string }
  /** The streams that a part produces to, and under which keys. */
  | { readonly kind: 'keys'; readonly part: string }
  /** A message with its correlation, causation and what happened to it. */
  | { readonly kind: 'message'; readonly message: string }
  /** What became of a service's work: for comparing two runs. */
  | ({ readonly kind: 'outcome' } & OutcomeQuestion)
  /** The moments beside the cursor at which something happens: for stepping two runs as one. */
  | { readonly kind: 'moments' }
  /** What stands for all facts up to the cursor: runs with the same hash are the same run. */
  | { readonly kind: 'hash' };

/** Which facts the log shows. */
export interface LogFilter {
  /** Only facts that belong to this part; null: of all parts. */
  readonly part: string | null;
  /** Only the errors that customers saw (RequestFailed). */
  readonly errorsOnly: boolean;
  /** Only these facts: those that stand behind a number. */
  readonly seqs?: readonly number[];
}

export interface QueueMessage extends MessageDetail {
  readonly place: 'ready' | 'unacked' | 'dead';
  readonly handouts: number;
  readonly heldBy: string | null;
  readonly enqueuedMs: number;
  /** As it was published; null without one. */
  readonly priority: number | null;
  readonly headers: { readonly [name: string]: Json };
  /** Its history as a dead letter, newest first (RabbitMQ's x-death): ids of queues. */
  readonly deaths: readonly {
    readonly queue: string;
    readonly reason: string;
    readonly count: number;
  }[];
}

/** A setting that can be changed while the world runs, by its name in a scenario. */
export type SettingView = {
  readonly name: keyof Extract<Intervention, { kind: 'Configure' }>['settings'];
} & (
  | { readonly kind: 'number'; readonly optional: boolean; readonly value: number | null }
  | { readonly kind: 'choice'; readonly value: string; readonly choices: readonly string[] }
  | { readonly kind: 'flag'; readonly value: boolean }
);

/** A record of a partition. Markers of transactions have no message. */
export interface RecordRow {
  readonly offset: number;
  readonly seq: number;
  readonly atMs: number;
  readonly state: 'plain' | 'marker' | 'aborted';
  /** Message id. */
  readonly message: string | null;
  readonly type: string;
  readonly form: string;
  readonly key: string | null;
  readonly data: Json;
}

/** A partition in full; offsets, sizes in bytes, `leader` -1 if nobody can lead. */
export interface PartitionRow {
  readonly partition: number;
  readonly leader: number;
  readonly leaderAlive: boolean;
  readonly epoch: number;
  readonly startOffset: number;
  readonly highWatermark: number;
  readonly endOffset: number;
  readonly bytes: number;
  readonly replicas: readonly {
    readonly node: number;
    readonly endOffset: number;
    readonly inSync: boolean;
    readonly alive: boolean;
  }[];
  readonly segments: readonly {
    readonly baseOffset: number;
    readonly nextOffset: number;
    readonly count: number;
    readonly bytes: number;
  }[];
  /** When the oldest record was written; null if there is none. */
  readonly oldestMs: number | null;
}

export type QueryResult =
  | { readonly kind: 'fact'; readonly row: LogRow | null }
  | {
      readonly kind: 'log';
      readonly rows: readonly LogRow[];
      /** How many facts of the branch the filter lets through, and how many up to the cursor. */
      readonly total: number;
      readonly totalAtCursor: number;
      /** How many errors customers saw up to the cursor, whatever the filter. */
      readonly customerErrors: number;
    }
  | { readonly kind: 'activity'; readonly counts: { readonly [factKind: string]: number } }
  | {
      readonly kind: 'queue';
      readonly messages: readonly QueueMessage[];
      readonly total: number;
      readonly consumers: readonly {
        readonly service: string;
        readonly instance: number;
        readonly unacked: number;
        readonly prefetch: number;
        readonly autoAck: boolean;
        /** Of a queue with a single active consumer: false while it stands by. */
        readonly active: boolean;
      }[];
      readonly settings: readonly SettingView[];
      /** Copies enqueued a second, over the last second. */
      readonly perSecond: number;
    }
  | {
      readonly kind: 'stream';
      readonly partitions: readonly PartitionRow[];
      readonly settings: readonly SettingView[];
      /** Records appended a second, over the last second; how many there are. */
      readonly perSecond: number;
      readonly records: number;
    }
  | {
      readonly kind: 'records';
      readonly rows: readonly RecordRow[];
      readonly startOffset: number;
      readonly endOffset: number;
    }
  | {
      readonly kind: 'group';
      readonly protocol: string;
      readonly state: string;
      readonly generation: number;
      readonly sessionTimeoutMs: number;
      readonly members: readonly {
        readonly service: string;
        readonly instance: number;
        readonly sinceHeardMs: number;
        readonly generation: number;
        readonly joined: boolean;
        readonly owned: readonly { readonly stream: string; readonly partition: number }[];
      }[];
      readonly partitions: readonly {
        readonly stream: string;
        readonly partition: number;
        readonly startOffset: number;
        readonly endOffset: number;
        readonly committed: number | null;
        readonly lag: number | null;
        readonly owner: { readonly service: string; readonly instance: number } | null;
      }[];
      /** Share groups: records that are locked or wait to be handed out again. */
      readonly inFlight: readonly {
        readonly stream: string;
        readonly partition: number;
        readonly offset: number;
        readonly count: number;
        readonly lockedBy: string | null;
      }[];
      readonly settings: readonly SettingView[];
    }
  | { readonly kind: 'lag'; readonly atMs: Int32Array; readonly lag: Int32Array }
  | { readonly kind: 'depth'; readonly atMs: Int32Array; readonly ready: Int32Array }
  | {
      readonly kind: 'service';
      readonly instances: readonly {
        readonly instance: number;
        readonly state: 'idle' | 'busy' | 'dead';
        readonly holds: readonly QueueMessage[];
      }[];
      readonly consumes: readonly {
        readonly queue: string;
        readonly prefetch: number;
        readonly acknowledge: 'afterWork' | 'onDelivery';
      }[];
    }
  | {
      readonly kind: 'keys';
      readonly streams: readonly {
        readonly stream: string;
        /** A field of the data, none (null) or a fixed text; `mixed`: by type of message. */
        readonly key: KeyView['key'];
        /** Fields that could be the key, as far as they are known. */
        readonly fields: readonly string[];
      }[];
    }
  | {
      readonly kind: 'message';
      readonly detail: MessageDetail | null;
      readonly history: readonly LogRow[];
    }
  /** Null for a service that is not there. */
  | { readonly kind: 'outcome'; readonly outcome: Outcome | null }
  /** Virtual ms; null where nothing happened before, or nothing will happen. */
  | { readonly kind: 'moments'; readonly previousMs: number | null; readonly nextMs: number | null }
  | { readonly kind: 'hash'; readonly hash: string };
