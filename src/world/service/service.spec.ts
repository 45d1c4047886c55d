/** Says how a service works on what it is given: its steps, their answers, its ends. */
import { describe, expect, it } from 'vitest';
import { atOnce } from '../testing/scripted';
import { openTill } from '../testing/till';

describe('a pass over one message', () => {
  it('[S1] is a row of ordered steps, each with its moment', () => {
    const bench = openTill().until(1000);
    const kinds = [
      'MessageEnqueued',
      'MessageReceived',
      'HandlerStarted',
      'HandlerStepStarted',
      'CallServed',
      'HandlerStepFinished',
      'HandlerCompleted',
      'MessageAcked',
    ] as const;
    expect(bench.facts(...kinds).map(({ atMs, kind }) => `${atMs} ${kind}`)).toEqual([
      '15 MessageEnqueued',
      '20 MessageReceived',
      '20 HandlerStarted',
      '30 HandlerStepStarted',
      '55 CallServed',
      '60 HandlerStepFinished',
      '60 HandlerStepStarted',
      '65 MessageEnqueued',
      '70 HandlerStepFinished',
      '70 HandlerCompleted',
      '75 MessageAcked',
    ]);
  });

  it('[Q12] goes on after a publication only when the broker has confirmed it', () => {
    const bench = openTill().until(64);
    expect(bench.facts('HandlerCompleted')).toEqual([]);
    const [ledger] = bench.until(65).facts('MessageEnqueued').slice(-1);
    expect(ledger).toMatchObject({ queue: 'ledger', exchange: 'paid' });
    expect(bench.until(69).facts('HandlerCompleted')).toEqual([]);
    expect(bench.until(70).facts('HandlerCompleted')).toHaveLength(1);
  });

  it('[S8] gives its messages the correlation of the one in hand, and that one as their cause', () => {
    const bench = openTill({ atMs: [10, 20] }).until(1000);
    const made = bench.facts('MessageCreated').map(({ producer, ordinal, type, ...rest }) => {
      return `${producer}/${ordinal + 1} ${type} of ${rest.correlation} by ${rest.causation}`;
    });
    expect(made).toEqual([
      'orders/1 Placed of order-1 by null',
      'orders/2 Placed of order-2 by null',
      'till/1 Charge of order-1 by orders/1',
      'bank/1 Charged of order-1 by till/1',
      'till/2 Paid of order-1 by orders/1',
      'till/3 Charge of order-2 by orders/2',
      'bank/2 Charged of order-2 by till/3',
      'till/4 Paid of order-2 by orders/2',
    ]);
  });

  it('[S8] shows its handler the message under the names of CloudEvents', () => {
    const seen: unknown[] = [];
    openTill({
      handler: atOnce((event) => {
        seen.push(event);
        return null;
      }),
    }).until(1000);
    expect(seen).toEqual([
      {
        id: 'orders/1',
        type: 'Placed',
        source: 'orders',
        time: 10,
        form: 'event',
        correlationId: 'order-1',
        causationId: null,
        delivery: 1,
        key: null,
        data: { nth: 1 },
      },
    ]);
  });

  it('is alone in its instance: the next message waits until it is over', () => {
    const bench = openTill({ atMs: [10, 10] }).until(1000);
    expect(bench.facts('MessageReceived').map(({ atMs }) => atMs)).toEqual([20, 20]);
    expect(bench.facts('HandlerStarted').map(({ atMs }) => atMs)).toEqual([20, 70]);
  });

  it('writes into the log without waiting', () => {
    const bench = openTill({
      handler: function* () {
        yield { kind: 'log', text: 'one' };
        yield { kind: 'log', text: 'two' };
        return null;
      },
    }).until(1000);
    expect(bench.facts('HandlerLogged', 'HandlerCompleted')).toMatchObject([
      { text: 'one', atMs: 30 },
      { text: 'two', atMs: 30 },
      { kind: 'HandlerCompleted', atMs: 30 },
    ]);
  });
});

