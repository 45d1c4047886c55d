// Owns the English words that a handler's author reads when code is refused or fails. It decides
// nothing.

/** Words of faults found before the code runs: what is wrong, and what to do about it. */
export const faultTexts = {
  tooLong: (charactersMax: number) => ({
    message: `The file is longer than ${charactersMax} characters`,
    hint: 'Split the work between several services.',
  }),
  syntax: (message: string) => ({
    message,
    hint: 'The line is not valid TypeScript.',
  }),
  noDefault: {
    message: 'The file exports nothing as its default',
    hint: 'Write: export default async (event, ctx) => { … }',
  },
  namedExport: {
    message: 'Only the default export is used',
    hint: 'Remove this export; the file has one default export.',
  },
  realImport: {
    message: 'A handler cannot import code',
    hint: 'Types may be imported: import type { Handler } from "past-tense".',
  },
  topLevelAwait: {
    message: 'await stands outside any function',
    hint: 'Move it into the handler, which is async.',
  },
  reserved: (name: string) => ({
    message: `The name ${name} is taken`,
    hint: 'Names that begin with two underscores belong to the world.',
  }),
};

/** Words of errors that handler code meets while it runs; they become part of the journal. */
export const errorTexts = {
  endless: (steps: number, line: number) =>
    `stopped after ${steps} steps at line ${line}: this loop may never end`,
  tooDeep: (depth: number, line: number) =>
    `stopped at line ${line}: more than ${depth} calls inside one another`,
  tooDeepSomewhere: 'stopped: too many calls inside one another',
  stuck: 'the handler waits for something that nothing will ever answer',
  notRunning: 'the handler is not running: it has ended, or has not begun',
  notAFunction: 'the default export is not a function',
  tooManySteps: (max: number) => `a handler may take at most ${max} steps for one message`,
  notText: (what: string) => `${what} must be a text that is not empty`,
  notOptions: 'the options of a publication are an object, such as { key: "order-1" }',
  unknownOption: (name: string) =>
    `a publication has no option "${name}": key, priority, ttlMs, headers, routingKey`,
  wrongOption: (name: string, what: string) => `the option ${name} must be ${what}`,
  timeout: (msMax: number) => `timeoutMs must be a number from 1 to ${msMax}`,
  publishFailed: (type: string, reason: string) => `${type} was not published: ${reason}`,
  callRefused: (to: string, type: string, reason: string) =>
    `${to} refused ${type}${reason && `: ${reason}`}`,
  callTimedOut: (to: string, type: string, ms: number) =>
    `${to} did not answer ${type} within ${ms} ms`,
  callFailed: (to: string, type: string, reason: string) =>
    `${to} failed at ${type}${reason && `: ${reason}`}`,
  notPlain: (where: string, what: string) => `${where} is ${what}: messages hold plain JSON only`,
  tooLarge: (where: string, max: number) => `${where} is larger than ${max} characters of JSON`,
  tooNested: (where: string, max: number) =>
    `${where} is nested more than ${max} levels deep, or contains itself`,
  absent: (name: string, instead: string) => `there is no ${name} in this world: ${instead}`,
  /** Engines word these differently; the journal must not. */
  native: {
    TypeError: 'TypeError: something here is undefined, null or of another type than expected',
    ReferenceError: 'ReferenceError: a name on this line is not known here',
    RangeError: 'RangeError: a number on this line is out of range',
    SyntaxError: 'SyntaxError: this text cannot be read as JSON or as a pattern',
    URIError: 'URIError: this text is not a valid address',
    EvalError: 'EvalError: text cannot be run as code here',
  } as Readonly<Record<string, string>>, // looked up by any error's name
  unknown: 'an error that cannot be described',
};

/** What the options of a publication must be. */
export const optionTexts = {
  key: 'a text of at most 255 characters, or null',
  text: 'a text of at most 255 characters',
  whole: (max: number) => `a whole number from 0 to ${max}`,
  headers: 'an object of texts, numbers, true, false and null',
};

/** What to use instead of what a handler does not have, by its name. */
export const insteadTexts: Readonly<Record<string, string>> = {
  Date: 'ctx.now is the time, in milliseconds',
  performance: 'ctx.now is the time, in milliseconds',
  setTimeout: 'time passes only while a step of ctx waits for its answer',
  setInterval: 'time passes only while a step of ctx waits for its answer',
  fetch: 'ask another part with ctx.call',
  console: 'write into the log with ctx.log',
  crypto: 'ctx.random() gives a number from 0 to 1, the same in each replay',
};

/** Why `Math.random` is not there. */
export const insteadOfMathRandom = 'ctx.random() gives one that is the same in each replay';
