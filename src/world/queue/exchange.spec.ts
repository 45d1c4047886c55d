/** Says what an exchange does with what is published to it. */
import { describe, expect, it } from 'vitest';
import { Bench } from './testing/harness';
import { delivered, enqueued, publish, subscribed } from './testing/words';

const classic = (): Bench => new Bench({ type: 'classic' });

describe('an exchange', () => {
  it('[Q12] confirms to the publisher what it took charge of', () => {
    const bench = classic().given(subscribed('a'));
    const from = bench.journal.length;
    bench.when(publish(1));
    expect(bench.sentFrom(from).map(({ purpose, to }) => [purpose, to])).toEqual([
      ['publish', 'events'],
      ['confirm', 'orders'],
      ['deliver', 'a'],
    ]);
  });

  it('[Q12] confirms a message that no queue is bound for, too', () => {
    const bench = new Bench({}, []);
    const from = bench.journal.length;
    bench.when(publish(1));
    bench.then({
      kind: 'ParcelDropped',
      from: 'orders',
      to: 'events',
      purpose: 'publish',
      message: 'orders/1',
      instance: 0,
      reason: 'unroutable',
    });
    expect(bench.sentFrom(from).at(-1)?.purpose).toBe('confirm');
  });

  it('[Q13] fanout: each queue bound to it gets a copy of its own', () => {
    new Bench({}, ['inbox', 'copies'])
      .given(subscribed('a'))
      .when(publish(1))
      .then(enqueued(1), enqueued(1, 'copies'), delivered(1, 'a'));
  });
});
