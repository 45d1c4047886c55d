// Owns compiling a handler: TypeScript to metered code that load.ts can run, or the faults that
// stand in its way. It does not know where the code will run, and never runs it.
import { type AnyNode, parse, type Program } from 'acorn';
import MagicString from 'magic-string';
import { faultTexts } from '../messages.en';
import type { CompileFault, Emit } from './emit';
import { insertMeterCalls } from './meterCalls';
import { moduleFaults, returnDefaultExport } from './moduleForm';
import { type PlaceOf, readSourceMap } from './sourcePlaces';

export { type CompileFault, type Emit, type Emitted, emitterOf } from './emit';

/** Characters of one source file, at most. */
export const SOURCE_CHARACTERS_MAX = 100_000;

/** What compiling comes to: code for `loadProgram`, or all faults found. */
export type Compilation =
  | { readonly kind: 'compiled'; readonly code: string }
  | { readonly kind: 'faulty'; readonly faults: readonly CompileFault[] };

/** Compiles a handler: a module whose default export is called for each message. */
export function compileHandler(source: string, path: string, emit: Emit): Compilation {
  return compile(source, path, emit, insertMeterCalls);
}

/**
 * Compiles a module of the project's own, such as a lesson's goals. It is run on every fact and
 * trusted to end, so nothing is counted.
 */
export function compileModule(source: string, path: string, emit: Emit): Compilation {
  return compile(source, path, emit, () => undefined);
}

function compile(
  source: string,
  path: string,
  emit: Emit,
  meter: typeof insertMeterCalls,
): Compilation {
  if (source.length > SOURCE_CHARACTERS_MAX) {
    const fault = { path, line: 1, column: 1, ...faultTexts.tooLong(SOURCE_CHARACTERS_MAX) };
    return { kind: 'faulty', faults: [fault] };
  }
  const { code, map, faults } = emit(source, path);
  if (faults.length > 0) {
    const explained = faults.map(({ line, column, message }) => ({
      ...{ path, line, column },
      ...faultTexts.syntax(message),
    }));
    return { kind: 'faulty', faults: explained };
  }
  const unlinked = code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return rewrite(unlinked, path, readSourceMap(map), meter);
}

function rewrite(
  code: string,
  path: string,
  placeOf: PlaceOf,
  meter: typeof insertMeterCalls,
): Compilation {
  const program: Program = parse(code, {
    ecmaVersion: 2022,
    sourceType: 'module',
    locations: true,
    // An arrow function's body is replaced with its parentheses.
    preserveParens: true,
  });
  const place = (node: AnyNode) => placeOf(node.loc?.start.line ?? 1, node.loc?.start.column ?? 0);

  const found = moduleFaults(program);
  if (found.length > 0) {
    const faults = found.map(({ node, text }) => {
      const { line, column } = place(node);
      return { path, line: Math.max(line, 1), column: Math.max(column, 1), ...text };
    });
    return { kind: 'faulty', faults };
  }
  const text = new MagicString(code);
  meter(program, text, (node) => place(node).line);
  returnDefaultExport(program, text);
  return { kind: 'compiled', code: text.toString() };
}
