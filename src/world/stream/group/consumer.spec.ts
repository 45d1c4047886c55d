/** The broker-side protocol, KIP-848 (K6). */
import { describe, expect, it } from 'vitest';
import { GroupBench } from './testing/bench';

const bench848 = (partitions = 4): GroupBench =>
  new GroupBench({ topics: { t0: partitions }, group: { protocol: 'consumer' } });

describe('the broker-side protocol', () => {
  it('[K6] a newcomer is told at once what is free, and nobody has to stop for it', () => {
    const bench = bench848(2);
    bench.when(() => bench.join('m0'));
    expect(bench.facts()).toEqual([
      'MemberJoined m0 ["t0"]',
      'GroupStateChanged assigning 1',
      'PartitionTargeted t0 0 m0 1',
      'PartitionTargeted t0 1 m0 1',
      'AssignmentMade m0 1 [["t0",0],["t0",1]]',
      'PartitionAssigned m0 t0 0 1',
      'PartitionAssigned m0 t0 1 1',
      'GroupStateChanged stable 1',
    ]);
  });

  it('[K6] a partition is free only once its owner has let go, told by its heartbeat', () => {
    const bench = bench848(2).join('m0');
    bench.when(() => bench.join('m1'));
    expect(bench.owners()).toEqual({ m0: ['t0-0', 't0-1'], m1: [] });
    expect(bench.sent()).toEqual(['m1 assigned']);
    bench.beat('m1');
    expect(bench.owners().m1).toEqual([]);
    bench.when(() => bench.beat('m0'));
    expect(bench.facts('RevocationAsked', 'OwnershipGivenUp')).toEqual([
      'RevocationAsked m0 60000',
      'OwnershipGivenUp m0 t0 1',
    ]);
    bench.beat('m1');
    expect(bench.owners()).toEqual({ m0: ['t0-0'], m1: ['t0-1'] });
    expect(bench.held()).toEqual(bench.owners());
  });

  it('[K6] who does not let go in time is fenced', () => {
    const bench = bench848(2).join('m0').join('m1').hang('m0').beat('m0');
    bench.when(() => bench.pass(60_000));
    expect(bench.facts('MemberExpired')).toEqual(['MemberExpired m0 true']);
    expect(bench.beat().owners()).toEqual({ m1: ['t0-0', 't0-1'] });
  });

  it('[K7] a dead member keeps its partitions until its session ends', () => {
    const bench = bench848().join('m0').join('m1').pass(9000).die('m1');
    bench.pass(41_000);
    expect(bench.owners().m1).toHaveLength(2);
    bench.pass(9000);
    expect(bench.owners()).toEqual({ m0: ['t0-0', 't0-1', 't0-2', 't0-3'] });
  });

  it('[K6] the last member gone, nobody is to own anything', () => {
    const bench = bench848(1).join('m0');
    bench.when(() => bench.leave('m0'));
    expect(bench.facts()).toEqual([
      'MemberLeft m0',
      'OwnershipGivenUp m0 t0 0',
      'GroupStateChanged empty 2',
      'PartitionTargeted t0 0 null 2',
    ]);
  });
});
