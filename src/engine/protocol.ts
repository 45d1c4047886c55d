/**
 * What page and engine say to each other, as data. Every command carries a number that the
 * answer repeats. Frames come by themselves, after the command that changed something.
 */
import type { LearnerAnswer, ScenarioFault } from '../scenario';
import type { Frame, Query, QueryResult, SeekTarget, Topology } from '../timeline';
import type { Intervention, Json } from '../world';

/** A scenario ready to be sent: parsed JSON, its handlers' emitted code, its goals' code. */
export interface OpenRun {
  readonly scenario: Json;
  /** Emitted JavaScript by the handler's path as the scenario names it. */
  readonly handlers: { readonly [path: string]: string };
  /** Emitted JavaScript of the lesson's goals.ts (an IIFE-free module body), or null. */
  readonly goals: string | null;
  /** `::until` conditions of the lesson: id → what to wait for. */
  readonly waits: { readonly [id: string]: { readonly message: string; readonly count: number } };
  readonly seed: number | null;
  /** Under which id storage keeps the run; null keeps it in memory only. */
  readonly storedAs: string | null;
  /** True: continue what storage has under that id, if anything. */
  readonly resume: boolean;
}

export type Command =
  | { readonly kind: 'open'; readonly run: number; readonly open: OpenRun }
  | { readonly kind: 'close'; readonly run: number }
  /** Lets virtual time go on: to `toMs`, and never over more than `maxFacts` facts. */
  | {
      readonly kind: 'advance';
      readonly run: number;
      readonly toMs: number;
      readonly maxFacts: number;
    }
  /** Moves the cursor; changes nothing that happened. */
  | { readonly kind: 'seek'; readonly run: number; readonly to: SeekTarget }
  | { readonly kind: 'intervene'; readonly run: number; readonly intervention: Intervention }
  /** Takes the last intervention back: resumes before it on a new branch, the old is kept. */
  | { readonly kind: 'undo'; readonly run: number }
  /** A new future from the cursor. `keepLater`: interventions after the cursor happen again. */
  | {
      readonly kind: 'fork';
      readonly run: number;
      readonly keepLater: boolean;
      readonly label: string;
      readonly change: Intervention | null;
    }
  | { readonly kind: 'switchBranch'; readonly run: number; readonly branch: number }
  | { readonly kind: 'checkpoint'; readonly run: number; readonly label: string }
  | { readonly kind: 'answer'; readonly run: number; readonly answer: LearnerAnswer }
  /** Starts the run again from the beginning, with this seed. */
  | { readonly kind: 'restart'; readonly run: number; readonly seed: number }
  | { readonly kind: 'query'; readonly run: number; readonly query: Query };

export type Reply =
  | { readonly ok: true; readonly value: ReplyValue }
  | { readonly ok: false; readonly failure: Failure };

export type ReplyValue =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'opened';
      readonly topology: Topology;
      /** What was found in storage: nothing, the run itself, or a run that was made again. */
      readonly found: 'new' | 'resumed' | 'rerun' | 'rerunDiffers';
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'applied'; readonly seq: number }
  | { readonly kind: 'restarted'; readonly topology: Topology }
  | { readonly kind: 'branch'; readonly branch: number }
  | { readonly kind: 'result'; readonly result: QueryResult };

export type Failure =
  | { readonly kind: 'scenario'; readonly faults: readonly ScenarioFault[] }
  /** Our bug, with what reproduces it. */
  | {
      readonly kind: 'invariant';
      readonly message: string;
      readonly seed: number;
      readonly seq: number;
    }
  | { readonly kind: 'unknownRun' };

/** Page to engine. */
export interface Request {
  readonly number: number;
  readonly command: Command;
}

/** Engine to page. `ready` is the first. What storage refuses, storage tells the page itself. */
export type Message =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'reply'; readonly number: number; readonly reply: Reply };
