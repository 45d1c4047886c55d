/**
 * Rows in IndexedDB: whole transactions in, whole runs and records out, every failure a
 * StorageError. It keeps nothing in memory and tries nothing twice but a lost connection; what
 * is done about failures is the keeper's.
 */
import { Dexie, type Collection, type Table } from 'dexie';
import { openDatabase, type Database, type DatabaseSource } from './database';
import { StorageError, toStorageError } from './errors';
import { mergeProgress, type LessonProgress, type Records } from './records';
import {
  keyframeRow,
  readKeyframe,
  readProgress,
  readRun,
  readSegment,
  readSettings,
  readValues,
  segmentRow,
  valuesRow,
} from './rows';
import { runChange, type RunChange } from './runChange';
import { familyOf } from './runIds';
import type { StoredRun } from './segments';

/** What the keeper asks of a disk. All of it throws StorageError and nothing else. */
export interface Disk {
  /** One transaction: all of it is kept, or none. */
  writeRun(id: string, change: RunChange): Promise<void>;
  /** Everything of a run, unchecked; null if there is none. Throws `broken` if unreadable. */
  readRun(id: string): Promise<RunChange | null>;
  /** Runs of a family (see runIds.ts), the newest first. */
  listRuns(family: string): Promise<readonly string[]>;
  /** All runs without their facts. */
  readRuns(): Promise<readonly StoredRun[]>;
  /** One transaction: progress is merged with what is kept, settings replace it. */
  writeRecords(records: Records): Promise<void>;
  readRecords(): Promise<Records>;
  close(): void;
}

/** Rows that one request fetches: bounds what a reply between processes holds. */
const ROWS_A_READ = 256;

/** The disk of this origin, or of the IndexedDB in `source`. Opens at the first use. */
export function openDisk(source: DatabaseSource): Disk {
  let connection: Promise<Database> | null = null;
  const connect = (): Promise<Database> => {
    if (connection !== null) return connection;
    const opening = openDatabase(source);
    opening.catch(() => {
      if (connection === opening) connection = null;
    });
    connection = opening;
    return opening;
  };
  const drop = (which: Promise<Database> | null) => {
    which?.then(
      (database) => {
        database.close();
      },
      () => undefined, // Never opened: whoever waits for it is told.
    );
    if (connection === which) connection = null;
  };
  const use = async <T>(work: (database: Database) => Promise<T>, again = true): Promise<T> => {
    const wasOpen = connection !== null;
    const used = connect();
    try {
      return await work(await used);
    } catch (thrown) {
      const error = toStorageError(thrown);
      if (error.fault !== 'blocked') throw error;
      drop(used);
      // The connection was lost underneath (deleted, upgraded, cleared): a new one may do.
      if (wasOpen && again) return use(work, false);
      throw error;
    }
  };
  return {
    writeRun: (id, change) => use((database) => writeRun(database, id, change)),
    readRun: (id) => use((database) => readWholeRun(database, id)),
    listRuns: (family) => use((database) => listRuns(database, family)),
    readRuns: () => use(readRuns),
    writeRecords: (records) => use((database) => writeRecords(database, records)),
    readRecords: () => use(readRecords),
    close: () => {
      drop(connection);
    },
  };
}

async function writeRun(database: Database, id: string, change: RunChange): Promise<void> {
  const { runs, segments, values, keyframes } = database;
  await database.transaction('rw', runs, segments, values, keyframes, async () => {
    if (change.fresh) {
      await Promise.all([
        runs.delete(id),
        ofRun(segments, id).delete(),
        ofRun(values, id).delete(),
        ofRun(keyframes, id).delete(),
      ]);
    }
    if (change.run === null) return;
    const from = change.values[0]?.from;
    if (from !== undefined && !change.fresh) await ofRun(values, id, from).delete();
    await Promise.all([
      runs.put({ id, family: familyOf(id), updatedAt: Date.now(), run: change.run }),
      segments.bulkPut([...change.segments.values()].map((segment) => segmentRow(id, segment))),
      values.bulkPut(change.values.map((row) => valuesRow(id, row))),
      keyframes.bulkPut([...change.keyframes.values()].map((one) => keyframeRow(id, one))),
    ]);
  });
}

async function readWholeRun(database: Database, id: string): Promise<RunChange | null> {
  const row = await database.runs.get(id);
  if (row === undefined) return null;
  const run = readRun(row);
  if (run === null) throw new StorageError('broken', false, new Error(`run ${id} is unreadable`));
  const segments = await readRows(database.segments, id);
  const values = await readRows(database.values, id);
  const keyframes = await readRows(database.keyframes, id);
  return runChange(
    true,
    run,
    segments.flatMap((segment) => readSegment(segment) ?? []),
    values.flatMap((texts) => readValues(texts) ?? []),
    keyframes.flatMap((keyframe) => readKeyframe(keyframe) ?? []),
  );
}

/** The rows of a run in a table whose key begins with it, from a second key on. */
function ofRun<Row, Key>(
  table: Table<Row, Key>,
  id: string,
  from: number = Dexie.minKey,
): Collection<Row, Key> {
  return table.where(':id').between([id, from], [id, Dexie.maxKey]);
}

/** All rows of a run that can be read. A row that cannot be does not hide its neighbours. */
async function readRows<Row, Key>(table: Table<Row, Key>, id: string): Promise<readonly Row[]> {
  const keys = await ofRun(table, id).primaryKeys();
  const rows: Row[] = [];
  for (let first = 0; first < keys.length; first += ROWS_A_READ) {
    const some = keys.slice(first, first + ROWS_A_READ);
    try {
      rows.push(...(await table.where(':id').between(some[0], some.at(-1), true, true).toArray()));
    } catch (thrown) {
      if (toStorageError(thrown).fault === 'blocked') throw thrown;
      rows.push(...(await readOneByOne(table, some)));
    }
  }
  return rows;
}

async function readOneByOne<Row, Key>(
  table: Table<Row, Key>,
  keys: readonly Key[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const key of keys) {
    const row = await table.get(key).catch(() => undefined);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

async function listRuns(database: Database, family: string): Promise<readonly string[]> {
  return database.runs
    .where('[family+updatedAt]')
    .between([family, Dexie.minKey], [family, Dexie.maxKey])
    .reverse()
    .primaryKeys();
}

async function readRuns(database: Database): Promise<readonly StoredRun[]> {
  const rows = await database.runs.toArray();
  return rows.flatMap((row) => readRun(row) ?? []);
}

async function writeRecords(database: Database, records: Records): Promise<void> {
  const { progress, settings, unread } = database;
  await database.transaction('rw', progress, settings, unread, async () => {
    for (const [lesson, next] of records.progress) {
      const row = await progress.get(lesson);
      const kept = readProgress(row);
      if (row !== undefined && kept === null) {
        await unread.add({ table: 'progress', key: lesson, row });
      }
      await progress.put(mergeProgress(kept ?? undefined, next));
    }
    const given = Object.entries(records.settings);
    await settings.bulkPut(given.map(([key, value]) => ({ key, value })));
  });
}

async function readRecords(database: Database): Promise<Records> {
  const rows = await database.progress.toArray();
  const readable = rows.flatMap((row): LessonProgress[] => {
    const progress = readProgress(row);
    return progress === null ? [] : [progress];
  });
  return {
    progress: new Map(readable.map((progress) => [progress.lesson, progress])),
    settings: readSettings(await database.settings.toArray()),
  };
}
