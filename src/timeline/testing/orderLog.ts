/**
 * A run with a stream in which nothing is drawn, for specs that name moments: orders 1, 2, 3 … are
 * placed at 10, 20, 30 … under the keys a and b; a group of two instances handles each in 1 ms.
 */
import { parseScenario } from '../../scenario';
import type { Json } from '../../world';
import { scripted, type Script } from '../../world/testing/scripted';
import { Run } from '../run';

const KEYS = ['a', 'b'];

/** The document, as an author would write it. */
function orderLogScenario(orders: number): Json {
  const link = (one: string): Json => ({ between: [one, 'log'], latencyMs: 1 });
  const placed = Array.from({ length: orders }, (_, index) => ({
    atMs: 10 + 10 * index,
    data: { customer: KEYS[index % KEYS.length] },
  }));
  return {
    ...{ version: 1, name: 'An order log', seed: 3 },
    messages: { Placed: { form: 'event' } },
    parts: [
      {
        ...{ kind: 'workload', id: 'shop', label: 'Shop', correlation: 'order' },
        pattern: { kind: 'list', at: placed },
        sends: { type: 'Placed', to: 'orders', data: { customer: 'a' }, key: 'customer' },
      },
      { kind: 'cluster', id: 'log', label: 'Log', nodes: 2 },
      { kind: 'stream', id: 'orders', broker: 'log', partitions: 2, replication: 2 },
      {
        ...{ kind: 'group', id: 'tills', broker: 'log', offsetReset: 'earliest' },
        sessionTimeoutMs: 400,
      },
      {
        ...{ kind: 'service', id: 'till', label: 'Till', instances: 2 },
        ...{ handler: 'handlers/till.ts', workMs: { min: 1, max: 1 } },
        consumes: [{ group: 'tills', streams: ['orders'], heartbeatMs: 100 }],
      },
    ],
    links: [link('shop'), link('till')],
  };
}

const handle: Script = function* ({ id }) {
  yield { kind: 'log', text: id };
  return null;
};

/** A run of it that has gone on to a time. */
export function orderLogAt(atMs: number, orders = 20): Run {
  const scenario = parseScenario(orderLogScenario(orders));
  const run = new Run({
    scenario,
    seed: scenario.seed,
    behaviours: new Map([['till', scripted(handle)]]),
    goals: null,
    waits: {},
  });
  run.advance(atMs, 1_000_000);
  return run;
}
