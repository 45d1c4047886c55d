/** Random queues and what can be done to them, for the properties that hold of all. */
import fc from 'fast-check';
import type { Command, ConsumerId, QueueOptions } from './harness';
import {
  ack,
  cancel,
  configure,
  crash,
  publish,
  purge,
  redrive,
  reject,
  requeue,
  settleByHand,
  subscribe,
  wait,
} from './words';

// Few of each, so that what is settled is often held.
const consumer = fc.constantFrom<ConsumerId>('a', 'b');
const message = fc.integer({ min: 1, max: 6 });
const both = fc.tuple(consumer, message);
const terms = fc.record({
  prefetch: fc.nat(3),
  autoAck: fc.constantFrom(false, false, false, true),
  priority: fc.integer({ min: -1, max: 1 }),
});
const settlement = fc.constantFrom('ack' as const, 'nack' as const, 'deadLetter' as const);
const settings = fc.oneof(
  fc.record({ maxLength: fc.option(fc.integer({ min: 1, max: 3 })) }),
  fc.record({ messageTtlMs: fc.option(fc.nat(60)) }),
  fc.record({ overflow: fc.constantFrom('drop-head', 'reject-publish') }),
  fc.record({ deadLetter: fc.constantFrom('tray', 'none', 'route') }),
  fc.record({ deliveryLimit: fc.option(fc.nat(3)) }),
);

/** Something done to the bench's queue; a publication is of one of the first six messages. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: message.map((number) => publish(number)) },
  { weight: 3, arbitrary: consumer.chain((who) => terms.map((some) => subscribe(who, some))) },
  { weight: 4, arbitrary: both.map((some) => ack(...some)) },
  { weight: 4, arbitrary: both.map((some) => requeue(...some)) },
  { weight: 2, arbitrary: both.map((some) => reject(...some)) },
  { weight: 1, arbitrary: consumer.map(cancel) },
  { weight: 2, arbitrary: consumer.map(crash) },
  {
    weight: 1,
    arbitrary: fc.tuple(message, settlement).map((some) => settleByHand(...some)),
  },
  { weight: 1, arbitrary: fc.constant(purge) },
  { weight: 3, arbitrary: fc.nat(40).map(wait) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('inbox', 'graveyard'), fc.option(message, { nil: undefined }))
      .map((some) => redrive(...some)),
  },
  { weight: 1, arbitrary: settings.map(configure) },
);

/** What the first six messages carry: priorities, and for some a time to live. */
export const anyProperties = fc.array(
  fc.record({ priority: fc.nat(9), ttlMs: fc.nat(50) }, { requiredKeys: [] }),
  { minLength: 6, maxLength: 6 },
);

const limits = fc.record(
  {
    messageTtlMs: fc.nat(80),
    maxLength: fc.integer({ min: 1, max: 4 }),
    overflow: fc.constantFrom('drop-head' as const, 'reject-publish' as const),
    singleActiveConsumer: fc.boolean(),
    deadLetter: fc.constantFrom<NonNullable<QueueOptions['deadLetter']>>(
      'tray',
      'none',
      { queue: 'graveyard' },
      { exchange: 'deaths' },
      // To itself: only what is rejected comes back.
      { queue: 'inbox' },
      { exchange: 'events' },
    ),
  },
  { requiredKeys: [] },
);

/** A queue of either type with some limits. */
export const anyQueue: fc.Arbitrary<QueueOptions> = fc.oneof(
  fc
    .tuple(limits, fc.record({ maxPriority: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }))
    .map(([some, more]): QueueOptions => ({ type: 'classic', ...some, ...more })),
  fc
    .tuple(limits, fc.record({ deliveryLimit: fc.nat(3) }, { requiredKeys: [] }))
    .map(([some, more]): QueueOptions => ({ type: 'quorum', ...some, ...more })),
);
