/**
 * Owns the cooperative sticky assignor (K5, K6): the sticky division, without what would go from
 * one member to another. That is nobody's until its owner has let go and all have joined again.
 */
import type { Assignment, Assignor, AssignorInput } from './assignor';
import { assignmentOf, spaceOf } from './space';
import { divideSticky } from './sticky';

/** One round; what is withheld in it is assigned in the next. */
export const assignCooperativeSticky: Assignor = (input: AssignorInput): Assignment => {
  if (input.members.length === 0) return new Map();
  const space = spaceOf(input);
  const { lists, moving } = divideSticky(space);
  const held = lists.map((list) => list.filter((partition) => !moving.has(partition)));
  return assignmentOf(space, held);
};
