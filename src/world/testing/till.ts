/**
 * One service between a queue and a bank, for specs. Every link takes 5 ms, the service works for
 * 10, the bank for 20, nothing is drawn, so that an order that comes at 10 is:
 * enqueued 15, received 20, charged from 30 to 60 (the bank serves at 55), published 60 to 70,
 * acknowledged at 75.
 */
import { type PartInput, type Setup, WorldBench } from './bench';
import type { Script } from './scripted';

type Of<K extends PartInput['kind']> = Extract<PartInput, { kind: K }>;

/** Charges for the event and says so. */
export const charge: Script = function* (event) {
  const { data } = event;
  const charged = yield { kind: 'call', to: 'bank', type: 'Charge', data, timeoutMs: 100 };
  if (charged.outcome !== 'ok') throw new Error(`the bank: ${charged.outcome}`);
  const paid = yield { kind: 'publish', type: 'Paid', data };
  if (paid.outcome !== 'ok') throw new Error(`the broker: ${paid.outcome}`);
  return null;
};

/** What differs from the usual till. */
export interface TillSetup {
  /** When orders are placed. */
  readonly atMs?: readonly number[];
  readonly till?: Partial<Of<'service'>>;
  readonly bank?: Partial<Of<'external'>>;
  readonly handler?: Script;
}

const queue = (id: string, exchange: string): PartInput => ({
  kind: 'queue',
  id,
  broker: 'broker',
  type: 'classic',
  bindings: [exchange],
});

const exchange = (id: string): PartInput => ({
  kind: 'exchange',
  id,
  broker: 'broker',
  type: 'fanout',
});

function setupOf({ atMs = [10], till = {}, bank = {}, handler = charge }: TillSetup): Setup {
  const parts: PartInput[] = [
    {
      kind: 'workload',
      id: 'orders',
      label: 'Orders',
      pattern: { kind: 'list', at: atMs.map((at) => ({ atMs: at })) },
      sends: { type: 'Placed', to: 'placed', data: { nth: { count: true } } },
      correlation: 'order',
    },
    { kind: 'broker', id: 'broker', label: 'Broker' },
    exchange('placed'),
    exchange('paid'),
    queue('inbox', 'placed'),
    queue('ledger', 'paid'),
    {
      kind: 'service',
      id: 'till',
      label: 'Till',
      handler: 'handlers/till.ts',
      instances: 1,
      workMs: { min: 10, max: 10 },
      consumes: [{ queue: 'inbox', prefetch: 2, acknowledge: 'afterWork' }],
      publishes: { Paid: 'paid' },
      calls: ['bank'],
      ...till,
    },
    {
      kind: 'external',
      id: 'bank',
      label: 'Bank',
      operations: { Charge: { reply: 'Charged', serveMs: { min: 20, max: 20 } } },
      ...bank,
    },
  ];
  return {
    parts,
    links: [
      ['orders', 'broker', 5],
      ['till', 'broker', 5],
      ['till', 'bank', 5],
    ],
    handlers: { till: handler },
    forms: { Charged: 'reply' },
  };
}

/** A till at its beginning. */
export function openTill(setup: TillSetup = {}): WorldBench {
  return new WorldBench(setupOf(setup));
}
