/**
 * Owns what a share group does (K15): records are handed out one by one to whoever asks, locked
 * for a time, and accepted, released, refused or renewed one by one. No partition has an owner.
 * Simplified: every member may get records of every partition; Kafka spreads the partitions over
 * the members first.
 */
import { Column } from '../../../../kernel';
import { FactKind, GROUP_STATES, type Release, RELEASES } from '../../../facts';
import { dropParcel } from '../../../parcels';
import { type Parcel, PurposeCode } from '../../../parcel';
import type { Decide, Sim } from '../../../part';
import { forEachReadable, offsetAtTime, offsetsOf } from '../../log/read';
import { senderOf, subscriptionOf } from '../divide';
import { changeState, depart, type Departure, fence, isNewcomer, welcome } from '../membership';
import { OFFSET_RESETS } from '../schema';
import {
  configOf,
  groupOf,
  instanceOfKey,
  type Member,
  memberKey,
  partitionCountOf,
  partitionKey,
  partitionOfKey,
  serviceOfKey,
  streamOfKey,
} from '../state';
import type { Flight } from './state';

/** How many records of a partition may be in flight (group.share.partition.max.record.locks). */
const IN_FLIGHT_MAX = 2000;

/** Somebody joins; partitions that the group does not know yet begin where K8 says. */
export function joinShare(sim: Sim, parcel: Parcel): void {
  const { to: index, sentSeq } = parcel;
  const group = groupOf(sim.world, index);
  const before = group.members.get(senderOf(parcel));
  if (before !== undefined && isNewcomer(sim, parcel)) {
    leaveRecords(sim, index, before, depart(sim, index, before, 'left', sentSeq));
  }
  const joined = welcome(sim, parcel);
  if (GROUP_STATES[group.state] === 'empty') {
    changeState(sim, index, 'stable', group.generation + 1, joined);
  }
  const member = group.members.get(senderOf(parcel));
  for (const stream of member === undefined ? [] : subscriptionOf(sim, member)) {
    for (let at = 0; at < partitionCountOf(sim.plan, stream); at++) {
      if (group.share.partitions.has(partitionKey(stream, at))) continue;
      const offset = firstOffset(sim, index, stream, at);
      sim.state(FactKind.ShareBegun, joined, index, stream, at, offset);
    }
  }
}

function firstOffset(sim: Sim, index: number, stream: number, partition: number): number {
  const { world } = sim;
  const { startOffset, highWatermark } = offsetsOf(world, stream, partition);
  const { resetDurationMs } = configOf(sim.plan, index);
  switch (OFFSET_RESETS[groupOf(world, index).offsetReset]) {
    case 'earliest':
      return startOffset;
    case 'duration':
      return offsetAtTime(world, stream, partition, sim.nowMs - resetDurationMs);
    case 'latest':
    case 'none':
      return highWatermark;
  }
}

/** A member is alive. */
export function hearShare(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, sentSeq } = parcel;
  if (!groupOf(sim.world, index).members.has(senderOf(parcel))) fence(sim, parcel);
  else sim.state(FactKind.MemberHeard, sentSeq, index, from, instance);
}

/** A member goes; what it had locked is there for the others. */
export function departShare(
  sim: Sim,
  index: number,
  member: Member,
  departure: Departure,
  cause: number,
): void {
  const group = groupOf(sim.world, index);
  const gone = depart(sim, index, member, departure, cause);
  leaveRecords(sim, index, member, gone);
  if (group.members.size === 0) changeState(sim, index, 'empty', group.generation + 1, gone);
  serveShare(sim, index, gone);
}

function leaveRecords(sim: Sim, index: number, member: Member, cause: number): void {
  const { service, instance } = member;
  const key = memberKey(service, instance);
  for (const flight of [...groupOf(sim.world, index).share.flights.values()]) {
    if (flight.owner === key) release(sim, index, flight, 'left', cause);
  }
}

/** A member asks for records: it gets what there is, or waits. */
export function acquire(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, argument: recordsMax, sentSeq } = parcel;
  if (!groupOf(sim.world, index).members.has(senderOf(parcel))) {
    fence(sim, parcel);
    return;
  }
  if (handOut(sim, index, senderOf(parcel), recordsMax, sentSeq) > 0) return;
  sim.state(FactKind.AcquireParked, sentSeq, index, from, instance, recordsMax);
}

/** Something may be available: who waits longest is served first. */
function serveShare(sim: Sim, index: number, cause: number): void {
  for (const [member, recordsMax] of [...groupOf(sim.world, index).share.parked]) {
    if (handOut(sim, index, member, recordsMax, cause) === 0) return;
  }
}

