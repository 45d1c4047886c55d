/**
 * Benchmarks in a real browser, on a page of their own that is built like the site and is no part
 * of it: frames to the page, messages in motion, storing and opening again, seeking.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview, type PreviewServer } from 'vite';
import { browserArguments, findBrowser } from '../../../.ci/browser';
import type { Lesson } from '../../course';
import type { OpenRun } from '../../engine/client';
import { against, type Bench, type Figure, quantile } from './figures';
import type { BenchPage } from './page/page';

const FACTS = 1_000_000;
const FRAME_FACTS = 10_000;
const FRAMES = 30;
const SEEKS = 100;
const FLY_SECONDS = 4;
const ROW_COUNT = 5000;
const MIB = 1024 * 1024;

/** The bench page, built, served and opened; each call has a fresh one. */
export class BenchBrowser {
  private server: PreviewServer | undefined;
  private browser: Browser | undefined;

  constructor(private readonly root: string) {}

  /** Runs something on a fresh page. */
  onPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    return this.inContext((onPage) => onPage(work));
  }

  /** Runs something on pages that share a storage, each as fresh as after a reload. */
  async inContext<T>(
    work: (onPage: <R>(work: (page: Page) => Promise<R>) => Promise<R>) => Promise<T>,
  ): Promise<T> {
    const { server, browser } = await this.start();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const onPage = async <R>(part: (page: Page) => Promise<R>): Promise<R> => {
      const page = await context.newPage();
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => 'benchPage' in globalThis);
      const result = await part(page);
      await page.close();
      if (errors.length > 0) throw errors[0];
      return result;
    };
    return work(onPage).finally(() => context.close());
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.server?.close();
  }

  private async start(): Promise<{ server: PreviewServer; browser: Browser }> {
    this.server ??= await this.serve();
    this.browser ??= await this.launch();
    return { server: this.server, browser: this.browser };
  }

  private async serve(): Promise<PreviewServer> {
    const root = join(import.meta.dirname, 'page');
    const outDir = join(this.root, 'node_modules/.cache/bench-page');
    const common = { configFile: false, root, logLevel: 'warn' } as const;
    await build({
      ...common,
      plugins: [react()],
      worker: { format: 'es' },
      build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 },
    });
    return preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  }

  private async launch(): Promise<Browser> {
    const { executablePath } = await findBrowser(() => undefined);
    return chromium.launch({ executablePath, args: [...browserArguments] });
  }
}

/** Calls a function of the bench page. */
async function call<K extends keyof BenchPage>(
  page: Page,
  name: K,
  values: Parameters<BenchPage[K]>,
): Promise<Awaited<ReturnType<BenchPage[K]>>> {
  // As text: what goes over the line is plain data, and Playwright's types need not see through it.
  const result: unknown = await page.evaluate(`benchPage.${name}(...${JSON.stringify(values)})`);
  return result as Awaited<ReturnType<BenchPage[K]>>; // what page.ts says that it returns
}

function openOf({ run }: Lesson): OpenRun {
  return { ...run, seed: null, storedAs: null, resume: false };
}

async function frames(browser: BenchBrowser, open: OpenRun): Promise<Figure[]> {
  const times = await browser.onPage((page) => call(page, 'frames', [open, FRAME_FACTS, FRAMES]));
  // The clock of a page has a grain of 0.1 ms: the mean sees below it, and the first ones warm up.
  const mean = (values: readonly number[]): number =>
    values.slice(5).reduce((sum, value) => sum + value, 0) / (values.length - 5);
  const records = { name: 'as records', value: mean(times.recordsMs) };
  const figure = (name: string, value: number, aim: string): Figure => ({
    ...{ name, value, unit: 'ms', aim },
    ...{ peer: records, ratio: records.value / value },
  });
  return [
    figure('a frame of 10,000 facts, on the page', mean(times.columnsMs), '< 0.5 ms'),
    figure('the same, projected for every view', mean(times.projectedMs), 'one frame'),
  ];
}

/** Ms of the page's main thread for each frame, and frames a second, with so many in flight. */
async function flight(
  browser: BenchBrowser,
  count: number,
  onPage: boolean,
): Promise<{ threadMs: number; framesPerSecond: number }> {
  return browser.onPage(async (page) => {
    await call(page, 'gather', [onPage]);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const busy = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    };
    await call(page, 'fly', [count, 1]);
    const before = await busy();
    const { frames: drawn, seconds } = await call(page, 'fly', [count, FLY_SECONDS]);
    const threadMs = (((await busy()) - before) * 1000) / drawn;
    return { threadMs, framesPerSecond: drawn / seconds };
  });
}

