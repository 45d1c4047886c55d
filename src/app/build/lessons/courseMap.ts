// Owns the course map: the list of all lessons joined with what is built of them. It does not own
// what a lesson says.
import * as v from 'valibot';
import type { CoursePart, Lesson } from '../../../course';
import { readYaml } from './checkedData';
import type { FileFaults } from './faults';

/** Path of the map's file, relative to the project's root. */
export const COURSE_FILE = 'lessons/course.en.yaml';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

const courseSchema = v.array(
  v.strictObject({
    title: text,
    line: text,
    lessons: v.array(v.strictObject({ number: positive, title: text, minutes: positive })),
  }),
);

/** The planned course, as its file states it. */
export type PlannedCourse = v.InferOutput<typeof courseSchema>;

/** Reads the map's file. Faults are reported and give an empty course. */
export function readCourse(yaml: string, faults: FileFaults): PlannedCourse {
  const course = readYaml(yaml, 1, courseSchema, faults) ?? [];
  const numbers = course.flatMap(({ lessons }) => lessons.map(({ number }) => number));
  numbers.forEach((number, index) => {
    if (number !== index + 1) faults.add(0, `Lesson ${number} is out of order`, 'count from 1');
  });
  return course;
}

/** The map as the page gets it. A built lesson must be where the map says, under its title. */
export function courseMap(
  course: PlannedCourse,
  built: readonly Lesson[],
  faults: FileFaults,
): CoursePart[] {
  const byNumber = new Map(built.map((lesson) => [lesson.number, lesson]));
  const parts = course.map(({ title, line, lessons }, index) => ({
    number: index + 1,
    title,
    line,
    lessons: lessons.map((planned) => {
      const lesson = byNumber.get(planned.number);
      byNumber.delete(planned.number);
      const agrees =
        lesson === undefined ||
        (lesson.part === index + 1 &&
          lesson.title === planned.title &&
          lesson.minutes === planned.minutes);
      if (!agrees) {
        const said = `${lesson.part}, "${lesson.title}", ${lesson.minutes} min`;
        faults.add(
          0,
          `Lesson ${planned.number} says otherwise: part ${said}`,
          'mend one of the two',
        );
      }
      return { ...planned, built: lesson !== undefined, stepCount: lesson?.steps.length ?? 0 };
    }),
  }));
  for (const number of byNumber.keys()) {
    faults.add(0, `Lesson ${number} is not on the map`, 'add it');
  }
  return parts;
}
