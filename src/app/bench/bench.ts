/**
 * `npm run bench`: takes the figures that the project aims at and prints each beside its peer.
 * What is measured stands in the other files of this folder.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { compileCourse } from '../build/lessonsPlugin';
import { BenchBrowser, browserBenches } from './browser';
import { type Bench, type Figure, lineOf } from './figures';

const root = join(import.meta.dirname, '../../..');

/**
 * Builds the benchmarks as the site is built: run from source, each access of an import would go
 * through the runner's getters, and that would be what is measured.
 */
async function builtBenches(): Promise<typeof import('./node')> {
  const outDir = join(root, 'node_modules/.cache/bench');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'node.ts'),
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { output: { entryFileNames: 'node.mjs' } },
    },
  });
  return import(pathToFileURL(join(outDir, 'node.mjs')).href);
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, only: { type: 'string' } },
  });
  const { lessons } = compileCourse(root);
  const { nodeBenches } = await builtBenches();
  const browser = new BenchBrowser(root);
  const all = [...nodeBenches(lessons[0]), ...browserBenches(browser, lessons[0])];
  const chosen = all.filter(({ name }) => values.only === undefined || name === values.only);
  if (chosen.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new Error(`no benchmark is called ${values.only}; there are: ${names}`);
  }
  const figures = await take(chosen).finally(() => browser.close());
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
}

/** Takes the figures of each and prints them as they come. */
async function take(benches: readonly Bench[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { run } of benches) {
    const found = await run();
    for (const figure of found) console.log(lineOf(figure));
    figures.push(...found);
  }
  return figures;
}

await bench();
