/**
 * A small world with everything in it that can go wrong, for specs: requests, publications, both
 * types of queue, a standby, calls that time out, handlers that throw.
 */
import { parseScenario, type Scenario } from '../../scenario';
import type { Behaviours, Json } from '../../world';
import { scripted, type Script } from '../../world/testing/scripted';
import { Run } from '../run';

const link = (from: string, to: string, latencyMs: number, jitterMs: number): Json => ({
  between: [from, to],
  latencyMs,
  jitterMs,
});

const service = (id: string, more: { readonly [field: string]: Json }): Json => ({
  kind: 'service',
  id,
  label: id,
  handler: `handlers/${id}.ts`,
  instances: 2,
  workMs: { min: 0, max: 30 },
  ...more,
});

/** The document, as an author would write it. */
export const SMALL_SHOP: Json = {
  version: 1,
  name: 'A small shop',
  seed: 7,
  messages: {
    Ask: { form: 'command' },
    Asked: { form: 'event' },
    Ticked: { form: 'event' },
    Charge: { form: 'command' },
    Charged: { form: 'reply' },
  },
  parts: [
    {
      kind: 'workload',
      id: 'people',
      label: 'People',
      instances: 2,
      pattern: { kind: 'random', perSecond: 12 },
      sends: {
        type: 'Ask',
        to: 'desk',
        data: { amount: { between: [1, 9] }, nth: { count: true } },
      },
      correlation: 'ask',
      timeoutMs: 120,
    },
    {
      kind: 'workload',
      id: 'clock',
      label: 'Clock',
      pattern: { kind: 'burst', count: 4, everyMs: 150 },
      sends: { type: 'Ticked', to: 'ticks' },
      correlation: 'tick',
    },
    service('desk', { publishes: { Asked: 'asks' }, replies: { Ask: 'Asked' } }),
    service('till', {
      consumes: [{ queue: 'till.inbox', prefetch: 2, acknowledge: 'afterWork' }],
      calls: ['bank'],
      onError: 'requeue',
    }),
    service('wall', {
      instances: 3,
      consumes: [
        { queue: 'wall.inbox', prefetch: 0, acknowledge: 'afterWork', priority: 1 },
        { queue: 'one.inbox', prefetch: 1, acknowledge: 'onDelivery' },
      ],
      onError: 'reject',
    }),
    {
      kind: 'external',
      id: 'bank',
      label: 'Bank',
      operations: { Charge: { reply: 'Charged', serveMs: { min: 5, max: 40 } } },
    },
    { kind: 'broker', id: 'broker', label: 'Broker' },
    { kind: 'exchange', id: 'asks', broker: 'broker', type: 'fanout' },
    { kind: 'exchange', id: 'ticks', broker: 'broker', type: 'fanout' },
    { kind: 'queue', id: 'till.inbox', broker: 'broker', type: 'classic', bindings: ['asks'] },
    {
      kind: 'queue',
      id: 'wall.inbox',
      broker: 'broker',
      type: 'quorum',
      bindings: ['asks', 'ticks'],
    },
    {
      kind: 'queue',
      id: 'one.inbox',
      broker: 'broker',
      type: 'quorum',
      bindings: ['ticks'],
      singleActiveConsumer: true,
    },
  ],
  links: [
    link('people', 'desk', 4, 6),
    link('clock', 'broker', 0, 0),
    link('desk', 'broker', 3, 2),
    link('till', 'broker', 5, 8),
    link('wall', 'broker', 1, 0),
    link('till', 'bank', 4, 4),
  ],
};

const desk: Script = function* (event) {
  yield { kind: 'publish', type: 'Asked', data: event.data };
  return { of: event.id };
};

const till: Script = function* (event, { draw }) {
  yield { kind: 'log', text: `charging for ${event.id}` };
  const timeoutMs = 20 + Math.floor(draw(0) * 30);
  const call = { kind: 'call', to: 'bank', type: 'Charge', data: event.data, timeoutMs } as const;
  const first = yield call;
  if (first.outcome === 'ok') return null;
  const second = yield call;
  if (second.outcome !== 'ok' && event.delivery < 3) throw new Error(second.outcome);
  yield { kind: 'publish', type: 'Nowhere', data: null };
  return null;
};

const wall: Script = function* (event, { draw }) {
  yield { kind: 'log', text: event.type };
  if (draw(0) < 0.1) throw new Error('fell off the wall');
  return null;
};

const BEHAVIOURS: Behaviours = new Map([
  ['desk', scripted(desk)],
  ['till', scripted(till)],
  ['wall', scripted(wall)],
]);

const scenario: Scenario = parseScenario(SMALL_SHOP);

/** A run of it under a seed, at its beginning. */
export function openShop(seed: number): Run {
  return new Run({ scenario, seed, behaviours: BEHAVIOURS, goals: null, waits: {} });
}
