/** Marks what cannot be: the end of a switch over a closed set of kinds. */

/** Throws; the compiler refuses a call with a kind that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Unknown kind: ${JSON.stringify(value)}`);
}
