/**
 * Owns the round robin assignor (K5): all partitions in order, each to the next member, by id,
 * that subscribed to its topic.
 */
import {
  type Assignment,
  type AssignorInput,
  sortedMembers,
  subscribedTopics,
  type TopicPartition,
} from './assignor';

/** Deals the partitions of all topics out, one by one. */
export function assignRoundRobin(input: AssignorInput): Assignment {
  const members = sortedMembers(input);
  const assignment = new Map(members.map(({ id }): [string, TopicPartition[]] => [id, []]));
  let next = 0;
  for (const topic of subscribedTopics(input)) {
    const count = input.topics.get(topic) ?? 0;
    for (let partition = 0; partition < count; partition++) {
      // Somebody subscribed to the topic, so the search ends.
      while (!members[next].topics.includes(topic)) next = (next + 1) % members.length;
      assignment.get(members[next].id)?.push({ topic, partition });
      next = (next + 1) % members.length;
    }
  }
  return assignment;
}
