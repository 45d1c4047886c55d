/** Says where dead letters go, what goes with them, and what ends a circle. */
import { describe, expect, it } from 'vitest';
import { deathsUpTo, firstDeath, forEachReady, lastDeath, LoneBroker, queueOf } from './index';
import { packTerms } from '../parcel';
import { Bench } from './testing/harness';
import {
  crash,
  closed,
  deadLettered,
  delivered,
  discarded,
  enqueued,
  letterDropped,
  publish,
  reject,
  requeue,
  returned,
  subscribe,
  subscribed,
} from './testing/words';

const TYPES = ['classic', 'quorum'] as const;
const one = { prefetch: 1 };

/** Deaths of the ready messages of a queue, as "queue reason count", newest first. */
function deathsIn(broker: LoneBroker, id: string): string[][] {
  const { world, journal, plan } = broker;
  const found: string[][] = [];
  forEachReady(queueOf(world, plan.indexOf(id)), Infinity, ({ place }) => {
    const deaths = deathsUpTo(journal, lastDeath(journal, place));
    found.push(
      deaths.map(({ queue, reason, count }) => `${plan.parts[queue].id} ${reason} ${count}`),
    );
  });
  return found;
}

describe.each(TYPES)('a dead letter, %s', (type) => {
  it('[Q10] goes to an exchange, as a copy of the same message, with its history', () => {
    const bench = new Bench({ type, deadLetter: { exchange: 'deaths', routingKey: '' } })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .then(deadLettered(1, 'a'), enqueued(1, 'graveyard', 'deaths'));
    expect(deathsIn(bench, 'graveyard')).toEqual([['inbox rejected 1']]);
  });

  it('[Q10] goes straight to a queue through the default exchange', () => {
    new Bench({ type, deadLetter: { queue: 'graveyard' } })
      .given(subscribed('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .then(deadLettered(1, 'a'), enqueued(1, 'graveyard', null));
  });

  it('[Q10] is gone where there is nowhere to go', () => {
    const bench = new Bench({ type, deadLetter: 'none' })
      .given(subscribed('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .then(discarded(1, 'a', 'rejected'));
    expect(bench.queue.dead).toEqual([]);
  });

  it('[Q10] is gone where no queue is bound for its key', () => {
    new Bench({ type, deadLetter: { exchange: 'deaths', routingKey: 'nobody' } })
      .given(subscribed('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .then(deadLettered(1, 'a'), letterDropped(1, null));
  });
});

describe('a history', () => {
  const retrying = (reject: boolean): LoneBroker => {
    const broker = new LoneBroker(
      [
        { kind: 'exchange', id: 'jobs', type: 'fanout' },
        {
          kind: 'queue',
          id: 'work',
          type: 'classic',
          bindings: ['jobs'],
          deadLetter: { queue: 'delay' },
          ...(reject ? {} : { messageTtlMs: 10 }),
        },
        {
          kind: 'queue',
          id: 'delay',
          type: 'classic',
          messageTtlMs: 50,
          deadLetter: { queue: 'work' },
        },
      ],
      ['orders', 'worker'],
    );
    broker.pass('publish', 'orders', 'jobs', { message: broker.create('orders') });
    return broker;
  };

  it('[Q10] has one entry for each queue and reason, newest first, and counts', () => {
    const broker = retrying(true);
    const argument = packTerms({ prefetch: 1, autoAck: false, priority: 0 });
    broker.pass('subscribe', 'worker', 'work', { argument });
    for (let round = 1; round <= 3; round++) {
      broker.pass('reject', 'worker', 'work', { message: 0 });
      const rejected = `work rejected ${round}`;
      const before = round === 1 ? [] : [`delay expired ${round - 1}`];
      expect(deathsIn(broker, 'delay')).toEqual([[rejected, ...before]]);
      broker.advance(50);
    }
    broker.pass('closed', 'worker', 'work', {});
    expect(deathsIn(broker, 'work')).toEqual([['delay expired 3', 'work rejected 3']]);
    let first;
    forEachReady(queueOf(broker.world, broker.plan.indexOf('work')), 1, ({ place }) => {
      first = firstDeath(broker.journal, lastDeath(broker.journal, place));
    });
    expect(first).toEqual({ queue: broker.plan.indexOf('work'), reason: 'rejected' });
  });

  it('[Q10] a circle in which nobody rejects is cut', () => {
    const broker = retrying(false);
    broker.advance(10);
    expect(deathsIn(broker, 'delay')).toEqual([['work expired 1']]);
    broker.advance(1000);
    expect([...deathsIn(broker, 'delay'), ...deathsIn(broker, 'work')]).toEqual([]);
    expect(broker.world.agenda.length).toBe(0);
  });

  it('[Q8] a dead letter has left its own time to live behind', () => {
    const bench = new Bench({ type: 'classic', deadLetter: { queue: 'graveyard' } })
      .when(publish(1, { ttlMs: 50 }))
      .when((one) => {
        one.advance(10_000);
      });
    expect(deathsIn(bench, 'graveyard')).toEqual([['inbox expired 1']]);
  });
});

describe('a delivery limit of two, quorum', () => {
  const limited = (): Bench =>
    new Bench({ type: 'quorum', deliveryLimit: 2 }).given(subscribed('a', one)).when(publish(1));

  it('[Q11] allows three deliveries; the third return is the death', () => {
    limited()
      .when(requeue('a', 1))
      .then(returned(1, 'a'), delivered(1, 'a', 2))
      .when(requeue('a', 1))
      .then(returned(1, 'a'), delivered(1, 'a', 3))
      .when(requeue('a', 1))
      .then(deadLettered(1, 'a', 'delivery_limit'));
  });

  it('[Q11] counts returns by a crash as well', () => {
    limited()
      .when(requeue('a', 1))
      .when(requeue('a', 1))
      .when(crash('a'))
      .then(closed('a'), deadLettered(1, 'a', 'delivery_limit'));
  });

  it('[Q11] is twenty where nothing is said, and none in a classic queue', () => {
    for (const [type, deaths] of [
      ['quorum', 1],
      ['classic', 0],
    ] as const) {
      const bench = new Bench({ type }).given(subscribed('a', one)).when(publish(1));
      for (let round = 0; round < 20; round++) requeue('a', 1)(bench);
      expect(bench.queue.dead).toHaveLength(0);
      for (let round = 0; round < 20; round++) requeue('a', 1)(bench);
      expect(bench.queue.dead).toHaveLength(deaths);
    }
  });
});
