/** Owns what a stream does about a record that is to be appended (K3, K11, K12, K14). */
import { Column } from '../../../kernel';
import { FactKind, PRODUCE_ERRORS, type ProduceError } from '../../facts';
import { keyOf } from '../../messages';
import { type Parcel, PurposeCode } from '../../parcel';
import { dropParcel } from '../../parcels';
import type { Sim } from '../../part';
import { compacts } from './compaction';
import { endTransaction } from './markers';
import { judge, preparedBy, termsOf } from './producers';
import { awaiting, sendProduced } from './replicate';
import { rollIfFull } from './roll';
import { serveReaders } from './serve';
import { isLed, type Partition, streamAt, type StreamState } from './state';

/** A prepared record has arrived. */
export function receiveProduce(sim: Sim, parcel: Parcel): void {
  const { to: index, argument: prepared, sentSeq } = parcel;
  const { journal } = sim;
  const stream = streamAt(sim.world, index);
  const number = journal.read(prepared, Column.e);
  if (number >= stream.partitions.length) {
    dropParcel(sim, parcel, 'unroutable');
    return;
  }
  const partition = stream.partitions[number];
  const error = obstacle(sim, stream, partition, prepared);
  if (error !== undefined) {
    refuse(sim, index, prepared, error, sentSeq);
    return;
  }
  const verdict = judge(journal, partition, prepared);
  switch (verdict.kind) {
    case 'refused':
      refuse(sim, index, prepared, verdict.error, sentSeq);
      return;
    case 'duplicate':
      ignore(sim, index, prepared, verdict.record, sentSeq);
      return;
    case 'new':
      abortFormer(sim, index, partition, prepared, sentSeq);
      append(sim, index, number, prepared, sentSeq);
  }
}

/** Why the record cannot be taken now, whoever sent it. */
function obstacle(
  sim: Sim,
  stream: StreamState,
  partition: Partition,
  prepared: number,
): ProduceError | undefined {
  const { journal } = sim;
  if (!isLed(sim.world, stream, partition)) return 'noLeader';
  const { settings } = stream;
  if (compacts(settings) && keyOf(journal, journal.read(prepared, Column.d)) < 0) {
    return 'keyMissing'; // K11
  }
  const tooFew = partition.inSyncCount < settings.minInSyncReplicas;
  return tooFew && termsOf(journal, prepared).acks === 'all' ? 'notEnoughReplicas' : undefined;
}

/** The record is not taken; its producer hears of it, unless it waits for no answer (acks 0). */
export function refuse(
  sim: Sim,
  index: number,
  prepared: number,
  error: ProduceError,
  cause: number,
): void {
  const { journal } = sim;
  const message = journal.read(prepared, Column.d);
  const refused = sim.state(
    FactKind.ProduceRefused,
    cause,
    index,
    journal.read(prepared, Column.e),
    message,
    prepared,
    PRODUCE_ERRORS.indexOf(error),
  );
  if (termsOf(journal, prepared).acks === 0) return;
  const producer = journal.read(prepared, Column.a);
  const instance = journal.read(prepared, Column.b);
  sim.send(refused, index, producer, PurposeCode.unproduced, message, instance, refused);
}

/** K12: a duplicate is acknowledged and not appended. */
function ignore(sim: Sim, index: number, prepared: number, record: number, cause: number): void {
  const { journal } = sim;
  const number = journal.read(prepared, Column.e);
  const message = journal.read(prepared, Column.d);
  const ignored = sim.state(FactKind.DuplicateIgnored, cause, index, number, message, record);
  // What is not replicated yet is acknowledged when it is, like the first one.
  const { highWatermark } = streamAt(sim.world, index).partitions[number];
  if (journal.read(record, Column.c) < highWatermark) sendProduced(sim, ignored, index, prepared);
}

/** K13: a producer that begins anew ends what it had left open. */
function abortFormer(
  sim: Sim,
  index: number,
  partition: Partition,
  prepared: number,
  cause: number,
): void {
  const key = preparedBy(sim.journal, prepared);
  if (!partition.open.has(key)) return;
  const known = partition.producers.get(key)?.epoch ?? 0;
  if (termsOf(sim.journal, prepared).epoch > known) {
    endTransaction(sim, index, { key, committed: false, timedOut: false }, cause);
  }
}

function append(sim: Sim, index: number, number: number, prepared: number, cause: number): void {
  const { journal } = sim;
  const stream = streamAt(sim.world, index);
  const partition = stream.partitions[number];
  const message = journal.read(prepared, Column.d);
  const bytes = stream.config.recordBytes;
  rollIfFull(sim, index, number, { timestampMs: journal.atMs(message), bytes }, cause);
  const before = partition.highWatermark;
  const offset = partition.endOffset;
  const record = sim.state(
    FactKind.RecordAppended,
    cause,
    index,
    number,
    offset,
    message,
    partition.lastRecord,
    prepared,
    bytes,
  );
  const { highWatermark } = partition;
  const { acks } = termsOf(journal, prepared);
  if (acks === 1) sendProduced(sim, record, index, prepared);
  if (highWatermark === before) return;
  for (const one of awaiting(sim, partition, before, highWatermark)) {
    sendProduced(sim, record, index, one);
  }
  serveReaders(sim, index, number, record);
}
