// Owns how compiled code becomes a function in Node: for the headless engine, builds and specs.
// Nothing is confined here; only the project's own code and lessons run in Node.
import type { Evaluate } from './load';

/** Runs an expression in Node's global scope; see `Evaluate`. */
export const evaluateInNode: Evaluate = (expression) => new Function(`return ${expression}`)();
