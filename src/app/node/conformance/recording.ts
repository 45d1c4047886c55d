/**
 * What a recording of a real broker is to the runner: how a file of it is known, how its cases
 * are read, and what replaying one says. Which broker it is stands in a file of its own.
 */
import * as v from 'valibot';
import type { Json } from '../../../world';

/** The first thing in which a replay parted from its recording. */
export interface Difference {
  /** Where in the case: "after step 3 (ack A 2): ready". */
  readonly at: string;
  readonly expected: Json;
  readonly found: Json;
}

/** One case of a file. */
export interface RecordedCase {
  readonly name: string;
  /** Plays the case against the simulated broker; undefined if it did as was recorded. */
  readonly replay: () => Difference | undefined;
}

/** Something in a file that cannot be read. */
export interface Fault {
  /** JSON path, such as "[3].steps[0].op"; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** What a file holds. Where one case cannot be read the others still can. */
export interface Cases {
  readonly cases: readonly RecordedCase[];
  readonly faults: readonly Fault[];
}

/** One kind of recording. */
export interface RecordingKind {
  /** Whether a file is of this kind, by its name and the name of the folder that it lies in. */
  readonly matches: (file: { readonly folder: string; readonly name: string }) => boolean;
  readonly cases: (json: unknown) => Cases;
}

type Schema = v.GenericSchema<unknown, object>;

/**
 * Reads an array of cases, each by the schema; `toCase` says how one is replayed. Everything that
 * does not fit is a fault with its path.
 */
export function readCases<S extends Schema>(
  json: unknown,
  schema: S,
  toCase: (recorded: v.InferOutput<S>, index: number) => RecordedCase,
): Cases {
  if (!Array.isArray(json)) {
    return { cases: [], faults: [{ path: '', message: 'expected an array of cases' }] };
  }
  const cases: RecordedCase[] = [];
  const faults: Fault[] = [];
  json.forEach((one: unknown, index) => {
    const read = v.safeParse(schema, one);
    if (read.success) cases.push(toCase(read.output, index));
    else faults.push(...read.issues.map((issue) => faultOf(issue, index)));
  });
  return { cases, faults };
}

function faultOf(issue: v.BaseIssue<unknown>, index: number): Fault {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  return { path: `[${index}]${keys.join('')}`, message: issue.message };
}

/** Compares two values as JSON, whatever the order of their keys; lists keep their order. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false;
  const [leftEntries, rightKeys] = [Object.entries(left), Object.keys(right)];
  if (leftEntries.length !== rightKeys.length) return false;
  const other = right as Readonly<Record<string, unknown>>; // an object, or a list by index
  return leftEntries.every(
    ([key, value]) => Object.hasOwn(other, key) && isSame(value, other[key]),
  );
}
