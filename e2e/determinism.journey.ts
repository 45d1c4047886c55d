// Owns proving that a run is the same in the browser as in Node: same scenario, seed and
// interventions, same hash. The browser's engine is the built one, in a frame like the site's own.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { askEngine } from './support/engine';
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

/** The same by the engine that the page has loaded. */
async function hashInBrowser(page: Page, seed: number, solution: Interventions): Promise<string> {
  const answer = await askEngine(page, {
    ...solution,
    seed,
    handlers: {},
    query: { kind: 'hash' },
  });
  expect(answer).toHaveProperty('hash');
  return String(Object(answer).hash);
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
