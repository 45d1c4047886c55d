/** Finding a message by the id that people see, such as "orders/54". */
import { Column } from '../kernel';
import { FactKind, type FactReader, type Plan } from '../world';

/** Splits a message id into its producer's index and ordinal; undefined if it is none. */
function parseId(plan: Plan, id: string): { producer: number; ordinal: number } | undefined {
  const slash = id.lastIndexOf('/');
  const producer = plan.indexOf(id.slice(0, slash));
  const ordinal = Number(id.slice(slash + 1)) - 1;
  return producer < 0 || !Number.isInteger(ordinal) || ordinal < 0
    ? undefined
    : { producer, ordinal };
}

/**
 * Seq of the message with this id among the first `length` facts, or -1. Searches backwards: what
 * is asked for is recent.
 */
export function findMessage(plan: Plan, reader: FactReader, id: string, length: number): number {
  const wanted = parseId(plan, id);
  if (wanted === undefined) return -1;
  const { journal } = reader;
  for (let seq = length - 1; seq >= 0; seq--) {
    if (
      journal.kind(seq) === FactKind.MessageCreated &&
      journal.read(seq, Column.a) === wanted.producer &&
      journal.read(seq, Column.b) === wanted.ordinal
    ) {
      return seq;
    }
  }
  return -1;
}
