/** Says what a queue does with messages and consumers: given(facts).when(command).then(facts). */
import { describe, expect, it } from 'vitest';
import { packTerms, unpackDelivery } from '../parcel';
import { Bench } from './testing/harness';
import {
  ack,
  acked,
  activated,
  cancel,
  cancelled,
  closed,
  crash,
  delivered,
  dropped,
  enqueued,
  publish,
  requeue,
  returned,
  subscribe,
  subscribed,
} from './testing/words';

const classic = (): Bench => new Bench({ type: 'classic' });
const quorum = (): Bench => new Bench({ type: 'quorum' });
const singleActive = (type: 'classic' | 'quorum'): Bench =>
  new Bench({ type, singleActiveConsumer: true });

const one = { prefetch: 1 };
const two = { prefetch: 2 };

describe('a message', () => {
  it('[Q1] waits while nobody is subscribed', () => {
    const bench = classic().when(publish(1)).then(enqueued(1));
    expect(bench.queue.ready.count).toBe(1);
  });

  it('[Q1] is gone once it is acked', () => {
    const bench = classic()
      .given(subscribed('a'), enqueued(1), delivered(1, 'a'))
      .when(ack('a', 1))
      .then(acked(1, 'a'));
    expect([bench.queue.ready.count, bench.queue.unacked]).toEqual([0, 0]);
  });

  it('[Q1] under auto-ack is gone with its delivery, so a crash returns nothing', () => {
    classic()
      .given(subscribed('a', { autoAck: true }))
      .when(publish(1))
      .then(enqueued(1), delivered(1, 'a'), acked(1, 'a'))
      .when(crash('a'))
      .then(closed('a'));
  });

  it('[Q2] goes out after those that were published before it', () => {
    classic()
      .given(enqueued(1), enqueued(2), enqueued(3))
      .when(subscribe('a', two))
      .then(subscribed('a', two), delivered(1, 'a'), delivered(2, 'a'));
  });

  it('that is settled by somebody who does not hold it changes nothing', () => {
    const given = [subscribed('a'), enqueued(1), delivered(1, 'a')];
    classic()
      .given(...given)
      .when(ack('b', 1))
      .then(dropped('ack', 'b', 1));
    classic()
      .given(...given, acked(1, 'a'))
      .when(ack('a', 1))
      .then(dropped('ack', 'a', 1));
    classic()
      .given(...given)
      .when(requeue('a', 2))
      .then(dropped('requeue', 'a', 2));
  });

  it('tells its consumer how often it was handed out, and whether to ack', () => {
    const bench = classic().given(subscribed('a', one), enqueued(1), delivered(1, 'a'));
    const from = bench.journal.length;
    bench.when(requeue('a', 1)).then(returned(1, 'a'), delivered(1, 'a', 2));
    const [, delivery] = bench.sentFrom(from);
    expect(delivery).toMatchObject({ purpose: 'deliver', to: 'a' });
    expect(unpackDelivery(delivery.argument)).toEqual({ handouts: 2, autoAck: false });
  });

  it('that was published three times is held three times, and each ack settles one copy', () => {
    const bench = classic().given(subscribed('a'));
    for (let copy = 1; copy <= 3; copy++)
      bench.when(publish(1)).then(enqueued(1), delivered(1, 'a'));
    expect(bench.queue.unacked).toBe(3);
    for (let copy = 1; copy <= 3; copy++) bench.when(ack('a', 1)).then(acked(1, 'a'));
    bench.when(ack('a', 1)).then(dropped('ack', 'a', 1));
  });
});

