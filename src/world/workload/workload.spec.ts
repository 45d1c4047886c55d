/** Says when workloads send, what they send, and what becomes of those who wait. */
import { describe, expect, it } from 'vitest';
import { type PartInput, WorldBench } from '../testing/bench';
import { openCounter } from '../testing/counter';

type Workload = Extract<PartInput, { kind: 'workload' }>;
type Pattern = Workload['pattern'];

/** A bench of people who ask a desk by a pattern. */
const open = (pattern: Pattern, people: Partial<Workload> = {}, seed = 1): WorldBench =>
  openCounter({ people: { ...people, pattern }, seed });

const arrivalsOf = (bench: WorldBench, instance = 0): number[] =>
  bench
    .facts('CustomerArrived')
    .filter((fact) => fact.instance === instance)
    .map(({ atMs }) => atMs);
const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((atMs, index) => atMs - times[index]);

describe('a steady workload', () => {
  it('comes evenly', () => {
    const times = arrivalsOf(open({ kind: 'steady', perSecond: 4 }).until(1000));
    expect(times).toEqual([250, 500, 750, 1000]);
  });

  it('comes up to its jitter early or late, and never further', () => {
    const steady = { kind: 'steady', perSecond: 10, jitterMs: 20 } as const;
    const gaps = gapsOf(arrivalsOf(open(steady).until(20_000)));
    expect(Math.min(...gaps)).toBe(80);
    expect(Math.max(...gaps)).toBe(120);
  });

  it('never jitters by more than half a gap', () => {
    const steady = { kind: 'steady', perSecond: 10, jitterMs: 500 } as const;
    expect(Math.min(...gapsOf(arrivalsOf(open(steady).until(20_000))))).toBeGreaterThanOrEqual(50);
  });

  it('that has no rate does not come at all', () => {
    expect(arrivalsOf(open({ kind: 'steady', perSecond: 0 }).until(60_000))).toEqual([]);
  });
});

describe('a random workload', () => {
  it('comes at its rate, in gaps that vary as those of independent people', () => {
    const gaps = gapsOf(arrivalsOf(open({ kind: 'random', perSecond: 10 }).until(200_000)));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const spread = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(mean).toBeGreaterThan(95);
    expect(mean).toBeLessThan(105);
    // An exponential gap varies as much as it is long.
    expect(Math.sqrt(spread) / mean).toBeGreaterThan(0.9);
    expect(Math.sqrt(spread) / mean).toBeLessThan(1.1);
  });

  it('comes at other times under another seed, at the same under the same', () => {
    const timesOf = (seed: number): number[] =>
      arrivalsOf(open({ kind: 'random', perSecond: 10 }, {}, seed).until(5000));
    expect(timesOf(1)).toEqual(timesOf(1));
    expect(timesOf(2)).not.toEqual(timesOf(1));
  });

  it('has a rhythm of its own in each instance', () => {
    const two = open({ kind: 'random', perSecond: 10 }, { instances: 2 }).until(5000);
    expect(arrivalsOf(two, 1)).not.toEqual(arrivalsOf(two, 0));
    const alone = open({ kind: 'random', perSecond: 10 }).until(5000);
    expect(arrivalsOf(two, 0)).toEqual(arrivalsOf(alone));
  });
});

describe('a workload in bursts', () => {
  it('comes several at once, then waits', () => {
    const times = arrivalsOf(open({ kind: 'burst', count: 3, everyMs: 400 }).until(900));
    expect(times).toEqual([0, 0, 0, 400, 400, 400, 800, 800, 800]);
  });
});

describe('a workload from a list', () => {
  it('comes at the times given, then never again', () => {
    const list = { kind: 'list', at: [{ atMs: 0 }, { atMs: 70 }, { atMs: 70 }] } as const;
    expect(arrivalsOf(open({ ...list, at: [...list.at] }).until(60_000))).toEqual([0, 70, 70]);
  });

  it('sends what the list says in place of what is usual', () => {
    const at = [{ atMs: 0 }, { atMs: 10, data: { name: 'Bo' } }];
    const sends = { type: 'Ask', to: 'desk', data: { name: 'Ada', loud: false } };
    const bench = open({ kind: 'list', at }, { sends }).until(14);
    expect(bench.facts('MessageCreated').map(({ data }) => data)).toEqual([
      { name: 'Ada', loud: false },
      { name: 'Bo', loud: false },
    ]);
  });
});

describe('the data of a message', () => {
  const sends = {
    type: 'Ask',
    to: 'desk',
    data: {
      fixed: 'as it stands',
      drawn: { between: [3, 5] },
      chosen: { oneOf: ['a', 'b'] },
      nth: { count: true },
    },
  } satisfies Workload['sends'];
  const dataOf = (seed: number): Record<string, unknown>[] =>
    open({ kind: 'burst', count: 100, everyMs: 1000 }, { sends }, seed)
      .until(1)
      .facts('MessageCreated')
      .map(({ data }) => Object(data));

  it('is fixed, drawn, chosen or counted, field by field', () => {
    const all = dataOf(1);
    expect(all.map(({ nth }) => nth)).toEqual(all.map((_, index) => index + 1));
    expect(new Set(all.map(({ fixed }) => fixed))).toEqual(new Set(['as it stands']));
    expect(new Set(all.map(({ drawn }) => drawn))).toEqual(new Set([3, 4, 5]));
    expect(new Set(all.map(({ chosen }) => chosen))).toEqual(new Set(['a', 'b']));
  });

  it('is the same under the same seed', () => {
    expect(dataOf(1)).toEqual(dataOf(1));
    expect(dataOf(2)).not.toEqual(dataOf(1));
  });
});

