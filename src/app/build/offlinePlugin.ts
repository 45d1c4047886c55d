// Owns making the service worker after the site is written: it lists what was written. It does not
// own what the service worker does with the list.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { buildClassicScript } from './classicScript';

const workerFile = 'serviceWorker.js';
/** Larger files (the editor's compiler) are kept when they are first used. */
const precachedBytesMax = 2 * 1024 * 1024;

export interface SiteFile {
  /** Relative to the site's folder, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** Writes `serviceWorker.js` into the built site; does nothing in development. */
export function offlinePlugin(entryPath = 'src/app/offline/serviceWorker.ts'): Plugin {
  let root = '';
  let folder = '';
  return {
    name: 'past-tense:offline',
    apply: 'build',

    configResolved(config) {
      root = config.root;
      folder = resolve(config.root, config.build.outDir);
    },

    async closeBundle(error) {
      if (error) return;
      const files = await readSite(folder);
      const { code } = await buildClassicScript({
        entry: resolve(root, entryPath),
        mode: 'production',
        define: {
          BUILD_VERSION: JSON.stringify(buildVersionOf(files)),
          PRECACHED_URLS: JSON.stringify(precachedUrlsOf(files)),
        },
      });
      await writeFile(join(folder, workerFile), code);
    },
  };
}

/** Changes with the name or content of any file. */
export function buildVersionOf(files: readonly SiteFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of files) hash.update(path).update('\0').update(content);
  return hash.digest('hex').slice(0, 12);
}

/** The page is kept under the address that visits ask for, `./`. */
export function precachedUrlsOf(files: readonly SiteFile[]): string[] {
  return files
    .filter(({ content }) => content.byteLength <= precachedBytesMax)
    .map(({ path }) => (path === 'index.html' ? './' : path));
}

async function readSite(folder: string): Promise<SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => isServed(path))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path, content: await readFile(join(folder, path)) })),
  );
}

/** The build's own notes and maps are not part of what a page loads. */
function isServed(path: string): boolean {
  return path !== workerFile && !path.startsWith('.') && !path.endsWith('.map');
}
