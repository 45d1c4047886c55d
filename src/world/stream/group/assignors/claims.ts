/**
 * Owns what members claim to have owned, and which of two claims to one partition counts: that of
 * the later generation; of two in the same generation, neither. For the sticky assignors.
 */
import { emptyLists, type Lists, numberOf, type Space } from './space';

export interface Claims {
  /** What each member owned, in the order in which it said so. */
  readonly owned: Lists;
  /** Partitions that two members claim in the same generation. */
  readonly contested: ReadonlySet<number>;
  /** By partition: who owned it in an earlier generation, the latest of those. */
  readonly former: ReadonlyMap<number, number>;
}

/** Reads the claims of all members. */
export function claimsOf(space: Space): Claims {
  const { members } = space;
  const owned = emptyLists(space);
  const contested = new Set<number>();
  const owners = new Map<number, number>();
  members.forEach(({ generation }, member) => {
    for (const partition of saidBy(space, member)) {
      const other = owners.get(partition);
      if (other === undefined) owned[member].push(partition);
      else if (members[other].generation > generation) continue;
      else {
        owned[other] = owned[other].filter((one) => one !== partition);
        if (members[other].generation === generation) contested.add(partition);
        else owned[member].push(partition);
      }
      owners.set(partition, member);
    }
  });
  return { owned, contested, former: formerOwners(space) };
}

function formerOwners(space: Space): Map<number, number> {
  const { members } = space;
  const latest = Math.max(...members.map(({ generation }) => generation));
  const former = new Map<number, number>();
  members.forEach(({ generation }, member) => {
    if (generation >= latest) return;
    for (const partition of saidBy(space, member)) {
      const other = former.get(partition);
      if (other === undefined || members[other].generation < generation) {
        former.set(partition, member);
      }
    }
  });
  return former;
}

/** What a member says that it owned, as far as that exists and somebody subscribes to it. */
function saidBy(space: Space, member: number): number[] {
  return space.members[member].owned
    .map((one) => numberOf(space, one))
    .filter((partition) => partition >= 0);
}