async function flights(browser: BenchBrowser): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const count of [1000, 5000]) {
    const own = await flight(browser, count, false);
    const peer = await flight(browser, count, true);
    figures.push(
      {
        name: `${count} in flight over 100 nodes: main thread`,
        value: own.threadMs,
        unit: 'ms a frame',
        peer: { name: 'canvas of the page', value: peer.threadMs },
        ratio: peer.threadMs / own.threadMs,
        aim: '< 2 ms',
      },
      against(
        {
          name: `${count} in flight over 100 nodes: frames`,
          value: own.framesPerSecond,
          unit: 'a second',
          aim: '60',
        },
        { name: 'canvas of the page', value: peer.framesPerSecond },
      ),
    );
  }
  return figures;
}

async function store(browser: BenchBrowser, open: OpenRun): Promise<Figure[]> {
  const stored = { ...open, storedAs: 'bench', resume: true };
  const {
    times,
    again: reopening,
    most,
    rowsMs,
  } = await browser.inContext(async (onPage) => {
    const [times, rowsMs] = await onPage(async (page) => [
      await call(page, 'store', [stored, FACTS]),
      await call(page, 'storeRows', [ROW_COUNT]),
    ]);
    return onPage(async (page) => {
      let most = 0;
      const watch = setInterval(() => (most = Math.max(most, pageMemory())), 50);
      const again = await call(page, 'reopen', [stored]);
      clearInterval(watch);
      return { times, again, most, rowsMs };
    });
  });
  if (reopening.found !== 'resumed' || reopening.facts < FACTS) {
    throw new Error(`the run was not opened again: ${JSON.stringify(reopening)}`);
  }
  const rows = { name: 'a row for each fact, s', value: (rowsMs / ROW_COUNT) * (FACTS / 1000) };
  const again = { name: 'running it again, s', value: times.growMs / 1000 };
  const seconds = (ms: number): number => ms / 1000;
  const figures: Figure[] = [
    {
      name: 'storing 1,000,000 facts',
      value: seconds(times.storeMs),
      unit: 's',
      peer: rows,
      ratio: rows.value / seconds(times.storeMs),
      aim: '< 5 s',
    },
    {
      name: 'opening and folding 1,000,000 facts again',
      value: seconds(reopening.reopenMs),
      unit: 's',
      peer: again,
      ratio: again.value / seconds(reopening.reopenMs),
      aim: '< 3 s',
    },
  ];
  if (most > 0) {
    figures.push({
      name: 'memory of the page that opens them, at most',
      value: most / MIB,
      unit: 'MiB',
      aim: '< 350 MiB',
    });
  }
  return figures;
}

/** Memory of the largest process that shows a page, in bytes; 0 where that cannot be read. */
function pageMemory(): number {
  let most = 0;
  try {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=renderer')) continue;
        const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'));
        most = Math.max(most, Number(resident?.[1] ?? 0) * 1024);
      } catch {
        // It ended while it was looked at.
      }
    }
  } catch {
    return 0;
  }
  return most;
}

async function seeks(browser: BenchBrowser, open: OpenRun): Promise<Figure[]> {
  // Spread over the journal as the golden ratio spreads: never near the last one.
  const places = Array.from({ length: SEEKS }, (_, at) => (at * 0.618034) % 1);
  const { readyMs, inNextFrame } = await browser.onPage((page) =>
    call(page, 'seek', [open, FACTS, places]),
  );
  const frame = { name: 'ms of one frame', value: 1000 / 60 };
  const figure = (name: string, value: number): Figure => ({
    ...{ name, value, unit: 'ms', peer: frame, ratio: frame.value / value, aim: '< 16.7 ms' },
  });
  return [
    figure('seek, asked by the page and projected, median', quantile(readyMs)),
    figure('seek, asked and projected, 95th percentile', quantile(readyMs, 0.95)),
    { name: 'seeks shown by the next frame', value: inNextFrame * 100, unit: '%', aim: '95 %' },
  ];
}

/** The benchmarks that need a browser. */
export function browserBenches(browser: BenchBrowser, lesson: Lesson): readonly Bench[] {
  const open = openOf(lesson);
  return [
    { name: 'frames', run: () => frames(browser, open) },
    { name: 'flights', run: () => flights(browser) },
    { name: 'store', run: () => store(browser, open) },
    { name: 'paint', run: () => seeks(browser, open) },
  ];
}
