/** From text or JSON to a scenario: every fault listed, with its path and a hint. */
import * as v from 'valibot';
import type { Json } from '../world';
import { MAX_FAULTS, ScenarioError, type ScenarioFault } from './errors';
import { migrate } from './migrations';
import { readableOf } from './readable';
import { checkReferences } from './references';
import { type Scenario, scenarioSchema } from './schema';

/** The largest document that is read, in characters. */
export const MAX_TEXT = 1_000_000;

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
  const result = v.safeParse(scenarioSchema, current);
  if (!result.success) {
    const ofShape = result.issues.map((issue) => faultOf(issue));
    throw new ScenarioError(
      [...ofShape, ...checkReferences(readableOf(current))].slice(0, MAX_FAULTS),
    );
  }
  const faults = checkReferences(result.output);
  if (faults.length > 0) throw new ScenarioError(faults.slice(0, MAX_FAULTS));
  return result.output;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`;
  }
  return path;
}

/** A fault in plain words; what valibot calls it stays as the code. */
function faultOf(issue: v.BaseIssue<unknown>): ScenarioFault {
  const path = pathOf(issue);
  const found = issue.received === 'undefined' ? 'nothing' : issue.received;
  const limit = String(issue.requirement);
  const fault = (message: string, hint: string, code = issue.type): ScenarioFault => ({
    code,
    path,
    message,
    hint,
  });
  switch (issue.type) {
    case 'strict_object':
      return issue.expected === 'never'
        ? fault('there is no such field', 'leave it out', 'unknownField')
        : fault('it is missing', 'it must be given', 'missing');
    case 'variant':
      return fault(`there is no kind ${found}`, `expected: ${issue.expected ?? ''}`, 'unknownKind');
    case 'min_value':
      return fault(`${found} is too small`, `at least ${limit}`);
    case 'max_value':
      return fault(`${found} is too large`, `at most ${limit}`);
    case 'min_length':
      return fault('it is too short', `a length of at least ${limit}`);
    case 'max_length':
      return fault('it is too long', `a length of at most ${limit}`);
    case 'integer':
      return fault(`${found} is no whole number`, 'give a whole number');
    case 'regex':
      return fault(`it is ${found}`, issue.message);
    case 'check':
      return fault(issue.message, 'compare the values that stand there');
    default:
      return fault(`it is ${found}`, `expected ${issue.expected ?? 'something else'}`);
  }
}
