/** `npm run simulate -- FILE`: the command line of simulation.ts, and nothing more. */
import { simulate } from './simulation';

process.exitCode = simulate(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
