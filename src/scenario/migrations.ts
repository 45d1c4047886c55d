/** Documents of older versions become documents of the present one, one version at a time. */
import type { Json } from '../world';
import type { ScenarioFault } from './errors';
import { SCENARIO_VERSION } from './schema';

type Document = { readonly [key: string]: Json };

/** `MIGRATIONS[n]` turns a document of version n into one of version n + 1. */
const MIGRATIONS: { readonly [version: number]: (document: Document) => Document } = {};

/** Brings a document to the present version, or says why that cannot be. */
export function migrate(document: Document): Document | ScenarioFault {
  const { version } = document;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return {
      code: 'version',
      path: 'version',
      message: 'the version is missing or is no whole number',
      hint: `write "version": ${SCENARIO_VERSION}`,
    };
  }
  if (version > SCENARIO_VERSION) {
    return {
      code: 'version',
      path: 'version',
      message: `version ${version} is newer than this program knows (${SCENARIO_VERSION})`,
      hint: 'open it with a newer Past Tense',
    };
  }
  let current = document;
  for (let from = version; from < SCENARIO_VERSION; from++) {
    current = { ...MIGRATIONS[from](current), version: from + 1 };
  }
  return current;
}
