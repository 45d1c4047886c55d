/** The words in which the specs of the broker speak: facts and commands about one queue, inbox. */
import type { Intervention, SETTLEMENTS } from '../../intervention';
import type { MessageProperties } from '../../messages';
import { packTerms, type SubscriptionTerms } from '../../parcel';
import type { Command, ConsumerId, Said } from './harness';

const QUEUE = 'inbox';
const about = (number: number): { queue: string; message: string } => ({
  queue: QUEUE,
  message: `orders/${number}`,
});
const held = (service: ConsumerId | null): { service: ConsumerId | null; instance: number } => ({
  service,
  instance: service === null ? -1 : 0,
});
const termsOf = (terms: Partial<SubscriptionTerms>): SubscriptionTerms => ({
  prefetch: 0,
  autoAck: false,
  priority: 0,
  ...terms,
});

// facts

export const subscribed = (service: ConsumerId, terms: Partial<SubscriptionTerms> = {}): Said => ({
  kind: 'ConsumerSubscribed',
  queue: QUEUE,
  ...held(service),
  ...termsOf(terms),
});
export const cancelled = (service: ConsumerId): Said => ({
  kind: 'ConsumerCancelled',
  queue: QUEUE,
  ...held(service),
});
export const closed = (service: ConsumerId): Said => ({
  kind: 'ConsumerClosed',
  queue: QUEUE,
  ...held(service),
});
export const activated = (service: ConsumerId): Said => ({
  kind: 'ActiveConsumerChanged',
  queue: QUEUE,
  ...held(service),
});
export const enqueued = (
  message: number,
  queue = QUEUE,
  exchange: string | null = 'events',
): Said => ({ kind: 'MessageEnqueued', ...about(message), queue, exchange });
export const delivered = (message: number, service: ConsumerId, handouts = 1): Said => ({
  kind: 'MessageDelivered',
  ...about(message),
  ...held(service),
  handouts,
  redelivered: handouts > 1,
});
export const acked = (message: number, service: ConsumerId | null): Said => ({
  kind: 'MessageAcked',
  ...about(message),
  ...held(service),
});
export const returned = (message: number, service: ConsumerId | null, reason = 'nack'): Said => ({
  kind: 'MessageReturned',
  ...about(message),
  ...held(service),
  reason,
});
export const deadLettered = (
  message: number,
  service: ConsumerId | null,
  reason = 'rejected',
): Said => ({ kind: 'MessageDeadLettered', ...about(message), ...held(service), reason });
export const discarded = (message: number, service: ConsumerId | null, reason: string): Said => ({
  kind: 'MessageDiscarded',
  ...about(message),
  ...held(service),
  reason,
});
export const refused = (
  message: number,
  queue = QUEUE,
  exchange: string | null = 'events',
): Said => ({
  kind: 'MessageRefused',
  ...about(message),
  queue,
  exchange,
});
export const letterDropped = (message: number, to: string | null, cycle = false): Said => ({
  kind: 'DeadLetterDropped',
  ...about(message),
  to,
  cycle,
});
export const redriven = (message: number, from = QUEUE, to = QUEUE): Said => ({
  kind: 'MessageRedriven',
  ...about(message),
  queue: from,
  tray: from === to,
  to,
});
export const expiryReached: Said = { kind: 'ExpiryReached', queue: QUEUE };
export const intake = (blocked: boolean): Said => ({
  kind: 'IntakeChanged',
  queue: QUEUE,
  blocked,
});
export const changed = (setting: string, value: number): Said => ({
  kind: 'SettingChanged',
  part: QUEUE,
  setting,
  value,
});
export const purged = (count: number): Said => ({ kind: 'QueuePurged', queue: QUEUE, count });
export const dropped = (
  purpose: 'ack' | 'requeue' | 'reject',
  service: ConsumerId,
  message: number,
): Said => ({
  kind: 'ParcelDropped',
  from: service,
  to: QUEUE,
  purpose,
  message: `orders/${message}`,
  instance: 0,
  reason: 'notHeld',
});

// commands

export const publish =
  (message: number, properties?: MessageProperties): Command =>
  (bench) =>
    bench.pass('publish', 'orders', 'events', { message: bench.message(message, properties) });
export const wait =
  (ms: number): Command =>
  (bench) =>
    bench.advance(ms);
export const redrive =
  (part = QUEUE, message?: number): Command =>
  (bench) =>
    bench.intervene({
      kind: 'Redrive',
      part,
      ...(message === undefined ? {} : { message: `orders/${message}` }),
    });
export const configure =
  (settings: Extract<Intervention, { kind: 'Configure' }>['settings']): Command =>
  (bench) =>
    bench.intervene({ kind: 'Configure', part: QUEUE, settings });
export const subscribe =
  (service: ConsumerId, terms: Partial<SubscriptionTerms> = {}): Command =>
  (bench) =>
    bench.pass('subscribe', service, QUEUE, { argument: packTerms(termsOf(terms)) });
export const cancel =
  (service: ConsumerId): Command =>
  (bench) =>
    bench.pass('cancel', service, QUEUE, {});
export const crash =
  (service: ConsumerId): Command =>
  (bench) =>
    bench.pass('closed', service, QUEUE, {});
const settle =
  (purpose: 'ack' | 'requeue' | 'reject') =>
  (service: ConsumerId, message: number): Command =>
  (bench) =>
    bench.pass(purpose, service, QUEUE, { message: bench.message(message) });
export const ack = settle('ack');
export const requeue = settle('requeue');
export const reject = settle('reject');
export const settleByHand =
  (message: number, how: (typeof SETTLEMENTS)[number]): Command =>
  (bench) =>
    bench.intervene({ kind: 'Settle', part: QUEUE, message: `orders/${message}`, how });
export const purge: Command = (bench) => bench.intervene({ kind: 'Purge', part: QUEUE });
