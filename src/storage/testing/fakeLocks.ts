/**
 * Web Locks for specs: exclusive, in memory, several tabs over one manager. Only what claims use
 * of them.
 */

type Held = (lock: Lock | null) => unknown;

/** A lock manager whose locks all tabs of a spec share. */
export function fakeLocks(): LockManager {
  const holders = new Map<string, Promise<unknown>>();

  const take = async (name: string, held: Held): Promise<unknown> => {
    const holding = Promise.resolve(held({ name, mode: 'exclusive' }));
    holders.set(name, holding);
    try {
      return await holding;
    } finally {
      holders.delete(name);
    }
  };

  const request = async (name: string, options: LockOptions, held: Held): Promise<unknown> => {
    while (holders.has(name)) {
      if (options.ifAvailable) return held(null);
      await Promise.race([holders.get(name), aborted(options.signal)]);
    }
    return take(name, held);
  };

  const query = () =>
    Promise.resolve({ held: [...holders.keys()].map((name) => ({ name })), pending: [] });

  return { request, query } as unknown as LockManager; // Its other overload is never used here.
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new DOMException('The lock was not free in time.', 'TimeoutError'));
    });
  });
}
