/**
 * Owns the broker-side protocol, KIP-848 (K6): no rounds for all. The coordinator keeps a target;
 * each member is led to its own by its heartbeats, gives up first what it must, and gets a
 * partition once its former owner has let go.
 * Simplified: a member is told of a new epoch only where that changes what it owns.
 */
import { FactKind, GROUP_STATES } from '../../facts';
import { dropParcel } from '../../parcels';
import type { Parcel } from '../../parcel';
import type { Sim } from '../../part';
import { divide, keysOf, senderOf } from './divide';
import {
  assign,
  changeState,
  depart,
  type Departure,
  fence,
  giveUp,
  isNewcomer,
  ownedBy,
  welcome,
} from './membership';
import { configOf, groupOf, type Member, memberKey, partitionOfKey, streamOfKey } from './state';

/** Somebody joins, and is told at once what is free for it. */
export function joinConsumer(sim: Sim, parcel: Parcel): void {
  const { to: index, sentSeq } = parcel;
  const group = groupOf(sim.world, index);
  const before = group.members.get(senderOf(parcel));
  // The same instance in a new life: its old one is known to be over.
  if (before !== undefined && isNewcomer(sim, parcel)) depart(sim, index, before, 'left', sentSeq);
  const joined = welcome(sim, parcel);
  retarget(sim, index, joined);
  reconcile(sim, index, senderOf(parcel), joined);
}

/** A member is alive; the answer leads it on to its target. */
export function hearConsumer(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, sentSeq } = parcel;
  if (!groupOf(sim.world, index).members.has(senderOf(parcel))) {
    fence(sim, parcel);
    return;
  }
  const heard = sim.state(FactKind.MemberHeard, sentSeq, index, from, instance);
  reconcile(sim, index, senderOf(parcel), heard);
}

/** A member has let go: somebody else can have it at its next heartbeat. */
export function letGoConsumer(sim: Sim, parcel: Parcel, keys: readonly number[]): void {
  if (keys.length === 0) dropParcel(sim, parcel, 'stale');
  const { to, from: service, instance, sentSeq } = parcel;
  giveUp(sim, to, { service, instance }, keys, sentSeq);
  reconcile(sim, to, senderOf(parcel), sim.journal.length - 1);
}

/** A member goes; what it owned is free at once. */
export function departConsumer(
  sim: Sim,
  index: number,
  member: Member,
  departure: Departure,
  cause: number,
): void {
  const gone = depart(sim, index, member, departure, cause);
  retarget(sim, index, gone);
}

/** A new target for all: a new epoch of the group. States only what differs from the last. */
export function retarget(sim: Sim, index: number, cause: number): void {
  const group = groupOf(sim.world, index);
  const generation = group.generation + 1;
  const isEmpty = group.members.size === 0;
  const next = new Map<number, number>();
  if (!isEmpty) {
    for (const [member, keys] of divide(sim, index)) for (const key of keys) next.set(key, member);
  }
  const changed = changeState(sim, index, isEmpty ? 'empty' : 'assigning', generation, cause);
  const target = (key: number, service: number, instance: number): void => {
    const [stream, partition] = [streamOfKey(key), partitionOfKey(key)];
    const { PartitionTargeted } = FactKind;
    sim.state(PartitionTargeted, changed, index, stream, partition, service, instance, generation);
  };
  for (const key of [...group.targets.keys()]) if (!next.has(key)) target(key, -1, -1);
  for (const [key, member] of next) {
    if (group.targets.get(key) === member) continue;
    const owner = group.members.get(member);
    if (owner !== undefined) target(key, owner.service, owner.instance);
  }
}

/** The next move of one member towards its target, if there is one to make. */
function reconcile(sim: Sim, index: number, key: number, cause: number): void {
  const group = groupOf(sim.world, index);
  const member = group.members.get(key);
  if (member === undefined || GROUP_STATES[group.state] !== 'assigning') return;
  const target = keysOf(group.targets, key);
  const kept = member.assigned.filter((one) => group.targets.get(one) === key);
  const told = new Set(member.assigned);
  if (kept.length < member.assigned.length) {
    assign(sim, index, member, kept, cause);
    const untilMs = sim.nowMs + configOf(sim.plan, index).rebalanceTimeoutMs;
    const { service, instance } = member;
    sim.state(FactKind.RevocationAsked, cause, index, service, instance, untilMs);
  } else if (ownedBy(sim, index, member).every((one) => told.has(one))) {
    // It has let go of all that it must; what others have not let go of is not free yet.
    const gained = target.filter((one) => !group.owners.has(one));
    if (gained.length > 0 || member.generation < 0) {
      const keys = [...kept, ...gained].sort((left, right) => left - right);
      assign(sim, index, member, keys, cause);
    }
  }
  settle(sim, index, cause);
}

/** Everybody is where it shall be. */
function settle(sim: Sim, index: number, cause: number): void {
  const group = groupOf(sim.world, index);
  if (group.owners.size !== group.targets.size) return;
  for (const [key, member] of group.targets) if (group.owners.get(key) !== member) return;
  for (const member of group.members.values()) {
    if (member.generation < 0) return;
    const key = memberKey(member.service, member.instance);
    if (member.assigned.some((one) => group.targets.get(one) !== key)) return;
  }
  changeState(sim, index, 'stable', group.generation, cause);
}
