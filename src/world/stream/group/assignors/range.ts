/**
 * Owns the range assignor (K5): topic by topic the members, by id, get consecutive partitions,
 * the first ones one more where it does not come out even. So equal partitions of topics of equal
 * size go to the same member. It is Kafka's own and, the same, that of the protocol of KIP-848.
 */
import {
  type Assignment,
  type AssignorInput,
  sortedMembers,
  subscribedTopics,
  type TopicPartition,
} from './assignor';

/** Divides each topic by ranges among those who subscribed to it. */
export function assignRange(input: AssignorInput): Assignment {
  const members = sortedMembers(input);
  const assignment = new Map(members.map(({ id }): [string, TopicPartition[]] => [id, []]));
  for (const topic of subscribedTopics(input)) {
    const subscribers = members.filter(({ topics }) => topics.includes(topic));
    const count = input.topics.get(topic) ?? 0;
    const quota = Math.floor(count / subscribers.length);
    const extra = count % subscribers.length;
    let next = 0;
    subscribers.forEach(({ id }, index) => {
      const end = next + quota + (index < extra ? 1 : 0);
      for (; next < end; next++) assignment.get(id)?.push({ topic, partition: next });
    });
  }
  return assignment;
}
