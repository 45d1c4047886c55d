/** Cases of tabs claiming the runs of a lesson. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createRunClaims, type ClaimSources, type RunClaims } from './runClaims';
import { fakeLocks } from './testing/fakeLocks';

/** A tab: what it remembers over a reload, and the claims of the page that is in it now. */
interface Tab {
  readonly memory: Map<string, string>;
  claims: RunClaims;
}

let locks: LockManager;
/** Stored runs of every family, the newest first. */
let stored: string[];
let deleted: string[];

beforeEach(() => {
  locks = fakeLocks();
  stored = [];
  deleted = [];
});

function pageIn(memory: Map<string, string>, with_: Partial<ClaimSources> = {}): RunClaims {
  return createRunClaims({
    locks,
    tabMemory: {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => void memory.set(name, value),
    },
    listRuns: () => Promise.resolve([...stored]),
    deleteRun: (id) => Promise.resolve(deleted.push(id)),
    ...with_,
  });
}

function newTab(with_?: Partial<ClaimSources>): Tab {
  const memory = new Map<string, string>();
  return { memory, claims: pageIn(memory, with_) };
}

function reload(tab: Tab): void {
  tab.claims.release();
  tab.claims = pageIn(tab.memory);
}

describe('claiming the run of a lesson', () => {
  it('gives the first tab the lesson’s run, each time the same', async () => {
    const { claims } = newTab();
    expect(await claims.claim(2)).toEqual({ id: 'lesson-2', sharedWithAnotherTab: false });
    expect(await claims.claim(2)).toEqual({ id: 'lesson-2', sharedWithAnotherTab: false });
    expect(await claims.claim(3)).toEqual({ id: 'lesson-3', sharedWithAnotherTab: false });
  });

  it('gives a second tab a run of its own, and says why', async () => {
    await newTab().claims.claim(2);
    const { id, sharedWithAnotherTab } = await newTab().claims.claim(2);
    expect(id).toMatch(/^lesson-2~\w+$/);
    expect(sharedWithAnotherTab).toBe(true);
  });

  it('never gives two tabs the same run, however they race', async () => {
    stored = ['lesson-2~a', 'lesson-2'];
    const claims = await Promise.all(Array.from({ length: 8 }, () => newTab().claims.claim(2)));
    expect(new Set(claims.map(({ id }) => id)).size).toBe(8);
  });

  it('goes on with the newest run when the tabs are gone', async () => {
    stored = ['lesson-2~a', 'lesson-2'];
    expect((await newTab().claims.claim(2)).id).toBe('lesson-2~a');
  });

  it('gives a tab its own run back after a reload, newer ones or not', async () => {
    const [first, second] = [newTab(), newTab()];
    const ids = [(await first.claims.claim(2)).id, (await second.claims.claim(2)).id];
    stored = [ids[0], 'lesson-2~newer', ids[1]];
    reload(second);
    expect(await second.claims.claim(2)).toEqual({ id: ids[1], sharedWithAnotherTab: true });
    reload(first);
    expect((await first.claims.claim(2)).id).toBe(ids[0]);
  });

  it('waits after a reload until the page before has let go', async () => {
    const tab = newTab();
    await tab.claims.claim(2);
    const before = tab.claims;
    const after = pageIn(tab.memory).claim(2);
    setTimeout(() => {
      before.release();
    }, 20);
    expect(await after).toEqual({ id: 'lesson-2', sharedWithAnotherTab: false });
  });

  it('gives a duplicated tab a run of its own', async () => {
    const tab = newTab();
    await tab.claims.claim(2);
    const duplicate = pageIn(new Map(tab.memory));
    expect((await duplicate.claim(2)).id).not.toBe('lesson-2');
  });

  it('follows a run that is kept elsewhere, over a reload', async () => {
    const tab = newTab();
    await tab.claims.claim(2);
    tab.claims.moved('lesson-2', 'lesson-2~b');
    expect((await locks.query()).held?.map(({ name }) => name)).toContain('run:lesson-2~b');
    reload(tab);
    expect((await tab.claims.claim(2)).id).toBe('lesson-2~b');
  });
});

describe('old runs of a lesson', () => {
  it('go but for the newest three, unless a tab has them open', async () => {
    await newTab({ listRuns: () => Promise.resolve(['lesson-2~open']) }).claims.claim(2);
    stored = ['lesson-2~d', 'lesson-2~c', 'lesson-2~b', 'lesson-2~open', 'lesson-2~a', 'lesson-2'];
    await newTab().claims.claim(2);
    await new Promise(setImmediate);
    expect(deleted).toEqual(['lesson-2~a', 'lesson-2']);
  });
});

describe('without Web Locks', () => {
  it('a tab has a run that no other can know, and keeps it over a reload', async () => {
    stored = ['lesson-2'];
    const tab = newTab({ locks: undefined });
    const { id } = await tab.claims.claim(2);
    expect(id).toMatch(/^lesson-2~\w+$/);
    expect((await pageIn(tab.memory, { locks: undefined }).claim(2)).id).toBe(id);
  });
});
