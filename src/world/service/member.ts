/**
 * How an instance is a member of a group: it joins, is heard, is told what to own, lets go and
 * joins again (K4, K6, K7). What it reads of what it owns is the business of reading.ts.
 */
import { Column } from '../../kernel';
import type { Json } from '../../kernel';
import { FactKind } from '../facts';
import { type Parcel, type Purpose, PurposeCode } from '../parcel';
import { dropParcel } from '../parcels';
import type { Decide, Sim } from '../part';
import { termsOf } from './memberEvolve';
import {
  COMMITTED,
  isShareGroup,
  type Membership,
  NOTHING,
  type Owned,
  ownedOf,
  partitionKey,
  protocolOf,
  receivedRecord,
  REJOIN,
} from './membership';
import { acquireMore, commitHandled, fetchFrom } from './reading';
import { instanceAt, type Place } from './state';

/** An instance that has started asks to be a member of each of its groups. */
export function joinGroups(sim: Sim, place: Place, cause: number): void {
  for (const membership of instanceAt(sim.world, place).memberships) {
    begin(sim, place, membership, cause);
  }
}

function begin(sim: Sim, place: Place, membership: Membership, cause: number): void {
  const { group } = membership;
  const begun = join(sim, place, group, FactKind.MembershipBegun, cause);
  if (isShareGroup(sim.plan, group)) acquireMore(sim, place, membership, begun);
}

/** States that it joins, for the first time or again, and says so to the group. */
function join(
  sim: Sim,
  { service, instance }: Place,
  group: number,
  kind: number,
  cause: number,
): number {
  const { streams } = termsOf(sim.world, service, group);
  const seq = sim.state(kind, cause, service, instance, group, sim.values.add([...streams]));
  sim.send(seq, service, group, PurposeCode.join, -1, instance, seq);
  return seq;
}

/** An instance that is taken away says so: it commits what it has handled, and leaves. */
export function leaveGroups(sim: Sim, place: Place, cause: number): void {
  const { service, instance } = place;
  for (const { group, begun, owned } of instanceAt(sim.world, place).memberships) {
    if (!begun) continue;
    for (const one of owned.values()) commitHandled(sim, place, group, one, cause);
    closeReaders(sim, place, group, [...owned.values()], cause);
    sim.send(cause, service, group, PurposeCode.leave, -1, instance);
  }
}

/** Streams may forget fetches that wait for records. */
function closeReaders(
  sim: Sim,
  { service, instance }: Place,
  group: number,
  partitions: readonly Owned[],
  cause: number,
): void {
  for (const stream of new Set(partitions.map((one) => one.stream))) {
    sim.send(cause, service, stream, PurposeCode.closeReader, -1, instance, group);
  }
}

/** Says that it is alive (K7). */
export const heartbeat: Decide = (sim, cause) => {
  const { journal } = sim;
  const [service, instance, group] = [Column.a, Column.b, Column.c].map((column) =>
    journal.read(cause, column),
  );
  const nextMs = sim.nowMs + termsOf(sim.world, service, group).heartbeatMs;
  const sent = sim.state(FactKind.HeartbeatSent, cause, service, instance, group, nextMs);
  sim.send(sent, service, group, PurposeCode.heartbeat, -1, instance);
};

/** What the coordinator says: assigned, rebalance, fenced, committed. */
export function receiveFromGroup(sim: Sim, parcel: Parcel): void {
  const place = { service: parcel.to, instance: parcel.instance };
  const instance = instanceAt(sim.world, place);
  const membership = instance?.memberships.find(({ group }) => group === parcel.from);
  if (instance === undefined || !instance.alive || membership === undefined) {
    dropParcel(sim, parcel, 'receiverDown');
    return;
  }
  if (!membership.begun || parcel.sentMs < instance.startedMs) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  const hear = HEAR[parcel.purpose];
  if (hear === undefined) dropParcel(sim, parcel, 'unroutable');
  else hear(sim, place, membership, parcel);
}

type Hear = (sim: Sim, place: Place, membership: Membership, parcel: Parcel) => void;

