/** Cases of runs and records in IndexedDB, and of what IndexedDB does when it fails. */
import { Dexie } from 'dexie';
import { forceCloseDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database, DATABASE_NAME } from './database';
import { openDisk } from './disk';
import type { LessonProgress } from './records';
import { deletion, runChange } from './runChange';
import { fakeDisk } from './testing/faultyDisk';
import { branchOf, freshRun, keyframeOf, runOf, segmentOf, segmentsOf } from './testing/runs';
import { wholeRun } from './wholeRun';

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

const recordsOf = (progress: LessonProgress) => ({
  progress: new Map([[progress.lesson, progress]]),
  settings: {},
});

/** The database itself, past the disk. */
function databaseOf(indexedDB: IDBFactory): Database {
  return new Database({ indexedDB, IDBKeyRange, autoOpen: true });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a run on the disk', () => {
  it('comes back as it was written, from another connection', async () => {
    const indexedDB = new IDBFactory();
    const written = freshRun(300_000, ['"orders"', '{"line":"a\\nb"}', '12']);
    await fakeDisk(indexedDB).writeRun('lesson-2', written);
    const read = await fakeDisk(indexedDB).readRun('lesson-2');
    expect(read?.segments.size).toBe(293);
    expect(read?.segments.get('0/292')?.columns).toEqual(new Int32Array(10_400).fill(292));
    expect(read?.run).toEqual(written.run);
    expect(read?.values).toEqual(written.values);
    expect(read?.keyframes).toEqual(written.keyframes);
  });

  it('is nothing when nobody wrote it', async () => {
    expect(await fakeDisk().readRun('lesson-2')).toBeNull();
  });

  it('grows by what a later change says', async () => {
    const disk = fakeDisk();
    await disk.writeRun('lesson-2', freshRun(1000, ['1', '2']));
    const change = runChange(
      false,
      runOf([branchOf(1100)], 3),
      [segmentOf(0, 5), segmentOf(1, 6)],
      [{ from: 2, texts: ['3'] }],
      [],
    );
    await disk.writeRun('lesson-2', change);
    const loaded = wholeRun((await disk.readRun('lesson-2')) ?? deletion);
    expect(loaded.segments.map(({ columns }) => columns[0])).toEqual([5, 6]);
    expect(loaded.values.flatMap(({ texts }) => texts)).toEqual(['1', '2', '3']);
    expect(loaded.keyframes).toEqual([keyframeOf(1000)]);
    expect(loaded.cuts).toEqual([]);
  });

  it('forgets values that others now stand in place of', async () => {
    const disk = fakeDisk();
    const withValues = (from: number, ...texts: string[]) =>
      runChange(from === 0, runOf([branchOf(10)], 3), [], [{ from, texts }], []);
    await disk.writeRun('lesson-2', withValues(0, '1'));
    await disk.writeRun('lesson-2', withValues(1, '2'));
    await disk.writeRun('lesson-2', withValues(2, 'stale', 'stale'));
    await disk.writeRun('lesson-2', withValues(1, 'two'));
    const read = await disk.readRun('lesson-2');
    expect(read?.values.flatMap(({ texts }) => texts)).toEqual(['1', 'two']);
  });

  it('is forgotten entirely when it starts anew or is deleted, its neighbours are not', async () => {
    const disk = fakeDisk();
    await disk.writeRun('lesson-2', freshRun(5000, ['1', '2']));
    await disk.writeRun('lesson-2~a', freshRun(2000, ['3']));
    await disk.writeRun('lesson-2', freshRun(10));
    expect((await disk.readRun('lesson-2'))?.segments.size).toBe(1);
    expect((await disk.readRun('lesson-2'))?.values).toEqual([]);
    await disk.writeRun('lesson-2', deletion);
    expect(await disk.readRun('lesson-2')).toBeNull();
    expect((await disk.readRun('lesson-2~a'))?.segments.size).toBe(2);
  });

  it('keeps only the integers of a view, not the buffer around it', async () => {
    const disk = fakeDisk();
    const columns = new Int32Array(50_000).fill(3).subarray(100, 100 + 10240);
    const change = runChange(
      true,
      runOf([branchOf(9)]),
      [{ branch: 0, index: 0, columns }],
      [],
      [],
    );
    await disk.writeRun('lesson-2', change);
    const read = (await disk.readRun('lesson-2'))?.segments.get('0/0')?.columns;
    expect(read?.buffer.byteLength).toBe(40_960);
    expect(read?.[10239]).toBe(3);
  });

  it('is listed with its family, the newest first', async () => {
    const disk = fakeDisk();
    const clock = vi.spyOn(Date, 'now');
    for (const [now, id] of ['lesson-2', 'lesson-2~b', 'lesson-20', 'lesson-2~a'].entries()) {
      clock.mockReturnValue(now);
      await disk.writeRun(id, freshRun(10));
    }
    expect(await disk.listRuns('lesson-2')).toEqual(['lesson-2~a', 'lesson-2~b', 'lesson-2']);
    expect((await disk.readRuns()).map(({ id }) => id)).toContain('lesson-20');
  });
});

