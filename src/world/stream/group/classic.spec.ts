/** The classic protocol, eager and cooperative (K4, K6, K7). */
import { describe, expect, it } from 'vitest';
import { committedOffset } from './read';
import { GroupBench, type Lists } from './testing/bench';

const eager = (): GroupBench =>
  new GroupBench({ topics: { t0: 4 }, group: { assignor: 'sticky' } });
const cooperative = (topics: Record<string, number>): GroupBench =>
  new GroupBench({ topics, group: { assignor: 'cooperativeSticky' } });

const sizes = (lists: Lists): number[] => Object.values(lists).map((list) => list.length);

describe('joining', () => {
  it('[K4] the first member owns every partition of what it subscribed to', () => {
    const bench = new GroupBench({ topics: { t0: 2, t1: 1 } });
    bench.when(() => bench.join('m0', ['t0', 't1']));
    expect(bench.facts()).toEqual([
      'GroupStateChanged joining 0',
      'MemberJoined m0 ["t0","t1"]',
      'GroupStateChanged stable 1',
      'AssignmentMade m0 1 [["t0",0],["t0",1],["t1",0]]',
      'PartitionAssigned m0 t0 0 1',
      'PartitionAssigned m0 t0 1 1',
      'PartitionAssigned m0 t1 0 1',
    ]);
    expect(bench.sent()).toEqual(['m0 assigned']);
  });

  it('[K4] more members than partitions: the rest idle', () => {
    const bench = new GroupBench({ topics: { t0: 2 } });
    bench.join('m0').join('m1').join('m2').beat();
    expect(bench.owners()).toEqual({ m0: ['t0-0'], m1: ['t0-1'], m2: [] });
  });

  it('[K4] groups divide streams by themselves: nobody gets what it did not ask for', () => {
    const bench = new GroupBench({ topics: { t0: 2, t1: 2 } });
    bench.join('m0', ['t0']).join('m1', ['t1']).beat();
    expect(bench.owners()).toEqual({ m0: ['t0-0', 't0-1'], m1: ['t1-0', 't1-1'] });
  });

  it('[K7] a member that begins a new life replaces its old one at once', () => {
    const bench = eager().join('m0').die('m0');
    bench.when(() => bench.join('m0'));
    expect(bench.facts('MemberLeft', 'MemberJoined', 'MemberExpired')).toEqual([
      'MemberLeft m0',
      'MemberJoined m0 ["t0"]',
    ]);
    expect(bench.owners().m0).toHaveLength(4);
  });
});

describe('an eager rebalance', () => {
  it('[K6] members hear of it in answer to a heartbeat, not before', () => {
    const bench = eager().join('m0');
    bench.when(() => bench.join('m1'));
    expect(bench.sent()).toEqual([]);
    bench.when(() => bench.beat('m0'));
    expect(bench.sent()).toEqual(['m0 rebalance', 'm0 assigned', 'm1 assigned']);
  });

  it('[K6] everybody gives up everything before anybody gets something', () => {
    const bench = eager().join('m0').join('m1');
    bench.when(() => bench.beat('m0'));
    const lines = bench.facts('OwnershipGivenUp', 'PartitionAssigned');
    expect(lines).toEqual([
      'OwnershipGivenUp m0 t0 0',
      'OwnershipGivenUp m0 t0 1',
      'OwnershipGivenUp m0 t0 2',
      'OwnershipGivenUp m0 t0 3',
      'PartitionAssigned m0 t0 0 2',
      'PartitionAssigned m0 t0 1 2',
      'PartitionAssigned m1 t0 2 2',
      'PartitionAssigned m1 t0 3 2',
    ]);
    expect(bench.held()).toEqual(bench.owners());
  });

  it('[K6] nobody is told twice of one rebalance', () => {
    const bench = eager().join('m0').join('m1').hang('m0');
    bench.when(() => bench.beat('m0').beat('m0'));
    expect(bench.sent()).toEqual(['m0 rebalance']);
  });

  it('[K6] who does not join in time is out, though it is heard', () => {
    const bench = eager().join('m0').hang('m0').join('m1');
    bench.when(() => bench.pass(60_000));
    expect(bench.facts('MemberExpired')).toEqual(['MemberExpired m0 true']);
    expect(sizes(bench.owners())).toEqual([4]);
    bench.when(() => bench.beat('m0'));
    expect(bench.sent()).toEqual(['m0 fenced']);
  });
});

