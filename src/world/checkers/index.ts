/** Invariants of the world, one file each; whoever watches a run folds them over its facts. */
import type { Plan } from '../plan';
import type { Checker } from './checker';
import { conservation } from './conservation';
import { handouts } from './handouts';
import { oneHolder } from './oneHolder';
import { settledOnce } from './settledOnce';

export type { Checker, Violation } from './checker';
export { conservation, handouts, oneHolder, settledOnce };

/** All invariants, for one branch of a plan. */
export function checkersOf(plan: Plan): Checker[] {
  return [conservation, oneHolder, settledOnce, handouts].map((watch) => watch(plan));
}