describe('records on the disk', () => {
  it('merge with what another tab has written meanwhile', async () => {
    const indexedDB = new IDBFactory();
    const [one, other] = [fakeDisk(indexedDB), fakeDisk(indexedDB)];
    await Promise.all([
      one.writeRecords(recordsOf({ ...begun, goalsMet: { held: { runSeq: 1, time: 1 } } })),
      other.writeRecords(recordsOf({ ...begun, goalsMet: { drained: { runSeq: 2, time: 2 } } })),
    ]);
    const { progress } = await one.readRecords();
    expect(Object.keys(progress.get(2)?.goalsMet ?? {}).sort()).toEqual(['drained', 'held']);
  });

  it('leave a setting as it is until it is set', async () => {
    const disk = fakeDisk();
    await disk.writeRecords({ progress: new Map(), settings: { theme: 'dark' } });
    await disk.writeRecords({ progress: new Map(), settings: { motion: 'reduced' } });
    expect((await disk.readRecords()).settings).toEqual({ theme: 'dark', motion: 'reduced' });
  });
});

describe('a row that cannot be read', () => {
  it('of progress is set aside when a new one needs its place', async () => {
    const indexedDB = new IDBFactory();
    const database = databaseOf(indexedDB);
    await database.progress.put({ lesson: 2, step: 'from another age' });
    const disk = fakeDisk(indexedDB);
    expect((await disk.readRecords()).progress.size).toBe(0);
    await disk.writeRecords(recordsOf(begun));
    expect((await disk.readRecords()).progress.get(2)).toEqual(begun);
    expect(await database.unread.toArray()).toEqual([
      { table: 'progress', key: 2, row: { lesson: 2, step: 'from another age' } },
    ]);
  });

  it('of settings reads as not set', async () => {
    const indexedDB = new IDBFactory();
    await databaseOf(indexedDB).settings.bulkPut([
      { key: 'theme', value: 'plaid' },
      { key: 'motion', value: 'reduced' },
      { key: 'unknown', value: 1 },
    ]);
    expect((await fakeDisk(indexedDB).readRecords()).settings).toEqual({ motion: 'reduced' });
  });

  it('of a run is an error, and the row stays', async () => {
    const indexedDB = new IDBFactory();
    const database = databaseOf(indexedDB);
    const disk = fakeDisk(indexedDB);
    await disk.writeRun('lesson-2', freshRun(10));
    await database.table('runs').update('lesson-2', { run: { id: 'lesson-2' } });
    await expect(disk.readRun('lesson-2')).rejects.toMatchObject({ fault: 'broken' });
    expect(await disk.readRuns()).toEqual([]);
    expect(await database.runs.count()).toBe(1);
  });

  it('of a segment or of values counts as missing', async () => {
    const indexedDB = new IDBFactory();
    const database = databaseOf(indexedDB);
    const disk = fakeDisk(indexedDB);
    await disk.writeRun('lesson-2', freshRun(3000, ['1']));
    await database.table('segments').update(['lesson-2', 0, 1], { columns: 'torn' });
    await database.table('values').update(['lesson-2', 0], { lines: null });
    const read = await disk.readRun('lesson-2');
    expect([...(read?.segments.keys() ?? [])]).toEqual(['0/0', '0/2']);
    expect(read?.values).toEqual([]);
  });

  it('does not hide its neighbours where the browser refuses to read it', async () => {
    const disk = fakeDisk();
    await disk.writeRun('lesson-2', freshRun(3000));
    const refuse = (name: 'getAll' | 'get', isRefused: (query: unknown) => boolean) => {
      // Taken to be called on the store that the browser would call it on.
      const original = IDBObjectStore.prototype[name] as (...all: unknown[]) => IDBRequest;
      vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
        this: IDBObjectStore,
        ...all: unknown[]
      ) {
        if (this.name === 'segments' && isRefused(all[0])) {
          throw new DOMException('Failed to read large value.', 'DataError');
        }
        return original.apply(this, all);
      });
    };
    refuse('getAll', () => true);
    refuse('get', (key) => Array.isArray(key) && key[2] === 1);
    const read = await disk.readRun('lesson-2');
    expect([...(read?.segments.keys() ?? [])]).toEqual(['0/0', '0/2']);
  });
});

