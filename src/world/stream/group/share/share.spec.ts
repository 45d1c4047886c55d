/** Share groups (K15). */
import { describe, expect, it } from 'vitest';
import { Column } from '../../../../kernel';
import { FactKind } from '../../../facts';
import { shareNextOffset, shareRecords } from '../read';
import { GroupBench } from '../testing/bench';

const share = (partitions = 1): GroupBench =>
  new GroupBench({ topics: { t0: partitions }, group: { protocol: 'share' } });

/** What was handed out since `when`: offset and count. */
const acquired = (bench: GroupBench): string[] =>
  bench.facts('RecordAcquired').map((line) => {
    const [, record, , count] = line.split(' ');
    return `${record.split('@')[1]}#${count}`;
  });

const records = (bench: GroupBench, count: number, partition = 0): number[] =>
  Array.from({ length: count }, () => bench.append('t0', partition));

describe('a share group', () => {
  it('[K15] five records, offset 1 released each time: handed out five times, then archived', () => {
    const bench = share().join('m0');
    const [zero, one, two, three, four] = records(bench, 5);
    bench.when(() => {
      bench.say('m0', 'acquire', 10);
      for (const record of [zero, two, three, four]) bench.say('m0', 'accept', record);
      for (let time = 0; time < 5; time++) {
        bench.say('m0', 'release', one).say('m0', 'acquire', 10);
      }
    });
    expect(acquired(bench)).toEqual([
      ...['0#1', '1#1', '2#1', '3#1', '4#1'],
      ...['1#2', '1#3', '1#4', '1#5'],
    ]);
    expect(bench.facts('RecordArchived')).toEqual(['RecordArchived t0/0@1']);
    expect(shareRecords(bench.lone.world, bench.group)).toEqual([]);
    expect(shareNextOffset(bench.lone.world, bench.group, bench.plan.indexOf('t0'), 0)).toBe(5);
  });

  it('[K15] one partition is read by several members at once, each record by one', () => {
    const bench = share().join('m0').join('m1');
    records(bench, 4);
    bench.when(() => bench.say('m0', 'acquire', 2).say('m1', 'acquire', 9));
    expect(bench.facts('RecordAcquired').map((line) => line.split(' ').slice(1, 3))).toEqual([
      ['t0/0@0', 'm0'],
      ['t0/0@1', 'm0'],
      ['t0/0@2', 'm1'],
      ['t0/0@3', 'm1'],
    ]);
  });

  it('[K15] who asks in vain waits, and is served when a record comes', () => {
    const bench = share().join('m0').join('m1');
    bench.say('m0', 'acquire', 1).say('m1', 'acquire', 1);
    bench.when(() => bench.append());
    expect(bench.sent()).toEqual(['m0 acquired']);
    bench.when(() => bench.append());
    expect(bench.sent()).toEqual(['m1 acquired']);
  });

  it('[K15] a lock ends after lockMs, and renewing puts that off', () => {
    const bench = share().join('m0');
    const [first, second] = records(bench, 2);
    bench.say('m0', 'acquire', 2).pass(20_000).say('m0', 'renew', second);
    bench.when(() => bench.pass(10_000));
    expect(bench.facts('RecordReleased')).toEqual(['RecordReleased t0/0@0 m0 lockExpired']);
    bench.when(() => bench.say('m0', 'accept', first).say('m0', 'accept', second));
    expect(bench.facts('RecordAccepted')).toEqual(['RecordAccepted t0/0@1 m0']);
  });

  it('[K15] what a member refuses is archived at once', () => {
    const bench = share().join('m0');
    const [record] = records(bench, 1);
    bench.say('m0', 'acquire', 1);
    bench.when(() => bench.say('m0', 'refuse', record));
    expect(bench.facts()).toEqual(['RecordArchived t0/0@0']);
  });

  it('[K7] [K15] what a member had locked when it left or died goes to the next', () => {
    const group = { protocol: 'share', lockMs: 60_000 } as const;
    const bench = new GroupBench({ topics: { t0: 1 }, group }).join('m0').join('m1');
    records(bench, 2);
    bench.say('m0', 'acquire', 1).say('m1', 'acquire', 1);
    bench.when(() => bench.leave('m0').say('m1', 'acquire', 1));
    expect(bench.facts('RecordReleased')).toEqual(['RecordReleased t0/0@0 m0 left']);
    expect(acquired(bench)).toEqual(['0#2']);
    bench.die('m1').join('m2').say('m2', 'acquire', 9);
    bench.when(() => bench.pass(45_000));
    expect(bench.facts('MemberExpired')).toEqual(['MemberExpired m1 false']);
    expect(acquired(bench).sort()).toEqual(['0#3', '1#2']);
  });

  it('[K15] begins where its reset says, and takes turns among partitions', () => {
    const bench = new GroupBench({
      topics: { t0: 2 },
      group: { protocol: 'share', offsetReset: 'latest' },
    });
    bench.append('t0', 0);
    bench.join('m0');
    records(bench, 2, 0);
    records(bench, 2, 1);
    bench.when(() => {
      for (let time = 0; time < 4; time++) bench.say('m0', 'acquire', 1);
    });
    expect(bench.facts('RecordAcquired').map((line) => line.split(' ')[1])).toEqual([
      't0/0@1',
      't0/1@0',
      't0/0@2',
      't0/1@1',
    ]);
    expect(bench.lone.save()).toEqual(bench.lone.folded(9));
    const last = bench.find(FactKind.RecordAcquired);
    expect(bench.journal.read(last, Column.f)).toBe(30_000);
  });
});
