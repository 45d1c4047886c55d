/**
 * What an instance keeps of a group whose member it is: the partitions that it owns, how far it
 * has read and handled each, and its timers. How that changes is in memberEvolve.ts.
 */
import { Column, type IntReader, type IntWriter, type Journal } from '../../kernel';
import type { Plan } from '../plan';

/** A partition in the hands of an instance. */
export interface Owned {
  readonly stream: number;
  readonly partition: number;
  /** Seq of the fetch with which it was taken: records that came before are no longer of it. */
  readonly sinceSeq: number;
  /** Where the next fetch begins; COMMITTED as long as only the broker knows. */
  nextOffset: number;
  /** Seq of the FetchRequested that waits for its answer, or -1. */
  fetchSeq: number;
  /** Records of it in the inbox. */
  waiting: number;
  /** The record at this offset was tried so often, and its handler threw each time. */
  failedOffset: number;
  failures: number;
  /** It stands still: the agenda's number of its next try; STANDS if there is none; else -1. */
  pauseOrder: number;
  /** Seq of the last record that was handled and not committed, or -1; how many there are. */
  handled: number;
  uncommitted: number;
}

/** One group whose member an instance is. */
export interface Membership {
  readonly group: number;
  /** It has asked to be a member. */
  begun: boolean;
  /** It waits to be told what it shall own: seq of the fact that it asked, else -1. */
  joinSeq: number;
  /** It must let go when its pass is over: AssignmentMade's seq, REJOIN, or NOTHING. */
  awaited: number;
  heartbeatOrder: number;
  commitOrder: number;
  /** Share group: it has asked for records, and nothing has come yet. */
  acquiring: boolean;
  /** By `partitionKey`, in the order in which they were taken. */
  readonly owned: Map<number, Owned>;
}

/** Read from the group's committed offset, which the broker finds (K8). */
export const COMMITTED = -1;
/** A partition that stands still for good. */
export const STANDS = -2;
/** Nothing is to be let go. */
export const NOTHING = -2;
/** Everything is to be let go, then joined again: the assignment is not made yet. */
export const REJOIN = -1;

export const newMembership = (group: number): Membership => ({
  group,
  begun: false,
  joinSeq: -1,
  awaited: NOTHING,
  heartbeatOrder: -1,
  commitOrder: -1,
  acquiring: false,
  owned: new Map(),
});

export const newOwned = (stream: number, partition: number, sinceSeq: number): Owned => ({
  stream,
  partition,
  sinceSeq,
  nextOffset: COMMITTED,
  fetchSeq: -1,
  waiting: 0,
  failedOffset: -1,
  failures: 0,
  pauseOrder: -1,
  handled: -1,
  uncommitted: 0,
});

/** The partition of a membership, if it is owned. */
export function ownedOf(
  { owned }: Membership,
  stream: number,
  partition: number,
): Owned | undefined {
  return owned.get(partitionKey(stream, partition));
}

/** More partitions than a stream may have. */
const PARTITIONS_MAX = 1024;

/** One number for a partition of a stream. */
export function partitionKey(stream: number, partition: number): number {
  return stream * PARTITIONS_MAX + partition;
}

/** What a RecordReceived fact says, and where its record stands. */
export interface ReceivedRecord {
  readonly group: number;
  readonly stream: number;
  readonly partition: number;
  readonly offset: number;
  /** Seq of the RecordAppended fact. */
  readonly record: number;
}

/** Reads a RecordReceived fact by its seq. */
export function receivedRecord(journal: Journal, received: number): ReceivedRecord {
  const record = journal.read(received, Column.e);
  return {
    group: journal.read(received, Column.c),
    stream: journal.read(record, Column.a),
    partition: journal.read(record, Column.b),
    offset: journal.read(record, Column.c),
    record,
  };
}

/** Whether a group hands out records one by one instead of partitions (K15). */
export function isShareGroup(plan: Plan, group: number): boolean {
  return protocolOf(plan, group) === 'share';
}

/** The protocol of a group. Its own part is another one: what it is made of is not known here. */
export function protocolOf(plan: Plan, group: number): string {
  return (plan.parts[group].config as { readonly protocol: string }).protocol; // groupSchema's
}

function saveOwned(one: Owned, out: IntWriter): void {
  out.push(one.stream);
  out.push(one.partition);
  out.push(one.sinceSeq);
  out.push(one.nextOffset);
  out.push(one.fetchSeq);
  out.push(one.waiting);
  out.push(one.failedOffset);
  out.push(one.failures);
  out.push(one.pauseOrder);
  out.push(one.handled);
  out.push(one.uncommitted);
}

function loadOwned(input: IntReader): Owned {
  const one = newOwned(input.next(), input.next(), input.next());
  one.nextOffset = input.next();
  one.fetchSeq = input.next();
  one.waiting = input.next();
  one.failedOffset = input.next();
  one.failures = input.next();
  one.pauseOrder = input.next();
  one.handled = input.next();
  one.uncommitted = input.next();
  return one;
}

export function saveMembership(membership: Membership, out: IntWriter): void {
  const { group, begun, joinSeq, awaited, heartbeatOrder, commitOrder, acquiring } = membership;
  out.push(group);
  out.push((begun ? 1 : 0) + (acquiring ? 2 : 0));
  out.push(joinSeq);
  out.push(awaited);
  out.push(heartbeatOrder);
  out.push(commitOrder);
  out.push(membership.owned.size);
  for (const one of membership.owned.values()) saveOwned(one, out);
}

export function loadMembership(input: IntReader): Membership {
  const group = input.next();
  const flags = input.next();
  return {
    group,
    begun: (flags & 1) !== 0,
    acquiring: (flags & 2) !== 0,
    joinSeq: input.next(),
    awaited: input.next(),
    heartbeatOrder: input.next(),
    commitOrder: input.next(),
    owned: new Map(
      input.many(() => {
        const one = loadOwned(input);
        return [partitionKey(one.stream, one.partition), one];
      }),
    ),
  };
}
