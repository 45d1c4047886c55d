/**
 * The machine's failures as storage names them, and how they are read off what IndexedDB and
 * Dexie throw. It does not decide what is done about them (see keeper).
 */

/** full: the quota is used up; blocked: no database can be opened; broken: anything else. */
export type StorageFault = 'full' | 'blocked' | 'broken';

/** Storage could not do what it was asked; whatever was handed to it stays in memory. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    /** Which of the three kinds it is. */
    readonly fault: StorageFault,
    /** Whether the same may work later, without a new page. */
    readonly retriable: boolean,
    /** What the browser threw. */
    cause?: unknown,
  ) {
    super(`Storage is ${fault}: ${describe(cause)}`, { cause });
  }
}

/** Reads a thrown value: the first of the rules below that knows one of its names decides. */
export function toStorageError(thrown: unknown): StorageError {
  if (thrown instanceof StorageError) return thrown;
  const names = namesOf(thrown);
  const rule = rules.find((candidate) => candidate.names.some((name) => names.includes(name)));
  const { fault, retriable } = rule ?? { fault: 'broken', retriable: true };
  return new StorageError(fault, retriable, thrown);
}

interface Rule {
  readonly names: readonly string[];
  readonly fault: StorageFault;
  readonly retriable: boolean;
}

const rules: readonly Rule[] = [
  { names: ['QuotaExceededError'], fault: 'full', retriable: true },
  // No IndexedDB at all, forbidden by the browser, or kept by a newer version of the site.
  {
    names: ['MissingAPIError', 'MissingAPI', 'SecurityError', 'NotAllowedError', 'VersionError'],
    fault: 'blocked',
    retriable: false,
  },
  {
    names: ['OpenFailedError', 'DatabaseClosedError', 'InvalidStateError', 'TimeoutError'],
    fault: 'blocked',
    retriable: true,
  },
  // The same data would be refused again.
  {
    names: ['DataError', 'DataCloneError', 'ConstraintError', 'TypeError'],
    fault: 'broken',
    retriable: false,
  },
];

/** The error's name and those of the errors it wraps (Dexie's `inner`, a bulk's failures). */
function namesOf(thrown: unknown): readonly string[] {
  if (typeof thrown !== 'object' || thrown === null) return [];
  const { name, inner, failures } = thrown as {
    name?: unknown;
    inner?: unknown;
    failures?: unknown;
  }; // any object may be asked for these
  const wrapped = [inner, ...(Array.isArray(failures) ? failures : [])];
  const deeper = wrapped.filter((value) => value !== thrown).flatMap(namesOf);
  return typeof name === 'string' ? [name, ...deeper] : deeper;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause ?? 'no cause');
}
