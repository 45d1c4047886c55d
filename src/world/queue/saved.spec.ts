/** Says that a queue comes back from its keyframe whole, and that no message is ever miscounted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachDead, forEachReady, forEachUnacked, queueCounts } from './index';
import { Bench, type Command, type ConsumerId } from './testing/harness';
import {
  ack,
  cancel,
  cancelled,
  crash,
  delivered,
  enqueued,
  publish,
  purge,
  reject,
  requeue,
  returned,
  settleByHand,
  subscribe,
  subscribed,
} from './testing/words';

// Few of each, so that what is settled is often held.
const consumer = fc.constantFrom<ConsumerId>('a', 'b');
const message = fc.integer({ min: 1, max: 4 });
const terms = fc.record({
  prefetch: fc.nat(3),
  autoAck: fc.constant(false),
  priority: fc.integer({ min: -1, max: 1 }),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: message.map(publish) },
  { weight: 2, arbitrary: fc.tuple(consumer, terms).map((both) => subscribe(...both)) },
  { weight: 3, arbitrary: fc.tuple(consumer, message).map((both) => ack(...both)) },
  { weight: 3, arbitrary: fc.tuple(consumer, message).map((both) => requeue(...both)) },
  { weight: 1, arbitrary: fc.tuple(consumer, message).map((both) => reject(...both)) },
  { weight: 1, arbitrary: consumer.map(cancel) },
  { weight: 1, arbitrary: consumer.map(crash) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(message, fc.constantFrom('ack' as const, 'nack' as const, 'deadLetter' as const))
      .map((both) => settleByHand(...both)),
  },
  { weight: 1, arbitrary: fc.constant(purge) },
);
const options = fc.record({
  type: fc.constantFrom('classic' as const, 'quorum' as const),
  singleActiveConsumer: fc.boolean(),
});
const commands = fc.array(command, { maxLength: 80 });

/** A bench with its messages made, so that commands alone fill its journal. */
function benchOf(chosen: ConstructorParameters<typeof Bench>[0]): Bench {
  const bench = new Bench(chosen);
  bench.message(4);
  return bench;
}

describe('a queue', () => {
  it('saved and loaded after every command goes on as if nothing had been', () => {
    fc.assert(
      fc.property(options, commands, (chosen, list) => {
        const [straight, reloaded] = [benchOf(chosen), benchOf(chosen)];
        for (const run of list) {
          run(straight);
          run(reloaded);
          const saved = reloaded.reload();
          expect(reloaded.save()).toEqual(saved);
          expect(straight.save()).toEqual(saved);
        }
        expect(reloaded.factsFrom(0)).toEqual(straight.factsFrom(0));
      }),
    );
  });

  it('[Q5] quorum: remembers which of its ready messages were returned', () => {
    const bench = benchOf({ type: 'quorum' })
      .given(subscribed('a'), enqueued(1), enqueued(2), enqueued(3))
      .given(delivered(1, 'a'), delivered(2, 'a'), cancelled('a'), returned(2, 'a'));
    bench.reload();
    bench.when(requeue('a', 1)).then(returned(1, 'a'));
    bench.when(subscribe('b', { prefetch: 2 }));
    bench.then(subscribed('b', { prefetch: 2 }), delivered(2, 'b', 2), delivered(1, 'b', 2));
  });

  it('[Q1] has every copy in one place, and offers what is ready to whoever has credit', () => {
    fc.assert(
      fc.property(options, commands, (chosen, list) => {
        const bench = benchOf(chosen);
        for (const run of list) run(bench);
        const { queue } = bench;
        const count = { ready: 0, unacked: 0, dead: 0, redelivered: 0 };
        forEachReady(queue, Infinity, (entry) => {
          count.ready++;
          if (entry.handouts > 0) count.redelivered++;
        });
        forEachUnacked(queue, () => count.unacked++);
        forEachDead(queue, () => count.dead++);
        expect(queueCounts(queue)).toMatchObject(count);
        const gone = bench
          .factsFrom(0)
          .reduce(
            (sum, { kind, count: purged }) =>
              sum + (kind === 'MessageAcked' ? 1 : kind === 'QueuePurged' ? Number(purged) : 0),
            0,
          );
        expect(count.ready + count.unacked + count.dead + gone).toBe(queue.activity.total);
        const canTake = [...queue.line.consumers.values()].filter(
          ({ subscribedSeq, holding, terms: { prefetch } }) =>
            subscribedSeq >= 0 && (prefetch === 0 || holding < prefetch),
        );
        if (!chosen.singleActiveConsumer && count.ready > 0) expect(canTake).toEqual([]);
      }),
    );
  });
});
