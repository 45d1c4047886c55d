/** Says what a person, or a consumer that rejects, does to single messages and to a whole queue. */
import { describe, expect, it } from 'vitest';
import { Bench } from './testing/harness';
import {
  ack,
  acked,
  cancelled,
  deadLettered,
  delivered,
  dropped,
  enqueued,
  purge,
  purged,
  reject,
  requeue,
  returned,
  settleByHand,
  subscribe,
  subscribed,
} from './testing/words';

const classic = (): Bench => new Bench({ type: 'classic' });
const quorum = (): Bench => new Bench({ type: 'quorum' });
const one = { prefetch: 1 };

describe('settling by hand', () => {
  it('[Q10] a rejected message goes to the dead-letter tray', () => {
    const bench = classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), enqueued(2))
      .when(reject('a', 1))
      .then(deadLettered(1, 'a'), delivered(2, 'a'));
    expect(bench.queue.dead.map(({ entry }) => entry.message)).toEqual([bench.message(1)]);
  });

  it('[Q10] a person puts a ready message into the tray, from the middle of the queue', () => {
    classic()
      .given(enqueued(1), enqueued(2), enqueued(3))
      .when(settleByHand(2, 'deadLetter'))
      .then(deadLettered(2, null, 'hand'))
      .when(subscribe('a'))
      .then(subscribed('a'), delivered(1, 'a'), delivered(3, 'a'));
  });

  it('[Q1] a person acks a ready message', () => {
    const bench = classic().given(enqueued(1)).when(settleByHand(1, 'ack')).then(acked(1, null));
    expect(bench.queue.ready.count).toBe(0);
  });

  it('[Q5] a ready message nacked by hand was handed out once: it comes back redelivered', () => {
    const given = [enqueued(1), enqueued(2)];
    classic()
      .given(...given)
      .when(settleByHand(2, 'nack'))
      .then(returned(2, null, 'hand'))
      .when(subscribe('a', one))
      .then(subscribed('a', one), delivered(1, 'a'));
    quorum()
      .given(...given)
      .when(settleByHand(2, 'nack'))
      .then(returned(2, null, 'hand'))
      .when(subscribe('a', one))
      .then(subscribed('a', one), delivered(2, 'a', 2));
  });

  it('[Q5] quorum: taking a returned message out by hand leaves the order of the others', () => {
    quorum()
      .given(subscribed('a'), ...[1, 2, 3, 4].map((number) => enqueued(number)))
      .given(...[1, 2, 3].map((number) => delivered(number, 'a')), cancelled('a'))
      .given(returned(3, 'a'), returned(2, 'a'), acked(2, null))
      .when(requeue('a', 1))
      .then(returned(1, 'a'))
      .when(subscribe('b'))
      .then(subscribed('b'), delivered(3, 'b', 2), delivered(1, 'b', 2), delivered(4, 'b'));
  });

  it('settles an unacked message for its holder, whose own ack then finds nothing', () => {
    classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), enqueued(2))
      .when(settleByHand(1, 'ack'))
      .then(acked(1, 'a'), delivered(2, 'a'))
      .when(ack('a', 1))
      .then(dropped('ack', 'a', 1));
  });

  it('refuses what is not in the queue, and what queues cannot do', () => {
    const bench = classic().given(enqueued(1));
    const settle = { kind: 'Settle', part: 'inbox', how: 'ack' } as const;
    expect(bench.intervene({ ...settle, message: 'orders/2' })).toBe('messageNotInQueue');
    expect(bench.intervene({ ...settle, message: 'nonsense' })).toBe('messageNotInQueue');
    expect(bench.intervene({ kind: 'Kill', part: 'inbox' })).toBe('notPossible');
    bench.when(() => undefined).then();
  });

  it('[Q15] purging drops the ready messages, not the unacked ones', () => {
    const bench = classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), enqueued(2), enqueued(3))
      .when(purge)
      .then(purged(2));
    expect([bench.queue.ready.count, bench.queue.unacked]).toEqual([0, 1]);
    bench.when(ack('a', 1)).then(acked(1, 'a'));
  });
});
