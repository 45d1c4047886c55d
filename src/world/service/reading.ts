/**
 * How an instance reads the partitions that it owns: one fetch at a time for each, the records
 * into its inbox, and when it says that it has read them (K8, K9, K13). Share groups: records
 * are acquired, and settled one by one (K15).
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import { type Parcel, PurposeCode } from '../parcel';
import { dropParcel } from '../parcels';
import type { Decide, Sim } from '../part';
import { endTransactions } from '../producing';
import { ownedBy, termsOf } from './memberEvolve';
import {
  COMMITTED,
  isShareGroup,
  type Membership,
  NOTHING,
  type Owned,
  ownedOf,
  receivedRecord,
} from './membership';
import { configOf, type Held, instanceAt, type Place } from './state';

/** States that a partition is fetched from an offset, and sends the fetch. */
export function fetchFrom(
  sim: Sim,
  place: Place,
  what: Pick<Owned, 'stream' | 'partition' | 'nextOffset'> & { readonly group: number },
  cause: number,
): void {
  const { service, instance } = place;
  const { stream, partition, nextOffset, group } = what;
  const { recordsMax } = termsOf(sim.world, service, group);
  const requested = sim.state(
    FactKind.FetchRequested,
    cause,
    service,
    instance,
    group,
    stream,
    partition,
    nextOffset,
    recordsMax,
  );
  sim.send(requested, service, stream, PurposeCode.fetch, -1, instance, requested);
}

/** Asks a share group for records, if none is asked for and none waits (K15). */
export function acquireMore(sim: Sim, place: Place, membership: Membership, cause: number): void {
  const { group, begun, acquiring } = membership;
  const { inbox } = instanceAt(sim.world, place);
  const isOfGroup = ({ received }: Held): boolean =>
    received >= 0 && sim.journal.read(received, Column.c) === group;
  if (!begun || acquiring || inbox.some(isOfGroup)) return;
  const { service, instance } = place;
  const { recordsMax } = termsOf(sim.world, service, group);
  const requested = sim.state(
    FactKind.FetchRequested,
    cause,
    service,
    instance,
    group,
    -1,
    -1,
    COMMITTED,
    recordsMax,
  );
  sim.send(requested, service, group, PurposeCode.acquire, -1, instance, recordsMax);
}

/** Fetches more of a partition once nothing of it waits. */
function fetchMore(
  sim: Sim,
  place: Place,
  membership: Membership,
  one: Owned | undefined,
  cause: number,
): void {
  if (one === undefined || one.fetchSeq >= 0 || one.waiting > 0 || one.pauseOrder !== -1) return;
  if (membership.awaited !== NOTHING) return;
  fetchFrom(sim, place, { ...one, group: membership.group }, cause);
}

/** A record was taken up: the next ones are fetched while its handler works. */
export function recordStarted(sim: Sim, place: Place, held: Held, cause: number): void {
  const instance = instanceAt(sim.world, place);
  const { group } = receivedRecord(sim.journal, held.received);
  const membership = instance.memberships.find((own) => own.group === group);
  if (membership === undefined) return;
  if (isShareGroup(sim.plan, group)) acquireMore(sim, place, membership, cause);
  else fetchMore(sim, place, membership, ownedBy(sim.world, instance, held)?.one, cause);
}

/** A partition of a living instance, with its membership, if a fetch of it waits for answers. */
function fetchedBy(
  sim: Sim,
  parcel: Parcel,
  where: { readonly group: number; readonly stream: number; readonly partition: number },
): { readonly membership: Membership; readonly one: Owned } | undefined {
  const instance = instanceAt(sim.world, { service: parcel.to, instance: parcel.instance });
  if (instance === undefined || !instance.alive) return undefined;
  const membership = instance.memberships.find(({ group }) => group === where.group);
  if (membership === undefined) return undefined;
  const one = ownedOf(membership, where.stream, where.partition);
  return one === undefined || one.fetchSeq < 0 ? undefined : { membership, one };
}

