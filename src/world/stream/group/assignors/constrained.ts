/**
 * Owns the sticky division of a group whose members all subscribed to the same topics (K5): each
 * keeps what it owned up to its quota, and the rest is dealt out to those below theirs.
 */
import type { Claims } from './claims';
import { emptyLists, type Lists, type Space } from './space';

export interface Division {
  readonly lists: Lists;
  /** Partitions that go from one member to another. */
  readonly moving: ReadonlySet<number>;
}

/** The division under way. */
interface Draft {
  readonly space: Space;
  readonly claims: Claims;
  readonly lists: Lists;
  /** Everybody gets so many; `overCount` members get one more. */
  readonly quota: number;
  readonly overCount: number;
  /** How many members have more than the quota already. */
  over: number;
  /** Members below the quota; members that have just that and may get one more. */
  readonly below: number[];
  readonly even: number[];
  /** By partition: who had it and could not keep it. */
  readonly taken: Map<number, number>;
}

/** Divides a group of equal subscriptions. */
export function divideAlike(space: Space, claims: Claims): Division {
  const total = space.topicOf.length;
  const draft: Draft = {
    space,
    claims,
    lists: emptyLists(space),
    quota: Math.floor(total / space.members.length),
    overCount: total % space.members.length,
    over: 0,
    below: [],
    even: [],
    taken: new Map(),
  };
  space.members.forEach((_, member) => {
    keep(draft, member);
  });
  return { lists: draft.lists, moving: dealOut(draft) };
}

/** A member keeps what it owned, by number of partition, then topic, up to its quota. */
function keep(draft: Draft, member: number): void {
  const { space, claims, quota, overCount, lists } = draft;
  const numberIn = (partition: number): number =>
    partition - space.firstOf[space.topicOf[partition]];
  const owned = claims.owned[member]
    .filter((partition) => !claims.contested.has(partition))
    .sort((left, right) => numberIn(left) - numberIn(right) || left - right);
  if (owned.length < quota) {
    lists[member] = owned;
    draft.below.push(member);
    return;
  }
  const mayHaveMore = draft.over < overCount;
  const size = owned.length > quota && mayHaveMore ? quota + 1 : quota;
  lists[member] = owned.slice(0, size);
  for (const partition of owned.slice(size)) draft.taken.set(partition, member);
  if (size === quota) {
    if (mayHaveMore) draft.even.push(member);
    return;
  }
  draft.over++;
  if (draft.over === overCount) draft.even.length = 0;
}

/** Deals out what nobody kept, in rounds: first up to the quota, then one more each. */
function dealOut({ space, claims, lists, quota, below, even, taken }: Draft): Set<number> {
  const moving = new Set<number>();
  const kept = new Set(lists.flat());
  even.sort((left, right) => left - right);
  let turn = 0;
  for (let partition = 0; partition < space.topicOf.length; partition++) {
    if (kept.has(partition)) continue;
    if (turn === below.length) turn = 0;
    const isBelow = below.length > 0;
    const member = isBelow ? below[turn] : even.shift();
    if (member === undefined) break; // the quotas add up to all partitions
    lists[member].push(partition);
    const before = taken.get(partition);
    const moves = before !== undefined && before !== member;
    if (moves || claims.contested.has(partition)) moving.add(partition);
    if (!isBelow) continue;
    if (lists[member].length < quota) turn++;
    else even.push(...below.splice(turn, 1));
  }
  return moving;
}
