// Owns making a program of compiled code: which names it sees, and in whose place. It does not own
// how text becomes code, which differs between the confined worker and Node.
import { absences, absentMathRandom, isLanguage } from './ambient';
import { createAwaiter } from './awaiter';
import { Meter } from './meter';
import type { ModuleExports, Program, Runtime } from './program';
import { Task } from './task';

/**
 * Runs an expression in the global scope and returns its value. Throws a SyntaxError for what is
 * no expression.
 */
export type Evaluate = (expression: string) => unknown;

/** Functions whose last bits must not depend on the engine: the kernel's exp, log, pow … */
export type ExactMath = Readonly<Record<string, (...numbers: number[]) => number>>;

/** Of `Math`, what the language defines to the last bit. */
const EXACT = [
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign'],
  ...['sqrt', 'trunc'],
] as const;

/**
 * Makes a program of the code of a compiled handler.
 *
 * @param exactMath is joined to what `Math` keeps
 * @throws SyntaxError if the code was not made by compile/
 */
export function loadProgram(code: string, evaluate: Evaluate, exactMath: ExactMath = {}): Program {
  const values: Record<string, unknown> = {
    ...absences(),
    Promise: Task,
    Math: mathOf(exactMath),
  };
  const hidden = [...ambientNames()].filter((name) => !(name in values));
  const names = [...Object.keys(values), ...hidden];
  // The outer function is not strict, so that even `eval` can be a parameter; the code itself is.
  // It stands in a function of its own, whose `arguments` and `this` hold nothing.
  const module = evaluate(`(function (${names.join(', ')}) {
return function (__meter, __awaiter, __exports) {
(function () {
"use strict";
${code}
})();
};
})`);
  // The expression above is such a function.
  const bind = module as (...values: unknown[]) => (...runtime: unknown[]) => void;
  const run = bind(...Object.values(values));
  return ({ meter, awaiter }: Runtime) => {
    const exported: ModuleExports = {};
    run(meter, awaiter, exported);
    return exported.default;
  };
}

/**
 * Runs a compiled module of data and pure functions once, such as a lesson's goals, and returns
 * its default export. Throws what the module throws.
 */
export function loadModule(code: string, evaluate: Evaluate, exactMath: ExactMath = {}): unknown {
  const meter = new Meter();
  const awaiter = createAwaiter(meter);
  return loadProgram(code, evaluate, exactMath)({ meter, awaiter });
}

function mathOf(exactMath: ExactMath): object {
  const kept = Object.fromEntries(EXACT.map((name) => [name, Math[name]]));
  return Object.freeze({ ...kept, ...exactMath, random: absentMathRandom });
}

/** Every global name of this thread that is not the language's own, and the two that run text. */
function ambientNames(): Set<string> {
  const names = new Set(['eval', 'Function', 'globalThis', 'self']);
  for (let owner: object | null = globalThis; owner; owner = Reflect.getPrototypeOf(owner)) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (/^[A-Za-z_$][\w$]*$/.test(name) && !isLanguage(name)) names.add(name);
    }
  }
  return names;
}
