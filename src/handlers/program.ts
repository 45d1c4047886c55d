// Owns the shape in which compiled code is handed from loading to running: one function that runs
// a module from its top. It does not know what the module is for.
import type { Awaiter } from './awaiter';
import type { Meter } from './meter';

/** Where a compiled module puts what it exports. */
export interface ModuleExports {
  default?: unknown;
}

/** What compiled code calls besides the language. */
export interface Runtime {
  readonly meter: Meter;
  readonly awaiter: Awaiter;
}

/**
 * A compiled module. Each call runs it from its top and returns what it exports as default, so
 * that nothing a module keeps outlives one passage. Throws what the module throws.
 */
export type Program = (runtime: Runtime) => unknown;
