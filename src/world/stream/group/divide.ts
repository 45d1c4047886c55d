/**
 * Owns the way from a group's state to an assignor and back: members and streams become names,
 * partitions of streams become keys. It states nothing.
 */
import { Column } from '../../../kernel';
import type { Sim } from '../../part';
import { assignBy, type AssignorMember } from './assignors';
import { ASSIGNORS } from './schema';
import {
  groupOf,
  type GroupState,
  type Member,
  memberKey,
  partitionCountOf,
  partitionKey,
  partitionOfKey,
  streamOfKey,
} from './state';

/** Partition keys by member key, in order. */
export type Division = ReadonlyMap<number, readonly number[]>;

/** What the assignor of a group makes of its members as they are now. */
export function divide(sim: Sim, index: number): Division {
  const group = groupOf(sim.world, index);
  const keys = new Map<string, number>();
  const topics = new Map<string, number>();
  const members = [...group.members].map(([key, member]): AssignorMember => {
    const id = nameOf(sim, member);
    keys.set(id, key);
    const subscribed = subscriptionOf(sim, member);
    for (const stream of subscribed) {
      topics.set(sim.plan.parts[stream].id, partitionCountOf(sim.plan, stream));
    }
    return {
      id,
      topics: subscribed.map((stream) => sim.plan.parts[stream].id),
      owned: previousOf(group, key, member).map((one) => ({
        topic: sim.plan.parts[streamOfKey(one)].id,
        partition: partitionOfKey(one),
      })),
      generation: member.generation,
    };
  });
  const assignment = assignBy(ASSIGNORS[group.assignor], { topics, members });
  const division = new Map<number, number[]>();
  for (const [id, partitions] of assignment) {
    const own = partitions.map(({ topic, partition }) =>
      partitionKey(sim.plan.indexOf(topic), partition),
    );
    division.set(
      keys.get(id) ?? -1,
      own.sort((left, right) => left - right),
    );
  }
  return division;
}

/** Indices of the streams that a member subscribed to; what is no stream is passed over. */
export function subscriptionOf(sim: Sim, member: Member): number[] {
  const said = sim.values.get(sim.journal.read(member.subscription, Column.d));
  if (!Array.isArray(said)) return [];
  const streams = said.map((id) => sim.plan.indexOf(String(id)));
  return [...new Set(streams)].filter((stream) => sim.plan.parts[stream]?.kind === 'stream');
}

/** Members are sorted by these; instances are written so that their order is that of numbers. */
function nameOf(sim: Sim, { service, instance }: Member): string {
  return `${sim.plan.parts[service].id}/${String(instance).padStart(2, '0')}`;
}

/**
 * What a member had until now. Who gives up everything before it joins (sticky) still remembers
 * what it was assigned; under KIP-848 the broker goes by its own last target.
 */
function previousOf(group: GroupState, key: number, member: Member): readonly number[] {
  switch (ASSIGNORS[group.assignor]) {
    case 'cooperativeSticky':
      return keysOf(group.owners, key);
    case 'uniform':
      return keysOf(group.targets, key);
    case 'range':
    case 'roundrobin':
    case 'sticky':
      return member.assigned;
  }
}

/** The partitions that a map gives to a member, in the order of their keys. */
export function keysOf(map: ReadonlyMap<number, number>, member: number): number[] {
  const keys: number[] = [];
  for (const [key, owner] of map) if (owner === member) keys.push(key);
  return keys.sort((left, right) => left - right);
}

/** The key of the member that a parcel comes from. */
export function senderOf({ from, instance }: { from: number; instance: number }): number {
  return memberKey(from, instance);
}
