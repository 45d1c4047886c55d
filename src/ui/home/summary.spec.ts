// Checks what the course map says of the learner's way.
import { expect, test } from 'vitest';
import type { CourseEntry, CoursePart } from '../../course';
import { summarize, type LessonStanding } from './summary';

const entry = (number: number, built: boolean): CourseEntry => ({
  number,
  title: `Lesson ${number}`,
  minutes: 5,
  built,
  stepCount: 5,
});
const course: CoursePart[] = [
  { number: 1, title: 'One', line: '', lessons: [entry(1, false), entry(2, true)] },
  { number: 2, title: 'Two', line: '', lessons: [entry(3, true), entry(4, true)] },
];
const standings = (...pairs: [number, LessonStanding][]) => new Map(pairs);

test('a newcomer starts with the first lesson that is built', () => {
  expect(summarize(course, standings())).toMatchObject({
    count: 4,
    done: 0,
    minutes: 20,
    next: { number: 2 },
  });
});

test('who has begun a lesson goes on with it, also past one that was left out', () => {
  const begun = standings([3, { step: 2, isDone: false }]);
  expect(summarize(course, begun).next?.number).toBe(3);
});

test('done lessons count, and there is no next when all that is built is done', () => {
  const done = { step: 5, isDone: true };
  const summary = summarize(course, standings([2, done], [3, done], [4, done]));
  expect(summary).toMatchObject({ done: 3, next: null });
});
