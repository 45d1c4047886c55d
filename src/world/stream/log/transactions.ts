/**
 * Owns what facts make of transactions (K13): which are open where, what was aborted, and until
 * when one may stay open. Ending them is in markers.ts.
 */
import { Column } from '../../../kernel';
import type { Row, World } from '../../part';
import { Step } from '../../steps';
import { preparedBy, remember, termsOf } from './producers';
import { scan } from './read';
import { isMarker } from './segments';
import {
  instanceKey,
  type Partition,
  startOffsetOf,
  type StreamState,
  type Transaction,
} from './state';

/** A record came: if it is of a transaction, that one is open here from now on. */
export function noteTransactional(
  world: World,
  stream: StreamState,
  row: Row,
  record: { readonly prepared: number; readonly offset: number },
): void {
  const { prepared, offset } = record;
  if (prepared < 0 || !termsOf(world.journal, prepared).transactional) return;
  const key = preparedBy(world.journal, prepared);
  const { open } = stream.partitions[row.b];
  if (open.has(key)) return;
  open.set(key, offset);
  transactionOf(world, stream, row, key).partitions.push(row.b);
}

function transactionOf(world: World, stream: StreamState, row: Row, key: number): Transaction {
  const known = stream.transactions.get(key);
  if (known !== undefined) return known;
  const atMs = row.atMs + stream.config.transactionTimeoutMs;
  const deadlineOrder = world.agenda.schedule(atMs, Step.transactionDeadline, row.seq, row.a, key);
  const transaction: Transaction = { deadlineOrder, partitions: [], ending: -1 };
  stream.transactions.set(key, transaction);
  return transaction;
}

/** A marker stands: the transaction has ended in this partition. */
export function noteMarker(
  stream: StreamState,
  index: number,
  marker: { readonly key: number; readonly offset: number; readonly committed: boolean },
): void {
  const { key } = marker;
  closeAt(stream.partitions[index], marker);
  const transaction = stream.transactions.get(key);
  if (transaction === undefined) return;
  transaction.partitions = transaction.partitions.filter((one) => one !== index);
  const isLast = transaction.ending >= 0 && transaction.partitions.length === 0;
  if (isLast) stream.transactions.delete(key);
}

function closeAt(
  partition: Partition,
  marker: { readonly key: number; readonly offset: number; readonly committed: boolean },
): void {
  const { key, offset, committed } = marker;
  const firstOffset = partition.open.get(key);
  if (firstOffset === undefined) return;
  partition.open.delete(key);
  if (committed) return;
  partition.aborted.push({ producer: key, firstOffset, markerOffset: offset });
}

/** The transaction is decided; where markers are still missing they follow. */
export function noteEnded(
  world: World,
  stream: StreamState,
  ended: { readonly key: number; readonly committed: boolean; readonly timedOut: boolean },
): void {
  const { key, committed, timedOut } = ended;
  const transaction = stream.transactions.get(key);
  if (transaction === undefined || transaction.ending >= 0) return;
  if (!timedOut) world.agenda.cancel(transaction.deadlineOrder);
  transaction.deadlineOrder = -1;
  if (transaction.partitions.length === 0) stream.transactions.delete(key);
  else transaction.ending = committed ? 1 : 0;
  if (!timedOut) return;
  // Who was too slow is fenced, lest the rest of its transaction be taken for a new one.
  for (const { producers } of stream.partitions) {
    const memory = producers.get(key);
    if (memory !== undefined) memory.epoch++;
  }
}

/** The end of a log was lost: what is known of its producers is read again from what is left. */
export function recall(world: World, stream: StreamState, row: Row): void {
  const { journal, agenda } = world;
  const partition = stream.partitions[row.b];
  partition.producers.clear();
  partition.open.clear();
  partition.aborted = [];
  scan(journal, partition, startOffsetOf(partition), partition.endOffset, (seq, offset) => {
    if (isMarker(journal, seq)) {
      const key = instanceKey(journal.read(seq, Column.d), journal.read(seq, Column.f));
      closeAt(partition, { key, offset, committed: journal.read(seq, Column.g) === 1 });
      return true;
    }
    remember(journal, partition, seq);
    const prepared = journal.read(seq, Column.f);
    if (prepared < 0 || !termsOf(journal, prepared).transactional) return true;
    const key = preparedBy(journal, prepared);
    if (!partition.open.has(key)) partition.open.set(key, offset);
    return true;
  });
  for (const [key, transaction] of stream.transactions) {
    if (!transaction.partitions.includes(row.b) || partition.open.has(key)) continue;
    transaction.partitions = transaction.partitions.filter((one) => one !== row.b);
    if (transaction.partitions.length > 0) continue;
    if (transaction.deadlineOrder >= 0) agenda.cancel(transaction.deadlineOrder);
    stream.transactions.delete(key);
  }
  for (const key of partition.open.keys()) {
    const { partitions } = transactionOf(world, stream, row, key);
    if (!partitions.includes(row.b)) partitions.push(row.b);
  }
}
