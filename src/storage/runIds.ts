/**
 * How runs are named where they are kept: a family, and copies of it marked by "~". Who may
 * write which is decided by the claims.
 */

/** The family of a lesson's runs, and the id of the first of them. */
export function lessonFamily(lesson: number): string {
  return `lesson-${lesson}`;
}

/** The family of a run: of "lesson-2~4f1c", "lesson-2". */
export function familyOf(id: string): string {
  return id.split('~', 1)[0];
}

/** A new id in the family of a run. */
export function newCopyOf(id: string): string {
  return `${familyOf(id)}~${Math.random().toString(36).slice(2, 10)}`;
}
