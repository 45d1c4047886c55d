/** Says how records are produced: by workloads, and by handlers that wait for them. */
import { describe, expect, it } from 'vitest';
import { grind, openMill, sacksAt } from '../testing/mill';

const partitions = (bench: ReturnType<typeof openMill>): number[] =>
  bench
    .facts('RecordPrepared')
    .filter(({ stream }) => stream === 'grain')
    .map(({ partition }) => partition);

describe('a producer', () => {
  it('[K1] sends records of one key to one partition, which is that of Kafka', () => {
    const keys = ['21', 'abc', 'order-1', '21', '21'];
    const sacks = keys.map((key, at) => ({ atMs: 100 + at, key }));
    const bench = openMill({ sacks, grain: { partitions: 6 } }).until(200);
    expect(partitions(bench)).toEqual([0, 3, 4, 0, 0]);
  });

  it('[K1] takes the empty text for a key', () => {
    const sacks = [1, 2, 3, 4, 5].map((at) => ({ atMs: at, key: '' }));
    const sends = { batchRecords: 1 };
    const bench = openMill({ sacks, sends, grain: { partitions: 5 } }).until(100);
    expect(new Set(partitions(bench)).size).toBe(1);
  });

  it('[K1] finds the key in a field of the data', () => {
    const bench = openMill({ sends: { key: 'nth' } }).until(200);
    expect(bench.facts('MessagePropertiesSet')).toMatchObject([{ key: '1' }]);
  });

  it('[K2] stays with a partition for a batch of records without key, then takes another', () => {
    const sacks = Array.from({ length: 40 }, (_, at) => ({ atMs: 100 + 50 * at }));
    const grain = { partitions: 3 };
    const found = partitions(openMill({ sacks, sends: { batchRecords: 4 }, grain }).until(5000));
    const batches = Array.from({ length: 10 }, (_, at) => found.slice(4 * at, 4 * at + 4));
    batches.forEach((batch, at) => {
      expect(new Set(batch).size).toBe(1);
      if (at > 0) expect(batch[0]).not.toBe(batches[at - 1][0]);
    });
    const turns = batches.map(([first]) => first);
    expect(turns).not.toEqual(turns.map((_, at) => (turns[0] + at) % 3));
  });

  it('[K12] numbers its records by partition, from 0', () => {
    const bench = openMill({ sacks: sacksAt(100, 110, 120) }).until(200);
    const sequences = bench.facts('RecordPrepared').map(({ sequence }) => sequence);
    expect(sequences).toEqual([0, 1, 2]);
  });

  it('[K12] sends a refused record again with its sequence, and it is appended once', () => {
    const bench = openMill({ sacks: sacksAt(100, 110), sends: { retryMs: 30 } }).until(90);
    bench.when({ kind: 'Kill', part: 'cluster', instance: 0 }).until(150);
    const [refused] = bench.facts('ProduceRefused');
    expect(refused).toMatchObject({ error: 'noLeader' });
    bench.until(160).when({ kind: 'Revive', part: 'cluster', instance: 0 }).until(1000);
    expect(bench.facts('RecordSentAgain').length).toBeGreaterThan(0);
    expect(bench.facts('RecordAppended').map(({ offset, message }) => [offset, message])).toEqual([
      [0, 'farm/1'],
      [1, 'farm/2'],
    ]);
    expect(bench.facts('RecordConfirmed')).toHaveLength(2);
  });

  it('[K12] gives up after so many tries, and goes on with a higher epoch', () => {
    const sacks = sacksAt(100, 400);
    const bench = openMill({ sacks, sends: { retryMs: 10, retries: 2 } }).until(90);
    bench.when({ kind: 'Kill', part: 'cluster', instance: 0 }).until(300);
    expect(bench.facts('RecordSentAgain')).toHaveLength(2);
    expect(bench.facts('RecordFailed')).toMatchObject([{ error: 'noLeader' }]);
    bench.when({ kind: 'Revive', part: 'cluster', instance: 0 }).until(1000);
    expect(bench.facts('RecordPrepared')).toMatchObject([{ sequence: 0 }]);
    expect(bench.facts('RecordAppended')).toMatchObject([{ offset: 0, message: 'farm/2' }]);
  });

  it('[K12] begins at sequence 0 with a higher epoch when it is started anew', () => {
    const bench = openMill({ sacks: sacksAt(100, 110, 300) }).until(200);
    bench.when({ kind: 'Kill', part: 'farm' }).until(250);
    bench.when({ kind: 'Revive', part: 'farm' }).until(400);
    expect(bench.facts('RecordPrepared')).toMatchObject([{ sequence: 0 }]);
    expect(bench.facts('RecordAppended')).toMatchObject([{ offset: 2 }]);
  });

  it('[K11] is told that a compacted stream takes no record without a key', () => {
    const bench = openMill({ grain: { cleanup: 'compact' } }).until(300);
    expect(bench.facts('RecordFailed')).toMatchObject([{ error: 'keyMissing' }]);
  });

  it('[K14] does not wait for anybody with acks 0', () => {
    const bench = openMill({ sends: { acks: 0 } }).until(200);
    expect(bench.facts('RecordAppended')).toHaveLength(1);
    expect(bench.facts('RecordConfirmed')).toEqual([]);
  });
});

describe('a handler that publishes a record', () => {
  it('[K14] goes on when the stream has acknowledged it', () => {
    const bench = openMill({ handler: grind }).until(300);
    const [appended] = bench.facts('RecordAppended').filter(({ stream }) => stream === 'flour');
    const [finished] = bench.facts('HandlerStepFinished');
    expect(finished).toMatchObject({ outcome: 'ok', atMs: appended.atMs + 5 });
  });

  it('[K14] goes on at once with acks 0', () => {
    const mill = { publishes: { Flour: { stream: 'flour', acks: 0 as const } } };
    const bench = openMill({ handler: grind, mill }).until(300);
    const [started] = bench.facts('HandlerStepStarted');
    const [finished] = bench.facts('HandlerStepFinished');
    expect(finished).toMatchObject({ outcome: 'ok', atMs: started.atMs });
  });

  it('is told in words when the stream does not take it', () => {
    const bench = openMill({ handler: grind, flour: { cleanup: 'compact' } }).until(130);
    expect(bench.facts('HandlerStepFinished')).toMatchObject([
      { outcome: 'failed', value: 'the stream did not take it: keyMissing' },
    ]);
  });

  it('outweighs the configured key', () => {
    const handler: typeof grind = function* () {
      yield { kind: 'publish', type: 'Flour', data: null, options: { key: 'mine' } };
      return null;
    };
    const mill = { publishes: { Flour: { stream: 'flour', key: { fixed: 'ours' } } } };
    const bench = openMill({ handler, mill }).until(300);
    expect(bench.facts('MessagePropertiesSet')).toMatchObject([{ key: 'mine' }]);
  });
});
