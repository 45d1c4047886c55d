/**
 * Which stored run this tab may write. A Web Lock held for the life of the tab says so to the
 * others; the tab remembers its run over a reload. Runs themselves are the keeper's.
 */
import { RECLAIM_MS_MAX } from './limits';
import { familyOf, lessonFamily, newCopyOf } from './runIds';

/** The run that this tab, and no other, writes. */
export interface RunClaim {
  /** For the engine's `storedAs`. */
  readonly id: string;
  /** Another tab has a run of the same lesson open; this one has its own. */
  readonly sharedWithAnotherTab: boolean;
}

/** What claims are made from; `locks` is missing where a page is not served securely. */
export interface ClaimSources {
  readonly locks: LockManager | undefined;
  /** Lives as long as the tab, over reloads. */
  readonly tabMemory: Pick<globalThis.Storage, 'getItem' | 'setItem'>;
  /** Stored runs of a family, the newest first. */
  listRuns(family: string): Promise<readonly string[]>;
  deleteRun(id: string): Promise<unknown>;
}

export interface RunClaims {
  /** The same claim each time, for the life of the tab. */
  claim(lesson: number): Promise<RunClaim>;
  /** The run claimed as `from` is kept as `to` from now on. */
  moved(from: string, to: string): void;
  /** Lets go of all. */
  release(): void;
}

/** Runs that are kept of a lesson; older copies go. */
const RUNS_KEPT = 3;

export function createRunClaims(sources: ClaimSources): RunClaims {
  const { tabMemory } = sources;
  const locks = sources.locks && new TabLocks(sources.locks);
  const claims = new Map<string, Promise<RunClaim>>();

  const choose = async (family: string, stored: readonly string[]): Promise<string> => {
    const remembered = tabMemory.getItem(memoryName(family));
    // Without locks only a run that no other tab can know is safe.
    if (locks === undefined) return remembered ?? newCopyOf(family);
    if (remembered !== null && (await locks.hold(remembered, RECLAIM_MS_MAX))) return remembered;
    const newest = stored[0] ?? family;
    if (await locks.hold(newest)) return newest;
    const own = newCopyOf(family);
    await locks.hold(own);
    return own;
  };

  const claimFamily = async (family: string): Promise<RunClaim> => {
    const stored = await sources.listRuns(family);
    const id = await choose(family, stored);
    tabMemory.setItem(memoryName(family), id);
    for (const old of stored.slice(RUNS_KEPT)) {
      // One that cannot be removed now is tried again at the next claim.
      locks?.whileFree(old, () => sources.deleteRun(old)).catch(() => undefined);
    }
    return { id, sharedWithAnotherTab: (await locks?.othersHold(family)) ?? false };
  };

  return {
    claim(lesson) {
      const family = lessonFamily(lesson);
      const claim = claims.get(family) ?? claimFamily(family);
      claims.set(family, claim);
      return claim;
    },
    moved(from, to) {
      tabMemory.setItem(memoryName(familyOf(from)), to);
      void locks?.hold(to);
    },
    release: () => locks?.release(),
  };
}

const lockName = (id: string) => `run:${id}`;
const memoryName = (family: string) => `past-tense:run:${family}`;

/** The locks of runs that this tab holds. */
class TabLocks {
  /** Run id → lets go of it. */
  private readonly held = new Map<string, () => void>();

  constructor(private readonly locks: LockManager) {}

  /** Holds a run until `release`; false if another tab still has it after `waitMs`. */
  hold(id: string, waitMs = 0): Promise<boolean> {
    if (this.held.has(id)) return Promise.resolve(true);
    const options = waitMs > 0 ? { signal: AbortSignal.timeout(waitMs) } : { ifAvailable: true };
    return new Promise((resolve) => {
      const request = this.locks.request(lockName(id), options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise<void>((letGo) => this.held.set(id, letGo));
      });
      request.catch(() => {
        resolve(false);
      });
    });
  }

  /** Does something with a run that no tab holds, this one included; else nothing. */
  async whileFree(id: string, work: () => Promise<unknown>): Promise<void> {
    await this.locks.request(lockName(id), { ifAvailable: true }, (lock) => lock && work());
  }

  /** Whether another tab holds a run of a family. */
  async othersHold(family: string): Promise<boolean> {
    const { held = [] } = await this.locks.query();
    const ids = held
      .map(({ name = '' }) => name)
      .filter((name) => name.startsWith(lockName('')))
      .map((name) => name.slice(lockName('').length));
    return ids.some((id) => familyOf(id) === family && !this.held.has(id));
  }

  release(): void {
    for (const letGo of this.held.values()) letGo();
    this.held.clear();
  }
}

/** What lives as long as the tab; where the browser refuses it, as long as the page. */
export function browserTabMemory(): ClaimSources['tabMemory'] {
  try {
    return sessionStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
    };
  }
}
