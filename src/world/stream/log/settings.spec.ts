/** What can be configured, by hand and in a scenario, and what is refused. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../intervention';
import { streamSchema } from './schema';
import { LogBench } from './testing/bench';

type Settings = Extract<Intervention, { kind: 'Configure' }>['settings'];

const configure = (bench: LogBench, settings: Settings): string | undefined =>
  bench.intervene({ kind: 'Configure', part: 'log', settings });

describe('a running stream', () => {
  it('[K10] is told a new retention, and goes by it at the next look', () => {
    const bench = new LogBench({ stream: { recordBytes: 1, segmentBytes: 5 } });
    bench.produceMany(15).until(2000);
    expect(configure(bench, { retentionBytes: 10 })).toBeUndefined();
    expect(bench.facts('SettingChanged')).toEqual([
      { kind: 'SettingChanged', part: 'log', setting: 'retentionBytes', value: 10, byHand: true },
    ]);
    expect(bench.until(2500).partition().startOffset).toBe(5);
    expect(configure(bench, { retentionMs: 100, retentionBytes: null })).toBeUndefined();
    expect(bench.until(3000).partition().startOffset).toBe(15);
  });

  it('[K14] is told to need fewer copies: what waited is confirmed', () => {
    const bench = new LogBench({
      cluster: { nodes: 2, failoverMs: 100 },
      stream: { replication: 2, minInSyncReplicas: 2 },
    });
    bench.produce({}).kill(1).until(1000);
    expect(bench.partition().highWatermark).toBe(0);
    configure(bench, { minInSyncReplicas: 1 });
    expect(bench.partition().highWatermark).toBe(1);
  });

  it.each<[string, Settings]>([
    ['retentionBelowSegment', { retentionMs: 5, retentionBytes: 999_999 }],
    ['moreInSyncThanCopies', { minInSyncReplicas: 2 }],
    ['segmentBelowRecord', { segmentBytes: 99 }],
    ['unknownSetting', { maxLength: 5 }],
    ['badSetting', { cleanup: 'burn' }],
    ['badSetting', { retentionMs: 0 }],
    ['badSetting', { segmentMs: null }],
    ['badSetting', { uncleanElection: 1 }],
  ])('refuses with %s what contradicts it, and is left as it was', (code, settings) => {
    const bench = new LogBench();
    const before = bench.journal.length;
    expect(configure(bench, settings)).toBe(code);
    expect(bench.journal.length).toBe(before);
  });

  it('takes settings that fit together though one alone would not', () => {
    const bench = new LogBench();
    expect(configure(bench, { retentionBytes: 500, segmentBytes: 500 })).toBeUndefined();
  });
});

describe('a stream’s configuration', () => {
  const faults = (config: object): { path: string | null; message: string }[] => {
    const base = { kind: 'stream', id: 'log', broker: 'kafka', partitions: 1 };
    const { issues = [] } = v.safeParse(streamSchema, { ...base, ...config });
    return issues.map((issue) => ({ path: v.getDotPath(issue), message: issue.message }));
  };

  it.each([
    [{ retentionBytes: 10, segmentBytes: 11 }, 'retentionBytes', 'at least as large'],
    [{ replication: 2, minInSyncReplicas: 3 }, 'minInSyncReplicas', 'more in-sync replicas'],
    [{ segmentBytes: 10, recordBytes: 11 }, 'recordBytes', 'does not fit'],
  ])('that contradicts itself is refused at its path: %o', (config, path, message) => {
    const [fault] = faults(config);
    expect(fault.path).toBe(path);
    expect(fault.message).toContain(message);
  });

  it('that fits is taken', () => {
    expect(faults({ retentionBytes: 10, segmentBytes: 5, recordBytes: 1 })).toEqual([]);
  });
});
