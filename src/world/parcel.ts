/**
 * What travels over a link. Parts meet only through parcels and facts; this is the list of what
 * a parcel can be for. The journey itself belongs to the network.
 */

/**
 * Purposes; the position is the code in the column.
 * publish (to an exchange) and confirm (back), deliver (queue to consumer), ack, requeue, reject
 * (consumer to queue), subscribe, cancel, closed (a consumer's connection), request, reply and
 * refused (a call and its answer), unconfirmed (a publication that was turned away).
 *
 * Streams, where the argument is the seq of the fact that says the rest: produce (of
 * RecordPrepared) and produced, unproduced (back, the same), fetch (of FetchRequested) and record
 * (of RecordAppended), fetched (the end of an answer, of FetchAnswered), fetchFailed (of
 * FetchFailed), closeReader (of a group's id), transaction (1 commits, 0 aborts).
 * Groups: join (of MembershipBegun or MembershipRenewed), leave, heartbeat, and back assigned (of
 * AssignmentMade), rebalance (join again; argument 1: keep reading), fenced (join anew); revoked
 * (of PartitionsRevoked); commit (of RecordAppended) and committed.
 * Share groups: acquire (argument: how many at most), acquired (of RecordAcquired), accept,
 * release, refuse, renew (of RecordAppended).
 * Append only: the code is stored.
 */
export const PURPOSES = [
  'publish',
  'confirm',
  'deliver',
  'ack',
  'requeue',
  'reject',
  'subscribe',
  'cancel',
  'closed',
  'request',
  'reply',
  'refused',
  'unconfirmed',
  'produce',
  'produced',
  'unproduced',
  'fetch',
  'record',
  'fetched',
  'fetchFailed',
  'closeReader',
  'transaction',
  'join',
  'leave',
  'heartbeat',
  'assigned',
  'rebalance',
  'fenced',
  'revoked',
  'commit',
  'committed',
  'acquire',
  'acquired',
  'accept',
  'release',
  'refuse',
  'renew',
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** Code of each purpose. */
export const PurposeCode = Object.fromEntries(PURPOSES.map((name, code) => [name, code])) as {
  readonly [K in Purpose]: number;
}; // built from the list above

/** A parcel that has arrived, read from its MessageSent fact. */
export interface Parcel {
  /** Seq of the MessageSent fact: the cause of whatever follows. */
  readonly sentSeq: number;
  readonly sentMs: number;
  /** Index of the sending and of the receiving part. */
  readonly from: number;
  readonly to: number;
  readonly purpose: Purpose;
  /** Seq of the message's MessageCreated fact, or -1. */
  readonly message: number;
  /** The sender's or receiver's instance, where it has one; else -1. */
  readonly instance: number;
  /** deliver: see `packDelivery`; subscribe: see `packTerms`; else 0. */
  readonly argument: number;
}

/** The terms of a subscription. Prefetch 0 means no limit (Q4). */
export interface SubscriptionTerms {
  readonly prefetch: number;
  readonly autoAck: boolean;
  /** Consumer priority, -128 to 127 (Q3). */
  readonly priority: number;
}

/** Packs the terms into a parcel's argument. */
export function packTerms(terms: SubscriptionTerms): number {
  return (terms.prefetch << 9) | ((terms.priority + 128) << 1) | (terms.autoAck ? 1 : 0);
}

/** Reads what `packTerms` wrote. */
export function unpackTerms(argument: number): SubscriptionTerms {
  return {
    prefetch: argument >> 9,
    priority: ((argument >> 1) & 0xff) - 128,
    autoAck: (argument & 1) === 1,
  };
}

/** Packs what a consumer must know of a delivery: how often handed out, and whether to ack. */
export function packDelivery(handouts: number, autoAck: boolean): number {
  return (handouts << 1) | (autoAck ? 1 : 0);
}

/** Reads what `packDelivery` wrote. */
export function unpackDelivery(argument: number): { handouts: number; autoAck: boolean } {
  return { handouts: argument >> 1, autoAck: (argument & 1) === 1 };
}

/** How a producer wants its record taken: acks as in Kafka (K14), its epoch (K12). */
export interface ProduceTerms {
  /** Counts the producer's beginnings; a lower one than the broker knows is fenced. */
  readonly epoch: number;
  /** 0: nobody waits; 1: the leader has it; all: every in-sync replica has it. */
  readonly acks: 0 | 1 | 'all';
  /** The record belongs to the producer's open transaction (K13). */
  readonly transactional: boolean;
}

/** Packs the terms into the column `epoch` of RecordPrepared. */
export function packProduce({ epoch, acks, transactional }: ProduceTerms): number {
  return epoch * 8 + (transactional ? 4 : 0) + (acks === 'all' ? 2 : acks);
}

/** Reads what `packProduce` wrote. */
export function unpackProduce(packed: number): ProduceTerms {
  const code = packed & 3;
  return {
    epoch: packed >> 3,
    acks: code === 2 ? 'all' : code === 1 ? 1 : 0,
    transactional: (packed & 4) !== 0,
  };
}
