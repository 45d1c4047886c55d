// Owns which global names handler code may see: the language itself and nothing of where it runs.
// It removes nothing; load.ts shadows the rest, confine.ts deletes it.
import { errorTexts, insteadOfMathRandom, insteadTexts } from './messages.en';
import { UsageError } from './context';

const LANGUAGE: ReadonlySet<string> = new Set([
  ...['undefined', 'NaN', 'Infinity', 'Object', 'Array', 'String', 'Number', 'Boolean', 'Symbol'],
  ...['BigInt', 'Map', 'Set', 'WeakMap', 'WeakSet', 'JSON', 'Math', 'Reflect', 'Proxy', 'Promise'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError'],
  ...['TypeError', 'URIError', 'RegExp', 'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array'],
  ...['Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'decodeURI', 'decodeURIComponent'],
  ...['encodeURI', 'encodeURIComponent'],
]);

/** True for what belongs to the language, reads no clock and reaches nothing outside. */
export function isLanguage(name: string): boolean {
  return LANGUAGE.has(name);
}

/** What stands in place of names that people will try: any use says what to do instead. */
export function absences(): Record<string, unknown> {
  const entries = Object.entries(insteadTexts);
  return Object.fromEntries(entries.map(([name, instead]) => [name, absence(name, instead)]));
}

/** In place of `Math.random`. */
export const absentMathRandom = absence('Math.random', insteadOfMathRandom);

function absence(name: string, instead: string): unknown {
  const refuse = (): never => {
    throw new UsageError(errorTexts.absent(name, instead));
  };
  // A proxy's traps bear the names of Reflect's functions: all of them refuse.
  const traps = Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse]);
  return new Proxy(function absent() {}, Object.fromEntries(traps));
}
