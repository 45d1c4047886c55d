/** Compaction: what stays, when it runs, and when a tombstone goes. */
import { describe, expect, it } from 'vitest';
import { LogBench } from './testing/bench';

/** Five records to a segment, looked over twice a second. */
const compacted = (more: object = {}): LogBench =>
  new LogBench({
    stream: { cleanup: 'compact', recordBytes: 1, segmentBytes: 5, ...more },
  });

const keyed = (bench: LogBench, keys: string): LogBench => {
  for (const key of keys) bench.produce({ key, data: key });
  return bench;
};

describe('compaction', () => {
  it('[K11] of keys a b a b a in a closed segment the offsets 3 and 4 remain', () => {
    const bench = keyed(compacted(), 'ababac').until(1000);
    expect(bench.contents()).toEqual({ 3: 'b', 4: 'a', 5: 'c' });
    expect(bench.partition()).toMatchObject({ startOffset: 0, endOffset: 6, bytes: 3 });
    bench.when((one) => one.fetch(0, { recordsMax: 1 }));
    expect(bench.sentTo('reader')).toEqual(['b', 'fetched']);
    expect(bench.facts('FetchAnswered')).toMatchObject([{ fromOffset: 0, nextOffset: 4 }]);
  });

  it('[K11] the active segment is left alone', () => {
    const bench = keyed(compacted(), 'aaaaa').until(5000);
    expect(Object.keys(bench.contents())).toHaveLength(5);
    expect(bench.facts('StreamChecked')).toEqual([]);
  });

  it('[K11] runs when more than half of the closed segments is new', () => {
    const bench = keyed(compacted(), 'abcdefghij').until(400);
    keyed(bench, 'k').until(500);
    expect(bench.facts('SegmentsCleaned')).toMatchObject([{ upToOffset: 10 }]);
    // Five new ones beside ten clean ones: a third.
    keyed(bench, 'aaaaa').until(1000);
    expect(bench.facts('SegmentsCleaned')).toHaveLength(1);
    keyed(bench, 'aaaaaaaaaa').until(1500);
    expect(bench.facts('SegmentsCleaned')).toHaveLength(2);
    expect(Object.keys(bench.contents()).map(Number).slice(0, 9)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('[K11] a record without a key is refused; the empty text is a key', () => {
    const bench = compacted();
    bench.when((one) => one.produce({}));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'keyMissing' }]);
    expect(bench.sentTo('shop')).toEqual(['unproduced']);
    bench.when((one) => one.send(one.prepare({ key: '', sequence: 0 })));
    expect(bench.facts('RecordAppended')).toHaveLength(1);
  });

  it('[K11] a tombstone goes in a second pass, its time after the first', () => {
    const bench = compacted({ deleteRetentionMs: 1000 });
    bench.produce({ key: 'a', data: 1 }, { key: 'b', data: 2 }, { key: 'a', data: null });
    keyed(bench, 'cdz').until(500);
    expect(bench.contents()).toEqual({ 1: 2, 2: null, 3: 'c', 4: 'd', 5: 'z' });
    bench.until(1500);
    expect(bench.contents()[2]).toBeNull();
    bench.until(2000);
    expect(bench.contents()).toEqual({ 1: 2, 3: 'c', 4: 'd', 5: 'z' });
    expect(bench.simulation.nextMs).toBe(Infinity);
  });

  it('[K11] offsets keep their gaps: a reader in one goes on behind it', () => {
    const bench = keyed(compacted(), 'ababac').until(1000);
    bench.when((one) => one.fetch(1));
    expect(bench.facts('PositionFound')).toEqual([]);
    expect(bench.sentTo('reader')).toEqual(['b', 'a', 'c', 'fetched']);
  });

  it('[K11] joins what has become small, and both cleanups go together', () => {
    const bench = keyed(
      compacted({ cleanup: 'compactAndDelete', retentionMs: 10_000 }),
      'aaaaaaaaaab',
    );
    bench.until(1000);
    expect(bench.partition().segments).toEqual([
      { baseOffset: 0, nextOffset: 10, count: 1, bytes: 1 },
      { baseOffset: 10, nextOffset: 11, count: 1, bytes: 1 },
    ]);
    bench.until(11_000);
    expect(bench.partition()).toMatchObject({ startOffset: 11, endOffset: 11 });
  });

  it('[K11] [K13] an aborted value does not push out the one before it', () => {
    const bench = compacted();
    bench.produce({ key: 'a', data: 'good' });
    bench.produce({ key: 'a', data: 'bad', transactional: true, instance: 1 });
    bench.end(false, 1);
    keyed(bench, 'cde').until(1000);
    expect(bench.contents()).toEqual({ 0: 'good', 2: 'abort', 3: 'c', 4: 'd', 5: 'e' });
  });

  it('[K11] [K13] stops at an open transaction, and goes on when that has ended', () => {
    const bench = compacted();
    bench.produce({ key: 'a', data: 0, transactional: true, instance: 1 });
    keyed(bench, 'aaaaaaaaaa').until(1000);
    expect(bench.facts('RecordCompacted')).toEqual([]);
    bench.end(true, 1).until(2000);
    expect(Object.keys(bench.contents()).map(Number)).toEqual([9, 10, 11]);
  });
});
