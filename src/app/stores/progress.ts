/**
 * Owns what the page knows of the learner's progress, by lesson. Keeping and merging is storage's;
 * until it has answered, and where it cannot be started, nobody has begun anything.
 */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { KeptProgress } from '../../course';
import type { Standings } from '../../ui/home';

/** What storage must offer to keep progress; `watch` also tells what other tabs reached. */
export interface ProgressStorage {
  all(): Promise<readonly KeptProgress[]>;
  put(progress: KeptProgress): Promise<KeptProgress>;
  watch(listener: (progress: KeptProgress) => void): () => void;
}

type Progress = ReadonlyMap<number, KeptProgress>;

const store = createStore<Progress>(() => new Map());
let storage: ProgressStorage | null = null;
let loaded: Promise<void> = Promise.resolve();

/** Lets storage keep progress. Once, at the start of the page. */
export function keepProgressIn(kept: ProgressStorage): void {
  storage = kept;
  kept.watch((progress) => take([progress]));
  loaded = kept.all().then(take, () => undefined);
}

/** How far the learner is in a lesson; null if it was never begun. Waits for storage. */
export async function progressBefore(lesson: number): Promise<KeptProgress | null> {
  await loaded;
  return store.getState().get(lesson) ?? null;
}

/** Takes over what the learner reached just now, and has it kept. */
export function keepProgress(progress: KeptProgress): void {
  take([progress]);
  // What cannot be written waits in memory, and the strip says so.
  storage?.put(progress).then(
    (merged) => take([merged]),
    () => undefined,
  );
}

/** Where the learner stands in each lesson, for the course map. */
export function useStandings(): Standings {
  const progress = useStore(store);
  return useMemo(
    () =>
      new Map(
        [...progress.values()].map(({ lesson, step, completedAt }) => [
          lesson,
          { step, isDone: completedAt !== null },
        ]),
      ),
    [progress],
  );
}

function take(records: readonly KeptProgress[]): void {
  const progress = new Map(store.getState());
  for (const record of records) {
    const known = progress.get(record.lesson);
    if (known === undefined || record.updatedAt >= known.updatedAt) {
      progress.set(record.lesson, record);
    }
  }
  store.setState(progress, true);
}
