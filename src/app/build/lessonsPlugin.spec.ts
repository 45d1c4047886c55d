// Owns proving how lessons reach the page: the map without their texts, each as a chunk of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { courseMap, readCourse } from './lessons/courseMap';
import { FaultList } from './lessons/faults';
import { compileCourse, lessonsPlugin } from './lessonsPlugin';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'past-tense-lessons-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the course map', () => {
  const { parts, lessons } = compileCourse(root);

  it('has seven parts with 36 lessons, counted from 1', () => {
    const numbers = parts.flatMap((part) => part.lessons.map(({ number }) => number));
    expect(parts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(numbers).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
  });

  it('says which lessons are built, and only those have steps', () => {
    const built = parts.flatMap((part) => part.lessons).filter((entry) => entry.built);
    expect(built.map(({ number }) => number)).toEqual(lessons.map(({ number }) => number));
    expect(built.every(({ stepCount }) => stepCount > 0)).toBe(true);
  });

  it('must agree with its lessons, and count without a gap', () => {
    const list = new FaultList();
    const faults = list.in('course');
    const [lesson] = lessons;
    const one = (number: number) =>
      `- title: A\n  line: B\n  lessons: [{ number: ${number}, title: C, minutes: 1 }]`;
    courseMap(readCourse(one(1), faults), [{ ...lesson, number: 1 }], faults);
    courseMap(readCourse(one(2), faults), [{ ...lesson, number: 3 }], faults);
    expect(list.found.map(({ message }) => message)).toEqual([
      expect.stringContaining('Lesson 1 says otherwise'),
      'Lesson 2 is out of order',
      'Lesson 3 is not on the map',
    ]);
  });
});

describe('the build', () => {
  it('puts each lesson into a chunk that the map does not need', async () => {
    const entry = join(folder, 'entry.js');
    writeFileSync(entry, `export { course, loadLesson } from 'virtual:course';`);
    const result = await build({
      root,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      plugins: [lessonsPlugin()],
      build: {
        write: false,
        rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
      },
    });
    const chunks = [result]
      .flat()
      .flatMap((part) => ('output' in part ? part.output : []))
      .filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
    const map = chunks.find(({ isEntry }) => isEntry);
    expect(map?.code).toContain('When Payment is down');
    expect(map?.code).not.toContain('Nobody calls Payment');
    const lesson = chunks.find(({ code }) => code.includes('Nobody calls Payment'));
    expect(map?.dynamicImports).toContain(lesson?.fileName);
  });
});
