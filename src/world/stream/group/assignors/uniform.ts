/**
 * Owns the uniform assignor of KIP-848 (K5): an even division that leaves as much as possible
 * where it is, computed by the broker from its own last target. Where subscriptions differ it is
 * evened out in uniformMixed.ts.
 * Simplified: topics are taken by name; Kafka takes them by their random ids.
 */
import type { Assignment, Assignor, AssignorInput } from './assignor';
import {
  allSubscribeAlike,
  assignmentOf,
  emptyLists,
  type Lists,
  numberOf,
  type Space,
  spaceOf,
} from './space';
import { evenOutTopics, fillTopics } from './uniformMixed';

/** The uniform division by names. */
export const assignUniform: Assignor = (input: AssignorInput): Assignment => {
  if (input.members.length === 0) return new Map();
  const space = spaceOf(input);
  const lists = keptLists(space);
  if (allSubscribeAlike(space)) divideByQuota(space, lists);
  else {
    fillTopics(space, lists);
    evenOutTopics(space, lists);
  }
  return assignmentOf(space, lists);
};

/** What each member had and still subscribes to; a partition that two had is the first one's. */
function keptLists(space: Space): Lists {
  const lists = emptyLists(space);
  const taken = new Set<number>();
  space.members.forEach(({ owned }, member) => {
    for (const one of owned) {
      const partition = numberOf(space, one);
      const may = partition >= 0 && space.topicsOf[member].has(space.topicOf[partition]);
      if (!may || taken.has(partition)) continue;
      taken.add(partition);
      lists[member].push(partition);
    }
    lists[member].sort((left, right) => left - right);
  });
  return lists;
}

/** Everybody down to its quota, the first members' being one more; then what is free, in order. */
function divideByQuota({ topicOf }: Space, lists: Lists): void {
  const quota = Math.floor(topicOf.length / lists.length);
  const extra = topicOf.length % lists.length;
  const quotaOf = (member: number): number => quota + (member < extra ? 1 : 0);
  const had = new Set(lists.flat());
  const revoked = lists.flatMap((list, member) => list.splice(quotaOf(member)));
  const free = [...topicOf.keys()].filter((partition) => !had.has(partition));
  free.push(...revoked);
  lists.forEach((list, member) => {
    list.push(...free.splice(0, quotaOf(member) - list.length));
  });
}
