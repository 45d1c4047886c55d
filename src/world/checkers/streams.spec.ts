/** Random work and faults: the log’s invariants hold, and its facts fold to what was live. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Column } from '../../kernel';
import { confirmedRecords, denseOffsets, retentionEdge } from './index';
import { FactKind } from '../facts';
import { PurposeCode, unpackProduce } from '../parcel';
import { type BenchSetup, LogBench, type Produced } from '../stream/log/testing/bench';

type Command = (bench: LogBench) => void;

const instance = fc.nat(2);
const partition = fc.nat(1);
const node = fc.nat(2);

const record: fc.Arbitrary<Produced> = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  data: fc.constantFrom(1, null),
  partition,
  instance,
  acks: fc.constantFrom<(0 | 1 | 'all')[]>('all', 'all', 1, 0),
  transactional: fc.constantFrom(false, false, true),
});

/** Most producers send one record, lest one that is refused stops all that follow. */
const from = (bench: LogBench, one: Produced): Produced =>
  one.transactional === true ? one : { ...one, instance: 3 + (bench.journal.length % 60) };

const later: fc.Arbitrary<Command> = fc
  .oneof(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 700 }))
  .map((ms) => (bench) => bench.until(bench.simulation.nowMs + ms));

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: record.map(
      (one): Command =>
        (bench) =>
          bench.produce(one),
    ),
  },
  {
    weight: 2,
    arbitrary: record.map((one): Command => (bench) => {
      const prepared = bench.prepare(from(bench, one));
      bench.send(prepared).send(prepared);
    }),
  },
  { weight: 6, arbitrary: later },
  {
    weight: 3,
    arbitrary: fc.record({ offset: fc.integer({ min: -3, max: 30 }), partition, instance }).map(
      ({ offset, ...at }): Command =>
        (bench) =>
          bench.fetch(offset, at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.boolean(), instance).map(
      ([committed, one]): Command =>
        (bench) =>
          bench.end(committed, one),
    ),
  },
  {
    weight: 1,
    arbitrary: node.map(
      (one): Command =>
        (bench) =>
          bench.kill(one),
    ),
  },
  {
    weight: 2,
    arbitrary: node.map(
      (one): Command =>
        (bench) =>
          bench.revive(one),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        { cleanup: 'compact' },
        { retentionMs: 300 },
        { retentionMs: null, cleanup: 'delete' },
        { minInSyncReplicas: 2 },
        { uncleanElection: true },
        { segmentBytes: 2, retentionBytes: 4 },
      )
      .map((settings): Command => (bench) => {
        bench.intervene({ kind: 'Configure', part: 'log', settings });
      }),
  },
);

const setup: fc.Arbitrary<BenchSetup> = fc.record({
  seed: fc.nat(1000),
  cluster: fc.record({
    nodes: fc.constant(3),
    failoverMs: fc.constantFrom(0, 50, 400),
    flushMs: fc.constantFrom(0, 100, 1000),
    replicaLagMs: fc.constantFrom(3, 200),
    replicaMs: fc.constantFrom(1, 5, 20),
  }),
  stream: fc.record({
    partitions: fc.constant(2),
    replication: fc.constantFrom(1, 2, 3),
    recordBytes: fc.constant(1),
    segmentBytes: fc.constantFrom(3, 8),
    cleanup: fc.constantFrom('delete', 'compact', 'compactAndDelete'),
    retentionMs: fc.constantFrom(null, 400),
    deleteRetentionMs: fc.constant(300),
    minCleanableDirtyRatio: fc.constantFrom(0, 0.5),
    transactionTimeoutMs: fc.constant(1000),
  }),
  group: fc.record({
    isolation: fc.constantFrom('committed', 'uncommitted'),
    offsetReset: fc.constantFrom('earliest', 'latest', 'none'),
  }),
});

const commands = fc.array(command, { minLength: 5, maxLength: 60 });

it('[K3] [K10] [K14] offsets stay dense, nothing gone is served, nothing confirmed is lost', () => {
  fc.assert(
    fc.property(setup, commands, (how, list) => {
      const bench = new LogBench(how);
      const checkers = [denseOffsets, retentionEdge, confirmedRecords].map((watch) =>
        watch(bench.plan),
      );
      let seen = 0;
      for (const one of list) {
        one(bench);
        for (; seen < bench.journal.length; seen++) {
          for (const checker of checkers) checker.see(bench.journal, seen);
        }
        const found = checkers.flatMap((checker) => checker.violations(bench.world));
        if (found.length > 0) expect(found).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

it('[K14] what was confirmed under acks all survives any single kill', () => {
  const records = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 12 });
  const victims = fc.array(fc.tuple(records, node, fc.constantFrom(1, 60, 500)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.nat(1000), victims, (seed, list) => {
      const bench = new LogBench({
        seed,
        cluster: { nodes: 3, failoverMs: 50, replicaMs: 20, flushMs: 10_000 },
        stream: { replication: 3, minInSyncReplicas: 2 },
      });
      const wait = (ms: number): LogBench => bench.until(bench.simulation.nowMs + ms);
      const confirmed = new Set<number>();
      let count = 0;
      for (const [gaps, victim, deadMs] of list) {
        for (const gap of gaps) {
          bench.when((one) => one.produce({ data: ++count, epoch: count }));
          wait(gap);
        }
        bench.kill(victim);
        wait(deadMs);
        bench.revive(victim);
        for (const data of confirmedBy(bench)) confirmed.add(data);
        wait(200);
        for (const data of confirmed) expect(Object.values(bench.contents())).toContain(data);
      }
    }),
    { numRuns: 150 },
  );
});

/** Data of the records whose producer has heard that they were taken. */
function confirmedBy({ journal }: LogBench): number[] {
  const found: number[] = [];
  for (let seq = 0; seq < journal.length; seq++) {
    const isOne =
      journal.kind(seq) === FactKind.MessageSent &&
      journal.read(seq, Column.c) === PurposeCode.produced;
    // Each record has an epoch of its own, which is its data too.
    if (isOne) found.push(unpackProduce(journal.read(journal.read(seq, Column.g), Column.g)).epoch);
  }
  return found;
}

it('folds to what was live, from the start and from any keyframe', () => {
  fc.assert(
    fc.property(setup, commands, fc.double({ min: 0, max: 1, noNaN: true }), (how, list, at) => {
      const bench = new LogBench(how);
      for (const one of list) one(bench);
      const live = [...bench.simulation.save()];
      expect([...bench.simulation.folded(0)]).toEqual(live);
      const keyframeAt = Math.floor(at * bench.journal.length);
      expect([...bench.simulation.folded(keyframeAt)]).toEqual(live);
    }),
    { numRuns: 200 },
  );
});

it('[K11] compaction keeps the last record of each key', () => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 9 }), (list, segmentBytes) => {
      const stream = { cleanup: 'compact', recordBytes: 1, segmentBytes } as const;
      const bench = new LogBench({ stream: { ...stream, minCleanableDirtyRatio: 0 } });
      for (const key of list) bench.produce({ key, data: key }).until(bench.simulation.nowMs + 100);
      bench.until(60_000);
      const active = bench.partition().segments.at(-1)?.baseOffset ?? 0;
      const kept = Object.keys(bench.contents()).map(Number);
      const last = list.slice(0, active);
      const expected = list.flatMap((key, offset) =>
        offset >= active || last.lastIndexOf(key) === offset ? [offset] : [],
      );
      expect(kept).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
