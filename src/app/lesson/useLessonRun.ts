/** Owns the life of a run on the lesson's page: opened with it, closed with it. */
import { useEffect, useState } from 'react';
import type { Lesson } from '../../course';
import { openLessonRun } from '../session';
import type { LessonRun } from './lessonRun';

/** The lesson's run; null while it is being opened. Throws, while rendering, what opening threw. */
export function useLessonRun(lesson: Lesson): LessonRun | null {
  const [run, setRun] = useState<LessonRun | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  useEffect(() => {
    let isGone = false;
    let opened: LessonRun | null = null;
    openLessonRun(lesson).then(
      (next) => {
        if (isGone) {
          next.close();
          return;
        }
        opened = next;
        setRun(next);
      },
      (error: unknown) => {
        if (!isGone) setFailure({ error });
      },
    );
    return () => {
      isGone = true;
      opened?.close();
      setRun(null);
    };
  }, [lesson]);
  if (failure !== null) throw failure.error;
  return run;
}
