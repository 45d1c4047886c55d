// Owns the budgets of gzipped JavaScript and which built files count for each, read from the
// build's manifest: what index.html loads by itself, and what a lesson loads after that.
import { readdirSync, readFileSync, statSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);

const home = staticFilesOf([entry]);

/** Neither waited for nor loaded by a lesson: the editor, the other lessons. */
const elsewhere = new Set([
  ...staticFilesOf(keysOf(/^src\/ui\/editor\/|monaco-editor/)),
  ...allButLargest(staticFilesOf(keysOf(/virtual:lesson\//), { followImports: false })),
]);
const worker = /^(engine|worker|overlay\.worker|editor\.worker|ts\.worker)-/;
/** Storage's host on the page, for browsers where no worker starts: the worker's code once more. */
const standIn = /^(host|disk)-/;

const scripts = readdirSync('dist/assets').filter((name) => name.endsWith('.js'));

/**
 * Home and lesson together, everything that the page can come to load: dialogs and menus too, but
 * what is elsewhere and the service worker, which no visit waits for.
 */
const lesson = scripts
  .filter((name) => !worker.test(name) && !standIn.test(name))
  .map((name) => `dist/assets/${name}`)
  .filter((path) => home.includes(path) || !elsewhere.has(path));

/** What runs beside the page: the engine, storage, and the drawing of what moves. */
const workers = scripts
  .filter((name) => /^(engine|worker|overlay\.worker)-/.test(name))
  .map((name) => `dist/assets/${name}`);

/** @param {RegExp} source */
function keysOf(source) {
  return Object.keys(manifest).filter((key) => source.test(key));
}

/** @param {string[]} paths */
function allButLargest(paths) {
  return [...paths].sort((a, b) => statSync(b).size - statSync(a).size).slice(1);
}

/**
 * @param {string[]} keys of the manifest
 * @returns {string[]} the scripts of these, and of what they import outright
 */
function staticFilesOf(keys, { followImports } = { followImports: true }) {
  const seen = new Set();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    if (followImports) waiting.push(...(manifest[key].imports ?? []));
  }
  const files = [...seen].map((key) => `dist/${manifest[key].file}`);
  return files.filter((path) => path.endsWith('.js'));
}

export default [
  { name: 'home', path: home, limit: '180 kB', gzip: true },
  { name: 'home and lesson, without the editor', path: lesson, limit: '320 kB', gzip: true },
  { name: 'engine and workers', path: workers, limit: '115 kB', gzip: true },
];
