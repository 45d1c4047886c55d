/** Says what goes back and what stays done when a service dies, and how it comes back. */
import { describe, expect, it } from 'vitest';
import { openTill } from '../testing/till';

const KILL = { kind: 'Kill', part: 'till' } as const;
const REVIVE = { kind: 'Revive', part: 'till' } as const;

describe('a service that is killed at work', () => {
  it.each([
    { during: 'its own work', atMs: 25, charged: 0, published: 0, returned: 1 },
    { during: 'the call, before the bank has it', atMs: 32, charged: 1, published: 0, returned: 1 },
    { during: 'the call, while the bank works', atMs: 45, charged: 1, published: 0, returned: 1 },
    { during: 'the call, answer under way', atMs: 57, charged: 1, published: 0, returned: 1 },
    { during: 'the publication', atMs: 62, charged: 1, published: 1, returned: 1 },
    { during: 'its confirm', atMs: 67, charged: 1, published: 1, returned: 1 },
    { during: 'its acknowledgement', atMs: 72, charged: 1, published: 1, returned: 0 },
  ])('[S1] during $during leaves done what was done', ({ atMs, charged, published, returned }) => {
    const bench = openTill().until(atMs);
    const before = bench.facts('CallServed', 'MessageEnqueued');
    bench.when(KILL).until(500);
    const done = [...before, ...bench.facts('CallServed', 'MessageEnqueued')];
    expect(done.filter(({ kind }) => kind === 'CallServed')).toHaveLength(charged);
    const inLedger = done.filter((fact) => 'queue' in fact && fact.queue === 'ledger');
    expect(inLedger).toHaveLength(published);
    expect(bench.facts('MessageReturned')).toHaveLength(returned);
    // What comes back is done again, from its first step.
    bench.when(REVIVE).until(1000);
    expect(bench.facts('CallServed', 'MessageEnqueued')).toHaveLength(returned * 2);
    expect(bench.facts('MessageDelivered').map(({ handouts }) => handouts)).toEqual(
      returned === 1 ? [2] : [],
    );
  });

  it('[Q6] gives back everything that it held, worked on or not', () => {
    const bench = openTill({ atMs: [10, 10, 10], till: { instances: 1 } }).until(25);
    bench.when(KILL).until(500);
    expect(bench.facts('ServiceKilled')).toMatchObject([{ held: 2, byHand: true }]);
    expect(
      bench.facts('MessageReturned').map(({ message, reason }) => `${message} ${reason}`),
    ).toEqual(['orders/1 closed', 'orders/2 closed']);
    expect(bench.facts('MessageReturned')[0].atMs).toBe(30);
  });

  it('[Q6] closes its connections as one: nothing is handed to an instance about to go', () => {
    const bench = openTill({ atMs: [10, 10, 10, 10, 10], till: { instances: 2 } }).until(25);
    bench.when(KILL).until(500);
    expect(bench.facts('ConsumerClosed').map(({ instance }) => instance)).toEqual([0, 1]);
    expect(bench.facts('MessageDelivered')).toEqual([]);
    expect(bench.facts('MessageReturned')).toHaveLength(4);
  });

  it('is noticed by the broker after the latency of the link', () => {
    const bench = openTill({ atMs: [10, 21] }).until(25);
    bench.when(KILL).until(500);
    const [, late] = openTill({ atMs: [10, 21] })
      .until(500)
      .facts('MessageDelivered');
    expect(late.atMs).toBe(26);
    // Delivered to one that was dead already: it arrives nowhere and goes back.
    expect(bench.facts('MessageDelivered', 'ParcelDropped', 'MessageReturned')).toMatchObject([
      { kind: 'MessageDelivered', atMs: 26 },
      { kind: 'MessageReturned', atMs: 30, message: 'orders/1' },
      { kind: 'MessageReturned', atMs: 30, message: 'orders/2' },
      { kind: 'ParcelDropped', atMs: 31, reason: 'receiverDown' },
    ]);
  });

  it('refuses to die twice', () => {
    const bench = openTill().until(25).when(KILL);
    const { length } = bench.journal;
    expect(bench.when(KILL).refusal).toBe('alreadyDead');
    expect(bench.when({ ...KILL, instance: 0 }).refusal).toBe('alreadyDead');
    expect(bench.when({ ...KILL, instance: 7 }).refusal).toBe('alreadyDead');
    expect(bench.journal).toHaveLength(length);
  });
});

describe('one instance that is killed', () => {
  const two = { atMs: [10, 10, 10, 10], till: { instances: 2 } };

  it('gives back what it held, and the other goes on', () => {
    const bench = openTill(two).until(25);
    bench.when({ ...KILL, instance: 0 }).until(500);
    expect(bench.facts('InstanceKilled')).toMatchObject([{ instance: 0, held: 2, byHand: true }]);
    expect(bench.facts('ServiceKilled')).toEqual([]);
    expect(bench.facts('MessageReturned').map(({ message }) => message)).toEqual([
      'orders/1',
      'orders/3',
    ]);
    expect(new Set(bench.facts('MessageAcked').map(({ instance }) => instance))).toEqual(
      new Set([1]),
    );
    expect(bench.facts('MessageAcked')).toHaveLength(4);
  });

  it('is the death of the service if it was the last', () => {
    const bench = openTill(two).until(25);
    bench.when({ ...KILL, instance: 0 }).when({ ...KILL, instance: 1 });
    expect(bench.facts('ServiceKilled')).toMatchObject([{ service: 'till' }]);
  });
});

