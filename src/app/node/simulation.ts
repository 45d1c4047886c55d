/**
 * What `npm run simulate` does: runs a scenario without a page and says its journal, a readable
 * line for each fact, and the hash that stands for the whole of it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { runHeadless } from '../../engine';
import { evaluateInNode } from '../../handlers/node';
import { ScenarioError } from '../../scenario';
import { exactMath, type TimedIntervention, timedInterventionSchema } from '../../world';
import { goldenLine } from './golden';
import { readScenarioFile } from './scenarioFile';

const USAGE = `usage: npm run simulate -- FILE [options]
  --seed N              another seed than the scenario's
  --until MS            virtual time to run to, in ms (10000)
  --interventions FILE  a JSON array of { atMs, intervention }
  --journal OUT.ndjson  writes the journal as canonical NDJSON
  --hash                prints the hash alone`;

/** A wrong call: the message, then how to call it. */
class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new UsageError(`--${name} takes a whole number from 0, not "${text}"`);
  }
  return value;
}

/** Interventions from a file; each is on a part of the scenario. */
function readInterventions(
  file: string | undefined,
  parts: readonly string[],
): TimedIntervention[] {
  if (file === undefined) return [];
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${String(error)}`);
  }
  const result = v.safeParse(v.array(timedInterventionSchema), document);
  if (result.success) {
    const faults = result.output.flatMap(({ intervention: { part } }, index) => {
      if (parts.includes(part)) return [];
      const path = `${file} ${index}.intervention.part`;
      const message = `there is no part "${part}"`;
      return [{ code: 'unknownPart', path, message, hint: `known: ${parts.join(', ')}` }];
    });
    if (faults.length > 0) throw new ScenarioError(faults);
    return result.output;
  }
  throw new ScenarioError(
    result.issues.map((issue) => ({
      code: issue.type,
      path: `${file} ${v.getDotPath(issue) ?? ''}`,
      message: issue.message,
      hint: `expected ${issue.expected ?? 'something else'}`,
    })),
  );
}

/** Where a command says what came of it, and what was wrong. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Carries out a command line; the status to exit with. */
export function simulate(words: readonly string[], output: Output): number {
  try {
    run(words, output);
    return 0;
  } catch (error) {
    if (error instanceof ScenarioError) {
      for (const { path, message, hint } of error.faults) {
        output.err(`${path === '' ? 'the document' : path}: ${message}\n  ${hint}\n`);
      }
      output.err(`${error.faults.length} found; nothing was run\n`);
    } else if (error instanceof UsageError || error instanceof TypeError) {
      output.err(`${error.message}\n${USAGE}\n`);
    } else {
      throw error;
    }
    return 1;
  }
}

function run(words: readonly string[], { out }: Output): void {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      until: { type: 'string' },
      interventions: { type: 'string' },
      journal: { type: 'string' },
      hash: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('one scenario file, please');
  const { scenario, handlers, seed, parts } = readScenarioFile(file);
  const result = runHeadless(
    {
      scenario,
      handlers,
      goals: null,
      seed: wholeNumber('seed', values.seed, seed),
      interventions: readInterventions(values.interventions, parts),
      untilMs: wholeNumber('until', values.until, 10_000),
    },
    evaluateInNode,
    exactMath,
  );
  if (values.journal !== undefined) {
    writeFileSync(
      values.journal,
      result
        .lines()
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  if (values.hash !== true) {
    out(
      result
        .facts()
        .map((fact) => `${goldenLine(fact)}\n`)
        .join(''),
    );
  }
  out(`${values.hash === true ? '' : 'hash '}${result.hash()}\n`);
}
