/** Documents of older versions become documents of the present one, one version at a time. */
import type { Json } from '../world';
import { ScenarioError } from './errors';
import { SCENARIO_VERSION } from './schema';

type Document = { readonly [key: string]: Json };

/** Step n turns a document of version n into one of version n + 1. */
type Migrations = { readonly [version: number]: (document: Document) => Document };

/** None yet: there has been one version. */
const MIGRATIONS: Migrations = {};

/**
 * Brings a document to the present version. Steps and target are those of this program unless
 * others are given. Throws ScenarioError for a version that is none, or not known yet.
 */
export function migrate(
  document: Document,
  migrations = MIGRATIONS,
  target: number = SCENARIO_VERSION,
): Document {
  const { version } = document;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const message = 'the version is missing or is no whole number';
    throw wrongVersion(message, `write "version": ${target}`);
  }
  if (version > target) {
    const message = `version ${version} is newer than this program knows (${target})`;
    throw wrongVersion(message, 'open it with a newer Past Tense');
  }
  let current = document;
  for (let from = version; from < target; from++) {
    current = { ...migrations[from](current), version: from + 1 };
  }
  return current;
}

function wrongVersion(message: string, hint: string): ScenarioError {
  return new ScenarioError([{ code: 'version', path: 'version', message, hint }]);
}
