/** Says which queues a message reaches; the tables are RabbitMQ 4.0.5's own (notes K and L). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageProperties } from '../messages';
import { type BrokerPartInput, LoneBroker, queueCounts, queueOf } from './index';
import { matchesHeaders, matchesTopic } from './routing';

const KEYS = ['', 'a', 'a.b', 'a.b.c', 'a.c', 'b', 'a.b.b', 'a..c', 'x.b', 'A.b'];
const TABLE: Readonly<Record<string, string>> = {
  '#': '<empty> a a.b a.b.c a.c b a.b.b a..c x.b A.b',
  '*': 'a b',
  'a.#': 'a a.b a.b.c a.c a.b.b a..c',
  'a.*': 'a.b a.c',
  '*.b': 'a.b x.b A.b',
  '#.b': 'a.b b a.b.b x.b A.b',
  'a.#.c': 'a.b.c a.c a..c',
  'a.*.#': 'a.b a.b.c a.c a.b.b a..c',
  '*.*.*': 'a.b.c a.b.b a..c',
  '#.#': '<empty> a a.b a.b.c a.c b a.b.b a..c x.b A.b',
  'a.b': 'a.b',
  '': '<empty>',
  '*.#.b': 'a.b a.b.b x.b A.b',
};

/** Which queues got how many copies of a message. */
function reached(parts: readonly BrokerPartInput[], properties: MessageProperties): string[] {
  const all: BrokerPartInput[] = [...parts, { kind: 'queue', id: 'other', type: 'classic' }];
  const broker = new LoneBroker(all, ['orders']);
  broker.pass('publish', 'orders', 'events', { message: broker.create('orders', properties) });
  return all.flatMap(({ kind, id }) => {
    if (kind !== 'queue') return [];
    const { ready } = queueCounts(queueOf(broker.world, broker.plan.indexOf(id)));
    return Array.from({ length: ready }, () => id);
  });
}

const bound = (id: string, key?: string): BrokerPartInput => {
  const binding = { exchange: 'events', ...(key === undefined ? {} : { key }) };
  return { kind: 'queue', id, type: 'classic', bindings: [binding] };
};

describe('a topic', () => {
  it.each(Object.entries(TABLE))('[Q13] "%s" matches as the broker does', (pattern, keys) => {
    const found = KEYS.filter((key) => matchesTopic(pattern, key));
    expect(found.map((key) => (key === '' ? '<empty>' : key)).join(' ')).toBe(keys);
  });

  it('[Q13] matches as a plain search through all ways does', () => {
    const search = (pattern: readonly string[], key: readonly string[]): boolean => {
      if (pattern.length === 0) return key.length === 0;
      const [first, ...rest] = pattern;
      if (first === '#') {
        return search(rest, key) || (key.length > 0 && search(pattern, key.slice(1)));
      }
      return key.length > 0 && (first === '*' || first === key[0]) && search(rest, key.slice(1));
    };
    const words = (...some: string[]) => fc.array(fc.constantFrom(...some), { maxLength: 6 });
    fc.assert(
      fc.property(words('a', 'b', '*', '#'), words('a', 'b', 'c'), (pattern, key) => {
        expect(matchesTopic(pattern.join('.'), key.join('.'))).toBe(search(pattern, key));
      }),
    );
  });
});

describe('headers', () => {
  const both = { a: 1, b: 2 };
  const carried = { ab: both, a: { a: 1 }, b: { b: 2 }, a9: { a: 9 }, 0: {} };
  const who = (binding: Parameters<typeof matchesHeaders>[0]): string =>
    ['ab', 'a', 'b', 'a9', '0']
      .filter((name) => matchesHeaders(binding, carried[name as keyof typeof carried])) // a key
      .join(' ');

  it('[Q13] all, any, none to match, and one that need only be there', () => {
    expect(who({ match: 'all', headers: both })).toBe('ab');
    expect(who({ match: 'any', headers: both })).toBe('ab a b');
    expect(who({ match: 'all', headers: {} })).toBe('ab a b a9 0');
    expect(who({ match: 'all', headers: { a: 1 } })).toBe('ab a');
    expect(who({ match: 'all', headers: { a: null } })).toBe('ab a a9');
    expect(who({ match: 'any', headers: {} })).toBe('');
  });

  it('[Q13] those that begin with x- count only where the binding says so', () => {
    const headers = { a: 1, 'x-kind': 'new' };
    expect(matchesHeaders({ match: 'all', headers }, { a: 1 })).toBe(true);
    expect(matchesHeaders({ match: 'allWithX', headers }, { a: 1 })).toBe(false);
    expect(matchesHeaders({ match: 'any', headers }, { 'x-kind': 'new' })).toBe(false);
    expect(matchesHeaders({ match: 'anyWithX', headers }, { 'x-kind': 'new' })).toBe(true);
  });
});

describe('an exchange', () => {
  it('[Q13] direct: to the queues bound with that very key; none said is the empty one', () => {
    const parts: BrokerPartInput[] = [
      { kind: 'exchange', id: 'events', type: 'direct' },
      bound('paid', 'paid'),
      bound('also', 'paid'),
      bound('plain'),
    ];
    expect(reached(parts, { routingKey: 'paid' })).toEqual(['paid', 'also']);
    expect(reached(parts, {})).toEqual(['plain']);
    expect(reached(parts, { routingKey: 'lost' })).toEqual([]);
  });

  it('[Q13] topic: two bindings of one queue that match give one copy', () => {
    const parts: BrokerPartInput[] = [
      { kind: 'exchange', id: 'events', type: 'topic' },
      {
        kind: 'queue',
        id: 'inbox',
        type: 'classic',
        bindings: [
          { exchange: 'events', key: 'order.*' },
          { exchange: 'events', key: '#' },
        ],
      },
    ];
    expect(reached(parts, { routingKey: 'order.paid' })).toEqual(['inbox']);
  });

  it('[Q13] headers: by what the message carries', () => {
    const parts: BrokerPartInput[] = [
      { kind: 'exchange', id: 'events', type: 'headers' },
      {
        kind: 'queue',
        id: 'big',
        type: 'classic',
        bindings: [{ exchange: 'events', headers: { size: 'big' } }],
      },
    ];
    expect(reached(parts, { headers: { size: 'big', color: 'red' } })).toEqual(['big']);
    expect(reached(parts, { headers: { size: 'small' } })).toEqual([]);
  });
});