describe('a write that fails', () => {
  it('leaves everything as it was (one transaction)', async () => {
    const disk = fakeDisk();
    await disk.writeRun('lesson-2', freshRun(2000, ['1']));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    const anew = disk.writeRun('lesson-2', freshRun(9000));
    await expect(anew).rejects.toMatchObject({ fault: 'full', retriable: true });
    put.mockRestore();
    expect((await disk.readRun('lesson-2'))?.run?.branches[0].length).toBe(2000);
    expect((await disk.readRun('lesson-2'))?.segments.size).toBe(2);
  });
});

describe('a database that cannot be opened', () => {
  it('is blocked for good where the browser has none', async () => {
    vi.spyOn(Dexie, 'dependencies', 'get').mockReturnValue({} as never); // As in such a browser.
    const disk = openDisk({ openMsMax: 1000 });
    await expect(disk.readRecords()).rejects.toMatchObject({ fault: 'blocked', retriable: false });
  });

  it('is blocked where opening throws, and opens when it no longer does', async () => {
    const indexedDB = new IDBFactory();
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('A mutation was not allowed.', 'InvalidStateError');
    });
    const disk = fakeDisk(indexedDB);
    await expect(disk.readRecords()).rejects.toMatchObject({ fault: 'blocked', retriable: true });
    open.mockRestore();
    expect((await disk.readRecords()).progress.size).toBe(0);
  });

  it('is blocked where the browser never answers', async () => {
    const indexedDB = new IDBFactory();
    // A request to which nothing ever happens.
    vi.spyOn(indexedDB, 'open').mockReturnValue({} as IDBOpenDBRequest);
    const disk = fakeDisk(indexedDB, 20);
    await expect(disk.readRecords()).rejects.toMatchObject({ fault: 'blocked', retriable: true });
  });

  it('is blocked for good where a newer site has upgraded it', async () => {
    const indexedDB = new IDBFactory();
    const newer = new Dexie(DATABASE_NAME, { indexedDB, IDBKeyRange });
    newer.version(7).stores({ runs: 'id' });
    await newer.open();
    newer.close();
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const disk = fakeDisk(indexedDB);
    await expect(disk.readRecords()).rejects.toMatchObject({ fault: 'blocked', retriable: false });
  });
});

describe('a database that another tab holds open in an older version', () => {
  it('is blocked until that tab lets go', async () => {
    const indexedDB = new IDBFactory();
    const older = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(DATABASE_NAME, 5);
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const disk = fakeDisk(indexedDB);
    await expect(disk.readRecords()).rejects.toMatchObject({ fault: 'blocked', retriable: true });
    older.close();
    expect((await disk.readRecords()).progress.size).toBe(0);
  });
});

describe('a database that goes away underneath', () => {
  it('lets another tab delete it, and is opened anew', async () => {
    const indexedDB = new IDBFactory();
    const disk = fakeDisk(indexedDB);
    await disk.writeRun('lesson-2', freshRun(10));
    await new Promise((resolve, reject) => {
      const deletion = indexedDB.deleteDatabase(DATABASE_NAME);
      deletion.onsuccess = resolve;
      deletion.onblocked = reject;
    });
    expect(await disk.readRun('lesson-2')).toBeNull();
    await disk.writeRun('lesson-2', freshRun(10));
    expect((await disk.readRun('lesson-2'))?.segments.size).toBe(1);
  });

  it('is opened anew after the browser closed it', async () => {
    const indexedDB = new IDBFactory();
    const opened: IDBDatabase[] = [];
    const open = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((...all) => {
      const request = open(...all);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    });
    const disk = fakeDisk(indexedDB);
    await disk.writeRun('lesson-2', runChange(true, runOf([branchOf(3)]), segmentsOf(1), [], []));
    // What the browser does on "clear site data". Its type is that of a class, not of an object.
    forceCloseDatabase(opened[0] as never);
    expect((await disk.readRun('lesson-2'))?.segments.size).toBe(1);
    expect(opened).toHaveLength(2);
  });
});
