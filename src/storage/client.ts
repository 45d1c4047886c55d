/**
 * The page's side of storage: typed calls to the host, and listeners for what changes here or in
 * another tab. It keeps nothing but the last status.
 */
import type { Call, CallName, Calls, PageMessage, WorkerMessage } from './calls';
import { StorageError } from './errors';
import type { HostLine } from './hostLine';
import type { StorageStatus } from './keeper';
import type { LessonProgress, Settings } from './records';
import { createRunClaims, type ClaimSources, type RunClaim } from './runClaims';

/** Ends a watch. */
export type Unwatch = () => void;

/**
 * Storage as the page sees it. Whatever the machine refuses goes on in memory and is written
 * when it can be: calls do not fail for that, `status` says it. They reject, with StorageError,
 * only where storage could not be started at all.
 */
export interface Storage {
  readonly progress: {
    /** Of every lesson that was begun. */
    all(): Promise<readonly LessonProgress[]>;
    /** Null if the lesson was never begun. */
    get(lesson: number): Promise<LessonProgress | null>;
    /** Merges into what is kept (see `mergeProgress`); resolves with the result. */
    put(progress: LessonProgress): Promise<LessonProgress>;
    /** Every change, made here or in another tab, of any lesson. */
    watch(listener: (progress: LessonProgress) => void): Unwatch;
  };
  readonly settings: {
    get(): Promise<Settings>;
    /** Sets what is given and leaves the rest; resolves with the result. */
    put(settings: Partial<Settings>): Promise<Settings>;
    watch(listener: (settings: Settings) => void): Unwatch;
  };
  readonly runs: {
    /** The stored run of a lesson that this tab may write, for the life of the tab. */
    claim(lesson: number): Promise<RunClaim>;
    delete(id: string): Promise<void>;
    /** Progress, settings and what makes each run again, as JSON text to be saved as a file. */
    exportAll(): Promise<string>;
  };
  readonly status: {
    now(): StorageStatus;
    /** Called at each change; not at once. */
    watch(listener: () => void): Unwatch;
    /** Tries again to write what waits in memory. */
    retry(): Promise<void>;
  };
  /** Hands in one end of a channel whose other end an engine has; see segments.ts. */
  connectEngine(port: MessagePort): void;
  /** Ends storage in this page; runs that it claimed are free for other tabs. */
  close(): void;
}

/** Storage over a line that may still be coming; `claims` is what the browser gives a tab. */
export function createStorage(
  connecting: Promise<HostLine>,
  claims: Pick<ClaimSources, 'locks' | 'tabMemory'>,
): Storage {
  const progressListeners = new Set<(progress: LessonProgress) => void>();
  const settingsListeners = new Set<(settings: Settings) => void>();
  const statusListeners = new Set<() => void>();
  let status: StorageStatus = { kind: 'saved' };
  const setStatus = (next: StorageStatus) => {
    status = next;
    statusListeners.forEach((listener) => {
      listener();
    });
  };
  const host = new HostCalls(connecting, (message) => {
    if (message.kind === 'status') setStatus(message.status);
    if (message.kind === 'moved') runClaims.moved(message.from, message.to);
    if (message.kind === 'settings') tellAll(settingsListeners, [message.settings]);
    if (message.kind === 'progress') tellAll(progressListeners, message.progress);
  });
  connecting.catch(() => {
    setStatus({ kind: 'memory', reason: 'blocked', retriable: false });
  });
  const runClaims = createRunClaims({
    ...claims,
    listRuns: (family) => host.call('listRuns', family),
    deleteRun: (id) => host.call('deleteRun', id),
  });
  return {
    progress: {
      all: () => host.call('progress', null),
      get: async (lesson) => {
        const all = await host.call('progress', null);
        return all.find((progress) => progress.lesson === lesson) ?? null;
      },
      put: (progress) => host.call('putProgress', progress),
      watch: (listener) => watch(progressListeners, listener),
    },
    settings: {
      get: () => host.call('settings', null),
      put: (settings) => host.call('putSettings', settings),
      watch: (listener) => watch(settingsListeners, listener),
    },
    runs: {
      claim: (lesson) => runClaims.claim(lesson),
      delete: async (id) => void (await host.call('deleteRun', id)),
      exportAll: () => host.call('exportAll', null),
    },
    status: {
      now: () => status,
      watch: (listener) => watch(statusListeners, listener),
      retry: async () => void (await host.call('retry', null)),
    },
    connectEngine: (port) => {
      host.post({ kind: 'engine', port }, [port]);
    },
    close: () => {
      runClaims.release();
      host.close();
    },
  };
}

function watch<Listener>(listeners: Set<Listener>, listener: Listener): Unwatch {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tellAll<T>(listeners: ReadonlySet<(value: T) => void>, values: readonly T[]): void {
  for (const value of values) for (const listener of [...listeners]) listener(value);
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(reason: StorageError): void;
}

/** Numbers calls and finds their answers; what is not an answer goes to `receive`. */
class HostCalls {
  private readonly waiting = new Map<number, Waiting>();
  private number = 0;
  private readonly line: Promise<HostLine>;

  constructor(connecting: Promise<HostLine>, receive: (message: WorkerMessage) => void) {
    this.line = connecting.then((line) => {
      line.endpoint.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
        if (data.kind === 'answer') this.take(data.number)?.resolve(data.answer);
        else if (data.kind === 'failed') {
          this.take(data.number)?.reject(new StorageError('broken', false, data.message));
        } else receive(data);
      };
      return line;
    });
  }

  call<Name extends CallName>(name: Name, ask: Calls[Name]['ask']): Promise<Calls[Name]['answer']> {
    const number = this.number++;
    const call: Call<Name> = { kind: 'call', number, name, ask };
    return new Promise((resolve, reject) => {
      this.waiting.set(number, {
        resolve: (answer) => {
          resolve(answer as Calls[Name]['answer']); // The host answers by the call's name.
        },
        reject,
      });
      // A call of any one name is one of the calls; the compiler cannot see it through `Name`.
      this.post(call as PageMessage, []);
    });
  }

  post(message: PageMessage, transfer: Transferable[]): void {
    this.line.then(
      (line) => {
        line.endpoint.postMessage(message, transfer);
      },
      (cause: unknown) => {
        if (message.kind !== 'call') return;
        this.take(message.number)?.reject(new StorageError('blocked', false, cause));
      },
    );
  }

  close(): void {
    this.line.then(
      (line) => {
        line.close();
      },
      () => undefined,
    );
  }

  private take(number: number): Waiting | undefined {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    return waiting;
  }
}
