/** Owns what an address of the site means; drawing it is the pages'. */
import type { CoursePart } from '../course';

export type Address =
  | { readonly kind: 'course' }
  /** `step` is null where the address leaves it to the learner's progress. */
  | { readonly kind: 'lesson'; readonly number: number; readonly step: number | null }
  | { readonly kind: 'fidelity' }
  | { readonly kind: 'notBuilt'; readonly number: number }
  | { readonly kind: 'unknown'; readonly address: string };

/**
 * Reads the part of the address after `#`: `/`, `/lesson/2`, `/lesson/2/3`, `/fidelity`. Everything
 * else is unknown, also lessons and steps that do not exist.
 */
export function readAddress(path: string, course: readonly CoursePart[]): Address {
  const unknown = { kind: 'unknown', address: path } as const;
  if (path === '/' || path === '') return { kind: 'course' };
  if (path === '/fidelity') return { kind: 'fidelity' };
  const match = /^\/lesson\/([1-9]\d*)(?:\/([1-9]\d*))?\/?$/.exec(path);
  if (match === null) return unknown;
  const number = Number(match[1]);
  const step = match[2] === undefined ? null : Number(match[2]);
  const entry = course.flatMap(({ lessons }) => lessons).find((at) => at.number === number);
  if (entry === undefined) return unknown;
  if (!entry.built) return { kind: 'notBuilt', number };
  // The debrief has the address after the last step's.
  if (step !== null && step > entry.stepCount + 1) return unknown;
  return { kind: 'lesson', number, step };
}