describe('a call', () => {
  it('[S6] that has no answer in time fails; whether it was done, the caller does not know', () => {
    const bench = openTill({
      bank: { operations: { Charge: { reply: 'Charged', serveMs: { min: 200, max: 200 } } } },
      till: { onError: 'reject' },
    }).until(1000);
    expect(bench.facts('HandlerStepFinished')).toMatchObject([{ outcome: 'timedOut', atMs: 130 }]);
    expect(bench.facts('HandlerFailed')).toMatchObject([{ error: 'the bank: timedOut' }]);
    expect(bench.facts('CallServed')).toHaveLength(1);
    // Its answer comes when nobody waits for it any more.
    expect(bench.facts('ParcelDropped')).toMatchObject([
      { purpose: 'reply', reason: 'stale', atMs: 240 },
    ]);
  });

  it('to a dead part is refused', () => {
    const bench = openTill({ till: { onError: 'reject' } });
    bench.when({ kind: 'Kill', part: 'bank' }).until(1000);
    const [step] = bench.facts('HandlerStepFinished');
    expect(step).toMatchObject({ outcome: 'refused', value: 'the call was refused', atMs: 40 });
  });

  it('to a part that it has no link to fails that step, not the run', () => {
    const bench = openTill({
      handler: function* () {
        const call = {
          kind: 'call',
          to: 'moon',
          type: 'Charge',
          data: null,
          timeoutMs: 9,
        } as const;
        const { outcome, value } = yield call;
        return { outcome, value };
      },
    }).until(1000);
    expect(bench.facts('HandlerCompleted')).toMatchObject([
      { atMs: 30, value: { outcome: 'failed', value: 'till has no link to "moon"' } },
    ]);
    expect(bench.facts('MessageAcked')).toHaveLength(1);
  });

  it('of a type that it has no place for fails that step, not the run', () => {
    const bench = openTill({
      handler: function* () {
        const { value } = yield { kind: 'publish', type: 'Nowhere', data: null };
        return value;
      },
    }).until(1000);
    expect(bench.facts('HandlerCompleted')).toMatchObject([
      { value: 'till has no place for "Nowhere"' },
    ]);
  });
});

describe('a handler that throws', () => {
  const throwing = atOnce(() => {
    throw new Error('no stamps left');
  });

  it('sends its message back to the queue, which hands it out again', () => {
    const bench = openTill({ handler: throwing }).until(60);
    const deliveries = bench.facts('MessageDelivered');
    expect(deliveries.map(({ handouts, redelivered }) => [handouts, redelivered])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(bench.facts('HandlerFailed')[0]).toMatchObject({ error: 'no stamps left', line: 1 });
    expect(bench.facts('MessageReturned')[0]).toMatchObject({ reason: 'nack', atMs: 35 });
  });

  it('[Q10] has its message dead-lettered where the service says so', () => {
    const bench = openTill({ handler: throwing, till: { onError: 'reject' } }).until(1000);
    expect(bench.facts('MessageDeadLettered')).toMatchObject([
      { message: 'orders/1', queue: 'inbox', reason: 'rejected' },
    ]);
    expect(bench.facts('MessageDelivered')).toHaveLength(1);
  });

  it('[Q1] loses a message that was acknowledged at its delivery', () => {
    const consumes = [{ queue: 'inbox', prefetch: 0, acknowledge: 'onDelivery' as const }];
    const bench = openTill({ handler: throwing, till: { consumes } }).until(1000);
    expect(bench.facts('MessageAcked')).toMatchObject([{ atMs: 15 }]);
    expect(bench.facts('MessageReturned', 'MessageDeadLettered')).toEqual([]);
  });
});

describe('processing time', () => {
  it('is drawn from its span by message and delivery, whoever works on it', () => {
    const till = { workMs: { min: 0, max: 1000 }, instances: 2 };
    const workOf = (instances: number): (readonly [string, number])[] =>
      openTill({ atMs: [10, 10, 10], till: { ...till, instances } })
        .until(10_000)
        .facts('HandlerStarted')
        .map(({ message, atMs, untilMs }) => [message, untilMs - atMs] as const)
        .sort();
    const alone = workOf(1);
    expect(workOf(2)).toEqual(alone);
    expect(new Set(alone.map(([, ms]) => ms)).size).toBe(3);
  });
});
