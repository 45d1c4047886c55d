/**
 * What an assignor is: a pure function that divides the partitions of topics among the members
 * of a group (K5). It knows nothing of a world: topics and members are names.
 */

/** One partition of a topic; partitions count from 0. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A member as an assignor sees it. */
export interface AssignorMember {
  /** Unique in its group; ties are settled by it. */
  readonly id: string;
  /** The topics it subscribed to, each once. */
  readonly topics: readonly string[];
  /** What it owned until now, in the order in which it was given. */
  readonly owned: readonly TopicPartition[];
  /** In which generation it owned that; -1 if in none. */
  readonly generation: number;
}

/** A group to be divided. */
export interface AssignorInput {
  /** Number of partitions by topic; a topic to which nobody subscribed is left out. */
  readonly topics: ReadonlyMap<string, number>;
  readonly members: readonly AssignorMember[];
}

/** What each member shall own, by its id; every member has a list. */
export type Assignment = ReadonlyMap<string, readonly TopicPartition[]>;

/** Divides a group. Equal inputs, whatever the order of their members, give equal results. */
export type Assignor = (input: AssignorInput) => Assignment;

/** Order of names: by UTF-16 code unit, as Java's String.compareTo. */
function compareNames(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The members by id. */
export function sortedMembers({ members }: AssignorInput): AssignorMember[] {
  return [...members].sort((left, right) => compareNames(left.id, right.id));
}

/** The topics that exist and that somebody subscribed to, by name. */
export function subscribedTopics({ topics, members }: AssignorInput): string[] {
  const subscribed = new Set(members.flatMap((member) => member.topics));
  return [...subscribed].filter((topic) => (topics.get(topic) ?? 0) > 0).sort(compareNames);
}
