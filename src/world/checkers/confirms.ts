/**
 * Q12, Q9: a publisher is told that the broker took charge exactly if no queue that was meant to
 * get the message refused it. With the conservation of copies this says that nothing is lost that
 * was confirmed.
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import { PurposeCode } from '../parcel';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';

/** Watches the exchanges of a plan. */
export function confirms(plan: Plan): Checker {
  /** Messages that a queue refused since they were published last. */
  const refused = new Set<number>();
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      if (kind === FactKind.MessageRefused) {
        // A dead letter or a redriven message that is refused has no publisher who waits.
        const cause = journal.read(seq, Column.cause);
        const isPublished = cause >= 0 && journal.kind(cause) === FactKind.MessageSent;
        if (isPublished) refused.add(journal.read(seq, Column.b));
        return;
      }
      if (kind !== FactKind.MessageSent) return;
      const purpose = journal.read(seq, Column.c);
      const isConfirm = purpose === PurposeCode.confirm;
      if (!isConfirm && purpose !== PurposeCode.unconfirmed) return;
      const exchange = journal.read(seq, Column.a);
      if (plan.parts[exchange].kind !== 'exchange') return;
      const message = journal.read(seq, Column.d);
      const wasRefused = refused.delete(message);
      if (wasRefused !== isConfirm) return;
      const text = `message ${message} was ${isConfirm ? 'confirmed' : 'turned away'} wrongly`;
      found.push({ invariant: 'confirms', part: plan.parts[exchange].id, text });
    },
    violations: () => found,
  };
}
