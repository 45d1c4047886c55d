/**
 * What page and storage worker say to each other, as types: calls by name with their answers,
 * and what the worker tells by itself. The engine's port has its own words (segments.ts).
 */
import type { StorageStatus } from './keeper';
import type { LessonProgress, Settings } from './records';

/** Calls: what is asked with, what is answered. */
export interface Calls {
  readonly progress: { readonly ask: null; readonly answer: readonly LessonProgress[] };
  readonly putProgress: { readonly ask: LessonProgress; readonly answer: LessonProgress };
  readonly settings: { readonly ask: null; readonly answer: Settings };
  readonly putSettings: { readonly ask: Partial<Settings>; readonly answer: Settings };
  /** Ids of a family, the newest first. */
  readonly listRuns: { readonly ask: string; readonly answer: readonly string[] };
  readonly deleteRun: { readonly ask: string; readonly answer: null };
  /** JSON text. */
  readonly exportAll: { readonly ask: null; readonly answer: string };
  readonly retry: { readonly ask: null; readonly answer: null };
}

export type CallName = keyof Calls;

/** One call; its answer carries the same number. */
export interface Call<Name extends CallName = CallName> {
  readonly kind: 'call';
  readonly number: number;
  readonly name: Name;
  readonly ask: Calls[Name]['ask'];
}

/** Page to worker. */
export type PageMessage =
  | { [Name in CallName]: Call<Name> }[CallName]
  | { readonly kind: 'engine'; readonly port: MessagePort };

/** Worker to page. `ready` is the first. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: unknown }
  /** Our bug: calls answer from memory where the disk fails. */
  | { readonly kind: 'failed'; readonly number: number; readonly message: string }
  | { readonly kind: 'status'; readonly status: StorageStatus }
  | { readonly kind: 'progress'; readonly progress: readonly LessonProgress[] }
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** The run claimed as `from` is kept as `to` from now on. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

/** A worker, its own global scope, or a port: each speaks to the other side. */
export interface Endpoint<Out> {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: Out, transfer: Transferable[]): void;
}