describe('a service that is revived', () => {
  it('[Q4] subscribes again and gets the backlog up to its prefetch', () => {
    const bench = openTill({ atMs: [10, 20, 30] })
      .when(KILL)
      .until(100);
    bench.when(REVIVE).until(105);
    expect(bench.facts('ServiceRevived', 'InstanceStarted')).toMatchObject([
      { kind: 'ServiceRevived', byHand: true },
      { kind: 'InstanceStarted', instance: 0 },
    ]);
    expect(bench.facts('ConsumerSubscribed')).toMatchObject([{ prefetch: 2, atMs: 105 }]);
    expect(bench.facts('MessageDelivered').map(({ message }) => message)).toEqual([
      'orders/1',
      'orders/2',
    ]);
  });

  it('does not take what was sent to it in its former life', () => {
    const bench = openTill({ atMs: [10] }).until(16);
    bench.when(KILL).when(REVIVE).until(20);
    expect(bench.facts('ParcelDropped')).toMatchObject([{ purpose: 'deliver', reason: 'stale' }]);
    bench.until(500);
    expect(bench.facts('MessageAcked')).toHaveLength(1);
  });

  it('is refused when nothing is dead', () => {
    expect(openTill().when(REVIVE).refusal).toBe('alreadyAlive');
  });
});

describe('the number of instances', () => {
  it('[Q4] grows by one that is last in line and is filled at once', () => {
    const bench = openTill({ atMs: [10, 10, 10, 10] }).until(25);
    bench.when({ kind: 'AddInstance', part: 'till' }).until(30);
    expect(bench.facts('InstanceStarted')).toMatchObject([{ instance: 1, byHand: true }]);
    const delivered = bench.facts('MessageDelivered');
    expect(delivered.map(({ message, instance }) => `${message} to ${instance}`)).toEqual([
      'orders/3 to 1',
      'orders/4 to 1',
    ]);
  });

  it('shrinks by the last, which gives back what it holds', () => {
    const bench = openTill({ atMs: [10, 10], till: { instances: 2 } }).until(25);
    bench.when({ kind: 'RemoveInstance', part: 'till' }).until(500);
    expect(bench.facts('InstanceRemoved')).toMatchObject([{ instance: 1, held: 1 }]);
    expect(bench.facts('MessageReturned')).toMatchObject([{ message: 'orders/2', instance: 1 }]);
    expect(bench.facts('MessageAcked')).toHaveLength(2);
  });

  it('is never less than one', () => {
    expect(openTill().when({ kind: 'RemoveInstance', part: 'till' }).refusal).toBe('lastInstance');
  });

  it('is at most fifty', () => {
    const bench = openTill({ till: { instances: 50 } });
    expect(bench.when({ kind: 'AddInstance', part: 'till' }).refusal).toBe('tooMany');
  });
});

describe('how a service consumes', () => {
  const consumption = { kind: 'SetConsumption', part: 'till', queue: 'inbox' } as const;

  it('changes while it runs: what comes next is acknowledged at its delivery', () => {
    const bench = openTill({ atMs: [10, 40] }).until(25);
    bench.when({ ...consumption, acknowledge: 'onDelivery', prefetch: 5 }).until(46);
    expect(bench.facts('ConsumptionChanged')).toMatchObject([{ prefetch: 5, autoAck: true }]);
    expect(bench.facts('ConsumerSubscribed')).toMatchObject([{ prefetch: 5, autoAck: true }]);
    expect(bench.facts('MessageAcked')).toMatchObject([{ message: 'orders/2', atMs: 45 }]);
    bench.until(500);
    expect(bench.facts('MessageAcked').map(({ message }) => message)).toEqual([
      'orders/2',
      'orders/1',
    ]);
  });

  it('keeps to its new terms after a revival', () => {
    const bench = openTill().when({ ...consumption, acknowledge: 'afterWork', prefetch: 9 });
    bench.until(50).when(KILL).until(60).when(REVIVE).until(100);
    expect(bench.facts('ConsumerSubscribed')).toMatchObject([{ prefetch: 9 }]);
  });

  it('counts what it holds against a new prefetch: resubscribing gives nothing back', () => {
    const bench = openTill({ atMs: [10, 10, 10] }).until(25);
    bench.when({ ...consumption, acknowledge: 'afterWork', prefetch: 1 }).until(74);
    expect(bench.facts('MessageReturned', 'MessageDelivered')).toEqual([]);
    // Two are held, one is allowed: the first acknowledgement makes no room yet.
    bench.until(124);
    expect(bench.facts('MessageAcked')).toHaveLength(1);
    expect(bench.facts('MessageDelivered')).toEqual([]);
  });

  it('cannot be changed for a queue that it does not consume', () => {
    const other = {
      ...consumption,
      queue: 'ledger',
      acknowledge: 'afterWork',
      prefetch: 1,
    } as const;
    expect(openTill().when(other).refusal).toBe('notConsumed');
  });
});

it('cannot be done to a service: what belongs to queues and workloads', () => {
  const bench = openTill();
  expect(bench.when({ kind: 'Purge', part: 'till' }).refusal).toBe('notPossible');
  expect(bench.when({ kind: 'SetRate', part: 'till', perSecond: 1 }).refusal).toBe('notPossible');
});
