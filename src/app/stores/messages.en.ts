/** Owns the English words about what is kept in this browser, and what is not. */
import type { StorageFault } from '../../storage';

export const keepingMessages = {
  notSaved: {
    full: 'Not saved in this browser: its storage is full. The lesson goes on in memory.',
    blocked: 'Not saved in this browser: it refuses storage. The lesson goes on in memory.',
    broken: 'Not saved in this browser: its storage failed. The lesson goes on in memory.',
  } satisfies Record<StorageFault, string>,
  export: 'Export',
  retry: 'Try again',
  exportFile: 'past-tense.json',
} as const;
