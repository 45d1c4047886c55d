// Owns proving what the build makes beside the page: one strict classic script, and the list of
// files that the service worker keeps.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildClassicScript } from './classicScript';
import { buildVersionOf, precachedUrlsOf, type SiteFile } from './offlinePlugin';

const folder = mkdtempSync(join(tmpdir(), 'past-tense-'));
afterAll(() => rmSync(folder, { recursive: true }));

function source(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a classic script', () => {
  it('holds all modules of its entry, is strict, and imports nothing', async () => {
    const other = source('other.ts', 'export const answer: number = LIMIT + 1;');
    const entry = source('entry.ts', `import { answer } from './other'; postMessage(answer);`);
    const define = { LIMIT: '41' };
    const { code, sources } = await buildClassicScript({ entry, mode: 'production', define });
    expect(code).toMatch(/^["']use strict["']/);
    expect(code).not.toMatch(/\bimport\b|\bexport\b/);
    expect(code).toContain('postMessage(42)');
    expect(sources).toEqual(expect.arrayContaining([entry, other]));
  });

  it('fails with the file that is wrong', async () => {
    const entry = source('broken.ts', 'const = 1;');
    const building = buildClassicScript({ entry, mode: 'production' });
    await expect(building).rejects.toThrow('broken.ts');
  });
});

describe('the copy for use without a network', () => {
  const file = (path: string, size = 1): SiteFile => ({ path, content: new Uint8Array(size) });
  const files = [file('assets/a.js'), file('assets/compiler.js', 7_000_000), file('index.html')];

  it('keeps the page under the address of a visit, and leaves very large files for later', () => {
    expect(precachedUrlsOf(files)).toEqual(['assets/a.js', './']);
  });

  it('has another version when any file has another name or content', () => {
    const version = buildVersionOf(files);
    expect(buildVersionOf([...files])).toBe(version);
    expect(buildVersionOf([...files.slice(1), file('assets/b.js')])).not.toBe(version);
    expect(buildVersionOf([file('assets/a.js', 2), ...files.slice(1)])).not.toBe(version);
  });
});
