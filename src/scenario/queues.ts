/** What a queue's schema cannot see: where it is bound, what contradicts itself (rules Q). */
import { isTopicPattern } from '../world';
import type { Checks } from './checks';
import type { PartConfig } from './schema';

type QueuePart = Extract<PartConfig, { kind: 'queue' }>;

/** Checks what a queue names, and what it says of itself. */
export function checkQueue(part: QueuePart, path: string, checks: Checks): void {
  checkBindings(part, path, checks);
  checkSettings(part, path, checks);
  checkDeadLetter(part, `${path}.deadLetter`, checks);
}

/** Q13: a queue is bound to exchanges of its broker, by what they route by. */
function checkBindings(part: QueuePart, path: string, checks: Checks): void {
  const { report } = checks;
  part.bindings.forEach(({ exchange: id, key, headers }, index) => {
    const at = `${path}.bindings[${index}]`;
    const exchange = ownExchange(part, at, id, checks);
    if (exchange === undefined) return;
    const { type } = exchange;
    if (type === 'topic' && key !== undefined && !isTopicPattern(key)) {
      const hint = 'between dots, * and # stand alone: "orders.*", "orders.#"';
      report('notAPattern', `${at}.key`, `"${key}" is no topic pattern`, hint);
    }
    if (key !== undefined && type !== 'direct' && type !== 'topic') {
      const hint = 'leave the key out, or make the exchange direct or topic';
      report('contradiction', `${at}.key`, `a ${type} exchange looks at no key`, hint);
    }
    if (headers !== undefined && type !== 'headers') {
      const hint = 'leave the headers out, or make the exchange one of type headers';
      report('contradiction', `${at}.headers`, `a ${type} exchange looks at no headers`, hint);
    }
  });
}

/** The exchange that is named, if it is one of the queue's own broker or may be. */
function ownExchange(
  part: QueuePart,
  at: string,
  id: string,
  { byId, refer, report }: Checks,
): Extract<PartConfig, { kind: 'exchange' }> | undefined {
  const exchange = refer(at, id, ['exchange']) ? byId.get(id) : undefined;
  if (exchange?.kind !== 'exchange') return undefined;
  if (exchange.broker === part.broker) return exchange;
  const message = `"${id}" belongs to "${exchange.broker}", the queue to "${part.broker}"`;
  report('otherBroker', at, message, 'bind a queue to exchanges of its own broker');
  return undefined;
}

/** Q9, Q11, Q14: what goes together. */
function checkSettings(part: QueuePart, path: string, { report }: Checks): void {
  const contradiction = (field: keyof QueuePart, message: string, hint: string): void => {
    report('contradiction', `${path}.${field}`, message, hint);
  };
  if (part.overflow !== undefined && part.maxLength === undefined) {
    contradiction('overflow', 'there is no length to overflow', 'give maxLength, too');
  }
  if (part.deliveryLimit !== undefined && part.type === 'classic') {
    contradiction('deliveryLimit', 'a classic queue has none', 'leave it out, or use quorum');
  }
  if (part.maxPriority !== undefined && part.type === 'quorum') {
    const hint = 'leave it out: a quorum queue tells 0–4 from 5 and up by itself';
    contradiction('maxPriority', 'a quorum queue has two levels of its own', hint);
  }
}

/** Q10: dead letters go to an exchange or a queue of the same broker. */
function checkDeadLetter(part: QueuePart, at: string, checks: Checks): void {
  const { byId, refer, report } = checks;
  const { deadLetter } = part;
  if (typeof deadLetter === 'string') return;
  if ('exchange' in deadLetter) {
    ownExchange(part, `${at}.exchange`, deadLetter.exchange, checks);
    return;
  }
  const { queue: id } = deadLetter;
  const queue = refer(`${at}.queue`, id, ['queue']) ? byId.get(id) : undefined;
  if (queue?.kind !== 'queue' || queue.broker === part.broker) return;
  const message = `"${id}" belongs to "${queue.broker}", the queue to "${part.broker}"`;
  report('otherBroker', `${at}.queue`, message, 'dead letters stay with their own broker');
}
