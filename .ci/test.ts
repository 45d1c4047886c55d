// Owns `npm test`: every check of the project, in order and always to the end, then one line with
// the counts. What each check demands stands in that check's own configuration.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser } from './browser';
import { countPlaywright, countVitest, type Counts } from './results';

const root = resolve(import.meta.dirname, '..');
const results = join(root, '.ci/results');
const vitestReport = join(results, 'vitest.json');
const playwrightReport = join(results, 'playwright.json');

interface Check {
  readonly title: string;
  readonly run: () => Counts | Promise<Counts>;
}

const checks: readonly Check[] = [
  { title: 'Types', run: () => script('typecheck') },
  { title: 'Lint', run: () => script('lint') },
  { title: 'Rooms', run: () => script('rooms') },
  { title: 'Dead code', run: () => script('unused') },
  { title: 'Unit and property tests', run: unitTests },
  { title: 'Build', run: () => script('build') },
  { title: 'Sizes', run: () => script('size') },
  { title: 'Journeys', run: journeys },
];

function unitTests(): Counts {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  return countVitest(vitestReport, execute('npx', ['vitest', 'run', ...reporters]));
}

async function journeys(): Promise<Counts> {
  const { executablePath } = await findBrowser(console.log);
  const exitCode = execute('npx', ['playwright', 'test', '--reporter=list,json'], {
    PAST_TENSE_BROWSER: executablePath ?? '',
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  });
  return countPlaywright(playwrightReport, exitCode);
}

/** A check without tests of its own counts as one. */
function script(name: string): Counts {
  return execute('npm', ['run', '--silent', name]) === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1 };
}

function execute(command: string, args: string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

async function countsOf(check: Check): Promise<Counts> {
  try {
    return await check.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const summary: string[] = [];
let passed = 0;
let failed = 0;
for (const check of checks) {
  console.log(`\n━━ ${check.title}`);
  const startedMs = performance.now();
  const counts = await countsOf(check);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const verdict = counts.failed === 0 ? '✓' : '✗';
  const figures = `${counts.passed} passed, ${counts.failed} failed`;
  summary.push(`${verdict} ${check.title}: ${figures} (${seconds} s)`);
  passed += counts.passed;
  failed += counts.failed;
}
console.log(`\n${summary.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
