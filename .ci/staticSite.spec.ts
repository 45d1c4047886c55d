// Owns proving that the site is served as a static host would: under each base path, and nothing
// from outside its folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveStaticSite, type StaticSite } from './staticSite';

const parent = mkdtempSync(join(tmpdir(), 'past-tense-'));
const folder = join(parent, 'dist');
let site: StaticSite;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), 'the page');
  writeFileSync(join(folder, 'assets', 'a.js'), 'a script');
  writeFileSync(join(parent, 'secret.txt'), 'a secret');
  site = await serveStaticSite({
    folder,
    port: 4600,
    orNextPorts: true,
    basePaths: ['/', '/x/y/'],
  });
});
afterAll(() => {
  site.close();
  rmSync(parent, { recursive: true });
});

/** Asks for exactly that path; `fetch` would tidy it up first. */
function ask(path: string): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site.address);
    const asked = request({ hostname, port, path }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the static site', () => {
  it.each(['/', '/x/y/', '/?query', '/x/y/index.html'])(
    'answers %s with the page',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 200, text: 'the page' });
    },
  );

  it('serves files under each base path with their type', async () => {
    const script = { status: 200, type: 'text/javascript; charset=utf-8', text: 'a script' };
    expect(await ask('/assets/a.js')).toEqual(script);
    expect(await ask('/x/y/assets/a.js')).toEqual(script);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/x/y/..%2fsecret.txt', '/assets', '/%zz'])(
    'does not find %s',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404 });
    },
  );

  it('passes over a port that is in use', async () => {
    const port = Number(new URL(site.address).port);
    const options = { folder, port, basePaths: ['/'] };
    const other = await serveStaticSite({ ...options, orNextPorts: true });
    expect(Number(new URL(other.address).port)).toBeGreaterThan(port);
    other.close();
    await expect(serveStaticSite({ ...options, orNextPorts: false })).rejects.toThrow(
      'No free port',
    );
  });

  it('refuses a folder without a page', async () => {
    const options = { folder: parent, port: 4600, orNextPorts: true, basePaths: ['/'] };
    await expect(serveStaticSite(options)).rejects.toThrow('npm run build');
  });
});
