/**
 * Owns the sticky assignor of the classic protocol (K5): as even as can be, and of the even
 * divisions one that leaves as much as possible where it is. For eager members, that give up
 * everything first but remember what they had.
 */
import type { Assignment, Assignor, AssignorInput } from './assignor';
import { claimsOf } from './claims';
import { type Division, divideAlike } from './constrained';
import { divideUnlike } from './general';
import { allSubscribeAlike, assignmentOf, type Lists, type Space, spaceOf } from './space';

/** The sticky division by names. */
export const assignSticky: Assignor = (input: AssignorInput): Assignment => {
  if (input.members.length === 0) return new Map();
  const space = spaceOf(input);
  return assignmentOf(space, divideSticky(space).lists);
};

/** The sticky division, and what moves in it from one member to another. */
export function divideSticky(space: Space): Division {
  const claims = claimsOf(space);
  if (allSubscribeAlike(space)) return divideAlike(space, claims);
  const lists = divideUnlike(space, claims);
  return { lists, moving: movingIn(claims.owned, lists) };
}

/** What somebody owned and somebody else shall have. */
function movingIn(owned: Lists, lists: Lists): Set<number> {
  const before = new Map(owned.flatMap((own, member) => own.map((one) => [one, member])));
  const moving = new Set<number>();
  lists.forEach((list, member) => {
    for (const partition of list) {
      const owner = before.get(partition);
      if (owner !== undefined && owner !== member) moving.add(partition);
    }
  });
  return moving;
}
