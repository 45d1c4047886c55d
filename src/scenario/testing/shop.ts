/** A small scenario as an author writes it, and ways to spoil it, for specs. */
import type { Json } from '../../world';
import { ScenarioError, type ScenarioFault } from '../errors';
import { parseScenario } from '../parse';

/** A document that may be changed. */
export type Draft = { [key: string]: Draft } & Draft[] & Json;

const SHOP = {
  version: 1,
  name: 'Shop',
  seed: 5,
  messages: {
    Ask: { form: 'command' },
    Told: { form: 'reply' },
    Asked: { form: 'event' },
    Charge: { form: 'command' },
    Charged: { form: 'reply' },
  },
  parts: [
    {
      kind: 'workload',
      id: 'people',
      label: 'People',
      pattern: { kind: 'steady', perSecond: 2 },
      sends: { type: 'Ask', to: 'desk', data: { amount: { between: [1, 9] } } },
      correlation: 'ask',
    },
    {
      kind: 'service',
      id: 'desk',
      label: 'Desk',
      handler: 'handlers/desk.ts',
      instances: 2,
      workMs: { min: 10, max: 20 },
      consumes: [{ queue: 'inbox', prefetch: 2, acknowledge: 'afterWork' }],
      publishes: { Asked: 'asks' },
      calls: ['bank'],
      replies: { Ask: 'Told' },
    },
    {
      kind: 'external',
      id: 'bank',
      label: 'Bank',
      operations: { Charge: { reply: 'Charged', serveMs: { min: 1, max: 2 } } },
    },
    { kind: 'broker', id: 'broker', label: 'Broker' },
    { kind: 'exchange', id: 'asks', broker: 'broker', type: 'fanout' },
    { kind: 'queue', id: 'inbox', broker: 'broker', type: 'classic', bindings: ['asks'] },
  ],
  links: [
    { between: ['people', 'desk'], latencyMs: 5 },
    { between: ['desk', 'broker'], latencyMs: 5, jitterMs: 2 },
    { between: ['desk', 'bank'], latencyMs: 5 },
  ],
};

/** Where each part stands in `parts`. */
export const PART = { people: 0, desk: 1, bank: 2, broker: 3, asks: 4, inbox: 5 } as const;

/** The document, changed. */
export function shop(change: (draft: Draft) => void = () => undefined): Json {
  const draft = structuredClone(SHOP) as unknown as Draft; // any JSON may be put into it
  change(draft);
  return draft;
}

/** All faults of a document; none if it can be run. */
export function faultsOf(document: Json): readonly ScenarioFault[] {
  try {
    parseScenario(document);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.faults;
    throw error;
  }
}
