/** Says how an external system serves, and that what it has done stays done. */
import { describe, expect, it } from 'vitest';
import { charge, openTill } from '../testing/till';

const KILL = { kind: 'Kill', part: 'bank' } as const;
const REVIVE = { kind: 'Revive', part: 'bank' } as const;

describe('a call at an external system', () => {
  it('is served after a time drawn from the span of its operation', () => {
    const many = Array.from({ length: 200 }, (_, index) => index * 200);
    const bench = openTill({
      atMs: many,
      bank: { operations: { Charge: { reply: 'Charged', serveMs: { min: 20, max: 23 } } } },
    }).until(100_000);
    const spans = bench.facts('CallAccepted').map(({ atMs, untilMs }) => untilMs - atMs);
    expect(spans).toHaveLength(200);
    expect([...new Set(spans)].sort()).toEqual([20, 21, 22, 23]);
  });

  it('is answered with what was asked and a confirmation to quote', () => {
    const bench = openTill({ atMs: [10, 20] }).until(1000);
    const replies = bench.facts('MessageCreated').filter(({ producer }) => producer === 'bank');
    expect(replies).toMatchObject([
      { type: 'Charged', form: 'reply', data: { nth: 1, confirmation: 'bank-1' } },
      { type: 'Charged', form: 'reply', data: { nth: 2, confirmation: 'bank-2' } },
    ]);
  });

  it('does not wait for another: it serves all at the same time', () => {
    const bench = openTill({ atMs: [10, 10], till: { instances: 2 } }).until(1000);
    expect(bench.facts('CallServed').map(({ atMs }) => atMs)).toEqual([55, 55]);
  });

  it('that it does not know is refused', () => {
    const bench = openTill({
      handler: function* () {
        const call = { kind: 'call', to: 'bank', type: 'Rob', data: null, timeoutMs: 99 } as const;
        const { outcome } = yield call;
        return outcome;
      },
    }).until(1000);
    expect(bench.facts('ParcelDropped')).toMatchObject([{ reason: 'unroutable', atMs: 35 }]);
    expect(bench.facts('HandlerCompleted')).toMatchObject([{ value: 'refused', atMs: 40 }]);
  });
});

describe('an external system that is killed', () => {
  it('refuses what it had accepted: it was not done', () => {
    const bench = openTill({ till: { onError: 'reject' } }).until(45);
    bench.when(KILL).until(1000);
    expect(bench.facts('ServiceKilled', 'InstanceKilled')).toMatchObject([
      { held: 1 },
      { held: 1 },
    ]);
    expect(bench.facts('CallServed')).toEqual([]);
    expect(bench.facts('HandlerStepFinished')).toMatchObject([{ outcome: 'refused', atMs: 50 }]);
  });

  it('[S1] after it has served leaves done what it did', () => {
    const bench = openTill().until(57);
    bench.when(KILL).until(1000);
    expect(bench.facts('HandlerStepFinished')[0]).toMatchObject({ outcome: 'ok', atMs: 60 });
  });

  it('serves again once it is revived', () => {
    const bench = openTill({ atMs: [500] })
      .when(KILL)
      .when(REVIVE)
      .until(1000);
    expect(bench.facts('ServiceRevived')).toHaveLength(1);
    expect(bench.facts('CallServed')).toHaveLength(1);
    expect(bench.when(REVIVE).refusal).toBe('alreadyAlive');
  });

  it('goes on while one of its instances lives', () => {
    const bench = openTill({ bank: { instances: 2 } }).until(45);
    bench.when({ ...KILL, instance: 0 }).until(1000);
    expect(bench.facts('ServiceKilled')).toEqual([]);
    expect(bench.facts('CallServed')).toHaveLength(1);
  });
});

describe('the instances of an external system', () => {
  it('can be added and taken away, down to one', () => {
    const bench = openTill();
    expect(bench.when({ kind: 'AddInstance', part: 'bank' }).refusal).toBeUndefined();
    expect(bench.facts('InstanceStarted')).toMatchObject([{ service: 'bank', instance: 1 }]);
    expect(bench.when({ kind: 'RemoveInstance', part: 'bank' }).refusal).toBeUndefined();
    expect(bench.when({ kind: 'RemoveInstance', part: 'bank' }).refusal).toBe('lastInstance');
  });

  it('that was the only one alive takes with it what is in progress', () => {
    const bench = openTill({
      handler: charge,
      till: { onError: 'reject' },
      bank: { instances: 2 },
    });
    bench.when({ ...KILL, instance: 0 }).until(45);
    bench.when({ kind: 'RemoveInstance', part: 'bank' }).until(1000);
    // Nobody serves it any more, so whoever asked must hear of it.
    expect(bench.facts('HandlerStepFinished')[0]).toMatchObject({ outcome: 'refused', atMs: 50 });
  });
});

it('cannot be done to an external system: what belongs to queues, services, workloads', () => {
  const bench = openTill();
  expect(bench.when({ kind: 'Purge', part: 'bank' }).refusal).toBe('notPossible');
  expect(bench.when({ kind: 'SetRate', part: 'bank', perSecond: 1 }).refusal).toBe('notPossible');
});
