/** From text or JSON to a scenario: every fault listed, with its path and a hint. */
import * as v from 'valibot';
import type { Json } from '../world';
import { ScenarioError, type ScenarioFault } from './errors';
import { migrate } from './migrations';
import { checkReferences } from './references';
import { type Scenario, scenarioSchema } from './schema';

/** The largest document that is read, in characters. */
export const MAX_TEXT = 1_000_000;
/** The most faults that are listed. */
const MAX_FAULTS = 100;

/** Parses a document's text. Throws ScenarioError with all faults. */
export function parseScenarioText(text: string): Scenario {
  if (text.length > MAX_TEXT) {
    throw new ScenarioError([
      {
        code: 'tooLarge',
        path: '',
        message: `the file has ${text.length} characters, at most ${MAX_TEXT} are read`,
        hint: 'leave out what is not needed, such as long lists of messages',
      },
    ]);
  }
  let document: Json;
  try {
    document = JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch (error) {
    throw new ScenarioError([
      {
        code: 'notJson',
        path: '',
        message: error instanceof Error ? error.message : 'this is not JSON',
        hint: 'a scenario is a JSON document; look for a missing comma, quote or bracket',
      },
    ]);
  }
  return parseScenario(document);
}

/** Checks a JSON document. Throws ScenarioError with all faults. */
export function parseScenario(document: Json): Scenario {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new ScenarioError([
      {
        code: 'notAnObject',
        path: '',
        message: 'the document is not an object',
        hint: 'a scenario begins with { "version": 1, …',
      },
    ]);
  }
  const current = migrate(document as { readonly [key: string]: Json }); // an object, as checked
  if (isFault(current)) throw new ScenarioError([current]);
  const result = v.safeParse(scenarioSchema, current);
  if (!result.success) {
    throw new ScenarioError(result.issues.slice(0, MAX_FAULTS).map((issue) => faultOf(issue)));
  }
  const faults = checkReferences(result.output);
  if (faults.length > 0) throw new ScenarioError(faults.slice(0, MAX_FAULTS));
  return result.output;
}

function isFault(value: { readonly [key: string]: Json } | ScenarioFault): value is ScenarioFault {
  return 'code' in value && 'hint' in value && 'path' in value;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`;
  }
  return path;
}

function faultOf(issue: v.BaseIssue<unknown>): ScenarioFault {
  const path = pathOf(issue);
  const received = issue.received === 'undefined' ? 'nothing' : issue.received;
  switch (issue.type) {
    case 'strict_object':
      return issue.expected === 'never'
        ? { code: 'unknownField', path, message: 'there is no such field', hint: 'leave it out' }
        : { code: 'missing', path, message: 'it is missing', hint: 'it must be given' };
    case 'variant':
      return {
        code: 'unknownKind',
        path,
        message: `there is no kind ${received}`,
        hint: `expected: ${issue.expected ?? 'another kind'}`,
      };
    default:
      return {
        code: issue.type,
        path,
        message: issue.message,
        hint: `expected ${issue.requirement === undefined ? (issue.expected ?? 'something else') : describe(issue)}, found ${received}`,
      };
  }
}

function describe(issue: v.BaseIssue<unknown>): string {
  const { requirement } = issue;
  switch (issue.type) {
    case 'min_value':
    case 'min_length':
      return `at least ${String(requirement)}`;
    case 'max_value':
    case 'max_length':
      return `at most ${String(requirement)}`;
    case 'regex':
      return `the form ${String(requirement)}`;
    case 'integer':
      return 'a whole number';
    default:
      return issue.expected ?? 'something else';
  }
}
