/** Says that queues with limits fold to the same world as they ran in, from the start or midway. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldFacts, initialWorld, type Intervention, loadWorld, saveWorld } from '../index';
import { type PartInput, WorldBench } from '../testing/bench';
import { atOnce } from '../testing/scripted';

const queue = (limits: Partial<Extract<PartInput, { kind: 'queue' }>>): PartInput[] => [
  {
    kind: 'queue',
    id: 'inbox',
    broker: 'broker',
    type: 'classic',
    bindings: ['placed'],
    deadLetter: { queue: 'delay' },
    ...limits,
  },
  {
    kind: 'queue',
    id: 'delay',
    broker: 'broker',
    type: 'quorum',
    messageTtlMs: 45,
    deadLetter: { exchange: 'placed' },
  },
];

/** Orders come to a reader who rejects one of three; dead letters come back after a while. */
function busyInbox(limits: Partial<Extract<PartInput, { kind: 'queue' }>>): WorldBench {
  const atMs = Array.from({ length: 15 }, (_, index) => 15 * index);
  return new WorldBench({
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
      ...queue(limits),
      {
        kind: 'service',
        id: 'reader',
        label: 'Reader',
        handler: 'handlers/reader.ts',
        instances: 1,
        workMs: { min: 5, max: 30 },
        onError: 'reject',
        consumes: [{ queue: 'inbox', prefetch: 2, acknowledge: 'afterWork' }],
      },
    ],
    links: [
      ['orders', 'broker', 5],
      ['reader', 'broker', 5],
    ],
    handlers: {
      reader: atOnce(({ id }) => {
        if (id.endsWith('3')) throw new Error('not this one');
        return null;
      }),
    },
  });
}

const limits = fc.record(
  {
    type: fc.constantFrom('classic' as const, 'quorum' as const),
    messageTtlMs: fc.integer({ min: 0, max: 60 }),
    maxLength: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
);
const deeds = fc.array(
  fc.tuple(
    fc.nat(60),
    fc.constantFrom<Intervention>(
      { kind: 'Kill', part: 'reader' },
      { kind: 'Revive', part: 'reader' },
      { kind: 'Redrive', part: 'delay' },
      { kind: 'Purge', part: 'inbox' },
      { kind: 'Configure', part: 'inbox', settings: { maxLength: 1 } },
      { kind: 'Configure', part: 'inbox', settings: { messageTtlMs: 20, deadLetter: 'tray' } },
      { kind: 'Redrive', part: 'inbox' },
    ),
  ),
  { maxLength: 10 },
);

describe('queues with limits', () => {
  it('[Q8, Q9, Q10] fold to the world in which they ran, from the start and from anywhere', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(limits, deeds, share, (some, list, part) => {
        const bench = busyInbox(some);
        let nowMs = 0;
        for (const [afterMs, intervention] of list) {
          nowMs += afterMs;
          bench.until(nowMs).when(intervention);
        }
        bench.until(nowMs + 400);
        const { plan } = bench.simulation;
        const folded = initialWorld(plan, bench.journal);
        const midway = Math.floor(bench.journal.length * part);
        foldFacts(folded, 0, midway);
        const loaded = loadWorld(plan, saveWorld(folded), bench.journal);
        foldFacts(folded, midway, bench.journal.length);
        foldFacts(loaded, midway, bench.journal.length);
        expect(saveWorld(folded)).toEqual(bench.row);
        expect(saveWorld(loaded)).toEqual(bench.row);
      }),
      { numRuns: 60 },
    );
  });
});
