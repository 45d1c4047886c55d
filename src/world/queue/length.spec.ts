/** Says what becomes of a queue that is as long as it may be. */
import { describe, expect, it } from 'vitest';
import { Bench, type Command, type QueueOptions } from './testing/harness';
import {
  acked,
  ack,
  crash,
  closed,
  deadLettered,
  delivered,
  enqueued,
  intake,
  publish,
  purge,
  purged,
  refused,
  requeue,
  returned,
  subscribe,
} from './testing/words';

const dropping = (type: 'classic' | 'quorum', maxLength: number): Bench =>
  new Bench({ type, maxLength, overflow: 'drop-head' });
const refusing = (type: 'classic' | 'quorum', maxLength: number): Bench =>
  new Bench({ type, maxLength, overflow: 'reject-publish' });
const dead = (bench: Bench): number[] =>
  bench.queue.dead.map(({ entry }) => bench.numberOf(entry.message));
const publishAll =
  (...messages: number[]): Command =>
  (bench) => {
    for (const message of messages) publish(message)(bench);
  };

describe('a length of three, drop-head', () => {
  it.each(['classic', 'quorum'] as const)('[Q9] %s: the oldest go, newcomers stay', (type) => {
    const bench = dropping(type, 3)
      .when(publishAll(1, 2, 3))
      .when(publish(4))
      .then(enqueued(4), deadLettered(1, null, 'maxlen'));
    expect(bench.answers()).toEqual(['confirm', 'confirm', 'confirm', 'confirm']);
  });

  it.each(['classic', 'quorum'] as const)('[Q9] %s: counts ready messages only', (type) => {
    const bench = dropping(type, 3)
      .when(publishAll(1, 2, 3))
      .when(subscribe('a', { prefetch: 2 }));
    bench.when(publishAll(4, 5, 6));
    expect(dead(bench)).toEqual([3]);
    // As recorded: both go back and are dropped in turn.
    bench.when(crash('a'));
    expect([...dead(bench)].sort()).toEqual([1, 2, 3]);
    expect(bench.queue.ready.count).toBe(3);
  });

  it('[Q9] classic: drops before it delivers, so that the returned one may be gone', () => {
    dropping('classic', 1)
      .when(subscribe('a', { prefetch: 1 }))
      .when(publishAll(1, 2))
      .when(requeue('a', 1))
      .then(returned(1, 'a'), deadLettered(1, null, 'maxlen'), delivered(2, 'a'));
  });

  it('[Q9] quorum: delivers before it drops', () => {
    dropping('quorum', 1)
      .when(subscribe('a', { prefetch: 1 }))
      .when(publishAll(1, 2))
      .when(requeue('a', 1))
      .then(returned(1, 'a'), delivered(1, 'a', 2));
  });

  it('[Q9] quorum: what one return pushes out goes to the dead letters last first', () => {
    const options: QueueOptions = {
      type: 'quorum',
      maxLength: 1,
      deadLetter: { queue: 'graveyard' },
    };
    const bench = new Bench(options)
      .when(subscribe('a', { prefetch: 3 }))
      .when(publishAll(1, 2, 3, 4))
      .when(crash('a'))
      .then(
        closed('a'),
        ...[1, 2, 3].map((message) => returned(message, 'a', 'closed')),
        ...[1, 2, 3].map((message) => deadLettered(message, null, 'maxlen')),
        ...[3, 2, 1].map((message) => enqueued(message, 'graveyard', null)),
      );
    expect(bench.queue.ready.count).toBe(1);
  });
});

describe('a length of three, reject-publish', () => {
  it('[Q9] classic: the newcomer is refused, and its publisher hears of it', () => {
    const bench = refusing('classic', 3)
      .when(publishAll(1, 2, 3))
      .when(publish(4))
      .then(refused(4));
    expect(bench.answers()).toEqual(['confirm', 'confirm', 'confirm', 'unconfirmed']);
  });

  it('[Q9] classic: what comes back is taken, however long the queue is', () => {
    const bench = refusing('classic', 3)
      .when(publishAll(1, 2, 3))
      .when(subscribe('a', { prefetch: 2 }))
      .when(publishAll(4, 5))
      .when(crash('a'));
    expect([bench.queue.ready.count, bench.queue.dead]).toEqual([5, []]);
  });

  it('[Q9] quorum: takes one more than it may, refuses, and takes again at four fifths', () => {
    refusing('quorum', 5)
      .when(publishAll(1, 2, 3, 4, 5))
      .when(publish(6))
      .then(enqueued(6), intake(true))
      .when(publish(7))
      .then(refused(7))
      .when(subscribe('a', { prefetch: 1 }))
      .when(publish(8))
      .then(refused(8))
      .when(ack('a', 1))
      .then(acked(1, 'a'), delivered(2, 'a'), intake(false))
      .when(publish(9))
      .then(enqueued(9));
  });

  it('[Q9] a queue that is purged takes messages again', () => {
    refusing('quorum', 1).when(publishAll(1, 2)).when(purge).then(purged(2), intake(false));
  });
});
