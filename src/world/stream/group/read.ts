/** Owns what the log, the stage and the inspector ask of a group. It changes nothing. */
import { GROUP_STATES, type GroupState as GroupStateName } from '../../facts';
import type { World } from '../../part';
import {
  type AssignorName,
  ASSIGNORS,
  OFFSET_RESETS,
  type OffsetReset,
  type Protocol,
} from './schema';
import {
  configOf,
  groupOf,
  type Member,
  memberKey,
  partitionKey,
  partitionOfKey,
  streamOfKey,
} from './state';

/** A partition: index of its stream in the plan, and its number. */
export interface PartitionPlace {
  readonly stream: number;
  readonly partition: number;
}

/** How a group is set now; assignor, session timeout and offset reset can change while it runs. */
export interface GroupSettings {
  readonly protocol: Protocol;
  /** Undefined: a share group. */
  readonly assignor: AssignorName | undefined;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly offsetReset: OffsetReset;
  readonly resetDurationMs: number;
  readonly isolation: 'uncommitted' | 'committed';
  readonly lockMs: number;
  readonly deliveryLimit: number;
}

/** How the group at an index is set. */
export function groupSettings(world: World, group: number): GroupSettings {
  const { assignor, offsetReset, sessionTimeoutMs } = groupOf(world, group);
  const config = configOf(world.plan, group);
  return {
    protocol: config.protocol,
    assignor: assignor < 0 ? undefined : ASSIGNORS[assignor],
    sessionTimeoutMs,
    rebalanceTimeoutMs: config.rebalanceTimeoutMs,
    offsetReset: OFFSET_RESETS[offsetReset],
    resetDurationMs: config.resetDurationMs,
    isolation: config.isolation,
    lockMs: config.lockMs,
    deliveryLimit: config.deliveryLimit,
  };
}

/** How a group stands: its state and generation. */
export function groupState(
  world: World,
  group: number,
): { readonly state: GroupStateName; readonly generation: number } {
  const { state, generation } = groupOf(world, group);
  return { state: GROUP_STATES[state], generation };
}

/** Committed offset of a partition: where the group goes on reading; -1 if there is none. */
export function committedOffset(
  world: World,
  group: number,
  stream: number,
  partition: number,
): number {
  return groupOf(world, group).offsets.get(partitionKey(stream, partition)) ?? -1;
}

/** Who owns a partition (K4): index of the service, and instance; undefined if nobody does. */
export function ownerOf(
  world: World,
  group: number,
  stream: number,
  partition: number,
): { readonly service: number; readonly instance: number } | undefined {
  const { owners, members } = groupOf(world, group);
  const owner = owners.get(partitionKey(stream, partition));
  return owner === undefined ? undefined : members.get(owner);
}

/** A member as the coordinator sees it. */
export interface MemberView {
  readonly service: number;
  readonly instance: number;
  /** How long it has been silent, in ms; at the session timeout it counts as dead (K7). */
  readonly sinceHeardMs: number;
  /** Of its last assignment; -1 if it has had none. */
  readonly generation: number;
  /** It has done its part in the rebalance under way, or there is none. */
  readonly joined: boolean;
  readonly owned: readonly PartitionPlace[];
  /** What it shall own: told already, or, under KIP-848, once it is free. */
  readonly target: readonly PartitionPlace[];
}

/** The members of a group in the order in which they came. */
export function membersOf(world: World, group: number, nowMs: number): MemberView[] {
  const { members, owners, targets } = groupOf(world, group);
  const isConsumer = configOf(world.plan, group).protocol === 'consumer';
  return [...members.values()].map((member) => ({
    service: member.service,
    instance: member.instance,
    sinceHeardMs: nowMs - member.heardMs,
    generation: member.generation,
    joined: member.joined,
    owned: placesOf(keysOf(owners, member)),
    target: placesOf(isConsumer ? keysOf(targets, member) : member.assigned),
  }));
}

/** A record that a member of a share group holds, or that is to be handed out again (K15). */
export interface ShareRecordView extends PartitionPlace {
  /** Seq of its RecordAppended fact. */
  readonly record: number;
  readonly offset: number;
  /** How often it was handed out. */
  readonly count: number;
  /** Who has it locked, and until when; undefined: it is available. */
  readonly lock:
    { readonly service: number; readonly instance: number; readonly untilMs: number } | undefined;
}

/** A share group's records in flight; those of one partition in the order of their offsets. */
export function shareRecords(world: World, group: number): ShareRecordView[] {
  const { share, members } = groupOf(world, group);
  return [...share.flights.values()].map(({ record, partition, offset, count, owner, untilMs }) => {
    const holder = members.get(owner);
    return {
      record,
      stream: streamOfKey(partition),
      partition: partitionOfKey(partition),
      offset,
      count,
      lock: holder && { service: holder.service, instance: holder.instance, untilMs },
    };
  });
}

/** The first offset that a share group has never handed out; -1 if it has not begun there. */
export function shareNextOffset(
  world: World,
  group: number,
  stream: number,
  partition: number,
): number {
  const { share } = groupOf(world, group);
  return share.partitions.get(partitionKey(stream, partition))?.nextOffset ?? -1;
}

function keysOf(map: ReadonlyMap<number, number>, { service, instance }: Member): number[] {
  const wanted = memberKey(service, instance);
  return [...map].filter(([, owner]) => owner === wanted).map(([key]) => key);
}

function placesOf(keys: readonly number[]): PartitionPlace[] {
  return [...keys]
    .sort((left, right) => left - right)
    .map((key) => ({ stream: streamOfKey(key), partition: partitionOfKey(key) }));
}
