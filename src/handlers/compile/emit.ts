// Owns how a handler's TypeScript becomes JavaScript: one set of options for Node, the build and
// the editor. It does not own the compiler, which each of them brings.
import type ts from 'typescript';

/** A fault in source code, at its place in the TypeScript. Lines and columns count from 1. */
export interface CompileFault {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** What an emitter makes of one file. */
export interface Emitted {
  readonly code: string;
  /** The source map, as JSON text. */
  readonly map: string;
  /** Syntax errors; types are checked by the editor and by the project's own type check. */
  readonly faults: readonly Omit<CompileFault, 'path' | 'hint'>[];
}

/** Turns one file into JavaScript, without looking at others. */
export type Emit = (source: string, path: string) => Emitted;

/**
 * The options, as tsconfig.json spells them. ES2015 is the newest target without `async`, which
 * becomes generators that the kernel drives, and without `**`, which becomes `Math.pow`.
 */
const emitOptions = {
  target: 'es2015',
  module: 'esnext',
  isolatedModules: true,
  sourceMap: true,
  newLine: 'lf',
} as const;

/** An emitter that uses the TypeScript it is given. */
export function emitterOf(typescript: typeof ts): Emit {
  const { options } = typescript.convertCompilerOptionsFromJson(emitOptions, '');
  return (source, path) => {
    const result = typescript.transpileModule(source, {
      fileName: path,
      reportDiagnostics: true,
      compilerOptions: options,
    });
    const faults = (result.diagnostics ?? []).map(({ file, start = 0, messageText }) => {
      const place = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
      return {
        line: place.line + 1,
        column: place.character + 1,
        message: typescript.flattenDiagnosticMessageText(messageText, '\n'),
      };
    });
    return { code: result.outputText, map: result.sourceMapText ?? '', faults };
  };
}
