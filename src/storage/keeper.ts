/**
 * What storage has been told and is not written yet, and when it is written: in order, what
 * waits in one go, again after a failure. While the disk refuses, this is the storage: nothing
 * that was told is lost as long as the tab lives. It does not know who asks, nor how rows look.
 */
import type { Disk } from './disk';
import { toStorageError, type StorageError, type StorageFault } from './errors';
import {
  defaultSettings,
  mergeRecords,
  noRecords,
  type LessonProgress,
  type Records,
  type Settings,
} from './records';
import { familyOf, newCopyOf } from './runIds';
import { copyChange, deletion, mergeChanges, type RunChange } from './runChange';
import type { StoredRun } from './segments';
import { wholeRun, type LoadedRun } from './wholeRun';

/** Where what was told lies: on the disk, on its way there, or in memory only, and why. */
export type StorageStatus =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'memory'; readonly reason: StorageFault; readonly retriable: boolean };

/** What a keeper tells by itself. */
export interface KeeperEvents {
  status(status: StorageStatus): void;
  /** These records were written; other tabs may read them now. */
  recorded(records: Records): void;
  /** A run that could not be read was left alone; what is told of it is kept under `to`. */
  moved(from: string, to: string): void;
}

const RETRY_MS_MIN = 2000;
const RETRY_MS_MAX = 30_000;

