// Owns how the engine reaches the page: built apart as one classic script, told to the page by
// `virtual:engine`. It does not know what the engine does or how it is started.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Connect, Plugin, ViteDevServer } from 'vite';
import { buildClassicScript, type ClassicScript } from './classicScript';

const moduleId = 'virtual:engine';
const resolvedId = `\0${moduleId}`;
const developmentUrl = 'engine.development.js';

/**
 * Builds the engine beside the page; in development it is rebuilt when one of its files changes.
 *
 * @param entryPath the worker's entry, relative to the project's root
 */
export function enginePlugin(entryPath = 'src/engine/worker.ts'): Plugin {
  let entry = '';
  let engineUrl = developmentUrl;
  let isBuild = false;

  const compile = (mode: 'development' | 'production'): Promise<ClassicScript> =>
    buildClassicScript({ entry, mode });

  return {
    name: 'past-tense:engine',

    configResolved(config) {
      entry = resolve(config.root, entryPath);
      isBuild = config.command === 'build';
    },

    async buildStart() {
      if (!isBuild) return;
      if (!existsSync(entry)) this.error(`The engine's entry is missing: ${entry}`);
      const { code } = await compile('production');
      const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
      engineUrl = `assets/engine-${hash}.js`;
      this.emitFile({ type: 'asset', fileName: engineUrl, source: code });
    },

    configureServer(server) {
      const answer = serveEngine(server, () => compile('development'));
      server.middlewares.use(`/${developmentUrl}`, answer);
    },

    resolveId: (id) => (id === moduleId ? resolvedId : undefined),

    load: (id) =>
      id === resolvedId ? `export const engineUrl = ${JSON.stringify(engineUrl)};` : undefined,
  };
}

/** Builds at the first request and after a change, and reloads the page that runs the old one. */
function serveEngine(
  server: ViteDevServer,
  compile: () => Promise<ClassicScript>,
): Connect.NextHandleFunction {
  let built: Promise<ClassicScript> | undefined;
  let sources: ReadonlySet<string> = new Set();

  const forget = (path: string): void => {
    // A failed build leaves no list of files: any change may have mended it.
    if (!built || (sources.size > 0 && !sources.has(path))) return;
    built = undefined;
    sources = new Set();
    server.ws.send({ type: 'full-reload' });
  };
  for (const event of ['add', 'change', 'unlink'] as const) server.watcher.on(event, forget);

  return async (_request, response) => {
    try {
      built ??= compile();
      const script = await built;
      sources = new Set(script.sources);
      server.watcher.add(script.sources.filter((path) => !path.includes('/node_modules/')));
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      response.setHeader('Cache-Control', 'no-store');
      response.end(script.code);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      server.config.logger.error(`The engine could not be built: ${message}`);
      response.statusCode = 500;
      response.end(message);
    }
  };
}
