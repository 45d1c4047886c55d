/** Cases of storage as a whole: pages, hosts, an engine's port, and two tabs on one database. */
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStorage, type Storage } from './client';
import type { Disk } from './disk';
import { startHost } from './host';
import { COMMITS_APART_MS } from './limits';
import type { LessonProgress } from './records';
import type { StorageReply, StorageRequest } from './segments';
import { fakeLocks } from './testing/fakeLocks';
import { blocked, fakeDisk, faultyDisk, full } from './testing/faultyDisk';
import { branchOf, keyframeOf, runOf, segmentOf } from './testing/runs';

const begun: LessonProgress = {
  lesson: 2,
  step: 1,
  furthest: 1,
  stepsDone: [],
  goalsMet: {},
  predictions: {},
  completedAt: null,
  hintsUsed: {},
  updatedAt: 1000,
};

let indexedDB: IDBFactory;
let locks: LockManager;
let tabs: Storage[];

beforeEach(() => {
  indexedDB = new IDBFactory();
  locks = fakeLocks();
  tabs = [];
});

afterEach(() => {
  for (const tab of tabs) tab.close();
});

/** A tab with a host of its own, joined as worker and page are. */
function openTab(disk: Disk = fakeDisk(indexedDB)): Storage {
  const { port1, port2 } = new MessageChannel();
  const stop = startHost(port1, disk);
  const close = () => {
    stop();
    port1.close();
  };
  const tabMemory = { getItem: () => null, setItem: () => undefined };
  const tab = createStorage(Promise.resolve({ endpoint: port2, close }), { locks, tabMemory });
  tabs.push(tab);
  return tab;
}

type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'number'> : never;

/** The engine's side of its port: asks and waits for the reply of the same number. */
function openEngine(tab: Storage) {
  const { port1, port2 } = new MessageChannel();
  tab.connectEngine(port2);
  let number = 0;
  return (request: Unnumbered<StorageRequest>): Promise<StorageReply> => {
    const asked = ++number;
    port1.postMessage({ ...request, number: asked });
    return new Promise((resolve) => {
      port1.addEventListener('message', function listen({ data }: MessageEvent<StorageReply>) {
        if (data.number !== asked) return;
        port1.removeEventListener('message', listen);
        resolve(data);
      });
      port1.start();
    });
  };
}

const commit = {
  kind: 'commit',
  id: 'lesson-2',
  run: runOf([branchOf(1500)], 2),
  segments: [segmentOf(0), segmentOf(1)],
  values: { from: 0, texts: ['"orders"', '{"total":90}'] },
  keyframe: keyframeOf(1400),
  fresh: true,
} as const;

describe('an engine', () => {
  it('finds after a reload what it committed before', async () => {
    const before = openTab();
    expect(await openEngine(before)(commit)).toEqual({ kind: 'committed', number: 1 });
    before.close();
    const loaded = await openEngine(openTab())({ kind: 'load', id: 'lesson-2' });
    expect(loaded).toEqual({
      kind: 'loaded',
      number: 1,
      run: commit.run,
      segments: commit.segments,
      values: [commit.values],
      keyframes: [commit.keyframe],
      cuts: [],
    });
  });

  it('finds nothing under an id that nobody wrote', async () => {
    const loaded = await openEngine(openTab())({ kind: 'load', id: 'lesson-9' });
    expect(loaded).toMatchObject({ kind: 'loaded', run: null, segments: [], cuts: [] });
  });

  it('is held to the pace of commits, also while the disk refuses them', async () => {
    const disk = faultyDisk(fakeDisk(indexedDB));
    disk.fault = full;
    const ask = openEngine(openTab(disk));
    const askedAtMs = performance.now();
    expect(await ask(commit)).toMatchObject({ kind: 'failed', reason: 'full' });
    // A timer may be early by its own grain.
    expect(performance.now() - askedAtMs).toBeGreaterThan(COMMITS_APART_MS - 5);
  });

  it('is told why a commit is not on the disk, and finds it in memory all the same', async () => {
    const disk = faultyDisk();
    disk.fault = blocked;
    const tab = openTab(disk);
    const ask = openEngine(tab);
    const failed = { kind: 'failed', reason: 'blocked', retriable: true };
    expect(await ask(commit)).toEqual({ ...failed, number: 1 });
    expect(tab.status.now()).toEqual({ kind: 'memory', reason: 'blocked', retriable: true });
    // As a rebuilt engine would.
    const loaded = await openEngine(tab)({ kind: 'load', id: 'lesson-2' });
    expect(loaded).toMatchObject({ kind: 'loaded', run: commit.run, cuts: [] });
    disk.fault = null;
    await tab.status.retry();
    expect(tab.status.now()).toEqual({ kind: 'saved' });
  });
});

