/**
 * Storage: a worker of the page's origin keeps runs, progress and settings in one IndexedDB
 * database, and goes on in memory where the machine refuses. This is the page's door; Dexie is
 * behind it, in the worker. The engine speaks to the worker over a port, in the words below.
 *
 * Reading order: segments.ts and records.ts (what is kept), keeper.ts (when it is written), disk.ts
 * and rows.ts (how), wholeRun.ts (what can be relied on when it is read), runClaims.ts (which tab
 * writes what).
 */
import { createStorage, type Storage } from './client';
import { connectHost } from './hostLine';
import { browserTabMemory } from './runClaims';

/** Opens this origin's storage. Once per page: tabs find each other, one page is one writer. */
export function openStorage(): Storage {
  // Typed as always there, but missing where a page is not served securely.
  const locks: LockManager | undefined = navigator.locks;
  return createStorage(connectHost(), { locks, tabMemory: browserTabMemory() });
}

export type { StorageFault } from './errors';
export type { Storage, Unwatch } from './client';
export type { StorageStatus } from './keeper';
export type { GoalMet, LessonProgress, Prediction, Settings } from './records';
export type { RunClaim } from './runClaims';
export type {
  BranchCut,
  StorageReply,
  StorageRequest,
  StoredBranch,
  StoredCheckpoint,
  StoredKeyframe,
  StoredRun,
  StoredSegment,
  StoredValues,
} from './segments';
