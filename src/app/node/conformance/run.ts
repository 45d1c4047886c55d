/** Finds files of recordings, replays each case and says what came of it. It prints nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RECORDING_KINDS } from './kinds';
import type { Cases, Fault } from './recording';

/** What came of all files. */
export interface Conformance {
  readonly passed: number;
  readonly failed: number;
  /** Files that could not be found or read, in whole or in part. */
  readonly unread: number;
}

/** The .json files that paths name: a file itself, a folder with all that is in it, by name. */
export function recordingFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return recordingFiles(inside);
      return entry.name.endsWith('.json') ? [inside] : [];
    });
}

/** The cases of a file. Whatever keeps them from being read is a fault, never an exception. */
export function readRecording(path: string): Cases {
  const file = { folder: basename(dirname(path)), name: basename(path) };
  const kind = RECORDING_KINDS.find((one) => one.matches(file));
  if (kind === undefined) return unreadable({ path: '', message: 'no known kind of recording' });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return unreadable({ path: '', message: messageOf(error) });
  }
  return kind.cases(json);
}

/** Replays all that the paths name; `say` gets each line for the reader. */
export function runConformance(paths: readonly string[], say: (line: string) => void): Conformance {
  const sum = { passed: 0, failed: 0, unread: 0 };
  for (const path of paths) {
    const files = filesOf(path);
    if (files.length === 0) {
      sum.unread++;
      say(`${path}: there is no recording here`);
    }
    for (const file of files) runFile(file, sum, say);
  }
  if (sum.unread > 0) say(`not read, or not in whole: ${sum.unread}`);
  say(`${sum.passed} passed, ${sum.failed} failed`);
  return sum;
}

type Sum = { -readonly [K in keyof Conformance]: Conformance[K] };

function runFile(path: string, sum: Sum, say: (line: string) => void): void {
  const { cases, faults } = readRecording(path);
  if (faults.length > 0) sum.unread++;
  for (const fault of faults) say(`${path}: ${fault.path}${fault.path && ': '}${fault.message}`);
  for (const { name, replay } of cases) {
    const difference = attempt(replay);
    if (difference === undefined) sum.passed++;
    else {
      sum.failed++;
      say(`${path}: ${name}\n  ${difference}`);
    }
  }
}

/** The text of the first difference; a broker that breaks down differs, too. */
function attempt(replay: Cases['cases'][number]['replay']): string | undefined {
  try {
    const difference = replay();
    if (difference === undefined) return undefined;
    const { at, expected, found } = difference;
    return `${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
  } catch (error) {
    return messageOf(error);
  }
}

function filesOf(path: string): string[] {
  try {
    return recordingFiles(path);
  } catch {
    return [];
  }
}

function unreadable(fault: Fault): Cases {
  return { cases: [], faults: [fault] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
