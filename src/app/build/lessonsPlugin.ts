// Owns how lessons reach the page: compiled from their folders, the map as `virtual:course`, each
// lesson as a module of its own. What a lesson may say is checked in ./lessons.
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { CoursePart, Lesson } from '../../course';
import { compileLesson } from './lessons/compileLesson.ts';
import { COURSE_FILE, courseMap, readCourse } from './lessons/courseMap.ts';
import { FaultList, LessonError } from './lessons/faults.ts';
import { findLessonFolders, readLessonFolder } from './lessons/folders.ts';

const courseId = 'virtual:course';
const lessonPrefix = 'virtual:lesson/';
const resolved = (id: string): string => `\0${id}`;

/** All that is built of the course. */
export interface CompiledCourse {
  readonly parts: readonly CoursePart[];
  readonly lessons: readonly Lesson[];
}

/**
 * Compiles all lessons under a project's root.
 *
 * @throws {LessonError} with every fault in every lesson
 */
export function compileCourse(root: string): CompiledCourse {
  const list = new FaultList();
  const mapFaults = list.in(COURSE_FILE);
  const course = readCourse(readFileSync(join(root, COURSE_FILE), 'utf8'), mapFaults);
  const numbers = new Set(course.flatMap(({ lessons }) => lessons.map(({ number }) => number)));
  const lessons = findLessonFolders(root).map((found) =>
    compileLesson(readLessonFolder(root, found), numbers, list),
  );
  const parts = courseMap(course, lessons, mapFaults);
  if (list.found.length > 0) throw new LessonError(list.found);
  return { parts, lessons };
}

/**
 * Serves the course. `virtual:course` exports `course`, the map, and `loadLesson(number)`, which
 * fetches one lesson when it is opened. A changed lesson reloads the page in development.
 */
export function lessonsPlugin(): Plugin {
  let root = '';
  let compiled: CompiledCourse | undefined;
  const course = (): CompiledCourse => (compiled ??= compileCourse(root));

  return {
    name: 'past-tense:lessons',

    configResolved(config) {
      root = config.root;
    },

    buildStart() {
      compiled = undefined;
    },

    configureServer(server) {
      const folder = join(root, 'lessons') + sep;
      server.watcher.add(folder);
      server.watcher.on('all', (_event, path) => {
        if (!path.startsWith(folder)) return;
        compiled = undefined;
        server.moduleGraph.invalidateAll();
        server.ws.send({ type: 'full-reload' });
      });
    },

    resolveId: (id) => (id === courseId || id.startsWith(lessonPrefix) ? resolved(id) : undefined),

    load(id) {
      if (id === resolved(courseId)) return courseModule(course());
      if (!id.startsWith(resolved(lessonPrefix))) return undefined;
      const number = Number(id.slice(resolved(lessonPrefix).length));
      const lesson = course().lessons.find((candidate) => candidate.number === number);
      if (lesson === undefined) this.error(`There is no lesson ${number}`);
      return `export const lesson = ${asLiteral(lesson)};`;
    },
  };
}

function courseModule({ parts, lessons }: CompiledCourse): string {
  const loaders = lessons.map(
    ({ number }) => `  ${number}: () => import('${lessonPrefix}${number}')`,
  );
  return [
    `export const course = ${asLiteral(parts)};`,
    `const loaders = {\n${loaders.join(',\n')}\n};`,
    'export function loadLesson(number) {',
    '  const load = loaders[number];',
    '  return load === undefined ? null : load().then(({ lesson }) => lesson);',
    '}',
  ].join('\n');
}

/** JSON as source text; parsing a string is quicker than parsing a literal of this size. */
function asLiteral(value: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}