describe('the line of consumers', () => {
  it('[Q3] takes turns', () => {
    classic()
      .given(subscribed('a', two), subscribed('b', two))
      .when(publish(1))
      .then(enqueued(1), delivered(1, 'a'))
      .when(publish(2))
      .then(enqueued(2), delivered(2, 'b'))
      .when(publish(3))
      .then(enqueued(3), delivered(3, 'a'));
  });

  it('[Q3] serves the higher priority until it is full', () => {
    const high = { prefetch: 2, priority: 5 };
    classic()
      .given(subscribed('a', two), subscribed('b', high))
      .given(enqueued(1), delivered(1, 'b'))
      .when(publish(2))
      .then(enqueued(2), delivered(2, 'b'))
      .when(publish(3))
      .then(enqueued(3), delivered(3, 'a'));
  });

  it('[Q3] classic: a full consumer keeps its place if nothing is offered meanwhile', () => {
    classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), subscribed('b', one))
      .given(acked(1, 'a'))
      .when(publish(2))
      .then(enqueued(2), delivered(2, 'a'));
  });

  it('[Q3] quorum: a consumer leaves the line the moment it is full, and rejoins last', () => {
    quorum()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), subscribed('b', one))
      .given(acked(1, 'a'))
      .when(publish(2))
      .then(enqueued(2), delivered(2, 'b'));
  });

  it('[Q3] classic: a full consumer that was offered a message rejoins last', () => {
    classic()
      .given(subscribed('a', one), subscribed('b', two))
      .given(enqueued(1), delivered(1, 'a'), enqueued(2), delivered(2, 'b'))
      .given(enqueued(3), delivered(3, 'b'), acked(1, 'a'), acked(2, 'b'), acked(3, 'b'))
      .when(publish(4))
      .then(enqueued(4), delivered(4, 'b'));
  });

  it('[Q4] prefetch 0 sets no limit', () => {
    classic()
      .given(enqueued(1), enqueued(2), enqueued(3))
      .when(subscribe('a'))
      .then(subscribed('a'), delivered(1, 'a'), delivered(2, 'a'), delivered(3, 'a'));
  });

  it.each([
    ['classic', 2100],
    ['quorum', 2000],
  ] as const)('[Q4] %s: prefetch 0 lets a consumer hold %i of 2,100', (type, count) => {
    const bench = new Bench({ type });
    for (let number = 1; number <= 2100; number++) bench.given(enqueued(number));
    bench.when(subscribe('a'));
    expect(bench.queue.unacked).toBe(count);
  });

  it('[Q4] a backlog goes to the first up to its prefetch, the rest to the next', () => {
    classic()
      .given(enqueued(1), enqueued(2), enqueued(3), subscribed('a', two))
      .given(delivered(1, 'a'), delivered(2, 'a'))
      .when(subscribe('b', two))
      .then(subscribed('b', two), delivered(3, 'b'));
  });

  it('[Q4] subscribing again replaces the terms, and puts it last among its equals', () => {
    classic()
      .given(subscribed('a', one), subscribed('b', one))
      .when(subscribe('a', two))
      .then(subscribed('a', two))
      .when(publish(1))
      .then(enqueued(1), delivered(1, 'b'));
    classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), enqueued(2), enqueued(3))
      .when(subscribe('a', two))
      .then(subscribed('a', two), delivered(2, 'a'));
  });
});

describe('a returned message', () => {
  it('[Q5] may go straight back to who returned it: the credit is free first', () => {
    classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), enqueued(2))
      .when(requeue('a', 1))
      .then(returned(1, 'a'), delivered(1, 'a', 2));
  });

  const held = [
    subscribed('a', { prefetch: 3 }),
    ...[1, 2, 3].flatMap((number) => [enqueued(number), delivered(number, 'a')]),
    enqueued(4),
    cancelled('a'),
    returned(3, 'a'),
    returned(1, 'a'),
    returned(2, 'a'),
  ];

  it('[Q5] classic: stands at its original place', () => {
    classic()
      .given(...held)
      .when(subscribe('b'))
      .then(
        subscribed('b'),
        delivered(1, 'b', 2),
        delivered(2, 'b', 2),
        delivered(3, 'b', 2),
        delivered(4, 'b'),
      );
  });

  it('[Q5] quorum: stands behind what was returned before it, ahead of the rest', () => {
    quorum()
      .given(...held)
      .when(subscribe('b'))
      .then(
        subscribed('b'),
        delivered(3, 'b', 2),
        delivered(1, 'b', 2),
        delivered(2, 'b', 2),
        delivered(4, 'b'),
      );
  });
});

