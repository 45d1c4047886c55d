/** K3, K9: what a group has committed lies within the log, at its end at most. */
import { FactKind } from '../facts';
import { Column } from '../../kernel';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';

const INVARIANT = 'committedOffsets';

/** Watches the groups of a plan. */
export function committedOffsets(plan: Plan): Checker {
  /** By stream and partition: the offset after the last one that was ever appended. */
  const ends = new Map<string, number>();
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      if (kind === FactKind.RecordAppended || kind === FactKind.MarkerAppended) {
        const place = `${journal.read(seq, Column.a)}/${journal.read(seq, Column.b)}`;
        const end = journal.read(seq, Column.c) + 1;
        ends.set(place, Math.max(end, ends.get(place) ?? 0));
      }
      if (kind !== FactKind.OffsetCommitted && kind !== FactKind.OffsetMoved) return;
      const place = `${journal.read(seq, Column.b)}/${journal.read(seq, Column.c)}`;
      const offset = journal.read(seq, Column.d);
      if (offset >= 0 && offset <= (ends.get(place) ?? 0)) return;
      const { id: part } = plan.parts[journal.read(seq, Column.a)];
      const text = `${offset} is committed of ${place}, which ends at ${ends.get(place) ?? 0}`;
      found.push({ invariant: INVARIANT, part, text });
    },
    violations: () => found,
  };
}
