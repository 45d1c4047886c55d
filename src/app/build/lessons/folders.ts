// Owns finding the lessons' folders and reading their files. It does not look inside the files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a lesson proves, beside its scenarios. */
const PROOFS: ReadonlySet<string> = new Set(['solution.json', 'ablation.json']);

/** A lesson's folder, its files read. Paths of handlers are relative to the folder. */
export interface LessonFolder {
  readonly number: number;
  readonly part: number;
  /** Absolute path. */
  readonly path: string;
  /** Text of `lesson.en.md`, of `goals.ts` (null if there is none). */
  readonly text: string;
  readonly goals: string | null;
  /** Texts of its scenarios, by file name: `scenario.json`, or the two that it compares. */
  readonly scenarios: { readonly [name: string]: string };
  readonly handlers: { readonly [path: string]: string };
  /** A file of the folder as faults name it: relative to the project's root. */
  file(name: string): string;
}

/**
 * All lesson folders, by number: `lessons/<part>-<name>/<number>-<name>/` with a `lesson.en.md`.
 *
 * @param root the project's root
 */
export function findLessonFolders(root: string): { number: number; part: number; path: string }[] {
  const lessons = join(root, 'lessons');
  return numberedFolders(lessons)
    .flatMap((part) =>
      numberedFolders(part.path).map(({ number, path }) => ({ number, part: part.number, path })),
    )
    .filter(({ path }) => existsSync(join(path, 'lesson.en.md')))
    .sort((left, right) => left.number - right.number);
}

/** Reads the files of a lesson. Throws what the file system throws. */
export function readLessonFolder(
  root: string,
  { number, part, path }: { number: number; part: number; path: string },
): LessonFolder {
  const read = (name: string): string => readFileSync(join(path, name), 'utf8');
  const handlersPath = join(path, 'handlers');
  const handlers = existsSync(handlersPath) ? readdirSync(handlersPath).sort() : [];
  return {
    number,
    part,
    path,
    text: read('lesson.en.md'),
    goals: existsSync(join(path, 'goals.ts')) ? read('goals.ts') : null,
    scenarios: Object.fromEntries(
      readdirSync(path)
        .filter((name) => name.endsWith('.json') && !PROOFS.has(name))
        .sort()
        .map((name) => [name, read(name)]),
    ),
    handlers: Object.fromEntries(
      handlers.map((name) => [`handlers/${name}`, read(join('handlers', name))]),
    ),
    file: (name) => relative(root, join(path, name)).split(sep).join('/'),
  };
}

function numberedFolders(path: string): { number: number; path: string }[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const number = /^(\d+)-/.exec(entry.name)?.[1];
    if (number === undefined || !entry.isDirectory()) return [];
    return [{ number: Number(number), path: join(path, entry.name) }];
  });
}
