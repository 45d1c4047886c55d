/**
 * A run in which nothing is drawn, for specs that name moments. An order that comes at 10 is put
 * into the inbox at 15, received at 20, charged from 30 to 60, and acknowledged at 65.
 */
import { type GoalModule, parseScenario } from '../../scenario';
import type { Json } from '../../world';
import { scripted, type Script } from '../../world/testing/scripted';
import type { Wait } from '../goalFold';
import { Run } from '../run';

/** What differs from the usual till. */
export interface TillSetup {
  /** When orders are placed: at 10, 110, 210 … 910 unless others are given. */
  readonly atMs?: readonly number[];
  readonly goals?: GoalModule | null;
  readonly waits?: { readonly [id: string]: Wait };
  /** The scenario's own faults. */
  readonly faults?: Json;
  readonly layout?: Json;
}

const HUNDREDS = Array.from({ length: 10 }, (_, index) => 10 + 100 * index);

/** The document, as an author would write it. */
function tillScenario({ atMs = HUNDREDS, faults = [], layout }: TillSetup = {}): Json {
  const link = (one: string, other: string): Json => ({ between: [one, other], latencyMs: 5 });
  return {
    version: 1,
    name: 'A till',
    seed: 3,
    messages: {
      Placed: { form: 'event' },
      Charge: { form: 'command' },
      Charged: { form: 'reply' },
    },
    parts: [
      {
        kind: 'workload',
        id: 'orders',
        label: 'Orders',
        pattern: { kind: 'list', at: atMs.map((at) => ({ atMs: at })) },
        sends: { type: 'Placed', to: 'placed', data: { nth: { count: true } } },
        correlation: 'order',
      },
      { kind: 'broker', id: 'broker', label: 'Broker' },
      { kind: 'exchange', id: 'placed', broker: 'broker', type: 'fanout' },
      { kind: 'queue', id: 'inbox', broker: 'broker', type: 'classic', bindings: ['placed'] },
      {
        kind: 'service',
        id: 'till',
        label: 'Till',
        handler: 'handlers/till.ts',
        instances: 1,
        workMs: { min: 10, max: 10 },
        consumes: [{ queue: 'inbox', prefetch: 2, acknowledge: 'afterWork' }],
        calls: ['bank'],
      },
      {
        kind: 'external',
        id: 'bank',
        label: 'Bank',
        operations: { Charge: { reply: 'Charged', serveMs: { min: 20, max: 20 } } },
      },
    ],
    links: [link('orders', 'broker'), link('till', 'broker'), link('till', 'bank')],
    faults,
    ...(layout === undefined ? {} : { layout }),
  };
}

const charge: Script = function* ({ data }) {
  const { outcome } = yield { kind: 'call', to: 'bank', type: 'Charge', data, timeoutMs: 100 };
  if (outcome !== 'ok') throw new Error(outcome);
  return null;
};

/** A run of it, at its beginning. */
export function openTill(setup: TillSetup = {}): Run {
  const scenario = parseScenario(tillScenario(setup));
  return new Run({
    scenario,
    seed: scenario.seed,
    behaviours: new Map([['till', scripted(charge)]]),
    goals: setup.goals ?? null,
    waits: setup.waits ?? {},
  });
}

/** More facts than any run of it has. */
export const ALL = 1_000_000;

/** A run of it that has gone on to a time. */
export function tillAt(atMs: number, setup: TillSetup = {}): Run {
  const run = openTill(setup);
  run.advance(atMs, ALL);
  return run;
}

export const KILL = { kind: 'Kill', part: 'till' } as const;
export const REVIVE = { kind: 'Revive', part: 'till' } as const;
