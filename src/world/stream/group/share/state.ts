/** Owns what a share group knows of each partition and of the records in flight (K15). */
import type { IntReader, IntWriter } from '../../../../kernel';

/** A record that was handed out and is neither done with nor given up. */
export interface Flight {
  /** Seq of its RecordAppended fact. */
  readonly record: number;
  /** Key of its partition. */
  readonly partition: number;
  readonly offset: number;
  /** How often it was handed out. */
  count: number;
  /** Key of the member that has it locked; -1: it is available again. */
  owner: number;
  /** Until when it is locked, and the agenda's number of that moment; -1 while it is available. */
  untilMs: number;
  lockOrder: number;
}

/** How far a share group has come in a partition. */
export interface SharePartition {
  /** The first offset that was never handed out. */
  nextOffset: number;
  /** Records of it in flight, by offset; those of them that are available again. */
  inFlight: number;
  available: number;
}

export interface ShareState {
  /** By partition key, in the order in which the group came to know them. */
  readonly partitions: Map<number, SharePartition>;
  /** By record; those of one partition in the order of their offsets. */
  readonly flights: Map<number, Flight>;
  /** Members that wait, and for how many records at most; who waits longest comes first. */
  readonly parked: Map<number, number>;
  /** Key of the partition that was served last; -1: none yet. */
  lastServed: number;
}

export function noShare(): ShareState {
  return { partitions: new Map(), flights: new Map(), parked: new Map(), lastServed: -1 };
}

export function saveShare(share: ShareState, out: IntWriter): void {
  out.push(share.lastServed);
  out.push(share.partitions.size);
  for (const [key, { nextOffset, inFlight, available }] of share.partitions) {
    out.list([key, nextOffset, inFlight, available]);
  }
  out.push(share.flights.size);
  for (const flight of share.flights.values()) {
    out.push(flight.record);
    out.push(flight.partition);
    out.push(flight.offset);
    out.push(flight.count);
    out.push(flight.owner);
    out.push(flight.untilMs);
    out.push(flight.lockOrder);
  }
  out.push(share.parked.size);
  for (const [member, recordsMax] of share.parked) out.list([member, recordsMax]);
}

/** Reads what `saveShare` wrote into an empty state. */
export function loadShare(share: ShareState, input: IntReader): void {
  share.lastServed = input.next();
  for (const [key, nextOffset, inFlight, available] of input.many(() => input.list())) {
    share.partitions.set(key, { nextOffset, inFlight, available });
  }
  const flights = input.many((): Flight => ({
    record: input.next(),
    partition: input.next(),
    offset: input.next(),
    count: input.next(),
    owner: input.next(),
    untilMs: input.next(),
    lockOrder: input.next(),
  }));
  for (const flight of flights) share.flights.set(flight.record, flight);
  for (const [member, recordsMax] of input.many(() => input.list())) {
    share.parked.set(member, recordsMax);
  }
}
