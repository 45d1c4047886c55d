// Owns what the fidelity page says, as the module `virtual:fidelity`: the rules from the model's
// document, and what comes of replaying every recording against this very build's brokers.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import type { FidelityReport, RecordingResult } from '../../ui/fidelity';
import type { Cases } from '../node/conformance/recording';

const moduleId = 'virtual:fidelity';
const resolvedId = `\0${moduleId}`;

/** Serves `report`. */
export function fidelityPlugin(): Plugin {
  let root = '';
  return {
    name: 'past-tense:fidelity',
    configResolved: (config) => {
      root = config.root;
    },
    resolveId: (id) => (id === moduleId ? resolvedId : undefined),
    async load(id) {
      if (id !== resolvedId) return undefined;
      const report = JSON.stringify(await reportOf(root));
      return `export const report = JSON.parse(${JSON.stringify(report)});`;
    },
  };
}

/** Throws when the document or a recording cannot be read. */
async function reportOf(root: string): Promise<FidelityReport> {
  // The whole world comes with these: not before somebody asks.
  const { readRecording, recordingFiles } = await import('../node/conformance/run');
  const { readModel } = await import('./fidelity/readModel');
  const recordings = recordingFiles(join(root, 'src/app/node/conformance/fixtures'));
  return {
    recordings: recordings.map((path) => replayFile(path, readRecording(path))),
    ...readModel(readFileSync(join(root, 'src/world/MODEL.md'), 'utf8')),
  };
}

function replayFile(path: string, { cases, faults }: Cases): RecordingResult {
  if (faults.length > 0) throw new Error(`${path}: ${faults[0].path} ${faults[0].message}`);
  const failed = cases.filter(({ replay }) => replay() !== undefined);
  return {
    file: `${basename(dirname(path))}/${basename(path)}`,
    passed: cases.length - failed.length,
    failed: failed.map(({ name }) => name),
  };
}
