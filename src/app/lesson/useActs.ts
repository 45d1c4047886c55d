/** Owns the scripts that the panel has started: hints that do it, offers to try. One at a time. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { goalsOf, runAct, runScript, type Lesson } from '../../course';
import type { ActState } from '../../ui/course';
import type { LessonRun } from './lessonRun';

export interface Acts {
  readonly states: { readonly [id: string]: ActState };
  /** Does what a goal's last hint offers. */
  readonly act: (goal: string) => void;
  /** Carries out an offer of the text. */
  readonly attempt: (id: string) => void;
}

/** Scripts over this run; they end with the page. */
export function useActs(lesson: Lesson, run: LessonRun | null): Acts {
  const [states, setStates] = useState<Acts['states']>({});
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), [run]);

  const start = useCallback((id: string, script: (signal: AbortSignal) => Promise<unknown>) => {
    current.current?.abort();
    const { signal } = (current.current = new AbortController());
    setStates((before) => ({ ...before, [id]: 'running' }));
    script(signal).then(
      () => setStates((before) => ({ ...before, [id]: 'done' })),
      // Ended by another script, by the page, or by a run that failed and says so itself.
      () => setStates(({ [id]: _ended, ...rest }) => rest),
    );
  }, []);

  const act = useCallback(
    (goal: string) => {
      const text = goalsOf(lesson).find(({ id }) => id === goal);
      const offer = text?.hints.find((hint) => hint.act !== null)?.act;
      if (run && offer) start(goal, (signal) => runAct(goal, offer, run.host, signal));
    },
    [lesson, run, start],
  );
  const attempt = useCallback(
    (id: string) => {
      const script = lesson.tries[id];
      if (run && script) start(id, (signal) => runScript(script, run.host, signal));
    },
    [lesson, run, start],
  );
  return { states, act, attempt };
}
