/**
 * Each delivery is settled once at most, by the consumer that got it: acknowledged, returned or
 * dead-lettered. So nothing is acknowledged twice, and nothing by somebody who does not hold it.
 */
import { Column } from '../../kernel';
import { FACT_NAMES, FactKind } from '../facts';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';
import { PerMessage } from './perMessage';

const SETTLEMENTS: ReadonlySet<number> = new Set([
  FactKind.MessageAcked,
  FactKind.MessageReturned,
  FactKind.MessageDeadLettered,
  FactKind.MessageDiscarded,
]);

/** Watches the queues of a plan. */
export function settledOnce(plan: Plan): Checker {
  /** Open deliveries of each message, by `service/instance`. */
  const open = new PerMessage<string[]>(() => []);
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      const isDelivery = kind === FactKind.MessageDelivered;
      if (!isDelivery && !SETTLEMENTS.has(kind)) return;
      const [queue, message, service, instance] = [Column.a, Column.b, Column.c, Column.d].map(
        (column) => journal.read(seq, column),
      );
      // Settled by hand while ready: nobody held it.
      if (service < 0) return;
      const consumer = `${service}/${instance}`;
      const deliveries = open.of(queue, message);
      if (isDelivery) {
        deliveries.push(consumer);
        return;
      }
      const at = deliveries.indexOf(consumer);
      if (at >= 0) {
        deliveries.splice(at, 1);
        return;
      }
      const text = `${FACT_NAMES[kind]} of message ${message} by ${consumer}, who does not hold it`;
      found.push({ invariant: 'settledOnce', part: plan.parts[queue].id, text });
    },
    violations: () => found,
  };
}