describe('two tabs', () => {
  it('both keep what either reached, and see it', async () => {
    const [one, other] = [openTab(), openTab()];
    const seen = new Promise<LessonProgress>((resolve) => other.progress.watch(resolve));
    await one.progress.put({ ...begun, goalsMet: { held: { runSeq: 4, time: 1 } } });
    expect(Object.keys((await seen).goalsMet)).toEqual(['held']);
    const merged = await other.progress.put({
      ...begun,
      goalsMet: { drained: { runSeq: 9, time: 2 } },
    });
    expect(Object.keys(merged.goalsMet).sort()).toEqual(['drained', 'held']);
    expect(await one.progress.get(2)).toEqual(merged);
    expect(await one.progress.get(3)).toBeNull();
    expect(await one.progress.all()).toEqual([merged]);
  });

  it('share settings', async () => {
    const [one, other] = [openTab(), openTab()];
    const seen = new Promise((resolve) => other.settings.watch(resolve));
    await one.settings.put({ theme: 'dark' });
    expect(await seen).toEqual({ theme: 'dark', motion: 'system' });
  });

  it('write different runs of one lesson', async () => {
    const [one, other] = [openTab(), openTab()];
    const ids = [(await one.runs.claim(2)).id, (await other.runs.claim(2)).id];
    await Promise.all([
      openEngine(one)({ ...commit, id: ids[0] }),
      openEngine(other)({ ...commit, id: ids[1], run: runOf([branchOf(3)]), values: null }),
    ]);
    const loaded = await openEngine(one)({ kind: 'load', id: ids[0] });
    expect(loaded).toMatchObject({ run: { branches: [{ length: 1500 }] }, cuts: [] });
  });
});

describe('a watch', () => {
  it('hears this tab’s own changes, until it is ended', async () => {
    const tab = openTab();
    const steps: number[] = [];
    const unwatch = tab.progress.watch(({ step }) => steps.push(step));
    await tab.progress.put(begun);
    unwatch();
    await tab.progress.put({ ...begun, step: 2, updatedAt: 2000 });
    expect(steps).toEqual([1]);
  });

  it('of the status hears saving, then saved', async () => {
    const tab = openTab();
    const kinds: string[] = [];
    tab.status.watch(() => kinds.push(tab.status.now().kind));
    await tab.settings.put({ motion: 'reduced' });
    expect(kinds).toEqual(['saving', 'saved']);
  });
});

describe('everything exported', () => {
  it('is what makes each run again, progress and settings, also from memory', async () => {
    const disk = faultyDisk();
    disk.fault = blocked;
    const tab = openTab(disk);
    await tab.progress.put(begun);
    await openEngine(tab)(commit);
    const text = await tab.runs.exportAll();
    expect(JSON.parse(text)).toMatchObject({
      format: 'past-tense',
      version: 1,
      progress: [begun],
      settings: { theme: 'system', motion: 'system' },
      runs: [{ id: 'lesson-2', seed: 7, scenario: commit.run.scenario, branches: [{ id: 0 }] }],
    });
    expect(text).not.toContain('columns');
  });

  it('is without a run that was deleted', async () => {
    const tab = openTab();
    await openEngine(tab)(commit);
    await tab.runs.delete('lesson-2');
    expect(JSON.parse(await tab.runs.exportAll())).toMatchObject({ runs: [] });
  });
});

describe('storage that cannot be started at all', () => {
  it('says so, and its calls reject', async () => {
    const tabMemory = { getItem: () => null, setItem: () => undefined };
    const tab = createStorage(Promise.reject(new Error('no code')), { locks, tabMemory });
    await expect(tab.settings.get()).rejects.toMatchObject({ fault: 'blocked', retriable: false });
    expect(tab.status.now()).toMatchObject({ kind: 'memory', reason: 'blocked' });
  });
});
