// Owns taking everything away from the engine's worker that learner code must not reach: run once,
// before any of that code is loaded, and never in Node. What a program sees belongs to load.ts.
import 'ses';
import { isLanguage } from './ambient';
import type { Evaluate } from './load';

/** The engine's own code may meet these later; programs get them shadowed (load.ts). */
const KEPT = new Set(['Function', 'eval', 'globalThis']);

/** Name under which a blob script hands its value over, while it runs. */
const HANDOVER = '__handOver';

/**
 * Freezes the language's intrinsics and deletes every global that is not the language: network,
 * storage, clocks, timers, messages. Whoever needs one of them afterwards keeps a reference from
 * before. Returns what `loadProgram` and `loadModule` need, the one way left to run text.
 *
 * What could not be removed is thrown as an Error: an engine that is not confined must not start.
 */
export function confine(): Evaluate {
  const evaluate = evaluateByScript();
  lockdown({
    // The page's policy forbids text as code already, more strictly than SES could.
    evalTaming: 'unsafe-eval',
    // Code that assigns what a frozen prototype also has, such as toString, goes on working.
    overrideTaming: 'moderate',
    consoleTaming: 'unsafe',
    domainTaming: 'unsafe',
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    reporting: 'none',
  });
  const left = removeGlobals();
  if (left.length > 0) throw new Error(`The worker could not be confined: ${left.join(', ')}`);
  return evaluate;
}

function evaluateByScript(): Evaluate {
  const { Blob, URL } = globalThis;
  const importScripts = globalThis.importScripts.bind(globalThis);
  const createObjectURL = URL.createObjectURL.bind(URL);
  const revokeObjectURL = URL.revokeObjectURL.bind(URL);
  return (expression) => {
    let value: unknown;
    const handOver = (given: unknown): void => {
      value = given;
    };
    Reflect.defineProperty(globalThis, HANDOVER, { value: handOver, configurable: true });
    const script = new Blob([`${HANDOVER}(${expression}\n);`], { type: 'text/javascript' });
    const address = createObjectURL(script);
    try {
      importScripts(address);
    } finally {
      Reflect.deleteProperty(globalThis, HANDOVER);
      revokeObjectURL(address);
    }
    return value;
  };
}

/** Deletes along the whole prototype chain of the global object; returns what would not go. */
function removeGlobals(): string[] {
  const left: string[] = [];
  for (let owner: object | null = globalThis; owner; owner = Reflect.getPrototypeOf(owner)) {
    if (owner === Object.prototype) break;
    for (const key of Reflect.ownKeys(owner)) {
      if (typeof key === 'string' && (isLanguage(key) || KEPT.has(key))) continue;
      if (!Reflect.deleteProperty(owner, key) && !isConstant(owner, key)) left.push(String(key));
    }
  }
  return left;
}

/** Some browsers have numbers there that cannot be deleted: they give no power. */
function isConstant(owner: object, key: PropertyKey): boolean {
  const value: unknown = Reflect.getOwnPropertyDescriptor(owner, key)?.value;
  return typeof value === 'number' || typeof value === 'string';
}
