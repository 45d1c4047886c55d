/** The idempotent producer: duplicates, gaps, epochs; and transactions. */
import { describe, expect, it } from 'vitest';
import { LogBench } from './testing/bench';

describe('an idempotent producer', () => {
  it('[K12] 0, 1, 2, then 1 again: acknowledged, nothing appended; then 4: out of order', () => {
    const bench = new LogBench();
    const [zero, one, two] = [{}, {}, {}].map(() => bench.prepare());
    bench.send(zero).send(one).send(two);
    bench.when((again) => again.send(one));
    expect(bench.facts('DuplicateIgnored')).toMatchObject([{ record: 'log/0@1' }]);
    expect(bench.sentTo('shop')).toEqual(['produced']);
    expect(bench.partition().endOffset).toBe(3);
    bench.when((gap) => gap.produce({ sequence: 4 }));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'outOfOrderSequence' }]);
    expect(bench.partition().endOffset).toBe(3);
  });

  it('[K12] five batches are remembered: of an older one nobody knows whether it was taken', () => {
    const bench = new LogBench();
    const prepared = Array.from({ length: 6 }, () => bench.prepare());
    for (const one of prepared) bench.send(one);
    bench.when((again) => again.send(prepared[1]));
    expect(bench.story()).toEqual(['0 DuplicateIgnored']);
    bench.when((again) => again.send(prepared[0]));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'outOfOrderSequence' }]);
  });

  it('[K12] a new epoch counts from 0, and fences the old one', () => {
    const bench = new LogBench();
    bench.produce({}, {}, { epoch: 1 });
    expect(bench.partition().endOffset).toBe(3);
    bench.when((late) => late.produce({ epoch: 0, sequence: 2 }));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'fencedEpoch' }]);
  });

  it('[K12] a first record must be the first, unless retention may have deleted it', () => {
    const bench = new LogBench({ stream: { retentionMs: 100 } });
    bench.when((one) => one.produce({ sequence: 1 }));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'outOfOrderSequence' }]);
    bench.produce({ sequence: 0 }).until(1000);
    bench.when((one) => one.produce({ instance: 1, sequence: 7 }));
    expect(bench.facts('RecordAppended')).toHaveLength(1);
  });

  it('[K12] [K14] with acks 1 a record that is sent again stands there twice', () => {
    const bench = new LogBench();
    const prepared = bench.prepare({ acks: 1 });
    bench.send(prepared).send(prepared);
    expect(bench.partition().endOffset).toBe(2);
  });
});

describe('a transaction', () => {
  const T1 = { transactional: true, instance: 1 };
  const T2 = { transactional: true, instance: 2 };

  it('[K13] three of T1, three plain, three of T2: the stable offset is 0, then 6, then 11', () => {
    const bench = new LogBench({ group: { isolation: 'committed' } });
    bench.produce({ ...T1, data: 0 }, { ...T1, data: 1 }, { ...T1, data: 2 });
    bench.produce({ data: 3 }, { data: 4 }, { data: 5 });
    bench.produce({ ...T2, data: 6 }, { ...T2, data: 7 }, { ...T2, data: 8 });
    expect(bench.partition()).toMatchObject({ lastStableOffset: 0, highWatermark: 9 });
    bench.when((one) => one.fetch(0));
    expect(bench.sentTo('reader')).toEqual([]);
    bench.when((one) => one.end(false, 1));
    expect(bench.partition().lastStableOffset).toBe(6);
    expect(bench.sentTo('reader')).toEqual([3, 4, 5, 'fetched']);
    bench.when((one) => one.end(true, 2));
    expect(bench.partition().lastStableOffset).toBe(11);
    expect(bench.sentTo('shop')).toEqual(['confirm']);
    bench.when((one) => one.fetch(0));
    expect(bench.sentTo('reader')).toEqual([3, 4, 5, 6, 7, 8, 'fetched']);
    expect(bench.facts('FetchAnswered')).toMatchObject([{ nextOffset: 11, records: 6 }]);
    expect(bench.contents()).toMatchObject({ 9: 'abort', 10: 'commit' });
  });

  it('[K13] a reader of what is uncommitted gets all but the markers', () => {
    const bench = new LogBench();
    bench
      .produce({ ...T1, data: 0 })
      .end(false, 1)
      .produce({ data: 2 });
    bench.when((one) => one.fetch(0));
    expect(bench.sentTo('reader')).toEqual([0, 2, 'fetched']);
  });

  it('[K13] reaches over partitions: each gets its marker', () => {
    const bench = new LogBench({ stream: { partitions: 3 } });
    bench.produce({ ...T1, partition: 0 }, { ...T1, partition: 2 });
    bench.when((one) => one.end(true, 1));
    expect(bench.story()).toEqual(['0 MarkerAppended', '0 MarkerAppended', '0 TransactionEnded']);
    expect(bench.facts('MarkerAppended').map(({ partition }) => partition)).toEqual([0, 2]);
  });

  it('[K13] a late one is aborted and its producer fenced', () => {
    const bench = new LogBench({ stream: { transactionTimeoutMs: 1000 } });
    bench.produce(T1).when((one) => one.until(1000));
    expect(bench.facts('TransactionEnded')).toMatchObject([{ committed: false, timedOut: true }]);
    bench.when((one) => one.produce(T1));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'fencedEpoch' }]);
    bench.when((one) => one.end(true, 1));
    expect(bench.facts('TransactionEnded')).toMatchObject([{ committed: false }]);
  });

  it('[K13] a producer that begins anew ends what it had left open', () => {
    const bench = new LogBench();
    bench.produce(T1).when((one) => one.produce({ ...T1, epoch: 1 }));
    expect(bench.story()).toEqual(['0 MarkerAppended', '0 TransactionEnded', '0 RecordAppended']);
    expect(bench.partition().lastStableOffset).toBe(2);
  });

  it('[K13] [K14] a marker for a partition without leader waits for one', () => {
    const bench = new LogBench({ cluster: { failoverMs: 500 }, stream: { partitions: 1 } });
    bench.produce(T1).until(2000).kill(0);
    bench.when((one) => one.end(true, 1));
    expect(bench.story()).toEqual(['2000 TransactionEnded']);
    bench.when((one) => one.revive(0));
    expect(bench.facts('MarkerAppended')).toMatchObject([{ offset: 1, committed: true }]);
    expect(bench.partition().lastStableOffset).toBe(2);
  });
});
