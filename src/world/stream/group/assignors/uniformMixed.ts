/**
 * Owns the uniform division where members subscribed to different topics (KIP-848): topic by topic
 * what is free goes to the subscribers with the fewest partitions, then topics are gone through
 * until nothing can be moved from a subscriber with more to one with at least two less.
 */
import { type Lists, partitionsOf, type Space } from './space';

/** Overlapping subscriptions may be slow to even out; after so many rounds it is good enough. */
const ROUNDS_MAX = 16;

/** Gives what nobody has to the subscriber that has least; of equals to the first. */
export function fillTopics(space: Space, lists: Lists): void {
  const taken = new Set(lists.flat());
  for (const topic of byDemand(space)) {
    for (const partition of partitionsOf(space, topic)) {
      if (taken.has(partition)) continue;
      const [least] = bySize(space.subscribersOf[topic], lists);
      lists[least].push(partition);
    }
  }
}

/** Moves partitions of each topic from the fullest of its subscribers to the emptiest. */
export function evenOutTopics(space: Space, lists: Lists): void {
  const topics = byDemand(space).filter((topic) => space.subscribersOf[topic].length >= 2);
  let quiet = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const topic of topics) {
      quiet = evenOut(space, lists, topic) ? 0 : quiet + 1;
      if (quiet === topics.length) return;
    }
  }
}

/** Evens one topic out; says whether anything moved. */
function evenOut(space: Space, lists: Lists, topic: number): boolean {
  let moved = false;
  for (;;) {
    const [least, ...others] = bySize(space.subscribersOf[topic], lists);
    const giver = others.reverse().find((member) => lastOf(space, lists[member], topic) >= 0);
    if (giver === undefined || lists[giver].length - lists[least].length <= 1) return moved;
    const partition = lastOf(space, lists[giver], topic);
    lists[giver] = lists[giver].filter((one) => one !== partition);
    lists[least].push(partition);
    moved = true;
  }
}

/** Topics with the most partitions for each subscriber first; of equals those with fewer. */
function byDemand({ topics, countOf, subscribersOf }: Space): number[] {
  const share = (topic: number): number => countOf[topic] / subscribersOf[topic].length;
  return [...topics.keys()].sort(
    (left, right) =>
      share(right) - share(left) ||
      subscribersOf[left].length - subscribersOf[right].length ||
      left - right,
  );
}

function bySize(members: readonly number[], lists: Lists): number[] {
  return [...members].sort((left, right) => lists[left].length - lists[right].length);
}

/** The last partition of a topic in a list; -1 if there is none. */
function lastOf({ topicOf }: Space, list: readonly number[], topic: number): number {
  return Math.max(-1, ...list.filter((partition) => topicOf[partition] === topic));
}
