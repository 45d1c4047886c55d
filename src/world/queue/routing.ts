/** Owns which queues an exchange means by a message's key and headers (Q13). It changes nothing. */
import { canonicalJson, type Json } from '../../kernel';
import type { Plan, PlannedPart } from '../plan';
import type { Binding, ExchangeConfig, QueueConfig } from './schema';

/** What a message is routed by. */
export interface Address {
  readonly routingKey: string;
  readonly headers: { readonly [name: string]: Json };
}

/** The queues of an exchange, as indices in the plan's order, for a message. */
export type Router = (address: () => Address) => readonly number[];

interface Bound {
  readonly queue: number;
  readonly binding: Binding;
}

/** How an exchange routes. What it looks up for a key it remembers: bindings never change. */
export function routerOf(exchange: PlannedPart, plan: Plan): Router {
  const { type } = exchange.config as ExchangeConfig; // checked by exchangeSchema
  const bound = boundTo(exchange.id, plan);
  switch (type) {
    case 'fanout': {
      const all = queuesOf(bound, () => true);
      return () => all;
    }
    case 'direct':
      return byKey((key) => queuesOf(bound, (binding) => (binding.key ?? '') === key));
    case 'topic':
      return byKey((key) => queuesOf(bound, (binding) => matchesTopic(binding.key ?? '', key)));
    case 'headers':
      return (address) => {
        const { headers } = address();
        return queuesOf(bound, (binding) => matchesHeaders(binding, headers));
      };
  }
}

/** Most keys that a router remembers: a workload may make up a new one for every message. */
const KEYS_KEPT = 1000;

function byKey(find: (key: string) => readonly number[]): Router {
  const found = new Map<string, readonly number[]>();
  return (address) => {
    const { routingKey } = address();
    let queues = found.get(routingKey);
    if (queues === undefined) {
      if (found.size >= KEYS_KEPT) found.clear();
      found.set(routingKey, (queues = find(routingKey)));
    }
    return queues;
  };
}

/** Q13: however many bindings of a queue match, it gets one copy. */
function queuesOf(bound: readonly Bound[], matches: (binding: Binding) => boolean): number[] {
  const queues = new Set<number>();
  for (const { queue, binding } of bound) if (matches(binding)) queues.add(queue);
  return [...queues];
}

function boundTo(exchange: string, plan: Plan): Bound[] {
  return plan.parts.flatMap(({ kind, index, config }) => {
    if (kind !== 'queue') return [];
    const { bindings } = config as QueueConfig; // checked by queueSchema
    return bindings
      .filter((one) => one.exchange === exchange)
      .map((binding): Bound => ({ queue: index, binding }));
  });
}

/** Q13: `*` is exactly one word, `#` any number of them; the empty key has no word. */
export function matchesTopic(pattern: string, key: string): boolean {
  // A set of places in the pattern, so that no pattern costs more than its length times the key's.
  const wanted = wordsOf(pattern);
  let places = passHashes(wanted, [0]);
  for (const word of wordsOf(key)) {
    const next: number[] = [];
    for (const place of places) {
      const asked: string | undefined = wanted[place];
      if (asked === '#') next.push(place);
      else if (asked === '*' || asked === word) next.push(place + 1);
    }
    places = passHashes(wanted, next);
  }
  return places.includes(wanted.length);
}

/** The places from which matching can go on, those behind a `#` included, each once. */
function passHashes(wanted: readonly string[], places: readonly number[]): number[] {
  const all = new Set<number>();
  for (const start of places) {
    let place = start;
    all.add(place);
    while (wanted[place] === '#') all.add(++place);
  }
  return [...all];
}

function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.');
}

/** Q13: a binding's headers are there with the same value, or, where it says null, at all. */
export function matchesHeaders(
  { headers = {}, match }: Pick<Binding, 'headers' | 'match'>,
  carried: Address['headers'],
): boolean {
  const counts = match === 'all' || match === 'any' ? isPlain : (): boolean => true;
  const asked = Object.entries(headers).filter(([name]) => counts(name));
  const isThere = ([name, value]: [string, Json]): boolean =>
    Object.hasOwn(carried, name) &&
    (value === null || canonicalJson(carried[name]) === canonicalJson(value));
  const all = match === 'all' || match === 'allWithX';
  return all ? asked.every(isThere) : asked.some(isThere);
}

function isPlain(name: string): boolean {
  return !name.startsWith('x-');
}
