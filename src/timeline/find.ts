/** Finding a message by the id that people see, such as "orders/54". */
import { FactKind, type FactReader, isNamed, type Plan, readMessageId } from '../world';

/**
 * Seq of the message with this id among the first `length` facts, or -1. Searches backwards: what
 * is asked for is recent.
 */
export function findMessage(plan: Plan, reader: FactReader, id: string, length: number): number {
  const wanted = readMessageId(plan, id);
  if (wanted === undefined) return -1;
  const { journal } = reader;
  for (let seq = length - 1; seq >= 0; seq--) {
    const isMessage = journal.kind(seq) === FactKind.MessageCreated;
    if (isMessage && isNamed(journal, seq, wanted)) return seq;
  }
  return -1;
}
