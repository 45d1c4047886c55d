/** Owns what the course map says of the learner's way: offset, lag, and where to go on. */
import type { CourseEntry, CoursePart } from '../../course';

/** How far the learner has come in a lesson. Steps count from 1. */
export interface LessonStanding {
  readonly step: number;
  readonly isDone: boolean;
}

/** Standings by lesson number; a lesson that was never opened has none. */
export type Standings = ReadonlyMap<number, LessonStanding>;

export interface CourseSummary {
  readonly count: number;
  readonly done: number;
  readonly minutes: number;
  /** The lesson to go on with: begun first, else the first one that is built and not done. */
  readonly next: CourseEntry | null;
}

/** Counts over the whole course, lessons that are not built included. */
export function summarize(course: readonly CoursePart[], standings: Standings): CourseSummary {
  const lessons = course.flatMap((part) => part.lessons);
  const isDone = ({ number }: CourseEntry) => standings.get(number)?.isDone === true;
  const open = lessons.filter((lesson) => lesson.built && !isDone(lesson));
  return {
    count: lessons.length,
    done: lessons.filter(isDone).length,
    minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
    next: open.find(({ number }) => standings.has(number)) ?? open[0] ?? null,
  };
}
