/** Reading a parcel that has arrived, and stating that one came to nothing: for every receiver. */
import { Column, type Journal } from '../kernel';
import { DROP_REASONS, type DropReason, FactKind } from './facts';
import { type Parcel, PURPOSES, PurposeCode } from './parcel';
import type { Sim } from './part';

/** Reads a parcel back from its MessageSent fact. */
export function readParcel(journal: Journal, sentSeq: number): Parcel {
  return {
    sentSeq,
    sentMs: journal.atMs(sentSeq),
    from: journal.read(sentSeq, Column.a),
    to: journal.read(sentSeq, Column.b),
    purpose: PURPOSES[journal.read(sentSeq, Column.c)],
    message: journal.read(sentSeq, Column.d),
    instance: journal.read(sentSeq, Column.e),
    argument: journal.read(sentSeq, Column.g),
  };
}

/** States that a parcel came to nothing, and why. */
export function dropParcel(sim: Sim, parcel: Parcel, reason: DropReason): number {
  return sim.state(
    FactKind.ParcelDropped,
    parcel.sentSeq,
    parcel.from,
    parcel.to,
    PurposeCode[parcel.purpose],
    parcel.message,
    parcel.instance,
    DROP_REASONS.indexOf(reason),
  );
}
