/** Owns what the lesson's page needs of an opened run; opening one is `src/app/session`'s. */
import type { LearnerAnswer, ScriptHost } from '../../course';
import type { ComparedRuns } from '../../ui/compare';
import type { RunContextValue } from '../../ui/run';

/** The run of a lesson while its page stands. */
export interface LessonRun {
  /** What stage, timeline and inspector work with. */
  readonly context: RunContextValue;
  /** The two runs of a comparison, of which `context` is both as one; null for a single run. */
  readonly sides: ComparedRuns | null;
  /** The hands of hints and tries. */
  readonly host: ScriptHost;
  /** Tells the run what the learner said. */
  readonly answer: (answer: LearnerAnswer) => void;
  /** Ends the run's life on this page; what happened is kept. */
  readonly close: () => void;
}
