/** Holds COVERAGE.md to the lessons that are built: no idea may point to where nothing is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../src/app/build/lessonsPlugin';
import type { Lesson } from '../src/course';

/** The documents, by name. */
const SOURCES = [
  '000_e9bceaea90d2159a',
  '001_64b96bdeaaad13ea',
  '002_4090dc978a81816b',
  '003_38c817f93175e60f',
  '004_090fa930e4ac68aa',
];

interface Row {
  readonly source: string;
  readonly idea: string;
  readonly lesson: string;
  readonly where: string;
}

/** Places of a lesson as the table names them. */
function placesOf(lesson: Lesson): Set<string> {
  const places = new Set(['debrief']);
  lesson.steps.forEach(({ blocks }, index) => {
    places.add(`step ${index + 1}`);
    for (const block of blocks) {
      if (block.kind === 'goal') places.add(`goal ${block.goal.id}`);
      if (block.kind === 'predict') places.add(`predict ${block.question.id}`);
    }
  });
  return places;
}

function rowsOf(markdown: string): Row[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [source, ...lines] = section.split('\n');
      const cells = lines
        .filter((line) => line.startsWith('| '))
        .map((line) => line.split('|').map((cell) => cell.trim()));
      return cells.slice(1).map(([, idea, lesson, where]) => ({ source, idea, lesson, where }));
    });
}

const root = join(import.meta.dirname, '..');
const rows = rowsOf(readFileSync(join(import.meta.dirname, 'COVERAGE.md'), 'utf8'));
const { parts, lessons } = compileCourse(root);
const built = new Map(lessons.map((lesson) => [String(lesson.number), placesOf(lesson)]));
const planned = new Set(parts.flatMap((part) => part.lessons.map(({ number }) => String(number))));
const said = ({ source, idea }: Row): string => `${source}: ${idea}`;

describe('COVERAGE', () => {
  it('has rows for every document, and for no other', () => {
    expect([...new Set(rows.map(({ source }) => source))]).toEqual(SOURCES);
  });

  it('names lessons of the course only', () => {
    expect(rows.filter(({ lesson }) => !planned.has(lesson)).map(said)).toEqual([]);
  });

  it('names places that exist in lessons that are built', () => {
    const astray = rows.filter(({ lesson, where }) => {
      const places = built.get(lesson);
      return places === undefined ? where !== '' : !places.has(where);
    });
    expect(astray.map(said)).toEqual([]);
  });

  it('has each idea of a document once for a lesson', () => {
    const ideas = rows.map((row) => `${said(row)} (${row.lesson})`);
    expect(ideas.filter((idea, index) => ideas.indexOf(idea) !== index)).toEqual([]);
  });

  it('has a row for every document that a built lesson says it draws on', () => {
    for (const lesson of lessons) {
      const carried = new Set(
        rows
          .filter(({ lesson: number }) => number === String(lesson.number))
          .map((row) => row.source),
      );
      expect([...carried].sort(), lesson.title).toEqual([...lesson.sources].sort());
    }
  });
});