/** Hands out up to so many records to a member; returns how many there were. */
function handOut(sim: Sim, index: number, key: number, recordsMax: number, cause: number): number {
  const { share, members } = groupOf(sim.world, index);
  const member = members.get(key);
  if (member === undefined) return 0;
  const subscribed = new Set(subscriptionOf(sim, member));
  const known = [...share.partitions.keys()].filter((one) => subscribed.has(streamOfKey(one)));
  // The partition after the one that was served last comes first, so that none is left behind.
  const start = known.indexOf(share.lastServed) + 1;
  const turns = [...known.slice(start), ...known.slice(0, start)];
  let count = 0;
  for (const partition of turns) {
    const records = availableIn(sim, index, partition, recordsMax - count);
    for (const record of records) lend(sim, index, member, record, cause);
    count += records.length;
    if (count === recordsMax) break;
  }
  return count;
}

/** Records of a partition that can be handed out: what came back first, then the new ones. */
function availableIn(sim: Sim, index: number, partition: number, limit: number): number[] {
  const { share } = groupOf(sim.world, index);
  const place = share.partitions.get(partition);
  if (place === undefined || limit <= 0) return [];
  const records: number[] = [];
  if (place.available > 0) {
    for (const flight of share.flights.values()) {
      if (flight.partition !== partition || flight.owner >= 0) continue;
      if (records.push(flight.record) === limit) return records;
    }
  }
  const committed = configOf(sim.plan, index).isolation === 'committed';
  const recordsMax = Math.min(limit - records.length, IN_FLIGHT_MAX - place.inFlight);
  const [stream, number] = [streamOfKey(partition), partitionOfKey(partition)];
  const terms = { committed, recordsMax };
  if (recordsMax > 0) {
    forEachReadable(sim.world, stream, number, place.nextOffset, terms, (seq) => {
      records.push(seq);
    });
  }
  return records;
}

function lend(sim: Sim, index: number, member: Member, record: number, cause: number): void {
  const { service, instance } = member;
  const count = (groupOf(sim.world, index).share.flights.get(record)?.count ?? 0) + 1;
  const untilMs = sim.nowMs + configOf(sim.plan, index).lockMs;
  const { RecordAcquired } = FactKind;
  const acquired = sim.state(
    RecordAcquired,
    cause,
    index,
    record,
    service,
    instance,
    count,
    untilMs,
  );
  const message = sim.journal.read(record, Column.d);
  sim.send(acquired, index, service, PurposeCode.acquired, message, instance, acquired);
}

/** accept, release, refuse, renew: settles what the sender holds, or nothing. */
export function settleShare(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, argument: record, sentSeq, purpose } = parcel;
  const flight = groupOf(sim.world, index).share.flights.get(record);
  if (flight?.owner !== senderOf(parcel)) {
    dropParcel(sim, parcel, 'notHeld');
    return;
  }
  if (purpose === 'accept') {
    sim.state(FactKind.RecordAccepted, sentSeq, index, record, from, instance);
  } else if (purpose === 'refuse') {
    sim.state(FactKind.RecordArchived, sentSeq, index, record);
  } else if (purpose === 'renew') {
    const untilMs = sim.nowMs + configOf(sim.plan, index).lockMs;
    sim.state(FactKind.LockRenewed, sentSeq, index, record, untilMs);
    return;
  } else {
    release(sim, index, flight, 'released', sentSeq);
  }
  serveShare(sim, index, sim.journal.length - 1);
}

/** A record comes back: available again, or, once it was handed out too often, archived. */
function release(sim: Sim, index: number, flight: Flight, why: Release, cause: number): void {
  const { record, owner, count } = flight;
  const [service, instance] = [serviceOfKey(owner), instanceOfKey(owner)];
  const code = RELEASES.indexOf(why);
  const { RecordReleased, RecordArchived } = FactKind;
  const released = sim.state(RecordReleased, cause, index, record, service, instance, code);
  if (count < configOf(sim.plan, index).deliveryLimit) return;
  sim.state(RecordArchived, released, index, record);
}

/** A lock has run out. */
export const lockExpired: Decide = (sim, cause, index, record) => {
  const flight = groupOf(sim.world, index).share.flights.get(record);
  if (flight !== undefined) release(sim, index, flight, 'lockExpired', cause);
  serveShare(sim, index, sim.journal.length - 1);
};

/** A stream has something new to read: the share groups of it hand it out to who waits. */
export function wakeShareGroups(sim: Sim, stream: number, cause: number): void {
  for (const { index, kind } of sim.plan.parts) {
    if (kind !== 'group' || configOf(sim.plan, index).protocol !== 'share') continue;
    const { share } = groupOf(sim.world, index);
    const reads = share.parked.size > 0 && share.partitions.has(partitionKey(stream, 0));
    if (reads) serveShare(sim, index, cause);
  }
}
