/**
 * The database `past-tense`: its tables, its versions, and opening it within a time limit. What
 * is read and written there is the disk's.
 */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import { StorageError } from './errors';
import type { KeyframeRow, RunRow, SegmentRow, SettingRow, UnreadRow, ValuesRow } from './rows';

/** Name of the database, as the browser's own tools show it. */
export const DATABASE_NAME = 'past-tense';

/** Another version of the site, open in another tab, decides whether this one can be used. */
const VERSION = 1;

const dexieDefaults: DexieOptions = {
  // A commit need not reach the platter: a tab that dies is what it has to outlive.
  chromeTransactionDurability: 'relaxed',
  // What is read is used once.
  cache: 'disabled',
  // A closed database stays closed: reopening has a time limit and checks the version, below.
  autoOpen: false,
};

/** The tables. Columns after the first, the primary key, are indexes. */
export class Database extends Dexie {
  declare readonly runs: Table<RunRow, string>;
  declare readonly segments: Table<SegmentRow, [string, number, number]>;
  declare readonly values: Table<ValuesRow, [string, number]>;
  declare readonly keyframes: Table<KeyframeRow, [string, number]>;
  /** Its rows are read as unknown: an older or newer site may have written them. */
  declare readonly progress: Table<unknown, number>;
  declare readonly settings: Table<SettingRow, string>;
  declare readonly unread: Table<UnreadRow, number>;

  constructor(options: DexieOptions) {
    super(DATABASE_NAME, { ...dexieDefaults, ...options });
    // A later version adds `this.version(2).stores({…only what changes…}).upgrade(…)` below this
    // one, which stays: a learner may come back from any version.
    this.version(VERSION).stores({
      runs: 'id, [family+updatedAt]',
      segments: '[run+branch+index]',
      values: '[run+from]',
      keyframes: '[run+branch]',
      progress: 'lesson',
      settings: 'key',
      unread: '++',
    });
  }
}

/** Where IndexedDB comes from, and how long opening may take. */
export interface DatabaseSource extends Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> {
  readonly openMsMax: number;
}

/**
 * Opens the database. It closes by itself when another tab upgrades or deletes it, and is then
 * refused as closed. Throws what Dexie throws, or a StorageError `blocked` where opening
 * takes too long, another tab holds an older version open, or a newer site has upgraded it.
 */
export async function openDatabase(source: DatabaseSource): Promise<Database> {
  const { openMsMax, ...options } = source;
  const database = new Database(options);
  const refuse = (retriable: boolean, why: string) => {
    database.close();
    return new StorageError('blocked', retriable, new Error(why));
  };
  return new Promise<Database>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(refuse(true, `no answer within ${openMsMax} ms`));
    }, openMsMax);
    database.on('blocked', () => {
      reject(refuse(true, 'another tab holds an older version open'));
    });
    database.on('versionchange', () => {
      database.close();
      return false; // Instead of Dexie’s own answer, which reopens by itself.
    });
    database.open().then(
      () => {
        clearTimeout(timer);
        const version = Math.floor(database.backendDB().version / 10);
        if (version > VERSION) reject(refuse(false, `a newer site made it version ${version}`));
        else resolve(database);
      },
      (fault: unknown) => {
        clearTimeout(timer);
        reject(fault);
      },
    );
  });
}
