/**
 * Owns the sticky division of a group whose members subscribed to different topics (K5): everybody
 * keeps what it owned, the rest goes to whoever has least, and then partitions move, one by one,
 * from those who have more to those who have less, as long as that evens things out.
 */
import type { Claims } from './claims';
import { Movements } from './movements';
import { type Lists, partitionsOf, type Space } from './space';

/** The division under way. */
interface Draft {
  readonly space: Space;
  readonly lists: Lists;
  /** By partition: who has it; -1: nobody. */
  readonly ownerOf: number[];
  /** The members that can take part in evening out; the rest is as it must be. */
  active: number[];
  readonly former: ReadonlyMap<number, number>;
  readonly movements: Movements;
}

/** Divides a group of different subscriptions. */
export function divideUnlike(space: Space, claims: Claims): Lists {
  const lists = claims.owned.map((owned, member) =>
    owned.filter((partition) => subscribes(space, member, partition)),
  );
  const mustRevoke = lists.some((list, member) => list.length < claims.owned[member].length);
  const draft: Draft = {
    space,
    lists,
    ownerOf: space.topicOf.map(() => -1),
    active: [...space.members.keys()],
    former: claims.former,
    movements: new Movements(space),
  };
  lists.forEach((list, member) => {
    for (const partition of list) draft.ownerOf[partition] = member;
  });
  const isFirst = lists.every((list) => list.length === 0);
  const sorted = topicsByDemand(space).flatMap((topic) => partitionsOf(space, topic));
  const unassigned = sorted.filter((partition) => draft.ownerOf[partition] < 0);
  for (const partition of unassigned) give(draft, partition, leastLoaded(draft, partition));

  const canMove = (partition: number): boolean =>
    space.subscribersOf[space.topicOf[partition]].length >= 2;
  draft.active = draft.active.filter((member) => {
    return lists[member].length < mostOf(space, member) || lists[member].some(canMove);
  });
  const before = lists.map((list) => [...list]);
  if (!mustRevoke) evenOut(draft, unassigned.filter(canMove));
  const moved = evenOut(draft, sorted.filter(canMove));
  const isWorth = isFirst || !moved || unevenness(draft, lists) < unevenness(draft, before);
  return isWorth ? lists : before;
}

/** Topics with fewer subscribers first: they leave less choice. */
function topicsByDemand({ topics, subscribersOf }: Space): number[] {
  return [...topics.keys()].sort(
    (left, right) => subscribersOf[left].length - subscribersOf[right].length || left - right,
  );
}

function subscribes({ topicsOf, topicOf }: Space, member: number, partition: number): boolean {
  return topicsOf[member].has(topicOf[partition]);
}

/** How many partitions a member can have at most. */
function mostOf({ topicsOf, countOf }: Space, member: number): number {
  return [...topicsOf[member]].reduce((sum, topic) => sum + countOf[topic], 0);
}

/** The active member with the fewest partitions that can have this one; of equals the first. */
function leastLoaded({ space, lists, active }: Draft, partition: number): number {
  let least = -1;
  for (const member of active) {
    if (!subscribes(space, member, partition)) continue;
    if (least < 0 || lists[member].length < lists[least].length) least = member;
  }
  return least;
}

function give({ lists, ownerOf }: Draft, partition: number, member: number): void {
  lists[member].push(partition);
  ownerOf[partition] = member;
}

/** Moves partitions until no move makes it more even; says whether there was one. */
function evenOut(draft: Draft, partitions: readonly number[]): boolean {
  const { space, lists, ownerOf, former } = draft;
  let moved = false;
  for (let again = true; again;) {
    again = false;
    for (const partition of partitions) {
      if (isEven(draft)) break;
      const size = lists[ownerOf[partition]].length;
      const hasFewer = (member: number): boolean => size > lists[member].length + 1;
      const home = former.get(partition);
      let goal = -1;
      if (home !== undefined && subscribes(space, home, partition) && hasFewer(home)) goal = home;
      else if (space.subscribersOf[space.topicOf[partition]].some(hasFewer)) {
        goal = leastLoaded(draft, partition);
      }
      if (goal < 0) continue;
      move(draft, partition, goal);
      moved = again = true;
    }
  }
  return moved;
}

/** Moves a partition, or one whose move back undoes an earlier move between the two members. */
function move(draft: Draft, partition: number, to: number): void {
  const { lists, ownerOf, movements } = draft;
  const actual = movements.inPlaceOf(partition, ownerOf[partition], to);
  const from = ownerOf[actual];
  movements.record(actual, from, to);
  lists[from] = lists[from].filter((one) => one !== actual);
  give(draft, actual, to);
}

/** Nobody has more than one less than another from whom it could get something. */
function isEven({ space, lists, ownerOf, active }: Draft): boolean {
  const sizes = active.map((member) => lists[member].length);
  if (Math.min(...sizes) >= Math.max(...sizes) - 1) return true;
  return active.every((member) => {
    const own = lists[member].length;
    return [...space.topicsOf[member]].every((topic) =>
      partitionsOf(space, topic).every((partition) => {
        const owner = ownerOf[partition];
        return owner === member || own + 1 >= lists[owner].length;
      }),
    );
  });
}

/** Sum of the differences between all pairs of active members. */
function unevenness({ active }: Draft, lists: Lists): number {
  let sum = 0;
  active.forEach((left, at) => {
    for (const right of active.slice(at + 1)) {
      sum += Math.abs(lists[left].length - lists[right].length);
    }
  });
  return sum;
}
