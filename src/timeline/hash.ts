/** The journal as canonical NDJSON and its hash: what "the same run" means. */
import {
  canonicalJson,
  Column,
  COLUMN_COUNT,
  type Journal,
  type Json,
  KIND_MASK,
  type Values,
} from '../kernel';
import { FACT_FIELDS, type FactReader, readFact } from '../world';

/** One line of NDJSON for a fact, keys sorted. */
export function factLine(reader: FactReader, seq: number): string {
  return canonicalJson(readFact(reader, seq) as unknown as Json); // facts are made of JSON
}

const PRIME = 0x01000193;

/**
 * A 64-bit hash of the canonical NDJSON of the first `length` facts, as 16 hexadecimal digits:
 * two FNV-1a lanes over UTF-16 code units, the second with another start.
 */
export function journalHash(reader: FactReader, length = reader.journal.length): string {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let seq = 0; seq < length; seq++) {
    const line = factLine(reader, seq);
    for (let index = 0; index < line.length; index++) {
      const unit = line.charCodeAt(index);
      first = Math.imul(first ^ unit, PRIME);
      second = Math.imul(second ^ (unit + index), PRIME);
    }
    first = Math.imul(first ^ 10, PRIME);
    second = Math.imul(second ^ 10, PRIME);
  }
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return hex(first) + hex(second);
}

/** Facts with the table that their values lie in. */
interface Told {
  readonly journal: Journal;
  readonly values: Values;
}

/**
 * Whether two journals tell the same facts. Values are compared by their text: two explorations
 * of one run may number them differently.
 */
export function tellTheSame(left: Told, right: Told): boolean {
  const { length } = left.journal;
  if (right.journal.length !== length) return false;
  for (let seq = 0; seq < length; seq++) if (!isSameFact(left, right, seq)) return false;
  return true;
}

function isSameFact(left: Told, right: Told, seq: number): boolean {
  const fields = FACT_FIELDS[left.journal.read(seq, Column.kind) & KIND_MASK];
  for (let column = 0; column < COLUMN_COUNT; column++) {
    const own = left.journal.read(seq, column);
    const other = right.journal.read(seq, column);
    const type = column < Column.a ? undefined : fields[column - Column.a]?.[1];
    const isValue = (type === 'value' || type === 'name') && own >= 0 && other >= 0;
    const isSame = isValue ? left.values.text(own) === right.values.text(other) : own === other;
    if (!isSame) return false;
  }
  return true;
}
