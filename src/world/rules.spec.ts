/** Says that every rule of the brokers stands in the title of a test that proves it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '..');
const self = join(import.meta.dirname, 'rules.spec.ts');

/** Rules of SEMANTICS that are built: letter and how many there are. */
const RULES = { Q: 15, K: 15 };

/** The ids that begin the titles of tests, such as `[Q5]` or `[K4–K6, K15]`, one by one. */
function rulesInTitles(): Set<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const path = join(source, entry);
    if (!/\.spec\.tsx?$/.test(entry) || path === self) continue;
    for (const [, ids] of readFileSync(path, 'utf8').matchAll(/['"`]\[([A-Z]\d[^\]\n]*)\]/g)) {
      for (const id of ids.split(',').flatMap(expand)) found.add(id);
    }
  }
  return found;
}

function expand(piece: string): string[] {
  const [first, last = first] = piece.trim().split('–');
  const from = Number(first.slice(1));
  const count = Number(last.slice(1)) - from + 1;
  return Array.from({ length: count }, (_, index) => `${first.charAt(0)}${from + index}`);
}

it.each(Object.entries(RULES))('has a test for each rule of %s', (letter, count) => {
  const titles = rulesInTitles();
  const all = Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
  expect(all.filter((id) => !titles.has(id))).toEqual([]);
});
