// Owns `npm run journeys`: finds a browser and runs the journeys on what is built, with the
// arguments that were given. `npm test` counts them; this is for one journey at a time.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser';

const { executablePath } = await findBrowser(console.log);
const { status } = spawnSync('npx', ['playwright', 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, PAST_TENSE_BROWSER: executablePath ?? '' },
});
process.exitCode = status ?? 1;
