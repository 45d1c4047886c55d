/** Says that a queue comes back from its keyframe whole, whatever was done to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageProperties } from '../messages';
import { Bench, type QueueOptions } from './testing/harness';
import { anyCommand, anyProperties, anyQueue } from './testing/random';
import {
  cancelled,
  delivered,
  enqueued,
  requeue,
  returned,
  subscribe,
  subscribed,
} from './testing/words';

const commands = fc.array(anyCommand, { maxLength: 80 });

/** A bench with its messages made, so that commands alone fill its journal. */
function benchOf(chosen: QueueOptions, carried: readonly MessageProperties[] = []): Bench {
  const bench = new Bench(chosen);
  for (let number = 1; number <= 6; number++) bench.message(number, carried[number - 1]);
  return bench;
}

describe('a queue', () => {
  it('saved and loaded after every command goes on as if nothing had been', () => {
    fc.assert(
      fc.property(anyQueue, anyProperties, commands, (chosen, carried, list) => {
        const [straight, reloaded] = [benchOf(chosen, carried), benchOf(chosen, carried)];
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
});
