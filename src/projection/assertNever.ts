/** Owns the end of every switch over a union: the compiler proves that it is not reached. */

/** Throws: a kind was added and not handled. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
