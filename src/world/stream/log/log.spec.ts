/** Appending, segments, retention and fetching, as facts of one partition. */
import { describe, expect, it } from 'vitest';
import { LogBench } from './testing/bench';

describe('appending', () => {
  it('[K3] offsets are dense, and one fact and one answer are all that an append costs', () => {
    const bench = new LogBench();
    bench.when((one) => one.produceMany(3));
    expect(bench.facts('RecordAppended').map(({ offset }) => offset)).toEqual([0, 1, 2]);
    expect(bench.story()).toEqual(['0 RecordAppended', '0 RecordAppended', '0 RecordAppended']);
    expect(bench.sentTo('shop')).toEqual(['produced', 'produced', 'produced']);
    expect(bench.partition()).toMatchObject({ startOffset: 0, highWatermark: 3, endOffset: 3 });
  });

  it('[K3] each partition counts for itself', () => {
    const bench = new LogBench({ stream: { partitions: 2 } });
    bench.produce({ partition: 1 }, { partition: 0 }, { partition: 1 });
    expect(bench.partition(0).endOffset).toBe(1);
    expect(bench.partition(1).endOffset).toBe(2);
  });

  it('[K10] a segment is closed when the next record does not fit, or comes too late', () => {
    const bench = new LogBench({ stream: { segmentBytes: 300, segmentMs: 1000 } });
    bench.produceMany(4).until(1000).produce({}).until(1001).produce({});
    const { segments } = bench.partition();
    expect(segments.map(({ baseOffset, bytes }) => [baseOffset, bytes])).toEqual([
      [0, 300],
      [3, 200],
      [5, 100],
    ]);
  });
});

describe('retention', () => {
  /** Fifteen records of size 1 in three segments of size 5. */
  const sized = (retentionBytes: number): LogBench =>
    new LogBench({ stream: { recordBytes: 1, segmentBytes: 5, retentionBytes } })
      .produceMany(15)
      .until(5000);

  it.each([
    [10, 2],
    [12, 3],
    [15, 3],
  ])('[K10] of three segments of size 5 a limit of %i keeps %i', (limit, kept) => {
    const bench = sized(limit);
    expect(bench.partition().segments).toHaveLength(kept);
    expect(bench.partition().startOffset).toBe(15 - 5 * kept);
  });

  it('[K10] fifteen expired records leave one empty segment, start and end at 15', () => {
    const stream = { recordBytes: 1, segmentBytes: 5, retentionMs: 1000 };
    const bench = new LogBench({ stream }).produceMany(15).until(1000);
    expect(bench.partition().segments).toHaveLength(3);
    bench.until(1500);
    expect(bench.partition()).toMatchObject({ startOffset: 15, endOffset: 15, bytes: 0 });
    expect(bench.partition().segments).toEqual([
      { baseOffset: 15, nextOffset: 15, count: 0, bytes: 0 },
    ]);
    expect(bench.facts('SegmentRolled')).toHaveLength(3);
    expect(bench.simulation.nextMs).toBe(Infinity);
  });

  it('[K10] it goes by the largest timestamp: a record of the future holds all after it', () => {
    const stream = { recordBytes: 1, segmentBytes: 5, retentionMs: 1000 };
    const bench = new LogBench({ stream });
    bench.produceMany(7).produce({ bornMs: 60_000 }).produceMany(7).until(10_000);
    expect(bench.partition()).toMatchObject({ startOffset: 5, endOffset: 15 });
    bench.until(61_500);
    expect(bench.partition().startOffset).toBe(15);
  });

  it('[K10] it takes whole segments: a young record keeps its old neighbours', () => {
    const stream = { recordBytes: 1, segmentBytes: 5, retentionMs: 1000 };
    const bench = new LogBench({ stream }).produceMany(4).until(900).produce({}).until(1600);
    expect(bench.partition().startOffset).toBe(0);
    bench.until(2000);
    expect(bench.partition().startOffset).toBe(5);
  });

  it('[K10] nothing at or above the high watermark goes', () => {
    const bench = new LogBench({
      cluster: { nodes: 2, failoverMs: 3_600_000, replicaLagMs: 3_600_000 },
      stream: { replication: 2, recordBytes: 1, segmentBytes: 5, retentionMs: 1000 },
    });
    bench.until(10).kill(1).produceMany(15).until(60_000);
    expect(bench.partition()).toMatchObject({ startOffset: 0, highWatermark: 0, endOffset: 15 });
    bench.revive(1).until(61_000);
    expect(bench.partition()).toMatchObject({ startOffset: 15, highWatermark: 15 });
  });

  it('[K10] costs nothing while nothing can be due', () => {
    const bench = new LogBench({ stream: { retentionMs: 1000 } });
    expect(bench.simulation.nextMs).toBe(Infinity);
    expect(new LogBench().produceMany(5).simulation.nextMs).toBe(Infinity);
  });
});

