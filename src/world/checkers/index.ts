/** Invariants of the world, one file each; whoever watches a run folds them over its facts. */
export type { Checker, Violation } from './checker';
export { conservation } from './conservation';
