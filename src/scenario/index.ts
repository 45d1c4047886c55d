/** The authored document: parsed, checked, migrated, and made into a plan. */
export { ScenarioError } from './errors';
export type { ScenarioFault } from './errors';
export type {
  AnyGoal,
  AnyMetric,
  Goal,
  GoalModule,
  GoalWorld,
  GroupView,
  LearnerAnswer,
  MessageView,
  PartitionCounts,
  Metric,
  Verdict,
} from './goal';
export { MAX_TEXT, parseScenario, parseScenarioText } from './parse';
export { planOf } from './plan';
export type { PartConfig, Scenario } from './schema';
