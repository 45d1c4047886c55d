/** Reads a scenario and its handlers from files, compiled as the build compiles them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CompileFault, compileHandler } from '../../handlers/compile';
import { MAX_TEXT, parseScenarioText, ScenarioError, type ScenarioFault } from '../../scenario';
import type { Json } from '../../world';
import { emit } from '../build/emit';

/** A scenario with its handlers' emitted code, by path. */
export interface ScenarioFile {
  readonly scenario: Json;
  readonly seed: number;
  /** Ids of its parts. */
  readonly parts: readonly string[];
  readonly handlers: { readonly [path: string]: string };
}

/** Reads FILE and the handlers beside it. Throws ScenarioError with all faults. */
export function readScenarioFile(file: string): ScenarioFile {
  if (!existsSync(file)) {
    throw new ScenarioError([
      { code: 'noFile', path: '', message: `there is no file ${file}`, hint: 'check the path' },
    ]);
  }
  if (statSync(file).size > 4 * MAX_TEXT) {
    const message = `the file is larger than ${4 * MAX_TEXT} bytes`;
    throw new ScenarioError([{ code: 'tooLarge', path: '', message, hint: 'leave something out' }]);
  }
  const text = readFileSync(file, 'utf8');
  const scenario = parseScenarioText(text);
  const handlers: { [path: string]: string } = {};
  const faults: ScenarioFault[] = [];
  scenario.parts.forEach((part, index) => {
    if (part.kind !== 'service' || part.handler in handlers) return;
    const path = join(dirname(file), part.handler);
    if (!existsSync(path)) {
      faults.push({
        code: 'noHandler',
        path: `parts[${index}].handler`,
        message: `there is no file ${path}`,
        hint: 'the path is read from the scenario’s folder',
      });
      return;
    }
    const compiled = compileHandler(readFileSync(path, 'utf8'), part.handler, emit);
    if (compiled.kind === 'compiled') handlers[part.handler] = compiled.code;
    else
      faults.push(
        ...compiled.faults.map((fault) => handlerFault(`parts[${index}].handler`, fault)),
      );
  });
  if (faults.length > 0) throw new ScenarioError(faults);
  const document = JSON.parse(text) as Json; // parsed once already
  const parts = scenario.parts.map(({ id }) => id);
  return { scenario: document, seed: scenario.seed, parts, handlers };
}

function handlerFault(at: string, fault: CompileFault): ScenarioFault {
  const { path, line, column, message, hint } = fault;
  return { code: 'handler', path: `${at} (${path}:${line}:${column})`, message, hint };
}