const hearCommit: Hear = (sim, { service, instance }, { group }, { argument, sentSeq }) => {
  sim.state(FactKind.CommitConfirmed, sentSeq, service, instance, group, argument);
};

const HEAR: { readonly [P in Purpose]?: Hear } = {
  assigned: hearAssignment,
  rebalance: hearRebalance,
  fenced: hearFence,
  committed: hearCommit,
};

/** The group counts it out: somebody else may own its partitions by now (K7). */
function hearFence(sim: Sim, place: Place, membership: Membership, parcel: Parcel): void {
  if (membership.joinSeq > fencedSeq(sim, parcel)) {
    // It has asked to join anew since what is fenced here was sent.
    dropParcel(sim, parcel, 'stale');
    return;
  }
  const { service, instance } = place;
  const { group } = membership;
  const partitions = [...membership.owned.values()];
  const lost = sim.state(FactKind.MembershipLost, parcel.sentSeq, service, instance, group);
  closeReaders(sim, place, group, partitions, lost);
  begin(sim, place, membership, lost);
}

/** Seq of the parcel that was fenced: it was dropped for that, and the drop caused the answer. */
function fencedSeq({ journal }: Sim, { sentSeq }: Parcel): number {
  return journal.read(journal.read(sentSeq, Column.cause), Column.cause);
}

/**
 * The group is divided anew: everybody joins again. Cooperative ones go on reading; eager ones
 * let go of everything first, and end their pass before that, as they would between two polls (K6).
 */
function hearRebalance(sim: Sim, place: Place, membership: Membership, parcel: Parcel): void {
  if (membership.joinSeq >= 0) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  const { service, instance } = place;
  const { group } = membership;
  const { RebalanceHeard } = FactKind;
  const heard = sim.state(RebalanceHeard, parcel.sentSeq, service, instance, group, REJOIN);
  const isCooperative = parcel.argument === 1;
  if (isCooperative) join(sim, place, group, FactKind.MembershipRenewed, heard);
  else if (!isBusyWith(sim, place, membership, () => true)) letGo(sim, place, membership, heard);
}

/** Whether the pass in hand is over a record of a partition that is owned and meant. */
function isBusyWith(
  sim: Sim,
  place: Place,
  membership: Membership,
  isMeant: (one: Owned) => boolean,
): boolean {
  const { pass } = instanceAt(sim.world, place);
  if (pass === undefined || pass.received < 0) return false;
  const { group, stream, partition } = receivedRecord(sim.journal, pass.received);
  const one = group === membership.group ? ownedOf(membership, stream, partition) : undefined;
  return one !== undefined && isMeant(one);
}

/** The pass is over: what had to wait for that is done now. */
export function passOver(sim: Sim, place: Place, cause: number): void {
  for (const membership of instanceAt(sim.world, place).memberships) {
    if (membership.awaited !== NOTHING) letGo(sim, place, membership, cause);
  }
}

/** Does what a rebalance asks of a member that lets go of something. */
function letGo(sim: Sim, place: Place, membership: Membership, cause: number): void {
  const { group, owned, awaited } = membership;
  if (awaited !== REJOIN) {
    takeUp(sim, place, membership, awaited, cause);
    return;
  }
  const all = [...owned.values()];
  const revoked = revoke(sim, place, membership, all, cause);
  closeReaders(sim, place, group, all, revoked);
  join(sim, place, group, FactKind.MembershipRenewed, revoked);
}

/** Commits what was handled of these partitions, closes them and says so. Returns the seq. */
function revoke(
  sim: Sim,
  place: Place,
  { group }: Membership,
  partitions: readonly Owned[],
  cause: number,
): number {
  const { service, instance } = place;
  for (const one of partitions) commitHandled(sim, place, group, one, cause);
  for (const { stream, partition } of partitions) {
    sim.state(FactKind.PartitionClosed, cause, service, instance, group, stream, partition);
  }
  if (partitions.length === 0) return cause;
  const list = partitions.map(({ stream, partition }) => [sim.plan.parts[stream].id, partition]);
  const value = sim.values.add(list);
  return sim.state(FactKind.PartitionsRevoked, cause, service, instance, group, value);
}

