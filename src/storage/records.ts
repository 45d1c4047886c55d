/**
 * What is kept of the learner besides runs: progress through a lesson and settings. Shapes and
 * how two records of the same thing become one; not where they lie.
 */

/** How far a learner is in one lesson. Steps count from 1, as in addresses. */
export interface LessonProgress {
  readonly lesson: number;
  /** The step the learner was last on. */
  readonly step: number;
  /** The furthest step ever opened. */
  readonly furthest: number;
  /** Steps that are done, ascending. */
  readonly stepsDone: readonly number[];
  /** Goal id → how and when it was met first. */
  readonly goalsMet: Readonly<Record<string, GoalMet>>;
  /** Question id → the prediction. The first is kept; it is never edited. */
  readonly predictions: Readonly<Record<string, Prediction>>;
  /** When the lesson was first completed, ms since 1970 by this machine's clock; else null. */
  readonly completedAt: number | null;
  /** Goal id → how many hints of its ladder were shown. */
  readonly hintsUsed: Readonly<Record<string, number>>;
  /** When this record was made, ms since 1970 by this machine's clock. */
  readonly updatedAt: number;
}

/** The fact that met a goal (its seq on the branch in view), and when by this machine's clock. */
export interface GoalMet {
  readonly runSeq: number;
  readonly time: number;
}

/** The option chosen, from 0, and the virtual time of the run at which it was locked. */
export interface Prediction {
  readonly option: number;
  readonly atMs: number;
}

/** What a learner sets for the whole site. `system` follows the machine. */
export interface Settings {
  readonly theme: 'light' | 'dark' | 'system';
  readonly motion: 'system' | 'reduced';
}

/** Settings of a learner who never set any. */
export const defaultSettings: Settings = { theme: 'system', motion: 'system' };

/** Progress by lesson, and those settings that were set. */
export interface Records {
  readonly progress: ReadonlyMap<number, LessonProgress>;
  readonly settings: Partial<Settings>;
}

/** Nothing recorded. */
export const noRecords: Records = { progress: new Map(), settings: {} };

/**
 * Two records of one lesson as one that loses nothing of either, so that two tabs never harm
 * each other. `kept` was there first: its predictions and goals stand. Merging twice changes
 * nothing.
 */
export function mergeProgress(
  kept: LessonProgress | undefined,
  next: LessonProgress,
): LessonProgress {
  if (kept === undefined) return next;
  const steps = new Set([...kept.stepsDone, ...next.stepsDone]);
  return {
    lesson: kept.lesson,
    step: latestStep(kept, next),
    furthest: Math.max(kept.furthest, next.furthest),
    stepsDone: [...steps].sort((one, other) => one - other),
    goalsMet: { ...next.goalsMet, ...kept.goalsMet },
    predictions: { ...next.predictions, ...kept.predictions },
    completedAt: earliest(kept.completedAt, next.completedAt),
    hintsUsed: largest(kept.hintsUsed, next.hintsUsed),
    updatedAt: Math.max(kept.updatedAt, next.updatedAt),
  };
}

/** Records with later ones on top: progress merged, each setting as it was set last. */
export function mergeRecords(kept: Records, next: Records): Records {
  const progress = new Map(kept.progress);
  for (const [lesson, record] of next.progress) {
    progress.set(lesson, mergeProgress(progress.get(lesson), record));
  }
  return { progress, settings: { ...kept.settings, ...next.settings } };
}

/** Within one millisecond the further step counts: the order of merging must not matter. */
function latestStep(kept: LessonProgress, next: LessonProgress): number {
  if (kept.updatedAt === next.updatedAt) return Math.max(kept.step, next.step);
  return kept.updatedAt < next.updatedAt ? next.step : kept.step;
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function largest(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { ...one };
  for (const [id, count] of Object.entries(other)) counts[id] = Math.max(counts[id] ?? 0, count);
  return counts;
}