describe('the rate of a workload', () => {
  it('changes while it runs, from the next arrival on', () => {
    const bench = open({ kind: 'steady', perSecond: 1 }).until(1100);
    bench.when({ kind: 'SetRate', part: 'people', perSecond: 10 }).until(1400);
    expect(bench.facts('RateChanged')).toMatchObject([{ perSecondMilli: 10_000, byHand: true }]);
    expect(arrivalsOf(bench)).toEqual([1200, 1300, 1400]);
  });

  it('can be stopped and started', () => {
    const bench = open({ kind: 'steady', perSecond: 10 }).until(150);
    bench.when({ kind: 'SetRate', part: 'people', perSecond: 0 }).until(60_000);
    expect(arrivalsOf(bench)).toEqual([]);
    bench.when({ kind: 'SetRate', part: 'people', perSecond: 10 }).until(60_100);
    expect(arrivalsOf(bench)).toEqual([60_100]);
  });

  it('is set for all its living instances', () => {
    const bench = open({ kind: 'steady', perSecond: 1 }, { instances: 3 });
    bench.when({ kind: 'Kill', part: 'people', instance: 1 });
    bench.when({ kind: 'SetRate', part: 'people', perSecond: 10 });
    expect(bench.facts('ArrivalMoved').map(({ instance }) => instance)).toEqual([0, 2]);
  });

  it('is no matter of lists and bursts', () => {
    const bench = open({ kind: 'burst', count: 1, everyMs: 10 });
    const refused = bench.when({ kind: 'SetRate', part: 'people', perSecond: 1 }).refusal;
    expect(refused).toBe('noRate');
  });
});

describe('a workload that is killed', () => {
  it('comes no more until it is revived', () => {
    const bench = open({ kind: 'steady', perSecond: 10 }).until(250);
    bench.when({ kind: 'Kill', part: 'people' }).until(1000);
    expect(arrivalsOf(bench)).toEqual([]);
    bench.when({ kind: 'Revive', part: 'people' }).until(1200);
    expect(arrivalsOf(bench)).toEqual([1100, 1200]);
  });

  it('goes on with its list where it was; what it missed comes at once', () => {
    const at = [{ atMs: 10 }, { atMs: 50 }, { atMs: 900 }];
    const bench = open({ kind: 'list', at }).until(20);
    bench.when({ kind: 'Kill', part: 'people' }).until(500);
    bench.when({ kind: 'Revive', part: 'people' }).until(1000);
    expect(arrivalsOf(bench)).toEqual([500, 900]);
  });

  it('may lose one instance, and the others go on', () => {
    const bench = open({ kind: 'steady', perSecond: 10 }, { instances: 2 });
    bench.when({ kind: 'Kill', part: 'people', instance: 0 }).until(300);
    expect(arrivalsOf(bench, 0)).toEqual([]);
    expect(arrivalsOf(bench, 1)).toEqual([100, 200, 300]);
  });

  it('still hears of what it asked before', () => {
    const bench = openCounter().until(12);
    bench.when({ kind: 'Kill', part: 'people' }).until(1000);
    expect(bench.facts('RequestAnswered')).toHaveLength(1);
  });
});

describe('the instances of a workload', () => {
  it('can be added, each with its own rhythm, and taken away again', () => {
    const bench = open({ kind: 'steady', perSecond: 10 }).until(50);
    bench.when({ kind: 'AddInstance', part: 'people' }).until(250);
    expect(arrivalsOf(bench, 1)).toEqual([150, 250]);
    bench.when({ kind: 'RemoveInstance', part: 'people' }).until(1000);
    expect(arrivalsOf(bench, 1)).toEqual([]);
    const last = bench.when({ kind: 'RemoveInstance', part: 'people' }).refusal;
    expect(last).toBe('lastInstance');
  });

  it('are at most fifty', () => {
    const bench = open({ kind: 'steady', perSecond: 1 }, { instances: 50 });
    expect(bench.when({ kind: 'AddInstance', part: 'people' }).refusal).toBe('tooMany');
  });
});

describe('a workload that publishes', () => {
  const producer = (): WorldBench =>
    new WorldBench({
      parts: [
        {
          kind: 'workload',
          id: 'meter',
          label: 'Meter',
          pattern: { kind: 'list', at: [{ atMs: 10 }] },
          sends: { type: 'Read', to: 'reads' },
          correlation: 'read',
          timeoutMs: 1,
        },
        { kind: 'broker', id: 'broker', label: 'Broker' },
        { kind: 'exchange', id: 'reads', broker: 'broker', type: 'fanout' },
        { kind: 'queue', id: 'inbox', broker: 'broker', type: 'classic', bindings: ['reads'] },
      ],
      links: [['meter', 'broker', 5]],
    });

  it('[Q12] hears that the broker took charge, and waits for no answer', () => {
    const bench = producer().until(1000);
    expect(bench.facts('MessageCreated')).toMatchObject([{ type: 'Read', form: 'event' }]);
    expect(bench.facts('MessageEnqueued')).toMatchObject([{ queue: 'inbox', atMs: 15 }]);
    expect(bench.facts('PublishConfirmed')).toMatchObject([{ message: 'meter/1', atMs: 20 }]);
    expect(bench.facts('RequestFailed')).toEqual([]);
  });
});

it('cannot be done to a workload: what belongs to queues and services', () => {
  const bench = openCounter();
  expect(bench.when({ kind: 'Purge', part: 'people' }).refusal).toBe('notPossible');
  const consumption = { queue: 'q', acknowledge: 'afterWork', prefetch: 1 } as const;
  const set = { kind: 'SetConsumption', part: 'people', ...consumption } as const;
  expect(bench.when(set).refusal).toBe('notPossible');
});
