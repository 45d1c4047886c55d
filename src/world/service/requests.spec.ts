/** Says how a service answers those who ask it, and what they hear when it cannot. */
import { describe, expect, it } from 'vitest';
import { openCounter } from '../testing/counter';
import { atOnce } from '../testing/scripted';

const at = (...times: readonly number[]) => ({
  pattern: { kind: 'list' as const, at: times.map((atMs) => ({ atMs })) },
});

describe('a request', () => {
  it('is answered with what the handler returns', () => {
    const bench = openCounter().until(1000);
    const [, reply] = bench.facts('MessageCreated');
    expect(reply).toMatchObject({
      producer: 'desk',
      type: 'Told',
      form: 'reply',
      data: { to: 'people/1' },
      causation: 'people/1',
      correlation: 'ask-1',
    });
    expect(bench.facts('RequestAnswered')).toMatchObject([
      { message: 'people/1', reply: 'desk/1', atMs: 30 },
    ]);
  });

  it('has an answer of a type of its own where the service names none', () => {
    const bench = openCounter({ desk: { replies: {} } }).until(1000);
    expect(bench.facts('MessageCreated')[1]).toMatchObject({ type: 'AskAnswered' });
  });

  it('goes to the living instance that holds the least', () => {
    const bench = openCounter({ people: at(10, 11, 12, 13), desk: { instances: 3 } });
    bench.when({ kind: 'Kill', part: 'desk', instance: 1 }).until(20);
    expect(bench.facts('MessageReceived').map(({ instance }) => instance)).toEqual([0, 2, 0, 2]);
  });

  it('is refused when its handler throws', () => {
    const bench = openCounter({
      handler: atOnce(() => {
        throw new Error('closed for lunch');
      }),
    }).until(1000);
    expect(bench.facts('RequestFailed')).toMatchObject([{ outcome: 'refused', atMs: 30 }]);
  });

  it('is refused when nobody is alive to take it', () => {
    const bench = openCounter().when({ kind: 'Kill', part: 'desk' }).until(1000);
    expect(bench.facts('ParcelDropped')).toMatchObject([{ reason: 'receiverDown', atMs: 15 }]);
    expect(bench.facts('RequestFailed')).toMatchObject([{ outcome: 'refused', atMs: 20 }]);
  });

  it('is refused when the instance that held it is killed, worked on or not', () => {
    const bench = openCounter({ people: at(10, 10) }).until(18);
    bench.when({ kind: 'Kill', part: 'desk' }).until(1000);
    expect(bench.facts('RequestFailed')).toMatchObject([
      { message: 'people/1', outcome: 'refused', atMs: 23 },
      { message: 'people/2', outcome: 'refused', atMs: 23 },
    ]);
  });

  it('is refused when as many wait as an instance may have', () => {
    const many = Array.from({ length: 1001 }, () => 10);
    const bench = openCounter({ people: at(...many) }).until(16);
    expect(bench.facts('MessageReceived')).toHaveLength(1000);
    expect(bench.facts('ParcelDropped')).toMatchObject([{ message: 'people/1001' }]);
  });

  it('that had no answer in time fails, and the answer is dropped when it comes', () => {
    const bench = openCounter({ people: { timeoutMs: 15 } }).until(1000);
    expect(bench.facts('RequestFailed')).toMatchObject([{ outcome: 'timedOut', atMs: 25 }]);
    expect(bench.facts('ParcelDropped')).toMatchObject([{ purpose: 'reply', reason: 'stale' }]);
    expect(bench.facts('RequestAnswered')).toEqual([]);
  });

  it('in which a service asks another is answered through it', () => {
    const bench = openCounter({
      desk: { calls: ['desk'] },
      handler: function* (event) {
        if (event.source === 'desk') return 'from within';
        const call = { kind: 'call', to: 'desk', type: 'Ask', data: null, timeoutMs: 50 } as const;
        const { value } = yield call;
        return value;
      },
      people: { timeoutMs: 200 },
    });
    bench.when({ kind: 'AddInstance', part: 'desk' }).until(1000);
    expect(bench.facts('MessageCreated').at(-1)).toMatchObject({ data: 'from within' });
  });
});
