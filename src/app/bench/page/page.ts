/** The bench page: what its benchmarks do in the browser. Who calls them stands in browser.ts. */
import type { OpenRun } from '../../../engine/client';
import { createProjection } from '../../../projection';
import { openStorage } from '../../../storage';
import type { Ask, Reopening, StoreTimes, Told } from './asks';
import { type Crowd, openCrowd } from './crowd';

type Of<K extends Told['kind']> = Extract<Told, { kind: K }>;

/** The worker, one question at a time. */
class Line {
  private readonly worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
  });

  /** Asks and resolves with what `take` makes of the next answer of a kind, in its own handler. */
  ask<K extends Told['kind'], T>(ask: Ask, kind: K, take: (told: Of<K>) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.worker.onerror = ({ message }) => reject(new Error(message));
      this.worker.onmessage = (event: MessageEvent<Told>) => {
        const start = performance.now();
        const told = event.data; // read here: this is where the browser unpacks it
        if (told.kind !== kind) return;
        this.unpackMs = performance.now() - start;
        resolve(take(told as Of<K>)); // its kind was asked for
      };
      this.worker.postMessage(ask, 'port' in ask ? [ask.port] : []);
    });
  }

  /** What unpacking the last answer took. */
  unpackMs = 0;

  close(): void {
    this.worker.terminate();
  }
}

const nothing = (): undefined => undefined;

/** Ms on the page for frames of so many facts: received and projected, and as records. */
async function frames(
  open: OpenRun,
  facts: number,
  count: number,
): Promise<{ columnsMs: number[]; projectedMs: number[]; recordsMs: number[] }> {
  const line = new Line();
  const { topology } = await line.ask({ kind: 'open', open }, 'opened', (told) => told);
  const projection = createProjection(topology);
  const times = {
    columnsMs: [] as number[],
    projectedMs: [] as number[],
    recordsMs: [] as number[],
  }; // lists of numbers, empty still
  for (let at = 0; at < count; at++) {
    const ms = await line.ask({ kind: 'advance', facts }, 'frame', ({ frame }) => {
      const start = performance.now();
      projection.accept(frame);
      return performance.now() - start;
    });
    times.columnsMs.push(line.unpackMs);
    times.projectedMs.push(line.unpackMs + ms);
    await line.ask({ kind: 'records' }, 'records', nothing);
    times.recordsMs.push(line.unpackMs);
  }
  line.close();
  return times;
}

/** Seeks to many places: ms until the frame is projected, and whether the next paint shows it. */
async function seek(
  open: OpenRun,
  facts: number,
  places: readonly number[],
): Promise<{ readyMs: number[]; inNextFrame: number }> {
  const line = new Line();
  const { topology } = await line.ask({ kind: 'open', open }, 'opened', (told) => told);
  const projection = createProjection(topology);
  let length = 0;
  while (length < facts) {
    const portion = Math.min(50_000, facts - length);
    length = await line.ask({ kind: 'advance', facts: portion }, 'frame', ({ frame }) => {
      projection.accept(frame);
      return frame.head.seq + 1;
    });
  }
  // Nobody seeks in the second in which a million facts were made: the engine clears up after it.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const readyMs: number[] = [];
  let inNextFrame = 0;
  for (const place of places) {
    await nextFrame();
    const start = performance.now();
    const seq = Math.floor(place * (length - 1));
    const paint = nextFrame().then(() => performance.now());
    const ready = await line.ask({ kind: 'seek', seq }, 'frame', ({ frame }) => {
      projection.accept(frame);
      return performance.now();
    });
    readyMs.push(ready - start);
    if (ready <= (await paint)) inNextFrame++;
  }
  line.close();
  return { readyMs, inNextFrame: inNextFrame / places.length };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** A worker, and a storage whose port the ask takes to it. */
async function withStorage<T>(work: (line: Line, port: MessagePort) => Promise<T>): Promise<T> {
  const line = new Line();
  const storage = openStorage();
  const { port1, port2 } = new MessageChannel();
  storage.connectEngine(port1);
  const result = await work(line, port2);
  line.close();
  storage.close();
  return result;
}

const store = (open: OpenRun, facts: number): Promise<StoreTimes> =>
  withStorage((line, port) =>
    line.ask({ kind: 'store', open, facts, port }, 'stored', ({ times }) => times),
  );

const reopen = (open: OpenRun): Promise<Reopening> =>
  withStorage((line, port) =>
    line.ask({ kind: 'reopen', open, port }, 'reopened', ({ reopening }) => reopening),
  );

const rowsOf = (count: number): object[] =>
  Array.from({ length: count }, (_, seq) => ({
    ...{ run: 'rows', seq, atMs: seq, kind: 1, cause: seq - 1 },
    ...{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 },
  }));

/** The peer of storing: a row for each fact, in batches of 1,000. Ms for so many. */
async function storeRows(count: number): Promise<number> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  const opening = indexedDB.open('rows');
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore('facts', { keyPath: ['run', 'seq'] });
  const database = await done(opening);
  const rows = rowsOf(count);
  const start = performance.now();
  for (let from = 0; from < count; from += 1000) {
    const transaction = database.transaction('facts', 'readwrite');
    for (const row of rows.slice(from, from + 1000)) transaction.objectStore('facts').put(row);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  }
  const ms = performance.now() - start;
  database.close();
  indexedDB.deleteDatabase('rows');
  return ms;
}

let crowd: Crowd | undefined;

/** Puts the crowd on the stage; `onPage`: its canvas is drawn by the page, not by a worker. */
async function gather(onPage: boolean): Promise<void> {
  if (onPage) Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen');
  const ground = document.getElementById('stage');
  if (ground === null) throw new Error('the page has no #stage');
  crowd = openCrowd(ground);
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

const fly: Crowd['fly'] = (count, seconds) =>
  crowd === undefined ? Promise.reject(new Error('nobody is there')) : crowd.fly(count, seconds);

/** What browser.ts calls. */
export interface BenchPage {
  readonly frames: typeof frames;
  readonly seek: typeof seek;
  readonly store: typeof store;
  readonly reopen: typeof reopen;
  readonly storeRows: typeof storeRows;
  readonly gather: typeof gather;
  readonly fly: typeof fly;
}

const benchPage: BenchPage = { frames, seek, store, reopen, storeRows, gather, fly };
Object.assign(globalThis, { benchPage });