/** The fetch that an answer belongs to, if it is the one that is waited for. */
function answeredFetch(sim: Sim, parcel: Parcel, answer: number): ReturnType<typeof fetchedBy> {
  const { journal } = sim;
  const requested = journal.read(answer, Column.c);
  const found = fetchedBy(sim, parcel, {
    group: journal.read(requested, Column.c),
    stream: journal.read(requested, Column.d),
    partition: journal.read(requested, Column.e),
  });
  return found?.one.fetchSeq === requested ? found : undefined;
}

/** What was read for somebody who is gone, or no longer waits for it. */
function dropReading(sim: Sim, parcel: Parcel): void {
  const instance = instanceAt(sim.world, { service: parcel.to, instance: parcel.instance });
  dropParcel(sim, parcel, instance?.alive === true ? 'stale' : 'receiverDown');
}

/** A record has come. Returns the seq of RecordReceived; -1 if nobody waits for it. */
export function receiveRecord(sim: Sim, parcel: Parcel): number {
  const { journal } = sim;
  // The parcels of an answer have its fact as their cause.
  const found = answeredFetch(sim, parcel, journal.read(parcel.sentSeq, Column.cause));
  const record = parcel.argument;
  const offset = journal.read(record, Column.c);
  if (found === undefined) {
    dropReading(sim, parcel);
    return -1;
  }
  const { membership, one } = found;
  const { group } = membership;
  const received = sim.state(
    FactKind.RecordReceived,
    parcel.sentSeq,
    parcel.to,
    parcel.instance,
    group,
    parcel.message,
    record,
    one.failedOffset === offset ? one.failures + 1 : 1,
  );
  const { commit, transactional } = termsOf(sim.world, parcel.to, group);
  if (commit === 'beforeWork' && !transactional) {
    // K9: at most once. It counts as read before anybody has worked on it.
    const place = { service: parcel.to, instance: parcel.instance };
    commitRecord(sim, place, group, record, received);
  }
  return received;
}

/** The end of an answer: what comes next is fetched when nothing waits. */
export function receiveFetched(sim: Sim, parcel: Parcel): void {
  const { journal } = sim;
  const found = answeredFetch(sim, parcel, parcel.argument);
  if (found === undefined) {
    dropReading(sim, parcel);
    return;
  }
  const { membership, one } = found;
  const completed = sim.state(
    FactKind.FetchCompleted,
    parcel.sentSeq,
    parcel.to,
    parcel.instance,
    membership.group,
    one.stream,
    one.partition,
    journal.read(parcel.argument, Column.e),
  );
  const place = { service: parcel.to, instance: parcel.instance };
  fetchMore(sim, place, membership, one, completed);
}

/** K8, reset none: there is no offset to read from. The partition stands still for good. */
export function receiveFetchFailed(sim: Sim, parcel: Parcel): void {
  const { journal } = sim;
  const [stream, partition, group] = [Column.a, Column.b, Column.c].map((column) =>
    journal.read(parcel.argument, column),
  );
  if (fetchedBy(sim, parcel, { group, stream, partition }) === undefined) {
    dropReading(sim, parcel);
    return;
  }
  const offset = journal.read(parcel.argument, Column.f);
  const { to, instance } = parcel;
  sim.state(
    FactKind.PartitionPaused,
    parcel.sentSeq,
    to,
    instance,
    group,
    stream,
    partition,
    offset,
    -1,
  );
}

/** A share group has handed out a record (K15). Returns RecordReceived's seq, or -1. */
export function receiveAcquired(sim: Sim, parcel: Parcel): number {
  const instance = instanceAt(sim.world, { service: parcel.to, instance: parcel.instance });
  const membership = instance?.memberships.find(({ group }) => group === parcel.from);
  const isFormer = instance !== undefined && parcel.sentMs < instance.startedMs;
  if (instance === undefined || !instance.alive || isFormer || membership?.begun !== true) {
    dropReading(sim, parcel);
    return -1;
  }
  const record = sim.journal.read(parcel.argument, Column.b);
  return sim.state(
    FactKind.RecordReceived,
    parcel.sentSeq,
    parcel.to,
    parcel.instance,
    parcel.from,
    parcel.message,
    record,
    sim.journal.read(parcel.argument, Column.e),
  );
}

