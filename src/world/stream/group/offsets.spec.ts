/** Committed offsets, settings and their refusals (K7, K8, K9). */
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { committedOffset, groupSettings, groupState } from './read';
import { groupSchema } from './schema';
import { GroupBench } from './testing/bench';

const committed = (bench: GroupBench, partition = 0): number =>
  committedOffset(bench.lone.world, bench.group, bench.plan.indexOf('t0'), partition);

describe('commits', () => {
  it('[K9] a commit says where to go on: the offset after the record', () => {
    const bench = new GroupBench().join('m0');
    expect(committed(bench)).toBe(-1);
    bench.append();
    const second = bench.append();
    bench.when(() => bench.say('m0', 'commit', second));
    expect(bench.facts()).toEqual(['OffsetCommitted t0 0 2 m0']);
    expect(bench.sent()).toEqual(['m0 committed']);
    expect(committed(bench)).toBe(2);
  });

  it('[K7] one that is no member any more commits nothing, and is fenced', () => {
    const bench = new GroupBench().join('m0').die('m0');
    const record = bench.append();
    bench.until(45_000);
    bench.when(() => bench.say('m0', 'commit', record));
    expect(bench.facts()).toEqual([]);
    expect(bench.sent()).toEqual(['m0 fenced']);
    expect(committed(bench)).toBe(-1);
  });

  it('[K7] a member commits nothing of what is another one’s', () => {
    const bench = new GroupBench({ topics: { t0: 2 } }).join('m0').join('m1').beat();
    const record = bench.append('t0', 1);
    bench.when(() => bench.say('m0', 'commit', record));
    expect(bench.sent()).toEqual([]);
    expect(committed(bench, 1)).toBe(-1);
  });
});

describe('moving an offset', () => {
  const moved = (to: object): GroupBench => {
    const bench = new GroupBench({ topics: { t0: 1 } }).join('m0');
    bench.append();
    bench.until(1000);
    bench.append();
    bench.say('m0', 'commit', bench.append());
    const move = { kind: 'MoveOffset', part: 'readers', stream: 't0', to } as Parameters<
      GroupBench['intervene']
    >[0]; // as a person's input, checked before it comes here
    bench.when(() => expect(bench.intervene(move)).toBe(undefined));
    return bench;
  };

  it('[K8] to the beginning, the end, an offset, a time; the owner begins there', () => {
    expect(committed(moved({ kind: 'beginning' }))).toBe(0);
    expect(committed(moved({ kind: 'end' }))).toBe(3);
    expect(committed(moved({ kind: 'offset', offset: 2 }))).toBe(2);
    expect(committed(moved({ kind: 'time', atMs: 500 }))).toBe(1);
    expect(moved({ kind: 'beginning' }).facts()).toEqual([
      'OffsetMoved t0 0 0',
      'AssignmentMade m0 1 [["t0",0]]',
      'PartitionAssigned m0 t0 0 1',
    ]);
  });

  it('[K8] is refused where there is nothing such', () => {
    const bench = new GroupBench();
    const move = { kind: 'MoveOffset', part: 'readers' } as const;
    const end = { kind: 'end' } as const;
    expect(bench.intervene({ ...move, stream: 'shop', to: end })).toBe('unknownStream');
    expect(bench.intervene({ ...move, stream: 't0', partition: 6, to: end })).toBe(
      'unknownPartition',
    );
    const beyond = { kind: 'offset', offset: 1 } as const;
    expect(bench.intervene({ ...move, stream: 't0', to: beyond })).toBe('offsetOutOfRange');
    expect(bench.journal.length).toBe(0);
  });
});

describe('settings', () => {
  it('[K5] another assignor divides the group anew', () => {
    const bench = new GroupBench({ topics: { t0: 3, t1: 3 } });
    for (const id of ['m0', 'm1']) bench.join(id, ['t0', 't1']).beat();
    const settings = { assignor: 'roundrobin', sessionTimeoutMs: 10_000 };
    expect(bench.intervene({ kind: 'Configure', part: 'readers', settings })).toBe(undefined);
    bench.beat();
    expect(bench.owners().m1).toEqual(['t0-1', 't1-0', 't1-2']);
    expect(groupSettings(bench.lone.world, bench.group).sessionTimeoutMs).toBe(10_000);
    expect(groupState(bench.lone.world, bench.group)).toEqual({
      state: 'stable',
      generation: 4 - 1,
    });
  });

  it('[K6] another assignor in the middle of a rebalance: who has joined need not join again', () => {
    const bench = new GroupBench({ topics: { t0: 4 } }).join('m0').hang('m0').join('m1');
    const settings = { assignor: 'cooperativeSticky' };
    bench.when(() => bench.intervene({ kind: 'Configure', part: 'readers', settings }));
    expect(bench.facts('SettingChanged', 'GroupStateChanged')).toHaveLength(1);
    bench.when(() => bench.hang('m0', false).beat('m0'));
    expect(bench.facts('MemberJoined', 'GroupStateChanged').slice(0, 2)).toEqual([
      'MemberJoined m0 ["t0"]',
      'GroupStateChanged stable 2',
    ]);
  });

  it('[K5] that contradict the protocol, or are none, change nothing', () => {
    const bench = new GroupBench();
    const configure = (settings: Record<string, string | number>): string | undefined =>
      bench.intervene({ kind: 'Configure', part: 'readers', settings });
    expect(configure({ assignor: 'uniform' })).toBe('contradiction');
    expect(configure({ assignor: 'fair' })).toBe('badSetting');
    expect(configure({ sessionTimeoutMs: 0 })).toBe('badSetting');
    expect(configure({ offsetReset: 'latest', retentionMs: 5 })).toBe('unknownSetting');
    expect(bench.journal.length).toBe(0);
  });

  it('[K5] in a scenario a contradiction is said with its path and what is known', () => {
    const group = { kind: 'group', id: 'readers', broker: 'kafka' };
    const issues = (more: object): [string | null, string][] =>
      (v.safeParse(groupSchema, { ...group, ...more }).issues ?? []).map((issue) => [
        v.getDotPath(issue),
        issue.message,
      ]);
    expect(issues({})).toEqual([]);
    expect(issues({ protocol: 'consumer', assignor: 'range' })).toEqual([]);
    expect(issues({ assignor: 'uniform' })).toEqual([
      ['assignor', 'the protocol "classic" knows range, roundrobin, sticky, cooperativeSticky'],
    ]);
    expect(issues({ protocol: 'share', offsetReset: 'none' })).toEqual([
      ['offsetReset', 'the protocol "share" knows earliest, latest, duration'],
    ]);
  });
});
