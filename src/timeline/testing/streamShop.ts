/**
 * A small world of streams with everything in it that can go wrong, for specs: a cluster whose
 * nodes die, keyed and keyless producers with all kinds of acks, tombstones, groups of every
 * protocol, transactions, handlers that throw.
 */
import { parseScenario, type Scenario } from '../../scenario';
import type { Behaviours, Json } from '../../world';
import { scripted, type Script } from '../../world/testing/scripted';
import { Run } from '../run';

const link = (from: string, latencyMs: number, jitterMs: number): Json => ({
  between: [from, 'kafka'],
  latencyMs,
  jitterMs,
});

type Fields = { readonly [field: string]: Json };

const stream = (id: string, more: Fields): Json => ({
  kind: 'stream',
  id,
  broker: 'kafka',
  ...more,
});

const group = (id: string, more: Fields): Json => ({
  kind: 'group',
  id,
  broker: 'kafka',
  sessionTimeoutMs: 400,
  rebalanceTimeoutMs: 300,
  offsetReset: 'earliest',
  ...more,
});

const service = (id: string, consumption: Fields, more: Fields = {}): Json => ({
  kind: 'service',
  id,
  label: id,
  handler: `handlers/${id}.ts`,
  instances: 2,
  workMs: { min: 0, max: 30 },
  consumes: [{ heartbeatMs: 100, retryMs: 60, recordsMax: 3, ...consumption }],
  ...more,
});

const producer = (id: string, pattern: Json, sends: Fields): Json => ({
  kind: 'workload',
  id,
  label: id,
  pattern,
  sends: { type: 'Placed', ...sends },
  correlation: id,
});

/** The document, as an author would write it. */
const STREAM_SHOP: Json = {
  version: 1,
  name: 'A small shop of streams',
  seed: 7,
  messages: { Placed: { form: 'event' }, Paid: { form: 'event' } },
  parts: [
    producer(
      'orders',
      { kind: 'random', perSecond: 20 },
      { to: 'placed', data: { customer: { between: [1, 9] } }, key: 'customer', retryMs: 30 },
    ),
    producer(
      'clicks',
      { kind: 'burst', count: 4, everyMs: 150 },
      { to: 'clicked', acks: 1, batchRecords: 3, retries: 2 },
    ),
    producer('drops', { kind: 'steady', perSecond: 5 }, { to: 'clicked', acks: 0, key: null }),
    producer(
      'names',
      {
        kind: 'list',
        at: [
          { atMs: 20, key: 'a' },
          { atMs: 40, key: 'b' },
          { atMs: 60, key: 'a', data: null },
          { atMs: 80, key: null },
        ],
      },
      { to: 'named', retryMs: 20, retries: 3 },
    ),
    { kind: 'cluster', id: 'kafka', label: 'Kafka', nodes: 3, failoverMs: 50 },
    stream('placed', { partitions: 3, replication: 3, minInSyncReplicas: 2 }),
    stream('paid', { partitions: 2, segmentBytes: 1000, retentionBytes: 2000 }),
    stream('clicked', { partitions: 4, replication: 2, uncleanElection: true, retentionMs: 500 }),
    stream('named', { partitions: 2, cleanup: 'compact', segmentMs: 50 }),
    group('payments', { assignor: 'range' }),
    group('ledgers', { assignor: 'cooperativeSticky', isolation: 'committed' }),
    group('counts', { protocol: 'consumer', offsetReset: 'latest' }),
    group('helpers', { protocol: 'share', lockMs: 200 }),
    service(
      'payment',
      { group: 'payments', streams: ['placed'], transactional: true },
      { publishes: { Paid: { stream: 'paid', key: 'customer' } } },
    ),
    service(
      'ledger',
      { group: 'ledgers', streams: ['paid', 'placed'], commitEvery: 3 },
      { instances: 3 },
    ),
    service(
      'counter',
      { group: 'counts', streams: ['clicked', 'named'], commit: 'interval', commitIntervalMs: 70 },
      { instances: 3, onError: 'reject' },
    ),
    service('teller', { group: 'tellers', streams: ['named'], commit: 'beforeWork' }),
    group('tellers', { assignor: 'sticky', offsetReset: 'none' }),
    service('helper', { group: 'helpers', streams: ['clicked'] }, { onError: 'requeue' }),
  ],
  links: [
    link('orders', 4, 6),
    link('clicks', 0, 0),
    link('drops', 1, 2),
    link('names', 2, 0),
    link('payment', 3, 2),
    link('ledger', 5, 8),
    link('counter', 1, 0),
    link('teller', 2, 2),
    link('helper', 4, 4),
  ],
};

const payment: Script = function* (event, { draw }) {
  const paid = yield { kind: 'publish', type: 'Paid', data: event.data };
  if (paid.outcome !== 'ok') throw new Error(String(paid.value));
  if (draw(0) < 0.15 && event.delivery < 3) throw new Error('the card was not read');
  return null;
};

const clumsy: Script = function* (event, { draw }) {
  yield { kind: 'log', text: `${event.stream}/${event.partition}@${event.offset}` };
  if (draw(0) < 0.1) throw new Error('dropped it');
  return null;
};

const BEHAVIOURS: Behaviours = new Map([
  ['payment', scripted(payment)],
  ...['ledger', 'counter', 'teller', 'helper'].map((id) => [id, scripted(clumsy)] as const),
]);

const scenario: Scenario = parseScenario(STREAM_SHOP);

/** A run of it under a seed, at its beginning. */
export function openStreamShop(seed: number): Run {
  return new Run({ scenario, seed, behaviours: BEHAVIOURS, goals: null, waits: {} });
}
