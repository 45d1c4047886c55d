/** Says how a world is driven, folded, saved and loaded, whatever stands in it. */
import { describe, expect, it } from 'vitest';
import { Column, OPENS_STEP } from '../kernel';
import { readFact } from './facts';
import { factReader } from './reader';
import { foldFacts, initialWorld, loadWorld, saveWorld, Simulation } from './simulation';
import type { WorldBench } from './testing/bench';
import { openCounter } from './testing/counter';
import { openTill } from './testing/till';

const busy = (): WorldBench => openTill({ atMs: [10, 10, 30, 45], till: { instances: 2 } });

/** The world that the first `length` facts fold to. */
function folded({ simulation: { plan }, journal }: WorldBench, length: number) {
  const world = initialWorld(plan, journal);
  foldFacts(world, 0, length);
  return world;
}

describe('a simulation', () => {
  it('begins with one fact and what every part says at the start', () => {
    const bench = busy();
    const [first, ...rest] = Array.from({ length: bench.journal.length }, (_, seq) =>
      bench.factAt(seq),
    );
    expect(first).toMatchObject({ seq: 0, atMs: 0, kind: 'RunStarted' });
    expect(new Set(rest.map(({ kind }) => kind))).toEqual(
      new Set(['InstanceStarted', 'MessageSent']),
    );
  });

  it('marks the first fact of each step, and no other, until nothing is pending', () => {
    const { simulation, journal } = busy();
    const isOpening = (seq: number): boolean => (journal.read(seq, Column.kind) & OPENS_STEP) !== 0;
    for (let seq = 0; seq < journal.length; seq++) expect(isOpening(seq)).toBe(false);
    for (let before = journal.length; simulation.step(); before = journal.length) {
      expect(isOpening(before)).toBe(true);
      for (let seq = before + 1; seq < journal.length; seq++) expect(isOpening(seq)).toBe(false);
    }
    expect(simulation.world.agenda).toHaveLength(0);
    expect(simulation.nextMs).toBe(Infinity);
  });

  it('never goes back in time, and a cause always comes before', () => {
    const bench = busy().until(1000);
    for (let seq = 1; seq < bench.journal.length; seq++) {
      const { atMs, causeSeq } = bench.factAt(seq);
      expect(atMs).toBeGreaterThanOrEqual(bench.journal.atMs(seq - 1));
      expect(causeSeq).toBeLessThan(seq);
    }
  });

  it('makes known which facts a person caused', () => {
    const bench = busy().until(25).when({ kind: 'Kill', part: 'till' }).until(1000);
    const byHand = bench.facts('ServiceKilled', 'InstanceKilled', 'ConsumerClosed');
    expect(byHand.map((fact) => fact.byHand === true)).toEqual([true, false, false, false, false]);
  });

  it('refuses an intervention on nothing, or on what takes none, and states nothing', () => {
    const bench = busy();
    const { length } = bench.journal;
    expect(bench.when({ kind: 'Kill', part: 'nobody' }).refusal).toBe('unknownPart');
    expect(bench.when({ kind: 'Kill', part: 'placed' }).refusal).toBe('notPossible');
    expect(bench.when({ kind: 'Kill', part: 'broker' }).refusal).toBe('notPossible');
    expect(bench.journal).toHaveLength(length);
  });
});

describe('a world', () => {
  it('folds from its facts to what it was live', () => {
    const bench = busy().until(50).when({ kind: 'Kill', part: 'till', instance: 0 }).until(90);
    expect(saveWorld(folded(bench, bench.journal.length))).toEqual(bench.row);
  });

  it('is the same after it was saved and loaded, and goes on in the same way', () => {
    const bench = busy().until(50).when({ kind: 'Kill', part: 'till', instance: 0 }).until(62);
    const { plan } = bench.simulation;
    const { length } = bench.journal;
    const loaded = loadWorld(plan, saveWorld(folded(bench, length)), bench.journal);
    expect(saveWorld(loaded)).toEqual(bench.row);
    bench.until(1000);
    foldFacts(loaded, length, bench.journal.length);
    expect(saveWorld(loaded)).toEqual(bench.row);
  });

  it('is continued from a journal without its handlers’ half-way work being lost', () => {
    const bench = busy().until(45);
    const { plan, behaviours, values, journal } = bench.simulation;
    const world = folded(bench, journal.length);
    const parts = { plan, behaviours, values, journal: journal.fork(journal.length), world };
    const again = new Simulation(parts);
    while (again.nextMs <= 1000) again.step();
    bench.until(1000);
    // Ids of values may differ between two explorations; what the facts say does not.
    const readers = [again.journal, journal].map((one) => factReader(plan, one, values));
    expect(again.journal).toHaveLength(journal.length);
    for (let seq = 0; seq < journal.length; seq++) {
      expect(readFact(readers[0], seq)).toEqual(readFact(readers[1], seq));
    }
  });

  it('is saved as integers of 32 bits, equal for equal worlds', () => {
    const rows = [openCounter(), openCounter()].map((bench) => bench.until(22).row);
    expect(rows[0]).toBeInstanceOf(Int32Array);
    expect(rows[1]).toEqual(rows[0]);
    expect(openCounter().until(24).row).toEqual(rows[0]);
    expect(openCounter().until(25).row).not.toEqual(rows[0]);
  });
});
