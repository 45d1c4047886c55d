/** What the bench page and its engine's worker say to each other. Types only. */
import type { Frame, Topology } from '../../../projection';
import type { OpenRun } from '../../../engine/client';

/** From the page. */
export type Ask =
  /** Opens a run in memory. */
  | { readonly kind: 'open'; readonly open: OpenRun }
  /** Lets it go on by so many facts: a frame follows. */
  | { readonly kind: 'advance'; readonly facts: number }
  /** The facts of the last frame once more, as one record each. */
  | { readonly kind: 'records' }
  /** Moves the cursor: a frame follows. */
  | { readonly kind: 'seek'; readonly seq: number }
  /** Grows a run to so many facts and stores it over the port. */
  | {
      readonly kind: 'store';
      readonly open: OpenRun;
      readonly facts: number;
      readonly port: MessagePort;
    }
  /** Opens a run that the port's storage has. */
  | { readonly kind: 'reopen'; readonly open: OpenRun; readonly port: MessagePort };

/** One fact as an object, as nobody sends it. */
export type FactRecord = { readonly [column: string]: number };

/** What growing and storing took, in ms. */
export interface StoreTimes {
  readonly growMs: number;
  readonly storeMs: number;
}

/** What opening again took, in ms, and what came of it. */
export interface Reopening {
  readonly reopenMs: number;
  readonly facts: number;
  readonly found: string;
}

/** To the page. */
export type Told =
  | { readonly kind: 'opened'; readonly topology: Topology }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'records'; readonly records: readonly FactRecord[] }
  | { readonly kind: 'stored'; readonly times: StoreTimes }
  | { readonly kind: 'reopened'; readonly reopening: Reopening };
