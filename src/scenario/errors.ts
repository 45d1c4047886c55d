/** The author's faults: all of them at once, each with its place and a hint. */

/** One fault. `path` is written like `parts[3].consumes[0].queue`; empty for the document. */
export interface ScenarioFault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

/** The most faults that are listed. */
export const MAX_FAULTS = 100;

/** A document that cannot be run. Nothing was run, nothing stored was touched. */
export class ScenarioError extends Error {
  constructor(readonly faults: readonly ScenarioFault[]) {
    super(faults.map((fault) => `${fault.path}: ${fault.message} (${fault.hint})`).join('\n'));
    this.name = 'ScenarioError';
  }
}
