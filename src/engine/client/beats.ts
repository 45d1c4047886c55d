// Owns the page's clock while something plays: one beat for each of the page's own frames, with the
// real ms since the last. A hidden page gets none, and its time stands: the world is there to be
// watched.

export interface Beats {
  /** Asks for the next beat, unless one has been asked for. */
  ask(): void;
  stop(): void;
}

/** Beats for `onBeat`, each asked for by itself. */
export function createBeats(onBeat: (dtMs: number) => void): Beats {
  let request: number | undefined;
  let lastMs: number | undefined;
  return {
    ask() {
      request ??= requestAnimationFrame((atMs) => {
        request = undefined;
        const dtMs = atMs - (lastMs ?? atMs);
        lastMs = atMs;
        onBeat(dtMs);
      });
    },
    stop() {
      if (request !== undefined) cancelAnimationFrame(request);
      request = undefined;
      lastMs = undefined;
    },
  };
}
