/**
 * `npm run conformance -- PATH…`: holds the simulated brokers against recordings of the real ones.
 * Without a path it takes the recordings that the project keeps.
 */
import { join } from 'node:path';
import { runConformance } from './conformance/run';

const given = process.argv.slice(2);
const paths = given.length > 0 ? given : [join(import.meta.dirname, 'conformance/fixtures')];
const { failed, unread } = runConformance(paths, (line) => {
  console.log(line);
});
process.exitCode = failed + unread > 0 ? 1 : 0;
