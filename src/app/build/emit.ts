// Owns bringing TypeScript to the compiler of handlers, in Node: for the build, the headless
// runner and specs. The options belong to handlers/compile.
import ts from 'typescript';
import { type Emit, emitterOf } from '../../handlers/compile';

/** Turns one file of a lesson into JavaScript. */
export const emit: Emit = emitterOf(ts);
