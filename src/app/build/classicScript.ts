// Owns turning one entry and all it imports into one classic script without imports. It does not
// know what the script is for, nor where it is put.
import { build, type Plugin, type Rolldown } from 'vite';

export interface ClassicScriptOptions {
  /** Path of the entry's file. */
  readonly entry: string;
  readonly mode: 'development' | 'production';
  /** Names that are replaced by constants; the values are source text. */
  readonly define?: Readonly<Record<string, string>>;
}

export interface ClassicScript {
  readonly code: string;
  /** Absolute paths of the files that it was made from. */
  readonly sources: readonly string[];
}

/** Builds the script in memory. Throws the bundler's error, or when one script is not enough. */
export async function buildClassicScript(options: ClassicScriptOptions): Promise<ClassicScript> {
  const production = options.mode === 'production';
  const sources = collectSources();
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    // What fails is thrown; the caller says it once.
    logLevel: 'silent',
    mode: options.mode,
    define: { ...options.define },
    plugins: [sources.plugin],
    build: {
      write: false,
      target: 'es2022',
      minify: production,
      sourcemap: production ? false : 'inline',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: options.entry,
        // Strict as the modules it is made of were: ses refuses to start otherwise.
        output: { format: 'iife', codeSplitting: false, strict: true },
      },
    },
  });
  return { code: onlyChunk(result, options.entry).code, sources: sources.paths() };
}

/** The chunk's own list lacks files of which only constants were left. */
function collectSources(): { plugin: Plugin; paths: () => string[] } {
  const paths = new Set<string>();
  const plugin: Plugin = {
    name: 'past-tense:sources',
    moduleParsed: ({ id }) => {
      if (!id.startsWith('\0')) paths.add(id.split('?', 1)[0]);
    },
  };
  return { plugin, paths: () => [...paths] };
}

function onlyChunk(result: BuildResult | BuildResult[], entry: string): Rolldown.OutputChunk {
  const outputs = [result].flat().flatMap(filesOf);
  const [file, ...others] = outputs;
  if (file?.type === 'chunk' && others.length === 0) return file;
  const names = outputs.map(({ fileName }) => fileName).join(', ');
  throw new Error(`${entry} must become one script, but became: ${names || 'nothing'}`);
}

type BuildResult = Rolldown.RolldownOutput | Rolldown.RolldownWatcher;

function filesOf(result: BuildResult): (Rolldown.OutputChunk | Rolldown.OutputAsset)[] {
  return 'output' in result ? result.output : [];
}
