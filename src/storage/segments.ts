/**
 * What engine and storage worker say to each other over their port: journals in segments. One
 * commit is one transaction. Types only; both sides import them.
 */
import type { Json, TimedIntervention } from '../world';

/** A branch as it is kept beside its segments. */
export interface StoredBranch {
  readonly id: number;
  readonly parent: number;
  /** Facts it shares with its parent. */
  readonly forkSeq: number;
  readonly forkMs: number;
  readonly label: string;
  readonly interventions: readonly TimedIntervention[];
  /** Interventions still to come: the scenario's own faults, and later ones that a fork keeps. */
  readonly pending: readonly TimedIntervention[];
  readonly checkpoints: readonly StoredCheckpoint[];
  readonly headMs: number;
  readonly length: number;
  readonly answers: readonly Json[];
}

/** A named moment of a branch: `seq` was its last fact then, at `atMs` of virtual time. */
export interface StoredCheckpoint {
  readonly seq: number;
  readonly atMs: number;
  readonly label: string;
}

/** Everything about a run but its facts. Small; rewritten with each commit. */
export interface StoredRun {
  readonly id: string;
  readonly scenario: Json;
  /** The handlers' emitted code, by the path that the scenario names: facts follow from it. */
  readonly handlers: { readonly [path: string]: string };
  /** The goals' emitted code: what keyframes say of goals holds for these only. */
  readonly goals: string | null;
  readonly seed: number;
  /** Version of the world's rules that made the facts. */
  readonly worldVersion: string;
  /** The branch in view, and where the view stood: its time, and the last fact by then. */
  readonly branch: number;
  readonly cursorMs: number;
  readonly cursorSeq: number;
  readonly branches: readonly StoredBranch[];
  /** How many values the run's table has: tells a whole table from one that lost its end. */
  readonly valueCount: number;
}

/**
 * A stored chunk of 1,024 facts of one branch (see kernel's journal), the last one padded with
 * zeros; `index` counts chunks from the run's start. A branch keeps only the chunks that it does
 * not share whole with its parent: those from `forkSeq >> 10` on.
 */
export interface StoredSegment {
  readonly branch: number;
  readonly index: number;
  readonly columns: Int32Array;
}

/**
 * Values of the run's table from id `from` on, as JSON texts. A commit of values from
 * `from` on stands in place of whatever was kept from there.
 */
export interface StoredValues {
  readonly from: number;
  readonly texts: readonly string[];
}

/** The latest keyframe of a branch: the world after its first `length` facts. */
export interface StoredKeyframe {
  readonly branch: number;
  readonly length: number;
  readonly world: Int32Array;
  /** How the lesson's goals stood then: plain data of the engine's (timeline's GoalSnapshot). */
  readonly goals: unknown;
}

/** A branch of which less is whole than was written: `kept` facts of `written`. */
export interface BranchCut {
  readonly branch: number;
  readonly kept: number;
  readonly written: number;
}

/**
 * Engine to storage. Commits are carried out in order; those that wait are written together.
 * A commit that failed need not be sent again: storage holds it and writes it when it can.
 * The columns of a commit belong to storage from then on.
 */
export type StorageRequest =
  | { readonly kind: 'load'; readonly number: number; readonly id: string }
  | {
      readonly kind: 'commit';
      readonly number: number;
      readonly id: string;
      readonly run: StoredRun;
      readonly segments: readonly StoredSegment[];
      readonly values: StoredValues | null;
      readonly keyframe: StoredKeyframe | null;
      /** True: first forget everything kept under this id (a run started anew). */
      readonly fresh: boolean;
    };

/**
 * Storage to engine. `loaded` has segments in order of branch and index, and values without gap
 * or overlap. After a `load` that failed the engine may start the run anew: storage keeps the
 * new run beside the old one, which it could not read.
 */
export type StorageReply =
  | {
      readonly kind: 'loaded';
      readonly number: number;
      readonly run: StoredRun | null;
      readonly segments: readonly StoredSegment[];
      readonly values: readonly StoredValues[];
      readonly keyframes: readonly StoredKeyframe[];
      /**
       * Branches that were cut to their longest whole prefix (their `length` says so already).
       * Empty for a run that is whole. The interventions are: the run can be made again.
       */
      readonly cuts: readonly BranchCut[];
    }
  | { readonly kind: 'committed'; readonly number: number }
  | {
      readonly kind: 'failed';
      readonly number: number;
      /** full: quota; blocked: storage refused or blocked; broken: anything else. */
      readonly reason: 'full' | 'blocked' | 'broken';
      readonly retriable: boolean;
    };
