/** The page that says how true the simulated world is. */
export { FidelityPage } from './FidelityPage';
export type {
  Evidence,
  FidelityReport,
  Mark,
  Prose,
  RecordingResult,
  Rule,
} from './report';
