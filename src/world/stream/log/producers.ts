/**
 * Owns what a broker remembers of the producers of one partition (K12): the epoch and the last
 * five records of each, by which it knows a duplicate, a gap and a producer of yesterday.
 */
import { Column, type Journal } from '../../../kernel';
import type { ProduceError } from '../../facts';
import { type ProduceTerms, unpackProduce } from '../../parcel';
import { instanceKey, type Partition, startOffsetOf } from './state';

/** As many batches as Kafka remembers; a batch is one record here. */
const REMEMBERED = 5;

/** What is to be done with a record that came: append it, or say why not. */
export type Verdict =
  | { readonly kind: 'new' }
  | { readonly kind: 'duplicate'; readonly record: number }
  | { readonly kind: 'refused'; readonly error: ProduceError };

const NEW: Verdict = { kind: 'new' };
const FENCED: Verdict = { kind: 'refused', error: 'fencedEpoch' };
const OUT_OF_ORDER: Verdict = { kind: 'refused', error: 'outOfOrderSequence' };

/** The key of the instance that prepared a record. */
export function preparedBy(journal: Journal, prepared: number): number {
  return instanceKey(journal.read(prepared, Column.a), journal.read(prepared, Column.b));
}

/** How the record was prepared: epoch, acks, transactional. */
export function termsOf(journal: Journal, prepared: number): ProduceTerms {
  return unpackProduce(journal.read(prepared, Column.g));
}

/** Whether a producer's records are numbered for the broker: acks `all`, as in Kafka. */
function isIdempotent({ acks, transactional }: ProduceTerms): boolean {
  return acks === 'all' || transactional;
}

/** Judges a prepared record by what came before it from the same producer (K12). */
export function judge(journal: Journal, partition: Partition, prepared: number): Verdict {
  const terms = termsOf(journal, prepared);
  if (!isIdempotent(terms)) return NEW;
  const sequence = journal.read(prepared, Column.f);
  const memory = partition.producers.get(preparedBy(journal, prepared));
  // Of a producer whose records may all have been deleted any number is taken.
  if (memory === undefined) {
    return sequence === 0 || startOffsetOf(partition) > 0 ? NEW : OUT_OF_ORDER;
  }
  if (terms.epoch < memory.epoch) return FENCED;
  if (terms.epoch > memory.epoch) return sequence === 0 ? NEW : OUT_OF_ORDER;
  let last = -1;
  for (const record of memory.records) {
    const known = journal.read(journal.read(record, Column.f), Column.f);
    if (known === sequence) return { kind: 'duplicate', record };
    last = Math.max(last, known);
  }
  return sequence === last + 1 ? NEW : OUT_OF_ORDER;
}

/** A record was appended: it is remembered, the sixth last forgotten. */
export function remember(journal: Journal, partition: Partition, record: number): void {
  const prepared = journal.read(record, Column.f);
  if (prepared < 0) return;
  const { epoch } = termsOf(journal, prepared);
  const key = preparedBy(journal, prepared);
  const memory = partition.producers.get(key);
  if (memory === undefined) {
    partition.producers.set(key, { epoch, records: [record] });
  } else if (epoch > memory.epoch) {
    memory.epoch = epoch;
    memory.records = [record];
  } else {
    memory.records.push(record);
    if (memory.records.length > REMEMBERED) memory.records.shift();
  }
}