/** One per storage worker. Writes reject with StorageError; records never reject. */
export class Keeper {
  /** Not written yet, by the id under which it is kept. */
  private readonly runs = new Map<string, RunChange>();
  private records = noRecords;
  /** Asked id → the id under which the run is kept, where the two differ. */
  private readonly standIns = new Map<string, string>();
  private running: Promise<unknown> = Promise.resolve();
  private next: Promise<void> | null = null;
  /** The last failure, until a write succeeds. */
  private fault: StorageError | null = null;
  private retryMs = RETRY_MS_MIN;
  private retryTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly disk: Disk,
    private readonly events: KeeperEvents,
  ) {}

  /** Takes what is new in a run; resolves when it is written. Rejected, it is still held. */
  commit(id: string, change: RunChange): Promise<void> {
    const kept = this.keptAs(id);
    this.runs.set(kept, mergeChanges(this.runs.get(kept), change));
    return this.write();
  }

  /**
   * The run as far as it is whole, with what waits to be written. Rejects if what is kept cannot
   * be read now; what is committed under this id from then on is kept beside it.
   */
  async load(id: string): Promise<LoadedRun> {
    await this.settled();
    const kept = this.keptAs(id);
    const waiting = this.runs.get(kept);
    const onDisk = waiting?.fresh === true ? null : await this.readRun(id, waiting !== undefined);
    // The reader takes the columns over; what waits is still to be written.
    const all = waiting ? mergeChanges(onDisk ?? undefined, copyChange(waiting)) : onDisk;
    const loaded = wholeRun(all ?? deletion);
    return loaded.run === null ? loaded : { ...loaded, run: { ...loaded.run, id } };
  }

  /** Forgets a run; resolves even if that waits for the disk. */
  async deleteRun(id: string): Promise<void> {
    await this.commit(id, deletion).catch(ignore);
  }

  /** Runs of a family, the newest first: those that wait to be written are the newest. */
  async listRuns(family: string): Promise<readonly string[]> {
    const kept = await this.read(() => this.disk.listRuns(family), []);
    const waiting = [...this.runs.keys()].filter((id) => familyOf(id) === family);
    const ids = new Set([...waiting, ...kept]);
    return [...ids].filter((id) => this.runs.get(id)?.run !== null);
  }

  /** All runs without their facts. */
  async listAll(): Promise<readonly StoredRun[]> {
    const kept = await this.read(() => this.disk.readRuns(), []);
    const byId = new Map<string, StoredRun | null>(kept.map((run) => [run.id, run]));
    for (const [id, { run }] of this.runs) byId.set(id, run && { ...run, id });
    return [...byId.values()].filter((run) => run !== null);
  }

  /** Progress of all lessons that were begun. */
  async progress(): Promise<readonly LessonProgress[]> {
    return [...(await this.allRecords()).progress.values()];
  }

  /** Merges progress into what is kept; the result. */
  async putProgress(progress: LessonProgress): Promise<LessonProgress> {
    await this.record({ progress: new Map([[progress.lesson, progress]]), settings: {} });
    return (await this.allRecords()).progress.get(progress.lesson) ?? progress;
  }

  async settings(): Promise<Settings> {
    return { ...defaultSettings, ...(await this.allRecords()).settings };
  }

  /** Sets what is given, leaves the rest; the result. */
  async putSettings(settings: Partial<Settings>): Promise<Settings> {
    await this.record({ progress: new Map(), settings });
    return this.settings();
  }

  /** Tries to write what waits now, whatever failed before. */
  async retry(): Promise<void> {
    const wasBlocked = this.fault?.fault === 'blocked';
    this.resume();
    // Perhaps nothing waits to be written: a read tells whether the disk answers again.
    if (wasBlocked) await this.read(() => this.disk.readRecords(), noRecords);
    await this.write().catch(ignore);
  }

  /** Ends the keeper; what waits is lost. */
  close(): void {
    this.stopTimer();
    this.disk.close();
  }

  private keptAs(id: string): string {
    return this.standIns.get(id) ?? id;
  }

  private async readRun(id: string, isWaiting: boolean): Promise<RunChange | null> {
    try {
      return await this.ask(() => this.disk.readRun(this.keptAs(id)));
    } catch (thrown) {
      // What waits says how the run is made again; its facts are then reported as cut.
      if (isWaiting) return null;
      // Writing under this id would put a new run in place of one that may be readable later.
      const standIn = newCopyOf(id);
      this.standIns.set(id, standIn);
      this.events.moved(id, standIn);
      throw thrown;
    }
  }

  private async allRecords(): Promise<Records> {
    await this.settled();
    return mergeRecords(await this.read(() => this.disk.readRecords(), noRecords), this.records);
  }

  private async record(records: Records): Promise<void> {
    this.records = mergeRecords(this.records, records);
    await this.write().catch(ignore);
  }

  /** What the disk says, or `otherwise`. */
  private async read<T>(reading: () => Promise<T>, otherwise: T): Promise<T> {
    return this.ask(reading).catch(() => otherwise);
  }

  /** Reads, unless the disk is known not to answer: nobody waits twice for a time limit. */
  private async ask<T>(reading: () => Promise<T>): Promise<T> {
    if (this.fault?.fault === 'blocked') throw this.fault;
    try {
      return await reading();
    } catch (thrown) {
      const error = toStorageError(thrown);
      if (error.fault === 'blocked') this.fail(error);
      throw error;
    }
  }

  private async settled(): Promise<void> {
    await (this.next ?? this.running).catch(ignore);
  }

  /** Writes all that waits, after the write that is under way. */
  private write(): Promise<void> {
    this.next ??= this.running.then(() => {
      this.next = null;
      const writing = this.writeWaiting();
      this.running = writing.catch(ignore);
      return writing;
    });
    return this.next;
  }

  private async writeWaiting(): Promise<void> {
    // Until the timer, or a person, tries again. One bad write does not hold up the others.
    if (this.fault?.retriable || this.fault?.fault === 'blocked') throw this.fault;
    if (this.fault === null) this.events.status({ kind: 'saving' });
    const faults = [await this.writeRecords()];
    for (const [id, change] of [...this.runs]) faults.push(await this.writeRun(id, change));
    const fault = faults.find((one) => one !== null);
    if (fault) {
      this.fail(fault);
      throw fault;
    }
    this.fault = null;
    this.retryMs = RETRY_MS_MIN;
    this.events.status({ kind: 'saved' });
  }

  private async writeRecords(): Promise<StorageError | null> {
    const records = this.records;
    if (records.progress.size === 0 && Object.keys(records.settings).length === 0) return null;
    this.records = noRecords;
    try {
      await this.disk.writeRecords(records);
      this.events.recorded(records);
      return null;
    } catch (thrown) {
      this.records = mergeRecords(records, this.records);
      return toStorageError(thrown);
    }
  }

  private async writeRun(id: string, change: RunChange): Promise<StorageError | null> {
    this.runs.delete(id);
    try {
      await this.disk.writeRun(id, change);
      return null;
    } catch (thrown) {
      const since = this.runs.get(id);
      this.runs.set(id, since ? mergeChanges(change, since) : change);
      return toStorageError(thrown);
    }
  }

  private fail(error: StorageError): void {
    this.fault = error;
    const { fault: reason, retriable } = error;
    this.events.status({ kind: 'memory', reason, retriable });
    this.stopTimer();
    if (!retriable) return;
    this.retryTimer = setTimeout(() => void this.retry(), this.retryMs);
    this.retryMs = Math.min(2 * this.retryMs, RETRY_MS_MAX);
  }

  private resume(): void {
    this.fault = null;
    this.stopTimer();
  }

  private stopTimer(): void {
    if (this.retryTimer !== null) clearTimeout(this.retryTimer);
    this.retryTimer = null;
  }
}

function ignore(): void {
  // The status has said it.
}
