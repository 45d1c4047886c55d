/**
 * Owns what the protocols share: telling a member what it owns, and the facts by which a member
 * goes. When that happens is for classic.ts, consumer.ts and share/ to say.
 */
import { Column, type Json } from '../../../kernel';
import { FactKind, GROUP_STATES, type GroupState as GroupStateName } from '../../facts';
import { dropParcel } from '../../parcels';
import { type Parcel, PurposeCode } from '../../parcel';
import type { Sim } from '../../part';
import { keysOf } from './divide';
import { groupOf, type Member, memberKey, partitionOfKey, streamOfKey } from './state';

/** States that the group is in another state now; the cause of what follows from that. */
export function changeState(
  sim: Sim,
  index: number,
  state: GroupStateName,
  generation: number,
  cause: number,
): number {
  const code = GROUP_STATES.indexOf(state);
  return sim.state(FactKind.GroupStateChanged, cause, index, code, generation);
}

/** Tells a member what it owns from now on. */
export function assign(
  sim: Sim,
  index: number,
  { service, instance }: Member,
  keys: readonly number[],
  cause: number,
): void {
  const { generation } = groupOf(sim.world, index);
  const places = keys.map((key): Json => [
    sim.plan.parts[streamOfKey(key)].id,
    partitionOfKey(key),
  ]);
  const value = sim.values.add(places);
  const { AssignmentMade, PartitionAssigned } = FactKind;
  const made = sim.state(AssignmentMade, cause, index, service, instance, generation, value);
  for (const key of keys) {
    const [stream, partition] = [streamOfKey(key), partitionOfKey(key)];
    sim.state(PartitionAssigned, made, index, service, instance, stream, partition, generation);
  }
  sim.send(made, index, service, PurposeCode.assigned, -1, instance, made);
}

/** States that a member owns these no longer. */
export function giveUp(
  sim: Sim,
  index: number,
  { service, instance }: Pick<Member, 'service' | 'instance'>,
  keys: readonly number[],
  cause: number,
): void {
  for (const key of keys) {
    const [stream, partition] = [streamOfKey(key), partitionOfKey(key)];
    sim.state(FactKind.OwnershipGivenUp, cause, index, service, instance, stream, partition);
  }
}

/** What a member owns now: keys of partitions. */
export function ownedBy(sim: Sim, index: number, { service, instance }: Member): number[] {
  return keysOf(groupOf(sim.world, index).owners, memberKey(service, instance));
}

/** How a member goes: it says so, is silent for too long, or fails to do its part (K7). */
export type Departure = 'left' | 'silent' | 'late';

/** A member goes, and what it owned is nobody's. Returns the fact that says so. */
export function depart(
  sim: Sim,
  index: number,
  member: Member,
  departure: Departure,
  cause: number,
): number {
  const { service, instance } = member;
  const owned = ownedBy(sim, index, member);
  const gone =
    departure === 'left'
      ? sim.state(FactKind.MemberLeft, cause, index, service, instance)
      : sim.state(
          FactKind.MemberExpired,
          cause,
          index,
          service,
          instance,
          departure === 'late' ? 1 : 0,
        );
  giveUp(sim, index, member, owned, gone);
  return gone;
}

/** States that a member has come, or has come again. */
export function welcome(sim: Sim, parcel: Parcel): number {
  const { to, from, instance, argument, sentSeq } = parcel;
  const subscription = sim.journal.read(argument, Column.d);
  return sim.state(FactKind.MemberJoined, sentSeq, to, from, instance, subscription);
}

/** Whether who joins begins anew, and knows nothing of what an earlier life of it was told. */
export function isNewcomer(sim: Sim, { argument }: Parcel): boolean {
  return sim.journal.kind(argument) === FactKind.MembershipBegun;
}

/** What comes from somebody who is no member comes to nothing, and it is told so. */
export function fence(sim: Sim, parcel: Parcel): void {
  const { to, from, instance } = parcel;
  const dropped = dropParcel(sim, parcel, 'fenced');
  sim.send(dropped, to, from, PurposeCode.fenced, -1, instance);
}
