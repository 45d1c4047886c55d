/** Shows that the time axis does not depend on how facts are cut into frames. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneView } from './views';
import { createProjection } from './projection';
import { FACT_CODES, makeFrame, orderFulfilment } from './testing/orderFulfilment';
import { At, LOG_FACTS, logFrame, orderLog } from './testing/orderLog';

const topology = orderFulfilment();
const services = topology.parts.filter((part) => part.kind === 'service').map(({ index }) => index);
const service = fc.constantFrom(...services);

const names = Object.keys(FACT_CODES) as (keyof typeof FACT_CODES)[]; // keys of our own literal
const step = fc.record({
  afterMs: fc.nat({ max: 50 }),
  name: fc.constantFrom(...names),
  service,
  pick: fc.nat(),
  form: fc.nat({ max: 3 }),
});
const steps = fc.array(step, { maxLength: 120 });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A run's facts after those given: times rise, a message is received after it was created. */
function continued(past: readonly number[][], run: readonly Step[]): number[][] {
  const rows = [...past];
  let atMs = past.at(-1)?.[0] ?? 0;
  for (const { afterMs, name, service: part, pick, form } of run) {
    atMs += afterMs;
    const created = [...rows.keys()].filter((seq) => rows[seq][1] === FACT_CODES.MessageCreated);
    const known = created.length > 0 || name === 'ServiceKilled' || name === 'ServiceRevived';
    const code = FACT_CODES[known ? name : 'MessageCreated'];
    const message = created[pick % created.length] ?? 0;
    const fields =
      code === FACT_CODES.MessageCreated ? [part, 0, 0, -1, -1, form] : [part, 1, message, 0, 0, 0];
    rows.push([atMs, code, -1, ...fields, 0]);
  }
  return rows;
}

const plain = (lanes: readonly LaneView[]) =>
  lanes.map(({ id, ticks, deadStretches }) => ({
    id,
    seq: [...ticks.seq.subarray(0, ticks.count)],
    atMs: [...ticks.atMs.subarray(0, ticks.count)],
    form: [...ticks.form.subarray(0, ticks.count)],
    deadStretches,
  }));

function lanesOf(cuts: readonly (readonly [from: number, rows: readonly number[][]])[]) {
  const projection = createProjection(topology);
  let lanes = projection.opening.timeline.lanes;
  for (const [from, rows] of cuts) {
    lanes = projection.accept(makeFrame(topology, {}, { facts: { from, rows } })).timeline.lanes;
  }
  return plain(lanes);
}

describe('accumulated lanes', () => {
  it('are the same however the facts are cut into frames', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat({ max: 40 })), (run, sizes) => {
        const rows = continued([], run);
        const cuts: [number, number[][]][] = [];
        let from = 0;
        for (const size of [...sizes, rows.length]) {
          cuts.push([from, rows.slice(from, from + size)]);
          from = Math.min(rows.length, from + size);
        }
        expect(lanesOf(cuts)).toEqual(lanesOf([[0, rows]]));
      }),
    );
  });

  it('are those of the branch in view, whatever was seen before of another', () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(), (run, otherRun, at) => {
        const trunk = continued([], run);
        const fork = trunk.length === 0 ? 0 : at % trunk.length;
        const branch = continued(trunk.slice(0, fork), otherRun);
        const seen = lanesOf([
          [0, trunk],
          [fork, branch.slice(fork)],
        ]);
        expect(seen).toEqual(lanesOf([[0, branch]]));
      }),
    );
  });
});

describe('the lane of a group member', () => {
  const [JOINING, STABLE] = [1, 3];
  const state = (atMs: number, now: number, generation: number) => [
    ...[atMs, LOG_FACTS.GroupStateChanged, -1, At.billing, now, generation, 0, 0, 0, 0],
  ];
  const facts = [state(1, JOINING, 0), state(3, STABLE, 1), state(50, JOINING, 1)];

  it('says when its group was divided anew, but not of the first time (K7)', () => {
    const topology = orderLog();
    const projection = createProjection(topology);
    const rebalancesAfter = (from: number, rows: readonly number[][]) => {
      const { timeline } = projection.accept(logFrame(topology, {}, { facts: { from, rows } }));
      return timeline.lanes.find(({ id }) => id === 'charge')?.rebalances;
    };
    const open = { fromMs: 50, fromSeq: 2, toMs: null, toSeq: null };
    expect(rebalancesAfter(0, facts)).toEqual([open]);
    expect(rebalancesAfter(3, [state(80, STABLE, 2)])).toEqual([{ ...open, toMs: 80, toSeq: 3 }]);
    // Another future from there on.
    expect(rebalancesAfter(3, [])).toEqual([open]);
  });

  it('says nothing of other groups', () => {
    const topology = orderLog();
    const frame = logFrame(topology, {}, { facts: { from: 0, rows: facts } });
    const { lanes } = createProjection(topology).accept(frame).timeline;
    expect(lanes.find(({ id }) => id === 'report')?.rebalances).toEqual([]);
  });
});
