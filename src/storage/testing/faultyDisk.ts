/** A disk for specs that does what it is told to, or what a real one in memory does. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openDisk, type Disk } from '../disk';
import { StorageError } from '../errors';

/** A disk over an IndexedDB of its own, or over one that several share. */
export function fakeDisk(indexedDB = new IDBFactory(), openMsMax = 1000): Disk {
  return openDisk({ indexedDB, IDBKeyRange, openMsMax });
}

export type DiskOperation = Exclude<keyof Disk, 'close'>;

export interface FaultyDisk extends Disk {
  /** While set, these operations fail with it; all of them if none is named. */
  fault: StorageError | null;
  faulty: readonly DiskOperation[];
  /** While set, every operation first waits for it. */
  gate: Promise<void>;
  /** What was asked, in order: "writeRun lesson-2". */
  readonly asked: string[];
}

/** Wraps a disk so that a spec can hold it up or make it fail. */
export function faultyDisk(disk: Disk = fakeDisk()): FaultyDisk {
  const faulty: FaultyDisk = {
    fault: null,
    faulty: [],
    gate: Promise.resolve(),
    asked: [],
    writeRun: (id, change) => via('writeRun', id, () => disk.writeRun(id, change)),
    readRun: (id) => via('readRun', id, () => disk.readRun(id)),
    listRuns: (family) => via('listRuns', family, () => disk.listRuns(family)),
    readRuns: () => via('readRuns', '', () => disk.readRuns()),
    writeRecords: (records) => via('writeRecords', '', () => disk.writeRecords(records)),
    readRecords: () => via('readRecords', '', () => disk.readRecords()),
    close: () => {
      disk.close();
    },
  };
  async function via<T>(name: DiskOperation, what: string, work: () => Promise<T>): Promise<T> {
    faulty.asked.push(`${name} ${what}`.trim());
    await faulty.gate;
    const isFaulty = faulty.faulty.length === 0 || faulty.faulty.includes(name);
    if (faulty.fault && isFaulty) throw faulty.fault;
    return work();
  }
  return faulty;
}

export const full = new StorageError('full', true);
export const blocked = new StorageError('blocked', true);
export const broken = new StorageError('broken', false);
