// Owns finding a browser that starts on this machine, and installing one where there is none. It
// does not own what is done with it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** How Chromium is started everywhere: no GPU (its software stand-in is slow), no own traffic. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** A browser that was seen to start: a path, or Playwright's own, which needs none. */
export interface Browser {
  readonly executablePath: string | undefined;
}

const commandNames = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  ...['chrome', 'microsoft-edge'],
];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

interface PackageManager {
  readonly command: string;
  readonly steps: readonly (readonly string[])[];
}

const packageManagers: readonly PackageManager[] = [
  { command: 'apt-get', steps: [['update'], ['install', '-y', 'chromium']] },
  { command: 'dnf', steps: [['install', '-y', 'chromium']] },
  { command: 'apk', steps: [['add', 'chromium']] },
  { command: 'pacman', steps: [['-Sy', '--noconfirm', 'chromium']] },
  { command: 'brew', steps: [['install', '--cask', 'chromium']] },
];

/**
 * The first browser that starts: the one named by PAST_TENSE_BROWSER, Playwright's own, the
 * system's, or a newly installed one (Playwright's installer, then the system's package manager).
 *
 * @param say is told what is tried and what was found
 * @throws when none starts
 */
export async function findBrowser(say: (line: string) => void): Promise<Browser> {
  const named = process.env.PAST_TENSE_BROWSER;
  if (named && (await starts(named, say))) return found(named, say);
  if (await starts(undefined, say)) return found(undefined, say);
  const ofSystem = await firstOfSystem(say);
  if (ofSystem) return found(ofSystem, say);

  say('No browser starts here: installing one with Playwright’s installer.');
  run('npx', ['playwright', 'install', 'chromium']);
  if (await starts(undefined, say)) return found(undefined, say);

  for (const { command, steps } of packageManagers) {
    const path = pathOf(command);
    if (!path) continue;
    say(`Playwright’s does not start here: installing Chromium with ${command}.`);
    for (const step of steps) runAsAdministrator(path, step);
    const installed = await firstOfSystem(say);
    if (installed) return found(installed, say);
  }
  throw new Error('No browser: install Chromium or Chrome, or name one by PAST_TENSE_BROWSER.');
}

function found(executablePath: string | undefined, say: (line: string) => void): Browser {
  say(`Browser: ${executablePath ?? 'Playwright’s own Chromium'}`);
  return { executablePath };
}

async function firstOfSystem(say: (line: string) => void): Promise<string | undefined> {
  const ofCommands = commandNames.map(pathOf).filter((path) => path !== undefined);
  for (const path of [...ofCommands, ...usualPlaces.filter(isExecutable)]) {
    if (await starts(path, say)) return path;
  }
  return undefined;
}

/** Being installed is not enough: a browser may lack libraries. */
async function starts(
  executablePath: string | undefined,
  say: (line: string) => void,
): Promise<boolean> {
  const path = executablePath ?? chromium.executablePath();
  try {
    const browser = await chromium.launch({ executablePath, args: [...browserArguments] });
    await browser.close();
    return true;
  } catch (error) {
    if (isExecutable(path)) say(`${path} does not start: ${firstLine(error)}`);
    return false;
  }
}

function pathOf(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function runAsAdministrator(command: string, args: readonly string[]): void {
  const isAdministrator = process.getuid?.() === 0 || command.endsWith('brew');
  const sudo = isAdministrator ? undefined : pathOf('sudo');
  if (sudo) run(sudo, ['-n', command, ...args]);
  else run(command, args);
}

/** A step that fails is told by its own output; whether a browser starts afterwards decides. */
function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0];
}
