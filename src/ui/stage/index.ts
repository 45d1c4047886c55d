/** The stage: what runs, drawn where it stands, and everything a hand can do to it. */
export { Stage } from './Stage';
export type { StageVariant } from './scene';
