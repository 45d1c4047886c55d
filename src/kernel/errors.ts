/** Errors that mean "our own bug"; failures of the simulated world are facts and live elsewhere. */

/** A broken promise of our own code. Carries the seed and the fact at which it was noticed. */
export class InvariantError extends Error {
  constructor(
    message: string,
    readonly seed = 0,
    readonly seq = -1,
  ) {
    super(`${message} (seed ${seed}, fact ${seq})`);
    this.name = 'InvariantError';
  }
}

/** Closes a switch over a discriminated union: reached only when a case was forgotten. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected case: ${JSON.stringify(value)}`);
}
