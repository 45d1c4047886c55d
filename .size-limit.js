// Owns the budgets of gzipped JavaScript and which built files count for each, read from the
// build's manifest: what the page loads by itself on home and on a lesson, what it loads when it is
// asked for, and what runs beside it. Every script but the editor's is in one of them.
import { readdirSync, readFileSync, statSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);

const home = scriptsOf([entry]);

/** Home first, then a lesson, compared ones too, with the largest lesson of all. */
const lesson = scriptsOf([
  entry,
  ...keysOf(/^src\/app\/(home\/HomeRun|lesson\/LessonPage|compare\/ComparedLesson)\.tsx$/),
  ...largest(keysOf(/^virtual:lesson\//)),
]);

const all = readdirSync('dist/assets')
  .filter((name) => name.endsWith('.js'))
  .map((name) => `dist/assets/${name}`);
const editor = new Set(scriptsOf(keysOf(/^src\/ui\/editor\/|monaco-editor/)));
const lessons = new Set(keysOf(/^virtual:lesson\//).flatMap((key) => scriptsOf([key])));
const beside = /\/(engine|worker|overlay\.worker|editor\.worker|ts\.worker)-[^/]*$/;
/** Storage's host on the page, for browsers where no worker starts: the worker's code once more. */
const standIn = /\/(host|disk)-[^/]*$/;

/** Menus, dialogs, pages of their own: loaded when somebody opens them. */
const onDemand = all.filter(
  (path) =>
    ![lesson, [...editor], [...lessons]].some((some) => some.includes(path)) &&
    !beside.test(path) &&
    !standIn.test(path),
);

/** The engine, storage, and the drawing of what moves. */
const workers = all.filter((path) => /\/(engine|worker|overlay\.worker)-[^/]*$/.test(path));

/** @param {RegExp} source */
function keysOf(source) {
  return Object.keys(manifest).filter((key) => source.test(key));
}

/** @param {string[]} keys */
function largest(keys) {
  const sizeOf = (key) => statSync(`dist/${manifest[key].file}`).size;
  return [...keys].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1);
}

/**
 * @param {string[]} keys of the manifest
 * @returns {string[]} the scripts of these, and of what they import outright
 */
function scriptsOf(keys) {
  const seen = new Set();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    waiting.push(...(manifest[key].imports ?? []));
  }
  const files = [...seen].map((key) => `dist/${manifest[key].file}`);
  return files.filter((path) => path.endsWith('.js'));
}

export default [
  { name: 'home', path: home, limit: '180 kB', gzip: true },
  { name: 'home and lesson, without the editor', path: lesson, limit: '320 kB', gzip: true },
  { name: 'menus, dialogs and pages when opened', path: onDemand, limit: '80 kB', gzip: true },
  { name: 'engine and workers', path: workers, limit: '155 kB', gzip: true },
];
