/**
 * K4: a partition is owned by one member of a group at most. Who owned it must have let go, or be
 * counted out, before somebody else is told; and in one generation it never changes hands twice.
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';

const INVARIANT = 'oneOwner';

/** Watches the groups of a plan. */
export function oneOwner(plan: Plan): Checker {
  /** By group, stream and partition: "service/instance". */
  const owners = new Map<string, string>();
  /** By group, stream, partition and generation: the one who was given it. */
  const given = new Map<string, string>();
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      const isAssigned = kind === FactKind.PartitionAssigned;
      if (!isAssigned && kind !== FactKind.OwnershipGivenUp) return;
      const [group, service, instance, stream, partition, generation] = [
        Column.a,
        Column.b,
        Column.c,
        Column.d,
        Column.e,
        Column.f,
      ].map((column) => journal.read(seq, column));
      const place = `${group} ${stream} ${partition}`;
      const member = `${service}/${instance}`;
      const report = (text: string): void => {
        found.push({ invariant: INVARIANT, part: plan.parts[group].id, text: `${place}: ${text}` });
      };
      const owner = owners.get(place);
      if (owner !== undefined && owner !== member) report(`${member} acts on what ${owner} owns`);
      if (!isAssigned) {
        owners.delete(place);
        return;
      }
      owners.set(place, member);
      const before = given.get(`${place} ${generation}`);
      if (before !== undefined && before !== member) {
        report(`given to ${before} and ${member} in generation ${generation}`);
      }
      given.set(`${place} ${generation}`, member);
    },
    violations: () => found,
  };
}
