/** Owns how transactions end (K13): by their producer, by their time, by a marker everywhere. */
import { FactKind } from '../../facts';
import { type Parcel, PurposeCode } from '../../parcel';
import type { Decide, Sim } from '../../part';
import { rollIfFull } from './roll';
import { serveReaders } from './serve';
import { instanceKey, isLed, ofInstanceKey, streamAt } from './state';

/** Whose transaction ends, and how. */
interface End {
  /** `instanceKey` of the producer. */
  readonly key: number;
  readonly committed: boolean;
  readonly timedOut: boolean;
}

/**
 * A producer ends its transaction. The answer names the TransactionEnded: one that had run out of
 * time, or was never begun, ends as aborted whatever was asked.
 */
export function receiveTransaction(sim: Sim, parcel: Parcel): void {
  const { to, from, instance, argument, sentSeq } = parcel;
  const key = instanceKey(from, instance);
  const transaction = streamAt(sim.world, to).transactions.get(key);
  const asked = argument === 1;
  const committed =
    transaction !== undefined && (transaction.ending < 0 ? asked : transaction.ending === 1);
  const ended = endTransaction(sim, to, { key, committed, timedOut: false }, sentSeq);
  sim.send(ended, to, from, PurposeCode.confirm, -1, instance, ended);
}

/** Nobody has ended it in time. */
export const transactionDeadline: Decide = (sim, cause, index, key) => {
  endTransaction(sim, index, { key, committed: false, timedOut: true }, cause);
};

/** Writes the markers and states that the transaction has ended; returns that fact's seq. */
export function endTransaction(sim: Sim, index: number, end: End, cause: number): number {
  const { key, committed, timedOut } = end;
  const transaction = streamAt(sim.world, index).transactions.get(key);
  for (const number of transaction?.partitions ?? []) {
    appendMarker(sim, index, number, { key, committed }, cause);
  }
  const { part, instance } = ofInstanceKey(key);
  return sim.state(
    FactKind.TransactionEnded,
    cause,
    index,
    part,
    instance,
    committed ? 1 : 0,
    timedOut ? 1 : 0,
  );
}

/** A partition has a leader again: the markers that waited for it are written. */
export function appendMissingMarkers(sim: Sim, index: number, number: number, cause: number): void {
  for (const [key, { ending, partitions }] of [...streamAt(sim.world, index).transactions]) {
    if (ending < 0 || !partitions.includes(number)) continue;
    appendMarker(sim, index, number, { key, committed: ending === 1 }, cause);
  }
}

function appendMarker(
  sim: Sim,
  index: number,
  number: number,
  { key, committed }: { readonly key: number; readonly committed: boolean },
  cause: number,
): void {
  const stream = streamAt(sim.world, index);
  const partition = stream.partitions[number];
  if (!isLed(sim.world, stream, partition)) return;
  const bytes = stream.config.recordBytes;
  rollIfFull(sim, index, number, { timestampMs: sim.nowMs, bytes }, cause);
  const { part, instance } = ofInstanceKey(key);
  const marker = sim.state(
    FactKind.MarkerAppended,
    cause,
    index,
    number,
    partition.endOffset,
    part,
    partition.lastRecord,
    instance,
    committed ? 1 : 0,
  );
  serveReaders(sim, index, number, marker);
}
