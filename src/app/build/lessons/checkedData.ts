// Owns reading YAML and directive attributes against a schema, with each fault at its own line. It
// does not know any of the schemas.
import * as v from 'valibot';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { FileFaults } from './faults';

type Schema<Output> = v.GenericSchema<unknown, Output>;

/**
 * Parses YAML and checks it. Faults are reported and give undefined.
 *
 * @param firstLine line of the file on which the YAML begins
 */
export function readYaml<Output>(
  text: string,
  firstLine: number,
  schema: Schema<Output>,
  faults: FileFaults,
): Output | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => firstLine + lines.linePos(offset).line - 1;
  for (const error of document.errors) {
    faults.add(lineAt(error.pos[0]), firstLineOf(error.message), 'mend the YAML');
  }
  if (document.errors.length > 0) return undefined;
  const result = v.safeParse(schema, document.toJS());
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const path = issuePath(issue);
    faults.add(
      lineAt(offsetOf(document, path)),
      `${path.join('.')}: ${issue.message}`,
      hintOf(issue),
    );
  }
  return undefined;
}

/** Checks the attributes of a directive, which all come as text. */
export function readAttributes<Output>(
  directive: string,
  attributes: Readonly<Record<string, string | null | undefined>> | null | undefined,
  line: number,
  schema: Schema<Output>,
  faults: FileFaults,
): Output | undefined {
  const result = v.safeParse(schema, { ...attributes });
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const name = issuePath(issue).join('.');
    faults.add(line, `${directive}: ${name}: ${issue.message}`, hintOf(issue));
  }
  return undefined;
}

function issuePath(issue: v.BaseIssue<unknown>): string[] {
  return (issue.path ?? []).map(({ key }) => String(key));
}

function hintOf(issue: v.BaseIssue<unknown>): string {
  return issue.expected === null || issue.expected === 'never'
    ? 'take it out'
    : `expected ${issue.expected}`;
}

function firstLineOf(text: string): string {
  return text.split('\n', 1)[0].replace(/:$/, '');
}

/** Offset of the innermost node along the path that exists. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(
      path.slice(0, length).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      true,
    );
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return 0;
}
