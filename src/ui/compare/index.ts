/** Two runs side by side under one timeline, and what differed. */
export { Compare, type CompareProps } from './Compare';
export type { ComparedRuns } from './runs';