/** A partition of an assignment: index of the stream, and its number. */
type Assigned = Pick<Owned, 'stream' | 'partition'>;

/** Reads an AssignmentMade fact's list: [[stream id, partition], …]. */
function assignedBy(sim: Sim, assignment: number): Assigned[] {
  const value = sim.values.get(sim.journal.read(assignment, Column.e));
  // Written by the group: pairs of a stream's id and a number.
  return (value as readonly (readonly [string, number] & Json)[]).map(([id, partition]) => ({
    stream: sim.plan.indexOf(id),
    partition,
  }));
}

function hearAssignment(sim: Sim, place: Place, membership: Membership, parcel: Parcel): void {
  const { service, instance } = place;
  const { group } = membership;
  if (isOfFormer(sim, place, membership, parcel.argument)) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  const kept = new Set(keysOf(assignedBy(sim, parcel.argument)));
  const isLost = (one: Owned): boolean => !kept.has(partitionKey(one.stream, one.partition));
  if (isBusyWith(sim, place, membership, isLost)) {
    const { RebalanceHeard } = FactKind;
    sim.state(RebalanceHeard, parcel.sentSeq, service, instance, group, parcel.argument);
  } else {
    takeUp(sim, place, membership, parcel.argument, parcel.sentSeq);
  }
}

/**
 * Whether an assignment was made before the coordinator had heard that this member joins: it was
 * meant for an earlier life of it, or for what it has let go of since.
 */
function isOfFormer(
  { journal }: Sim,
  { service, instance }: Place,
  { group, joinSeq, owned }: Membership,
  assignment: number,
): boolean {
  if (joinSeq < 0 || owned.size > 0) return false;
  for (let seq = assignment - 1; seq > joinSeq; seq--) {
    if (journal.kind(seq) !== FactKind.MemberJoined) continue;
    const [a, b, c] = [Column.a, Column.b, Column.c].map((column) => journal.read(seq, column));
    if (a === group && b === service && c === instance) return false;
  }
  return true;
}

const keysOf = (partitions: readonly Assigned[]): number[] =>
  partitions.map(({ stream, partition }) => partitionKey(stream, partition));

/**
 * Lets go of what the assignment lacks, takes what it adds, keeps the rest as it is. A classic
 * member that had to let go joins again: the second round (K6).
 */
function takeUp(
  sim: Sim,
  place: Place,
  membership: Membership,
  assignment: number,
  cause: number,
): void {
  const { service, instance } = place;
  const { group, owned } = membership;
  const wanted = assignedBy(sim, assignment);
  const kept = new Set(keysOf(wanted));
  const lost = [...owned].flatMap(([key, one]) => (kept.has(key) ? [] : [one]));
  const revoked = revoke(sim, place, membership, lost, cause);
  const { PartitionsTaken } = FactKind;
  const taken = sim.state(PartitionsTaken, revoked, service, instance, group, assignment);
  if (lost.length > 0) {
    sim.send(revoked, service, group, PurposeCode.revoked, -1, instance, revoked);
  }
  for (const { stream, partition } of movedBy(sim, assignment)) {
    if (!owned.has(partitionKey(stream, partition))) continue;
    sim.state(FactKind.PartitionClosed, taken, service, instance, group, stream, partition);
  }
  for (const one of wanted) {
    if (owned.has(partitionKey(one.stream, one.partition))) continue;
    fetchFrom(sim, place, { ...one, group, nextOffset: COMMITTED }, taken);
  }
  if (lost.length > 0 && protocolOf(sim.plan, group) === 'classic') {
    join(sim, place, group, FactKind.MembershipRenewed, taken);
  }
}

/** K8: the partitions whose offsets were moved by hand, if that is why the assignment was made. */
function movedBy({ journal }: Sim, assignment: number): Assigned[] {
  const moved: Assigned[] = [];
  // One intervention moves them all: its facts stand in a row, and the last is the cause.
  for (let seq = journal.read(assignment, Column.cause); seq >= 0; seq--) {
    if (journal.kind(seq) !== FactKind.OffsetMoved) break;
    moved.push({ stream: journal.read(seq, Column.b), partition: journal.read(seq, Column.c) });
  }
  return moved;
}
