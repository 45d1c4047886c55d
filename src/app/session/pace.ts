/**
 * Owns how often what people read is drawn anew: at once while time stands, about twelve times a
 * second while it runs. Everything that shows numbers is paced here, in one place, so that stage,
 * inspector and goals always show the same moment; clock and timeline follow every frame.
 */
import type { RunView } from '../../projection';

/** Real ms between two readable moments while time runs. */
const MOMENTS_APART_MS = 80;

/** What is paced. */
type Moment = Pick<RunView, 'stage' | 'verdicts' | 'metrics'>;

export interface Pace {
  /** The view with the moment that is to be shown now. */
  next(view: RunView, isPlaying: boolean): RunView;
  /** The newest moment, if another one is shown: for when time stops. */
  rest(): Moment | null;
}

/** A pace that has shown nothing yet. `now` gives real ms. */
export function createPace(now: () => number): Pace {
  let shown: Moment | null = null;
  let newest: Moment | null = null;
  let shownAtMs = Number.NEGATIVE_INFINITY;
  return {
    next(view, isPlaying) {
      newest = momentOf(view);
      if (shown === null || !isPlaying || now() - shownAtMs >= MOMENTS_APART_MS) {
        shown = newest;
        shownAtMs = now();
      }
      return { ...view, ...shown };
    },
    rest() {
      if (newest === shown) return null;
      shown = newest;
      return shown;
    },
  };
}

function momentOf({ stage, verdicts, metrics }: RunView): Moment {
  return { stage, verdicts, metrics };
}
