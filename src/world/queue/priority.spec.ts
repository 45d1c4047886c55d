/** Says in which order messages of different priority go out. */
import { describe, expect, it } from 'vitest';
import { Bench, type QueueOptions } from './testing/harness';
import { ack, publish, requeue, subscribe } from './testing/words';

/** The order in which messages of these priorities (none: null) go out, by number from 1. */
function order(options: QueueOptions, priorities: readonly (number | null)[]): number[] {
  const bench = new Bench(options);
  priorities.forEach((priority, index) => {
    publish(index + 1, priority === null ? {} : { priority })(bench);
  });
  subscribe('a', { autoAck: true })(bench);
  return bench
    .sentFrom(0)
    .filter(({ purpose }) => purpose === 'deliver')
    .map(({ message }) => bench.numberOf(message));
}

describe('message priority', () => {
  it('[Q14] classic: higher first, as they came within one; above the highest is the highest', () => {
    // As recorded: a1 b5 c- d9 e1 → b d a e c.
    const options = { type: 'classic', maxPriority: 5 } as const;
    expect(order(options, [1, 5, null, 9, 1])).toEqual([2, 4, 1, 5, 3]);
  });

  it('[Q14] classic: without a highest priority they go out as they came', () => {
    expect(order({ type: 'classic' }, [1, 5, null, 9])).toEqual([1, 2, 3, 4]);
  });

  it('[Q14] quorum: two high ones to one normal one', () => {
    expect(order({ type: 'quorum' }, [0, 4, null, 5, 9, 5, 6])).toEqual([4, 5, 1, 6, 7, 2, 3]);
  });

  it('[Q5] classic: what comes back keeps its place within its priority', () => {
    const bench = new Bench({ type: 'classic', maxPriority: 9 });
    [1, 2, 3].forEach((number) => {
      publish(number, { priority: 3 })(bench);
    });
    subscribe('a', { prefetch: 2 })(bench);
    publish(4, { priority: 7 })(bench);
    bench.when(requeue('a', 2)).when(ack('a', 1)).when(ack('a', 4));
    const delivered = bench.sentFrom(0).filter(({ purpose }) => purpose === 'deliver');
    expect(delivered.map(({ message }) => bench.numberOf(message))).toEqual([1, 2, 4, 2, 3]);
  });
});
