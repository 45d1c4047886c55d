/** Says what a person can change about a queue that runs, and how dead letters go back. */
import { describe, expect, it } from 'vitest';
import { Bench } from './testing/harness';
import {
  changed,
  configure,
  deadLettered,
  delivered,
  discarded,
  enqueued,
  expiryReached,
  publish,
  redrive,
  redriven,
  reject,
  requeue,
  subscribe,
  wait,
} from './testing/words';

const one = { prefetch: 1 };

describe('a queue that is configured by hand', () => {
  it('[Q9] drops what is too much at once', () => {
    new Bench({ type: 'classic' })
      .when(publish(1))
      .when(publish(2))
      .when(configure({ maxLength: 1 }))
      .then(changed('maxLength', 1), deadLettered(1, null, 'maxlen'));
  });

  it('[Q8] gives newcomers the new time to live; who is there keeps what it has', () => {
    new Bench({ type: 'classic' })
      .when(publish(1))
      .when(configure({ messageTtlMs: 100 }))
      .then(changed('messageTtlMs', 100))
      .when(publish(2))
      .when(wait(1000))
      .then()
      .when(subscribe('a', one))
      .when(configure({ messageTtlMs: null }))
      .then(changed('messageTtlMs', -1));
    new Bench({ type: 'classic', deadLetter: 'tray' })
      .when(configure({ messageTtlMs: 100, deadLetter: 'none' }))
      .then(changed('messageTtlMs', 100), changed('deadLetter', 1))
      .when(publish(1))
      .when(wait(100))
      .then(expiryReached, discarded(1, null, 'expired'));
  });

  it('[Q11] counts against the new limit at the next return', () => {
    new Bench({ type: 'quorum' })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(requeue('a', 1))
      .when(configure({ deliveryLimit: 1 }))
      .when(requeue('a', 1))
      .then(deadLettered(1, 'a', 'delivery_limit'));
  });

  it.each([
    ['unknownSetting', { retentionMs: 5 }],
    ['badSetting', { maxLength: -1 }],
    ['badSetting', { maxLength: 1.5 }],
    ['badSetting', { maxLength: 'ten' }],
    ['badSetting', { overflow: 'explode' }],
    ['badSetting', { deliveryLimit: 3 }],
    ['badSetting', { deadLetter: 'route' }],
    ['overflowWithoutLength', { overflow: 'reject-publish' }],
  ] as const)('refuses what cannot be (%s), and nothing changes', (code, settings) => {
    const bench = new Bench({ type: 'classic' });
    const before = bench.save();
    const named = { maxLength: null, ...settings };
    expect(bench.intervene({ kind: 'Configure', part: 'inbox', settings: named })).toBe(code);
    expect(bench.save()).toEqual(before);
    expect(bench.journal.length).toBe(0);
  });
});

describe('dead letters', () => {
  const withTwoDead = (): Bench =>
    new Bench({ type: 'classic' })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .when(publish(2))
      .when(reject('a', 2))
      .when(publish(3));

  it('[Q10] go back from the tray to the end of their queue', () => {
    const bench = withTwoDead()
      .when(redrive())
      .then(redriven(1), enqueued(1, 'inbox', null), redriven(2), enqueued(2, 'inbox', null));
    expect([bench.queue.dead.length, bench.queue.ready.count]).toEqual([0, 2]);
  });

  it('[Q10] go back one by one, and keep their history', () => {
    const bench = withTwoDead()
      .when(redrive('inbox', 2))
      .then(redriven(2), enqueued(2, 'inbox', null));
    expect(bench.queue.dead.map(({ entry }) => bench.numberOf(entry.message))).toEqual([1]);
  });

  it('[Q10] go back from a queue of dead letters to where each died last', () => {
    const bench = new Bench({ type: 'quorum', deadLetter: { queue: 'graveyard' } })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .when(redrive('graveyard'))
      .then(redriven(1, 'graveyard', 'inbox'), enqueued(1, 'inbox', null), delivered(1, 'a'));
    expect(bench.intervene({ kind: 'Redrive', part: 'graveyard' })).toBe('noDeadLetters');
  });

  it('refuse to go where they are not, or where there is no room', () => {
    const bench = new Bench({ type: 'classic', maxLength: 1, overflow: 'reject-publish' })
      .when(subscribe('a', one))
      .when(publish(1))
      .when(reject('a', 1))
      .when(publish(2))
      .when(publish(3));
    const all = { kind: 'Redrive', part: 'inbox' } as const;
    expect(bench.intervene(all)).toBe('queueFull');
    expect(bench.intervene({ ...all, message: 'orders/9' })).toBe('messageNotInQueue');
  });
});
