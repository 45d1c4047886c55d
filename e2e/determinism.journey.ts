// Owns proving that a run is the same in the browser as in Node: same scenario, seed and
// interventions, same hash. The browser's engine is the built one, in a frame like the site's own.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/journey';
import { openLesson } from './support/workbench';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'lessons/1-facts-in-motion/2-when-payment-is-down');

interface Interventions {
  readonly untilMs: number;
  readonly interventions: readonly { readonly atMs: number; readonly intervention: object }[];
}

/** How `npm run simulate -- … --hash` ends. */
function hashInNode(seed: number, solution: Interventions, file: string): string {
  writeFileSync(file, JSON.stringify(solution.interventions));
  const options = ['--seed', seed, '--until', solution.untilMs, '--interventions', file, '--hash'];
  const script = [join(root, 'src/app/node/simulate.ts'), join(folder, 'scenario.json')];
  const args = ['tsx', ...script, ...options.map(String)];
  const { stdout, stderr } = spawnSync('npx', args, { cwd: root, encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  return stdout.trim();
}

/** The same by the engine that the page has loaded, told over a port of its own. */
function hashInBrowser(page: Page, seed: number, solution: Interventions): Promise<string> {
  return page.evaluate(inPage, { seed, solution });
}

async function inPage(given: { seed: number; solution: Interventions }): Promise<string> {
  const { seed, solution } = given;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const urlOf = (file: RegExp): string => loaded.find((name) => file.test(name)) ?? '';
  const { lesson } = await import(urlOf(/\/assets\/2-[^/]*\.js$/));
  const source = await (await fetch(urlOf(/\/assets\/engine-[^/]*\.js$/))).text();

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = document.querySelector('iframe')?.srcdoc ?? '';
  const isThere = new Promise((there) => (frame.onload = there));
  document.body.append(frame);
  await isThere;
  const { port1: port, port2 } = new MessageChannel();
  frame.contentWindow?.postMessage({ source }, '*', [port2]);

  interface Reply {
    readonly ok: boolean;
    readonly value?: { readonly kind: string; readonly result?: { readonly hash: string } };
  }
  let number = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  port.onmessage = ({ data }) => {
    if (data.kind === 'reply') waiting.get(data.number)?.(data.reply);
  };
  const ask = async (command: object): Promise<Reply> => {
    port.postMessage({ number: ++number, command: { run: 1, ...command } });
    const reply = await new Promise<Reply>((answer) => waiting.set(number, answer));
    if (!reply.ok || reply.value?.kind === 'refused') throw new Error(JSON.stringify(reply));
    return reply;
  };
  const { scenario, handlers, waits } = lesson.run;
  const run = { scenario, handlers, waits, goals: null, seed, storedAs: null, resume: false };
  const advance = { kind: 'advance', maxFacts: 1_000_000 };

  await ask({ kind: 'open', open: run });
  for (const { atMs, intervention } of solution.interventions) {
    await ask({ ...advance, toMs: atMs });
    await ask({ kind: 'intervene', intervention });
  }
  await ask({ ...advance, toMs: solution.untilMs });
  const reply = await ask({ kind: 'query', query: { kind: 'hash' } });
  frame.remove();
  return reply.value?.result?.hash ?? '';
}

test('a run has the same hash in the browser as in Node', async ({ page }, testInfo) => {
  const solution: Interventions = JSON.parse(readFileSync(join(folder, 'solution.json'), 'utf8'));
  await openLesson(page);
  for (const seed of [4704, 1, 2_147_483_647]) {
    const inNode = hashInNode(seed, solution, testInfo.outputPath('interventions.json'));
    expect(inNode).toMatch(/^[0-9a-f]{16}$/);
    expect(await hashInBrowser(page, seed, solution), `seed ${seed}`).toBe(inNode);
  }
});
