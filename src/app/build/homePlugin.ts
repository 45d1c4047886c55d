// Owns how the home page's own small run reaches it: `lessons/home/`, a scenario and its handlers
// without a lesson's text, as the module `virtual:home`.
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';
import { parseScenarioText } from '../../scenario';
import { compileHandler } from '../../handlers/compile';
import { emit } from './emit';

const moduleId = 'virtual:home';
const resolvedId = `\0${moduleId}`;

/** Serves `home`: `{ scenario, handlers, faultCount }`. */
export function homePlugin(): Plugin {
  let folder = '';
  return {
    name: 'past-tense:home',

    configResolved(config) {
      folder = join(config.root, 'lessons', 'home');
    },

    configureServer(server) {
      server.watcher.on('all', (_event, path) => {
        if (!path.startsWith(folder + sep)) return;
        server.moduleGraph.invalidateAll();
        server.ws.send({ type: 'full-reload' });
      });
    },

    resolveId: (id) => (id === moduleId ? resolvedId : undefined),

    load(id) {
      if (id !== resolvedId) return undefined;
      const home = JSON.stringify(compileHome(folder));
      return `export const home = JSON.parse(${JSON.stringify(home)});`;
    },
  };
}

/** Throws ScenarioError, or an Error with the first fault of a handler. */
function compileHome(folder: string) {
  const text = readFileSync(join(folder, 'scenario.json'), 'utf8');
  const handlers: Record<string, string> = {};
  const { parts, faults } = parseScenarioText(text);
  for (const part of parts) {
    if (part.kind !== 'service' || part.handler in handlers) continue;
    const source = readFileSync(join(folder, part.handler), 'utf8');
    const compiled = compileHandler(source, part.handler, emit);
    if (compiled.kind === 'faulty') {
      const [{ line, message }] = compiled.faults;
      throw new Error(`lessons/home/${part.handler}:${line}: ${message}`);
    }
    handlers[part.handler] = compiled.code;
  }
  const scenario: unknown = JSON.parse(text);
  return { scenario, handlers, faultCount: faults.length };
}
