/**
 * Owns the classic protocol: a rebalance for all, eager or cooperative in two rounds (K6). It
 * begins when somebody joins, leaves or is silent for too long; the others are told in answer to
 * their next heartbeat; when all have joined, the group is divided.
 * Simplified: the coordinator computes the assignment; in Kafka the group's first member does.
 */
import { FactKind, GROUP_STATES } from '../../facts';
import { dropParcel } from '../../parcels';
import { type Parcel, PurposeCode } from '../../parcel';
import type { Sim } from '../../part';
import { divide, senderOf } from './divide';
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
import { ASSIGNORS } from './schema';
import { groupOf, type GroupState, type Member } from './state';

/** Cooperative members go on reading while they join; eager ones give up everything first. */
function isCooperative(group: GroupState): boolean {
  return ASSIGNORS[group.assignor] === 'cooperativeSticky';
}

function isIn(group: GroupState, state: (typeof GROUP_STATES)[number]): boolean {
  return GROUP_STATES[group.state] === state;
}

/** Somebody joins: a newcomer, or a member that was told of a rebalance. */
export function joinClassic(sim: Sim, parcel: Parcel): void {
  const { to: index, sentSeq } = parcel;
  const group = groupOf(sim.world, index);
  const before = group.members.get(senderOf(parcel));
  const isBack = before !== undefined && !isNewcomer(sim, parcel);
  // The same instance in a new life: its old one is known to be over.
  if (before !== undefined && !isBack) depart(sim, index, before, 'left', sentSeq);
  if (!isIn(group, 'joining')) beginRebalance(sim, index, sentSeq);
  const owned = isBack ? ownedBy(sim, index, before) : [];
  const joined = welcome(sim, parcel);
  if (isBack && !isCooperative(group)) giveUp(sim, index, before, owned, joined); // K6
  divideIfComplete(sim, index, joined);
}

/** A member is alive; if it has yet to hear of a rebalance, it is told (K6). */
export function hearClassic(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, sentSeq } = parcel;
  const group = groupOf(sim.world, index);
  const member = group.members.get(senderOf(parcel));
  if (member === undefined) {
    fence(sim, parcel);
    return;
  }
  const mustHear = isIn(group, 'joining') && !member.joined && !member.told;
  const heard = sim.state(FactKind.MemberHeard, sentSeq, index, from, instance);
  if (!mustHear) return;
  const argument = isCooperative(group) ? 1 : 0;
  sim.send(heard, index, from, PurposeCode.rebalance, -1, instance, argument);
}

/** A member goes, and the others divide the group anew. */
export function departClassic(
  sim: Sim,
  index: number,
  member: Member,
  departure: Departure,
  cause: number,
): void {
  const group = groupOf(sim.world, index);
  const gone = depart(sim, index, member, departure, cause);
  if (group.members.size > 0 && !isIn(group, 'joining')) beginRebalance(sim, index, gone);
  divideIfComplete(sim, index, gone);
}

/** The rebalance has waited long enough: who has not joined is out. */
export function endPatience(sim: Sim, index: number, cause: number): void {
  const group = groupOf(sim.world, index);
  const late = [...group.members.values()].filter(({ joined }) => !joined);
  for (const member of late) depart(sim, index, member, 'late', cause);
  divideIfComplete(sim, index, sim.journal.length - 1);
}

/** A cooperative member has let go of what its assignment lacks; it joins again after this. */
export function letGoClassic(sim: Sim, parcel: Parcel, keys: readonly number[]): void {
  if (keys.length === 0) dropParcel(sim, parcel, 'stale');
  const { to, from: service, instance, sentSeq } = parcel;
  giveUp(sim, to, { service, instance }, keys, sentSeq);
}

/** Everybody is asked to join anew. */
export function beginRebalance(sim: Sim, index: number, cause: number): void {
  changeState(sim, index, 'joining', groupOf(sim.world, index).generation, cause);
}

/** When all have joined there is a new generation, and each member is told what it owns. */
function divideIfComplete(sim: Sim, index: number, cause: number): void {
  const group = groupOf(sim.world, index);
  const members = [...group.members];
  if (members.some(([, { joined }]) => !joined)) return;
  const generation = group.generation + 1;
  if (members.length === 0) {
    changeState(sim, index, 'empty', generation, cause);
    return;
  }
  const division = divide(sim, index);
  const stable = changeState(sim, index, 'stable', generation, cause);
  for (const [key, member] of members) {
    // K4, K6: what somebody else still owns is withheld until it was given up.
    const keys = (division.get(key) ?? []).filter((one) => {
      const owner = group.owners.get(one);
      return owner === undefined || owner === key;
    });
    assign(sim, index, member, keys, stable);
  }
}