describe('a consumer that goes', () => {
  const outOfOrder = [
    enqueued(1),
    enqueued(2),
    subscribed('a', one),
    delivered(1, 'a'),
    subscribed('b', two),
    delivered(2, 'b'),
    closed('a'),
    returned(1, 'a', 'closed'),
    delivered(1, 'b', 2),
  ];

  it('[Q6] classic: a crash gives back in publish order', () => {
    classic()
      .given(...outOfOrder)
      .when(crash('b'))
      .then(closed('b'), returned(1, 'b', 'closed'), returned(2, 'b', 'closed'));
  });

  it('[Q6] quorum: a crash gives back in order of delivery', () => {
    quorum()
      .given(...outOfOrder)
      .when(crash('b'))
      .then(closed('b'), returned(2, 'b', 'closed'), returned(1, 'b', 'closed'));
  });

  it('[Q6] what a crash gave back goes to those who remain, flagged redelivered', () => {
    classic()
      .given(subscribed('a', one), enqueued(1), delivered(1, 'a'), subscribed('b', one))
      .when(crash('a'))
      .then(closed('a'), returned(1, 'a', 'closed'), delivered(1, 'b', 2));
  });

  it('[Q6] a cancelled consumer keeps what it holds, and may still settle it', () => {
    classic()
      .given(subscribed('a'), enqueued(1), delivered(1, 'a'))
      .when(cancel('a'))
      .then(cancelled('a'))
      .when(publish(2))
      .then(enqueued(2))
      .when(ack('a', 1))
      .then(acked(1, 'a'))
      .when(ack('a', 1))
      .then(dropped('ack', 'a', 1));
  });

  it('[Q6] the connection of a whole service takes all its consumers with it at once', () => {
    const bench = classic();
    const terms = packTerms({ prefetch: 1, autoAck: false, priority: 0 });
    bench.pass('subscribe', 'a', 'inbox', { argument: terms, instance: 0 });
    bench.pass('subscribe', 'a', 'inbox', { argument: terms, instance: 1 });
    bench.given(enqueued(1), delivered(1, 'a'));
    bench.when((it) => it.pass('closed', 'a', 'inbox', { instance: -1 }));
    bench.then(closed('a'), { ...closed('a'), instance: 1 }, returned(1, 'a', 'closed'));
    expect(bench.queue.line.consumers.size).toBe(0);
  });
});

describe('a single active consumer', () => {
  it('[Q7] is the first to subscribe; its full prefetch does not spill over', () => {
    singleActive('classic')
      .when(subscribe('a', one))
      .then(subscribed('a', one), activated('a'))
      .when(subscribe('b', one))
      .then(subscribed('b', one))
      .when(publish(1))
      .then(enqueued(1), delivered(1, 'a'))
      .when(publish(2))
      .then(enqueued(2));
  });

  it.each(['classic', 'quorum'] as const)(
    '[Q7] %s: its crash promotes the next, which gets the returned messages first',
    (type) => {
      singleActive(type)
        .given(subscribed('a', one), activated('a'), subscribed('b', two), subscribed('c', two))
        .given(enqueued(1), delivered(1, 'a'), enqueued(2))
        .when(crash('a'))
        .then(
          closed('a'),
          returned(1, 'a', 'closed'),
          activated('b'),
          delivered(1, 'b', 2),
          delivered(2, 'b'),
        );
    },
  );

  it('[Q7] cancelling it promotes too, though it still holds something', () => {
    singleActive('classic')
      .given(subscribed('a', one), activated('a'), subscribed('b', one))
      .given(enqueued(1), delivered(1, 'a'), enqueued(2))
      .when(cancel('a'))
      .then(cancelled('a'), activated('b'), delivered(2, 'b'));
  });

  it('[Q7] classic: the highest priority is promoted, but does not take over', () => {
    singleActive('classic')
      .given(subscribed('a', one), activated('a'), subscribed('b', one))
      .when(subscribe('c', { prefetch: 1, priority: 1 }))
      .then(subscribed('c', { prefetch: 1, priority: 1 }))
      .when(crash('a'))
      .then(closed('a'), activated('c'));
  });

  it('[Q7] quorum: the larger prefetch is promoted, among equals the first subscribed', () => {
    singleActive('quorum')
      .given(subscribed('a'), activated('a'))
      .given(subscribed('b', one), subscribed('c', two), subscribed('d', two))
      .when(crash('a'))
      .then(closed('a'), activated('c'));
  });

  it('[Q7] quorum: a newcomer of higher priority takes over once nothing is held', () => {
    const high = { prefetch: 1, priority: 1 };
    singleActive('quorum')
      .given(subscribed('a', two), activated('a'), enqueued(1), delivered(1, 'a'))
      .when(subscribe('b', high))
      .then(subscribed('b', high))
      .when(publish(2))
      .then(enqueued(2))
      .when(ack('a', 1))
      .then(acked(1, 'a'), activated('b'), delivered(2, 'b'))
      .when(crash('b'))
      .then(closed('b'), returned(2, 'b', 'closed'), activated('a'), delivered(2, 'a', 2));
  });
});
