/**
 * Each handing-out of a message says how often it was handed out, that time included: one more
 * than the last, and a person's look at a ready message counts (Q5). Watches messages of which a
 * queue got one copy: copies cannot be told apart by the facts.
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';
import { PerMessage } from './perMessage';

/** Of one message in one queue. */
interface Counted {
  copies: number;
  handouts: number;
}

/** Watches the queues of a plan. */
export function handouts(plan: Plan): Checker {
  const counted = new PerMessage<Counted>(() => ({ copies: 0, handouts: 0 }));
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const [queue, message] = [journal.read(seq, Column.a), journal.read(seq, Column.b)];
      switch (journal.kind(seq)) {
        case FactKind.MessageEnqueued:
          counted.of(queue, message).copies++;
          return;
        case FactKind.MessageReturned:
          if (journal.read(seq, Column.c) < 0) counted.of(queue, message).handouts++;
          return;
        case FactKind.MessageDelivered:
          break;
        default:
          return;
      }
      const own = counted.of(queue, message);
      const wanted = ++own.handouts;
      const said = journal.read(seq, Column.e);
      const redelivered = journal.read(seq, Column.f) === 1;
      if (own.copies > 1 || (said === wanted && redelivered === wanted > 1)) return;
      const text = `handout ${wanted} of message ${message} calls itself ${said}`;
      found.push({ invariant: 'handouts', part: plan.parts[queue].id, text });
    },
    violations: () => found,
  };
}
