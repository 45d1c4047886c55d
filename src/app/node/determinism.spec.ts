/** Determinism of every lesson's run, whatever is done to it; what a run is, others say. */
import { join } from 'node:path';
import { describe } from 'vitest';
import { itIsDeterministic } from '../../timeline/testing/determinism';
import { compileCourse } from '../build/lessonsPlugin';
import { openLesson } from './lessonRun';

const { lessons } = compileCourse(join(import.meta.dirname, '../../..'));

describe.each(lessons)('the run of lesson $number, $title', (lesson) => {
  itIsDeterministic({ open: (seed) => openLesson(lesson, seed), runs: 12 });
});
