/** Says when messages are too old, and what becomes of them. */
import { describe, expect, it } from 'vitest';
import { Bench } from './testing/harness';
import {
  ack,
  acked,
  deadLettered,
  delivered,
  enqueued,
  expiryReached,
  publish,
  requeue,
  returned,
  subscribe,
  subscribed,
  wait,
} from './testing/words';

const TYPES = ['classic', 'quorum'] as const;
const one = { prefetch: 1 };

describe.each(TYPES)('time to live, %s', (type) => {
  it('[Q8] a message at the head dies when the shorter of the two times is over', () => {
    new Bench({ type, messageTtlMs: 300 })
      .when(publish(1, { ttlMs: 5000 }))
      .when(wait(299))
      .then()
      .when(wait(1))
      .then(expiryReached, deadLettered(1, null, 'expired'));
    new Bench({ type, messageTtlMs: 5000 })
      .when(publish(1, { ttlMs: 300 }))
      .when(wait(300))
      .then(expiryReached, deadLettered(1, null, 'expired'));
  });

  it('[Q8] only at the head: what is too old behind it waits, then both go', () => {
    new Bench({ type })
      .when(publish(1, { ttlMs: 1500 }))
      .when(publish(2, { ttlMs: 100 }))
      .when(wait(1499))
      .then()
      .when(wait(1))
      .then(expiryReached, deadLettered(1, null, 'expired'), deadLettered(2, null, 'expired'));
  });

  it('[Q8] what is held never expires, and a return does not begin its time anew', () => {
    new Bench({ type, messageTtlMs: 100 })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(wait(1000))
      .then()
      .when(requeue('a', 1))
      .then(returned(1, 'a'), deadLettered(1, null, 'expired'));
  });

  it('[Q8] a time of 0: delivered to who is idle, else dead at once', () => {
    new Bench({ type })
      .given(subscribed('a', one))
      .when(publish(1, { ttlMs: 0 }))
      .then(enqueued(1), delivered(1, 'a'));
    const bench = new Bench({ type }).when(publish(1, { ttlMs: 0 })).when(wait(1));
    expect(bench.queue.dead).toHaveLength(1);
  });

  it('[Q8] what waited behind a message that goes is too old at once', () => {
    new Bench({ type })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(publish(2))
      .when(publish(3, { ttlMs: 10 }))
      .when(wait(20))
      .when(ack('a', 1))
      .then(acked(1, 'a'), delivered(2, 'a'), deadLettered(3, null, 'expired'));
  });

  it('[Q8] nothing is pending while nothing can expire', () => {
    const bench = new Bench({ type }).when(publish(1)).when(publish(2, { ttlMs: 50 }));
    expect(bench.world.agenda.length).toBe(0);
    bench.when(subscribe('a', one));
    expect(bench.world.agenda.length).toBe(1);
    bench.when(ack('a', 1));
    expect(bench.world.agenda.length).toBe(0);
  });
});
