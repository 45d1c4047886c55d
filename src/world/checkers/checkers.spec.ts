/** Says that the invariants hold whatever is done, and that each sees what it is there to see. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../kernel';
import { FactKind } from '../facts';
import { type Intervention, SETTLEMENTS } from '../intervention';
import { PurposeCode } from '../parcel';
import { foldFacts, initialWorld } from '../simulation';
import { type PartInput, planFor, type WorldBench } from '../testing/bench';
import { openTill } from '../testing/till';
import { checkersOf, confirms, conservation, handouts, oneHolder, settledOnce } from './index';

/** Something done after so many ms. */
type Doing = readonly [number, Intervention];

const settlements = fc
  .record({ nth: fc.integer({ min: 1, max: 12 }), how: fc.constantFrom(...SETTLEMENTS) })
  .map(({ nth, how }): Intervention => {
    return { kind: 'Settle', part: 'inbox', message: `orders/${nth}`, how };
  });
const consumption = fc
  .record({
    prefetch: fc.integer({ min: 0, max: 4 }),
    acknowledge: fc.constantFrom('afterWork' as const, 'onDelivery' as const),
  })
  .map((terms): Intervention => ({
    kind: 'SetConsumption',
    part: 'till',
    queue: 'inbox',
    ...terms,
  }));
const lives = fc.constantFrom<Intervention>(
  { kind: 'Kill', part: 'till' },
  { kind: 'Kill', part: 'till', instance: 0 },
  { kind: 'Revive', part: 'till' },
  { kind: 'AddInstance', part: 'till' },
  { kind: 'RemoveInstance', part: 'till' },
  { kind: 'Kill', part: 'bank' },
  { kind: 'Revive', part: 'bank' },
  { kind: 'Purge', part: 'inbox' },
);
const doings = fc.array(
  fc.tuple(fc.nat({ max: 60 }), fc.oneof(lives, lives, settlements, consumption)),
  { maxLength: 20 },
);

/** A busy till to which all this is done. */
function doAll(list: readonly Doing[], onError: 'requeue' | 'reject'): WorldBench {
  const atMs = Array.from({ length: 12 }, (_, index) => 20 * index);
  const till = { instances: 2, onError, workMs: { min: 0, max: 25 } };
  const bench = openTill({ atMs, till });
  let nowMs = 0;
  for (const [afterMs, intervention] of list) {
    nowMs += afterMs;
    bench.until(nowMs).when(intervention);
  }
  return bench.until(nowMs + 500);
}

describe('the invariants', () => {
  it('[Q1] hold after every fact, whatever is done', () => {
    fc.assert(
      fc.property(doings, fc.constantFrom('requeue', 'reject'), (list, onError) => {
        const { simulation, journal } = doAll(list, onError);
        const world = initialWorld(simulation.plan, journal);
        const checkers = checkersOf(simulation.plan);
        for (let seq = 0; seq < journal.length; seq++) {
          foldFacts(world, seq, seq + 1);
          for (const checker of checkers) {
            checker.see(journal, seq);
            const found = checker.violations(world);
            if (found.length > 0) expect(found).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a checker', () => {
  const plan = planFor({
    parts: [
      { kind: 'broker', id: 'broker', label: 'Broker' },
      { kind: 'queue', id: 'inbox', broker: 'broker', type: 'classic' },
    ],
  });
  const [INBOX, MESSAGE, SERVICE] = [1, 0, 5];
  const { MessageEnqueued, MessageDelivered, MessageAcked } = FactKind;

  /** What a checker finds in facts that nobody could state, in a world where nothing happened. */
  function found(
    watch: typeof conservation,
    ...facts: readonly (readonly [number, ...number[]])[]
  ): readonly string[] {
    const journal = new Journal();
    const checker = watch(plan);
    for (const [kind, ...columns] of facts) {
      const [c, d, e, f] = columns;
      checker.see(journal, journal.append(0, kind, -1, INBOX, MESSAGE, c, d, e, f));
    }
    return checker
      .violations(initialWorld(plan, journal))
      .map(({ part, text }) => `${part}: ${text}`);
  }

  it('of conservation sees a message that vanished', () => {
    expect(found(conservation, [MessageEnqueued])).toEqual([
      'inbox: 1 were put in, there are 0 ready, 0 unacked, 0 acknowledged, 0 dead-lettered, ' +
        '0 discarded, 0 purged, 0 sent back; 0 of 0 lie in the tray',
    ]);
  });

  it('of confirms sees a message that was refused and yet confirmed', () => {
    const parts: PartInput[] = [
      { kind: 'broker', id: 'broker', label: 'Broker' },
      { kind: 'exchange', id: 'events', broker: 'broker', type: 'fanout' },
      { kind: 'queue', id: 'inbox', broker: 'broker', type: 'classic', bindings: ['events'] },
    ];
    const journal = new Journal();
    const checker = confirms(planFor({ parts }));
    const state = (kind: number, cause: number, ...columns: number[]): number => {
      const [a, b, c, d] = columns;
      const seq = journal.append(0, kind, cause, a, b, c, d);
      checker.see(journal, seq);
      return seq;
    };
    const { MessageSent, MessageRefused } = FactKind;
    const published = state(MessageSent, -1, 0, 1, PurposeCode.publish, MESSAGE);
    state(MessageRefused, published, 2, MESSAGE, 1);
    state(MessageSent, published, 1, 0, PurposeCode.confirm, MESSAGE);
    const found = checker.violations(initialWorld(planFor({ parts }), journal));
    expect(found.map(({ text }) => text)).toEqual(['message 0 was confirmed wrongly']);
  });

  it('of holders sees a message that is held by two', () => {
    const twice = [
      [MessageEnqueued],
      [MessageDelivered, SERVICE, 0, 1, 0],
      [MessageDelivered, SERVICE, 1, 2, 1],
    ] as const;
    expect(found(oneHolder, ...twice)).toContain('inbox: 2 of 1 copies of message 0 are held');
  });

  it('of settlements sees a message that is acknowledged twice, or by another', () => {
    const acked = [MessageAcked, SERVICE, 0] as const;
    const delivered = [MessageDelivered, SERVICE, 0, 1, 0] as const;
    expect(found(settledOnce, delivered, acked)).toEqual([]);
    expect(found(settledOnce, delivered, acked, acked)).toHaveLength(1);
    expect(found(settledOnce, delivered, [MessageAcked, SERVICE, 1])).toHaveLength(1);
  });

  it('of handouts sees a delivery that is counted wrongly', () => {
    const deliveries = (second: number, redelivered: number): readonly string[] =>
      found(
        handouts,
        [MessageEnqueued],
        [MessageDelivered, SERVICE, 0, 1, 0],
        [MessageDelivered, SERVICE, 0, second, redelivered],
      );
    expect(deliveries(2, 1)).toEqual([]);
    expect(deliveries(3, 1)).toHaveLength(1);
    expect(deliveries(2, 0)).toHaveLength(1);
  });
});
