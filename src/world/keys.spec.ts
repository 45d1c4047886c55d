/** Says how a person's choice of a key changes where records go, and who knows of it. */
import { describe, expect, it } from 'vitest';
import { keyViews } from './keyViews';
import { partitionOf } from './partitioner';
import { foldFacts, initialWorld, loadWorld } from './simulation';
import { type PartInput, WorldBench } from './testing/bench';
import type { Script } from './testing/scripted';

const PARTITIONS = 5;
const SHOPS = ['Airport', 'Harbour', 'Mill', 'Park', 'Station'];

const till: Extract<PartInput, { kind: 'workload' }> = {
  kind: 'workload',
  id: 'till',
  label: 'Till',
  pattern: { kind: 'steady', perSecond: 20 },
  sends: {
    type: 'Sold',
    to: 'sales',
    key: 'shop',
    data: { shop: { oneOf: SHOPS }, number: { count: true } },
  },
  correlation: 'sale',
};

const cluster: readonly PartInput[] = [
  { kind: 'cluster', id: 'cluster', label: 'Broker' },
  { kind: 'stream', id: 'sales', broker: 'cluster', partitions: PARTITIONS },
  { kind: 'stream', id: 'other', broker: 'cluster', partitions: 1 },
];

const open = (): WorldBench =>
  new WorldBench({ parts: [...cluster, till], links: [['till', 'cluster']] });

const chosen = (key: string | null, stream = 'sales', part = 'till') =>
  ({ kind: 'SetKey', part, stream, key }) as const;

/** Keys of the messages that were made since the last deed, and where their records went. */
function sent(bench: WorldBench): { key: string | null; partition: number; data: unknown }[] {
  const keys = new Map(
    bench.facts('MessagePropertiesSet').map(({ message, key }) => [message, key]),
  );
  const born = new Map(
    bench
      .facts('MessageCreated')
      .map(({ producer, ordinal, data }) => [`${producer}/${ordinal + 1}`, data]),
  );
  return bench.facts('RecordPrepared').map(({ message, partition }) => {
    return { key: keys.get(message) ?? null, partition, data: born.get(message) };
  });
}

function views(bench: WorldBench, part = 'till') {
  const { world, plan, values } = bench.simulation;
  return keyViews(world, values, plan.indexOf(part), bench.journal.length).map((view) => ({
    ...view,
    stream: plan.parts[view.stream].id,
  }));
}

describe('[K1] the key that a person chooses', () => {
  it('holds for what is produced from then on, in place of the configured one', () => {
    const bench = open().until(300).when(chosen('number')).until(1000);
    expect(bench.facts('KeyChanged')).toMatchObject([
      { producer: 'till', stream: 'sales', key: 'number', byHand: true },
    ]);
    expect(sent(bench).length).toBeGreaterThan(10);
    for (const { key, partition, data } of sent(bench)) {
      expect(data).toMatchObject({ number: Number(key) });
      expect(partition).toBe(partitionOf(key ?? '', PARTITIONS));
    }
  });

  it('can be none: records are spread as those without a key are', () => {
    const bench = open().until(300).when(chosen(null)).until(3000);
    expect(sent(bench).every(({ key }) => key === null)).toBe(true);
    expect(new Set(sent(bench).map(({ partition }) => partition)).size).toBeGreaterThan(1);
  });

  it('is none where the data have no such field', () => {
    const bench = open().when(chosen('colour')).until(500);
    expect(sent(bench).map(({ key }) => key)).toContain(null);
  });

  it('is refused for a stream that the part does not produce to, or a part that does not', () => {
    const bench = open().until(100);
    expect(bench.when(chosen('number', 'other')).refusal).toBe('notProduced');
    expect(bench.when(chosen('number', 'nowhere')).refusal).toBe('notProduced');
    expect(bench.when(chosen('number', 'sales', 'sales')).refusal).toBe('notPossible');
    expect(bench.facts('KeyChanged')).toEqual([]);
  });

  it('is part of the world: folded from the facts, saved and loaded', () => {
    const bench = open().until(100).when(chosen(null)).until(500).when(chosen('number'));
    const { plan } = bench.simulation;
    const world = initialWorld(plan, bench.journal);
    foldFacts(world, 0, bench.journal.length);
    const loaded = loadWorld(plan, bench.row, bench.journal);
    for (const one of [world, loaded]) {
      const state = one.states[plan.indexOf('till')];
      expect(state).toEqual(bench.simulation.world.states[plan.indexOf('till')]);
    }
  });

  it('is shown with the fields that could be one', () => {
    const bench = open();
    const fields = ['shop', 'number'];
    expect(views(bench)).toEqual([{ stream: 'sales', key: 'shop', fields }]);
    expect(views(bench.when(chosen(null)))).toEqual([{ stream: 'sales', key: null, fields }]);
    expect(views(bench.when(chosen('number')))).toEqual([
      { stream: 'sales', key: 'number', fields },
    ]);
    expect(views(bench, 'sales')).toEqual([]);
  });
});

/** Publishes two records of one order; the second says its key itself. */
const sell: Script = function* () {
  const data = { order: 'order-1', shop: 'Mill' };
  yield { kind: 'publish', type: 'Sold', data };
  yield { kind: 'publish', type: 'Packed', data, options: { key: 'Park' } };
  return null;
};

describe('[K1] a service', () => {
  const parts: readonly PartInput[] = [
    ...cluster,
    { ...till, sends: { type: 'Sell', to: 'shop' }, pattern: { kind: 'list', at: [{ atMs: 50 }] } },
    {
      kind: 'service',
      id: 'shop',
      label: 'Shop',
      instances: 1,
      handler: 'shop.ts',
      workMs: { min: 0, max: 0 },
      publishes: { Sold: { stream: 'sales', key: 'order' }, Packed: { stream: 'sales' } },
    },
  ];
  const links = [
    ['till', 'shop'],
    ['shop', 'cluster'],
  ] as const;
  const openShop = (): WorldBench => new WorldBench({ parts, links, handlers: { shop: sell } });

  it('takes the key for all types that it sends there, but what a handler says outweighs it', () => {
    const bench = openShop()
      .when(chosen('shop', 'sales', 'shop'))
      .until(500);
    expect(sent(bench).map(({ key }) => key)).toEqual(['Mill', 'Park']);
  });

  it('has no one key as long as its types differ in it', () => {
    const bench = openShop().until(500);
    expect(views(bench, 'shop')).toEqual([
      { stream: 'sales', key: 'mixed', fields: ['order', 'shop'] },
    ]);
    expect(views(bench.when(chosen('order', 'sales', 'shop')), 'shop')).toMatchObject([
      { key: 'order' },
    ]);
  });
});
