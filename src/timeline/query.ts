/** Questions about a run at its cursor, and their answers. Types only; see answers.ts. */
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
  /** A service's instances and what they hold. */
  | { readonly kind: 'service'; readonly part: string }
  /** A message with its correlation, causation and what happened to it. */
  | { readonly kind: 'message'; readonly message: string }
  /** What stands for all facts up to the cursor: runs with the same hash are the same run. */
  | { readonly kind: 'hash' };

/** Which facts the log shows. */
export interface LogFilter {
  /** Only facts that belong to this part; null: of all parts. */
  readonly part: string | null;
  /** Only the errors that customers saw (RequestFailed). */
  readonly errorsOnly: boolean;
}

export interface QueueMessage extends MessageDetail {
  readonly place: 'ready' | 'unacked' | 'dead';
  readonly handouts: number;
  readonly heldBy: string | null;
  readonly enqueuedMs: number;
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
      }[];
    }
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
      readonly kind: 'message';
      readonly detail: MessageDetail | null;
      readonly history: readonly LogRow[];
    }
  | { readonly kind: 'hash'; readonly hash: string };
