// Owns `npm start`: serves the built site and says where. With `--port N --base PATH …` it serves
// on exactly that port, under each of the paths.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serveStaticSite } from './staticSite';

const { values } = parseArgs({
  options: { port: { type: 'string' }, base: { type: 'string', multiple: true } },
});

const { address } = await serveStaticSite({
  folder: resolve(import.meta.dirname, '../dist'),
  port: Number(values.port ?? 4173),
  orNextPorts: values.port === undefined,
  basePaths: values.base ?? ['/'],
});
console.log(`Past Tense is served at ${address} (Ctrl+C ends it)`);
