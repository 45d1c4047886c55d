/**
 * Owns what is compared of Kafka's uniform assignor. It takes topics by their random ids, so of
 * several topics only this is sure: each partition once, to a subscriber; where all subscribe
 * alike, so many for each member, and as many of them kept. Of a single topic all is compared.
 */
import type { AssignorInput, Json } from '../../../world';
import { type Difference, isSame } from './recording';

/** Partitions as "topic-partition", by member. */
export type NamedLists = Readonly<Record<string, readonly string[]>>;

/** The first thing that is wrong with a uniform assignment; lists are in order. */
export function uniformFault(
  input: AssignorInput,
  expected: NamedLists,
  found: NamedLists,
): Difference | undefined {
  const { topics, members } = input;
  const subscribed = new Set(members.flatMap((member) => member.topics));
  const all = [...subscribed].flatMap((topic) => namesOf(topic, topics.get(topic) ?? 0));
  const compared: [string, Json, Json][] = [
    ['each partition once', all.sort(), Object.values(found).flat().sort()],
    ['only to subscribers', [], strangers(input, found)],
  ];
  if (members.every((member) => member.topics.length === subscribed.size)) {
    compared.push(['partitions by member', sizes(expected), sizes(found)]);
    compared.push(['kept by member', kept(input, expected), kept(input, found)]);
  }
  if (subscribed.size === 1) compared.push(['partitions', { ...expected }, { ...found }]);
  const different = compared.find(([, left, right]) => !isSame(left, right));
  if (different === undefined) return undefined;
  const [at, left, right] = different;
  return { at, expected: left, found: right };
}

function namesOf(topic: string, count: number): string[] {
  return Array.from({ length: count }, (_, partition) => `${topic}-${partition}`);
}

/** Partitions with members that did not subscribe to their topic. */
function strangers({ members }: AssignorInput, found: NamedLists): string[] {
  return members.flatMap(({ id, topics }) =>
    (found[id] ?? []).filter((name) => !topics.includes(name.slice(0, name.lastIndexOf('-')))),
  );
}

function sizes(lists: NamedLists): Record<string, number> {
  return Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, list.length]));
}

function kept({ members }: AssignorInput, lists: NamedLists): Record<string, number> {
  return Object.fromEntries(
    members.map(({ id, owned }) => {
      const before = new Set(owned.map(({ topic, partition }) => `${topic}-${partition}`));
      return [id, (lists[id] ?? []).filter((name) => before.has(name)).length];
    }),
  );
}