describe('members that go', () => {
  it('[K7] one that leaves is replaced without a session timeout', () => {
    const bench = eager().join('m0').join('m1').beat();
    bench.when(() => bench.leave('m1').beat('m0'));
    expect(bench.facts('MemberLeft', 'MemberExpired')).toEqual(['MemberLeft m1']);
    expect(sizes(bench.owners())).toEqual([4]);
  });

  it('[K7] one that dies keeps its partitions until the session timeout, to the millisecond', () => {
    const bench = eager().join('m0').join('m1').beat();
    const { nowMs } = bench.lone;
    bench.die('m1').pass(44_999);
    expect(sizes(bench.owners())).toEqual([2, 2]);
    bench.when(() => bench.until(nowMs + 45_000));
    expect(bench.facts('MemberExpired')).toEqual(['MemberExpired m1 false']);
    bench.beat();
    expect(sizes(bench.owners())).toEqual([4]);
  });

  it('[K7] a group that nobody is left in is empty, and its offsets stay', () => {
    const bench = eager().join('m0');
    bench.say('m0', 'commit', bench.append());
    bench.when(() => bench.leave('m0'));
    expect(bench.facts('GroupStateChanged')).toEqual(['GroupStateChanged empty 2']);
    expect(bench.lone.save()).toEqual(bench.lone.folded(5));
    bench.join('m0');
    const [group, stream] = [bench.group, bench.plan.indexOf('t0')];
    expect(committedOffset(bench.lone.world, group, stream, 0)).toBe(1);
  });

  it('[K7] whoever is no member is fenced', () => {
    const bench = eager().join('m0');
    bench.when(() => bench.beat('m3'));
    expect(bench.sent()).toEqual(['m3 fenced']);
  });

  it('[K6] one that goes during a rebalance does not hold it up', () => {
    const bench = eager().join('m0').join('m1').beat().join('m2').beat('m0');
    expect(bench.owners().m2).toEqual([]);
    bench.leave('m1');
    expect(sizes(bench.owners())).toEqual([2, 2]);
  });
});

describe('a cooperative rebalance', () => {
  it('[K6] takes two rounds where something moves: t0 of 1 and t1 of 5, m3 joins', () => {
    const both = ['t0', 't1'];
    const bench = cooperative({ t0: 1, t1: 5 });
    for (const id of ['m0', 'm1', 'm2']) bench.join(id, both).beat().beat();
    const before = bench.owners();
    bench.when(() => bench.join('m3', both).beat().beat().beat());
    const [first, second, ...more] = rounds(bench);
    expect(more).toEqual([]);
    // Round one: m3 has nothing, t1-4 has no owner, and all the others stay where they are.
    expect(first).toEqual({ ...before, m2: ['t1-1'], m3: [] });
    expect(second).toEqual({ ...first, m3: ['t1-4'] });
    expect(bench.owners()).toEqual(second);
  });

  it('[K6] has one round where nothing moves', () => {
    const bench = cooperative({ t0: 2 });
    bench.join('m0').join('m1').beat().beat();
    bench.when(() => bench.leave('m1').beat());
    expect(bench.facts('GroupStateChanged')).toEqual([
      'GroupStateChanged joining 3',
      'GroupStateChanged stable 4',
    ]);
  });

  it('[K6] unmoved partitions are never given up', () => {
    const bench = cooperative({ t0: 4 }).join('m0');
    bench.when(() => bench.join('m1').beat().beat());
    expect(bench.facts('OwnershipGivenUp')).toEqual([
      'OwnershipGivenUp m0 t0 2',
      'OwnershipGivenUp m0 t0 3',
    ]);
    expect(bench.owners()).toEqual({ m0: ['t0-0', 't0-1'], m1: ['t0-2', 't0-3'] });
  });
});

/** The assignments since `when`, by generation. */
function rounds(bench: GroupBench): Lists[] {
  const byGeneration = new Map<string, Lists>();
  for (const line of bench.facts('AssignmentMade')) {
    const [, id, generation, list] = line.split(' ');
    const round = byGeneration.get(generation) ?? {};
    byGeneration.set(generation, round);
    const pairs = JSON.parse(list) as [string, number][]; // as the group writes it
    round[id] = pairs.map(([stream, partition]) => `${stream}-${partition}`);
  }
  return [...byGeneration.values()];
}
