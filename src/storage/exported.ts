/**
 * A learner's work as one JSON text to take away: progress, settings, and of each run what makes
 * it again. Facts are left out; they follow from it.
 */
import type { LessonProgress, Settings } from './records';
import type { StoredRun } from './segments';

/** Exported JSON text, indented to be read. `madeAt` is ISO 8601. */
export function exportedText(
  progress: readonly LessonProgress[],
  settings: Settings,
  runs: readonly StoredRun[],
  madeAt: Date,
): string {
  const inputs = runs.map(({ id, scenario, handlers, seed, worldVersion, branches }) => ({
    id,
    scenario,
    handlers,
    seed,
    worldVersion,
    branches: branches.map(
      ({ id: branch, parent, forkSeq, forkMs, label, interventions, pending, answers }) => ({
        ...{ id: branch, parent, forkSeq, forkMs, label },
        ...{ interventions, pending, answers },
      }),
    ),
  }));
  const content = { format: 'past-tense', version: 1, madeAt, progress, settings, runs: inputs };
  return JSON.stringify(content, null, 2);
}
