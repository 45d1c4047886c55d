/** Says what is refused of those who write to streams and read them, where, and with a hint. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { faultsOf } from './testing/shop';

type Fields = { readonly [field: string]: Json };

const STREAMS = {
  sends: {},
  consumption: {},
  publishes: {},
  group: {},
};

/** A document with one producer, one stream, one group and one member; changed by parts. */
function streams(change: Partial<Record<keyof typeof STREAMS, Fields>> = {}): Json {
  const { sends, consumption, publishes, group } = { ...STREAMS, ...change };
  return {
    version: 1,
    name: 'Streams',
    seed: 1,
    messages: { Placed: { form: 'event' }, Paid: { form: 'event' } },
    parts: [
      {
        kind: 'workload',
        id: 'orders',
        label: 'Orders',
        pattern: { kind: 'list', at: [{ atMs: 1, key: 'a', data: null }, { atMs: 2 }] },
        sends: { type: 'Placed', to: 'placed', ...sends },
        correlation: 'order',
      },
      { kind: 'cluster', id: 'kafka', label: 'Kafka' },
      { kind: 'stream', id: 'placed', broker: 'kafka', partitions: 3 },
      { kind: 'group', id: 'payments', broker: 'kafka', ...group },
      {
        kind: 'service',
        id: 'payment',
        label: 'Payment',
        instances: 2,
        handler: 'handlers/payment.ts',
        workMs: { min: 1, max: 2 },
        consumes: [{ group: 'payments', streams: ['placed'], ...consumption }],
        publishes: { Paid: { stream: 'placed', ...publishes } },
      },
      { kind: 'cluster', id: 'other', label: 'Other' },
      { kind: 'stream', id: 'elsewhere', broker: 'other', partitions: 1 },
    ],
    links: [
      { between: ['orders', 'kafka'], latencyMs: 1 },
      { between: ['payment', 'kafka'], latencyMs: 1 },
      { between: ['payment', 'other'], latencyMs: 1 },
    ],
  };
}

const places = (document: Json): string[] =>
  faultsOf(document).map(({ code, path }) => `${code} ${path}`);

describe('a scenario of streams', () => {
  it('is taken as it stands', () => {
    expect(faultsOf(streams())).toEqual([]);
    const sends = { key: { fixed: 'all' }, acks: 1, retries: 0, batchRecords: 5 };
    const publishes = { key: 'customer', acks: 'all' };
    expect(faultsOf(streams({ sends, publishes }))).toEqual([]);
  });

  it.each<[string, Parameters<typeof streams>[0], string]>([
    ['a stream that is none', { sends: { to: 'payments' } }, 'unknownPart parts[0].sends.to'],
    ['what is an exchange’s', { sends: { priority: 3 } }, 'wrongTarget parts[0].sends.priority'],
    ['acks that there are not', { sends: { acks: 2 } }, 'picklist parts[0].sends.acks'],
    [
      'a group that is none',
      { consumption: { group: 'placed' } },
      'unknownPart parts[4].consumes[0].group',
    ],
    [
      'a stream of another cluster',
      { consumption: { streams: ['placed', 'elsewhere'] } },
      'otherBroker parts[4].consumes[0].streams[1]',
    ],
    [
      'a stream named twice',
      { consumption: { streams: ['placed', 'placed'] } },
      'check parts[4].consumes[0].streams',
    ],
    [
      'a heartbeat as slow as the session',
      { group: { sessionTimeoutMs: 3000 } },
      'heartbeatTooSlow parts[4].consumes[0].heartbeatMs',
    ],
    [
      'a transaction without all acks',
      { consumption: { transactional: true }, publishes: { acks: 1 } },
      'contradiction parts[4].consumes[0].transactional',
    ],
    [
      'a transaction in a share group',
      { consumption: { transactional: true }, group: { protocol: 'share' } },
      'contradiction parts[4].consumes[0].transactional',
    ],
    [
      'a field of a queue',
      { consumption: { prefetch: 3 } },
      'unknownField parts[4].consumes[0].prefetch',
    ],
    [
      'a publication’s exchange terms for a stream',
      { publishes: { ttlMs: 3 } },
      'unknownField parts[4].publishes.Paid.ttlMs',
    ],
  ])('refuses %s', (_, change, fault) => {
    expect(places(streams(change))).toEqual([fault]);
  });

  it('refuses to move the offset of what is no stream', () => {
    const document = streams() as Fields; // an object, as streams() makes it
    const to = { kind: 'end' };
    const intervention = { kind: 'MoveOffset', part: 'payments', stream: 'kafka', to };
    const faults = [{ atMs: 1, intervention }];
    expect(places({ ...document, faults })).toEqual(['unknownPart faults[0].intervention.stream']);
  });
});