/** Asks the group to commit what was handled of a partition; nothing if nothing was. */
export function commitHandled(
  sim: Sim,
  place: Place,
  group: number,
  one: Owned,
  cause: number,
): void {
  if (one.handled >= 0) commitRecord(sim, place, group, one.handled, cause);
}

function commitRecord(sim: Sim, place: Place, group: number, record: number, cause: number): void {
  const { service, instance } = place;
  const seq = sim.state(FactKind.CommitRequested, cause, service, instance, group, record);
  const message = sim.journal.read(record, Column.d);
  sim.send(seq, service, group, PurposeCode.commit, message, instance, record);
}

/**
 * What becomes of a record when its pass is over: committed (K9), tried again after a while, or
 * settled in its share group. `open`: streams with an open transaction of this pass (K13).
 */
export function recordEnded(
  sim: Sim,
  place: Place,
  pass: Held,
  end: { readonly threw: boolean; readonly open: readonly number[]; readonly cause: number },
): void {
  const { threw, open, cause } = end;
  const { service, instance } = place;
  const { group, offset, stream, partition } = receivedRecord(sim.journal, pass.received);
  if (isShareGroup(sim.plan, group)) {
    settleShared(sim, place, pass, threw, cause);
    return;
  }
  const found = ownedBy(sim.world, instanceAt(sim.world, place), pass);
  // A member that no longer owns the partition cannot commit, so it must not publish either.
  const commits = !threw && found !== undefined;
  endTransactions(sim, cause, { producer: service, instance }, open, commits);
  if (found === undefined) return;
  const { commit, commitEvery, retryMs, transactional } = termsOf(sim.world, service, group);
  if (threw && configOf(sim.plan, service).onError === 'requeue') {
    const untilMs = sim.nowMs + retryMs;
    const { PartitionPaused } = FactKind;
    sim.state(PartitionPaused, cause, service, instance, group, stream, partition, offset, untilMs);
  } else if (transactional || (commit === 'afterWork' && found.one.uncommitted >= commitEvery)) {
    commitHandled(sim, place, group, found.one, cause);
  }
}

/** K15: accepted, released for another try, or rejected for good. */
function settleShared(sim: Sim, place: Place, pass: Held, threw: boolean, cause: number): void {
  const { group, record } = receivedRecord(sim.journal, pass.received);
  const { onError } = configOf(sim.plan, place.service);
  const purpose = !threw ? 'accept' : onError === 'requeue' ? 'release' : 'refuse';
  const { service, instance } = place;
  sim.send(cause, service, group, PurposeCode[purpose], pass.message, instance, record);
}

/** A partition has stood still long enough: the same record is fetched again. */
export const partitionDue: Decide = (sim, cause) => {
  const { journal } = sim;
  const place = { service: journal.read(cause, Column.a), instance: journal.read(cause, Column.b) };
  const [group, stream, partition, nextOffset] = [Column.c, Column.d, Column.e, Column.f].map(
    (column) => journal.read(cause, column),
  );
  fetchFrom(sim, place, { group, stream, partition, nextOffset }, cause);
};

/** Commits what was handled since the last time, as Kafka's automatic commit does (K9). */
export const commitDue: Decide = (sim, cause, service, packed) => {
  const place = { service, instance: Math.floor(packed / 64) };
  const membership = instanceAt(sim.world, place).memberships[packed % 64];
  const { group } = membership;
  const due = [...membership.owned.values()].filter(({ handled }) => handled >= 0);
  const ended = sim.state(
    FactKind.CommitIntervalEnded,
    cause,
    service,
    place.instance,
    group,
    due.length,
  );
  for (const one of due) commitHandled(sim, place, group, one, ended);
};
