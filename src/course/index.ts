/** Lessons: what they are made of, the learner's path through one, and what a handler sees. */
export type { Context, Event, Handler, PublishOptions } from './handler';
export type {
  Block,
  Comparison,
  ComparisonSide,
  CourseEntry,
  CoursePart,
  Debrief,
  GoalText,
  Hint,
  HintAct,
  Inline,
  Lesson,
  Question,
  ScriptStep,
  ScriptWait,
  Step,
  Unit,
} from './lesson';
export type {
  Goal,
  GoalModule,
  GoalWorld,
  LearnerAnswer,
  MessageView,
  Metric,
  Verdict,
} from '../scenario';
export type { Fact, FactName, FactOf, Json } from '../world';
export { goalSidesOf, goalsOf, pathMachine } from './path';
export type { PathContext, PathEmitted, PathEvent, PathInput } from './path';
export { pathView } from './pathView';
export type { GoalView, PathView } from './pathView';
export type { KeptProgress } from './progress';
export { runAct, runScript } from './script';
export type { ScriptHost, ScriptView } from './script';
export { metricText } from './text';
