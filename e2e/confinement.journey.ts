// Owns proving that code in the engine reaches nothing but the world that it is given: no network,
// no storage, no page, no clock, no chance, and no way to change the language under others.
import { askEngine } from './support/engine';
import { expect, test } from './support/journey';
import { openLesson } from './support/workbench';

/** Ways out, as a handler would try them; each must throw. */
const WAYS_OUT: { readonly [name: string]: string } = {
  fetch: `fetch('./')`,
  request: `new XMLHttpRequest()`,
  socket: `new WebSocket('ws://localhost/')`,
  scripts: `importScripts('./')`,
  database: `indexedDB.open('past-tense')`,
  caches: `caches.open('x')`,
  channel: `new BroadcastChannel('x')`,
  worker: `new Worker('./')`,
  page: `postMessage('x')`,
  self: `self.name`,
  global: `globalThis.fetch('./')`,
  navigator: `navigator.userAgent`,
  location: `location.href`,
  clock: `Date.now()`,
  time: `performance.now()`,
  timer: `setTimeout(function () {}, 0)`,
  chance: `Math.random()`,
  crypto: `crypto.randomUUID()`,
  evaluate: `eval('1')`,
  construct: `(function () {}).constructor('return this')()`,
  constructAsync: `Object.getPrototypeOf(async function () {}).constructor('return this')()`,
  constructGenerator: `Object.getPrototypeOf(function* () {}).constructor('return this')()`,
  prototype: `Object.prototype.broken = 1`,
  array: `Array.prototype.push = function () {}`,
  event: `event.data.order = 'another'`,
  context: `ctx.publish = function () {}`,
};

const attempts = Object.entries(WAYS_OUT)
  .map(([name, code]) => `${name}: function () { return (${code}); }`)
  .join(',\n');

/** A handler, as the compiler hands it over, that tries every way and logs which did not throw. */
const HOSTILE = `__exports.default = function (event, ctx) {
  const attempts = { ${attempts} };
  const open = Object.keys(attempts).filter(function (name) {
    try { attempts[name](); return true; } catch (error) { return false; }
  });
  ctx.log('open: ' + open.join(' '));
};`;

test('code in the engine reaches nothing but its world', async ({ page }) => {
  await openLesson(page);
  const answer = await askEngine(page, {
    seed: 4704,
    untilMs: 1500,
    interventions: [],
    handlers: { 'handlers/payment.ts': HOSTILE },
    query: { kind: 'log', from: 0, count: 500, filter: { part: 'payment', errorsOnly: false } },
  });
  const text = JSON.stringify(answer);
  expect(text).not.toContain('HandlerFailed');
  expect(text).toContain('HandlerLogged');
  const logged = [...text.matchAll(/open: ([^"]*)"/g)].map(([, names]) => names);
  expect(new Set(logged)).toEqual(new Set(['']));
});
