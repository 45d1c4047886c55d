/**
 * Owns the numbers under which the sticky assignors and the uniform one work: members by their ids,
 * topics by their names, partitions by topic and number. It divides nothing.
 */
import {
  type Assignment,
  type AssignorInput,
  type AssignorMember,
  sortedMembers,
  subscribedTopics,
  type TopicPartition,
} from './assignor';

/** A group by numbers. Members, topics and partitions count from 0 in their orders. */
export interface Space {
  readonly members: readonly AssignorMember[];
  readonly topics: readonly string[];
  /** By topic: the number of its first partition, and how many it has. */
  readonly firstOf: readonly number[];
  readonly countOf: readonly number[];
  /** By partition: its topic. */
  readonly topicOf: readonly number[];
  /** By member: the topics that it subscribed to, ascending. */
  readonly topicsOf: readonly ReadonlySet<number>[];
  /** By topic: who subscribed to it, ascending. */
  readonly subscribersOf: readonly (readonly number[])[];
}

/** Lists of partitions by member. */
export type Lists = number[][];

/** Numbers a group. */
export function spaceOf(input: AssignorInput): Space {
  const members = sortedMembers(input);
  const topics = subscribedTopics(input);
  const countOf = topics.map((topic) => input.topics.get(topic) ?? 0);
  const firstOf: number[] = [];
  const topicOf: number[] = [];
  countOf.forEach((count, topic) => {
    firstOf.push(topicOf.length);
    for (let partition = 0; partition < count; partition++) topicOf.push(topic);
  });
  const numbers = new Map(topics.map((topic, number) => [topic, number]));
  const topicsOf = members.map(
    (member) => new Set(member.topics.flatMap((topic) => numbers.get(topic) ?? [])),
  );
  const subscribersOf = topics.map((_, topic) =>
    [...members.keys()].filter((member) => topicsOf[member].has(topic)),
  );
  return { members, topics, firstOf, countOf, topicOf, topicsOf, subscribersOf };
}

/** An empty list for each member. */
export function emptyLists({ members }: Space): Lists {
  return members.map(() => []);
}

/** Number of a partition; -1 if the group does not know it. */
export function numberOf(space: Space, { topic, partition }: TopicPartition): number {
  const at = space.topics.indexOf(topic);
  if (at < 0 || partition >= space.countOf[at]) return -1;
  return space.firstOf[at] + partition;
}

/** The partitions of a topic, ascending. */
export function partitionsOf(space: Space, topic: number): number[] {
  return Array.from({ length: space.countOf[topic] }, (_, at) => space.firstOf[topic] + at);
}

/** Whether all members subscribed to the same topics. */
export function allSubscribeAlike({ topics, topicsOf }: Space): boolean {
  return topicsOf.every((own) => own.size === topics.length);
}

/** The lists in the words of the group. */
export function assignmentOf(space: Space, lists: Lists): Assignment {
  const named = (partition: number): TopicPartition => {
    const topic = space.topicOf[partition];
    return { topic: space.topics[topic], partition: partition - space.firstOf[topic] };
  };
  return new Map(space.members.map(({ id }, member) => [id, lists[member].map(named)]));
}
