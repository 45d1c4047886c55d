/** A run as the views know it: its state, and what a person can do to it. */
export {
  RunContext,
  useRun,
  useRunActions,
  useRunContext,
  type ActionOutcome,
  type FlightBeat,
  type PlaybackState,
  type RunActions,
  type RunContextValue,
  type RunState,
  type Selection,
  type SettlementName,
} from './context';
export { useQueryOf, useRunQuery, type Answered, type Question } from './useRunQuery';
export { tellRefusal } from './tellRefusal';