describe('a fetch', () => {
  it('gets the records from its offset on, and where to go on', () => {
    const bench = new LogBench().produceMany(5);
    bench.when((one) => one.fetch(1, { recordsMax: 3 }));
    expect(bench.sentTo('reader')).toEqual([1, 2, 3, 'fetched']);
    expect(bench.facts('FetchAnswered')).toMatchObject([
      { fromOffset: 1, nextOffset: 4, records: 3 },
    ]);
  });

  it('waits where there is nothing, costs nothing, and is answered when something comes', () => {
    const bench = new LogBench();
    bench.when((one) => one.fetch(0));
    expect(bench.story()).toEqual(['0 FetchParked']);
    expect(bench.simulation.nextMs).toBe(Infinity);
    bench.when((one) => one.produce({ data: 'new' }));
    expect(bench.sentTo('reader')).toEqual(['new', 'fetched']);
    bench.when((one) => one.produce({}));
    expect(bench.sentTo('reader')).toEqual([]);
  });

  it('takes the place of the one before of the same reader, not of another’s', () => {
    const bench = new LogBench().fetch(0).fetch(0, { instance: 1 }).fetch(0);
    bench.when((one) => one.produce({ data: 'new' }));
    expect(bench.sentTo('reader')).toEqual(['new', 'fetched', 'new', 'fetched']);
  });

  it('is forgotten when its reader goes', () => {
    const bench = new LogBench().fetch(0).fetch(0, { instance: 1 }).closeReader();
    bench.when((one) => one.produce({ data: 'new' }));
    expect(bench.sentTo('reader')).toEqual(['new', 'fetched']);
  });

  it('[K8] begins at the committed offset', () => {
    const bench = new LogBench().produceMany(5).committed(3);
    bench.when((one) => one.fetch(-1));
    expect(bench.sentTo('reader')).toEqual([3, 4, 'fetched']);
    expect(bench.facts('PositionFound')).toMatchObject([{ offset: 3, position: 'committed' }]);
  });

  it.each([
    ['earliest', 0, [0, 1, 2, 'fetched']],
    ['latest', 3, []],
  ] as const)('[K8] without a committed offset it resets to %s', (offsetReset, offset, sent) => {
    const bench = new LogBench({ group: { offsetReset } }).produceMany(3);
    bench.when((one) => one.fetch(-1));
    expect(bench.facts('PositionFound')).toMatchObject([{ offset, position: offsetReset }]);
    expect(bench.sentTo('reader')).toEqual(sent);
  });

  it('[K8] resets by duration to the first record that is not older', () => {
    const bench = new LogBench({ group: { offsetReset: 'duration', resetDurationMs: 500 } });
    bench.produce({ data: 'old' }).until(1000).produce({ data: 'young' }).until(1500);
    bench.when((one) => one.fetch(-1));
    expect(bench.sentTo('reader')).toEqual(['young', 'fetched']);
  });

  it('[K8] fails without a policy, and says so', () => {
    const bench = new LogBench({ group: { offsetReset: 'none' } }).produceMany(3);
    bench.when((one) => one.fetch(-1));
    expect(bench.story()).toEqual(['0 FetchFailed']);
    expect(bench.sentTo('reader')).toEqual(['fetchFailed']);
  });

  it('[K8] that retention has overtaken is out of range, and goes on at the edge', () => {
    const stream = { recordBytes: 1, segmentBytes: 5, retentionBytes: 5 };
    const bench = new LogBench({ stream }).produceMany(12).until(1000);
    expect(bench.partition().startOffset).toBe(5);
    bench.when((one) => one.fetch(2, { recordsMax: 1 }));
    expect(bench.facts('PositionFound')).toMatchObject([{ offset: 5, position: 'earliest' }]);
    expect(bench.sentTo('reader')).toEqual([5, 'fetched']);
  });
});
