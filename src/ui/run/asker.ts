/**
 * When a question about the run is asked anew: at once while time stands, at most five times a
 * second while it runs, never twice at a time; an answer that has been overtaken is dropped.
 */

/** How often a question is asked while time runs, at most. */
const ASK_EVERY_MS = 200;

export interface Asker {
  /** The run stands elsewhere: ask again. */
  moved(): void;
  end(): void;
}

/**
 * @param ask the question; null as an answer keeps what was known
 * @param running whether virtual time runs on
 */
export function createAsker<Answer>(
  ask: () => Promise<Answer | null>,
  running: () => boolean,
  deliver: (answer: Answer) => void,
): Asker {
  let ended = false;
  let asking = false;
  let wanted = false;
  let askedMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askNow(): void {
    asking = true;
    wanted = false;
    askedMs = performance.now();
    const answered = (answer: Answer | null): void => {
      asking = false;
      if (ended) return;
      // While time stands, an answer to an earlier question is stale: a newer one follows.
      if (answer !== null && (!wanted || running())) deliver(answer);
      if (wanted) moved();
    };
    ask().then(answered, () => answered(null));
  }
  function moved(): void {
    wanted = true;
    if (asking || ended) return;
    clearTimeout(timer);
    const restMs = running() ? askedMs + ASK_EVERY_MS - performance.now() : 0;
    if (restMs > 0) timer = setTimeout(moved, restMs);
    else askNow();
  }
  return {
    moved,
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
