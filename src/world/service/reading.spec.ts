/** Says how a service reads streams as a member of a group: fetch, work, commit, rebalance. */
import { describe, expect, it } from 'vitest';
import type { PartInput, WorldBench } from '../testing/bench';
import { grind, openMill, sacksAt } from '../testing/mill';
import { atOnce, type Script } from '../testing/scripted';

/** What was handled to its end, in order: by which instance, and of which message. */
const handled = (bench: WorldBench): string[] =>
  bench.facts('HandlerCompleted').map(({ instance, message }) => `${instance} ${message}`);

/** Throws at one message, the first so many times. */
const failsAt =
  (id: string, times: number): Script =>
  (event, context) =>
    atOnce(() => {
      if (event.id === id && event.delivery <= times) throw new Error('stones in it');
      return null;
    })(event, context);

describe('a member', () => {
  it('joins, is told what it owns, fetches, works, commits', () => {
    const bench = openMill().until(140);
    const kinds = [
      'MembershipBegun',
      'AssignmentMade',
      'PartitionsTaken',
      'FetchRequested',
      'RecordAppended',
      'RecordReceived',
      'HandlerStarted',
      'HandlerCompleted',
      'CommitRequested',
      'OffsetCommitted',
      'CommitConfirmed',
    ] as const;
    expect(bench.facts(...kinds).map(({ atMs, kind }) => `${atMs} ${kind}`)).toEqual([
      '0 MembershipBegun',
      '5 AssignmentMade',
      '10 PartitionsTaken',
      '10 FetchRequested',
      '105 RecordAppended',
      '110 RecordReceived',
      '110 HandlerStarted',
      '110 FetchRequested',
      '120 HandlerCompleted',
      '120 CommitRequested',
      '125 OffsetCommitted',
      '130 CommitConfirmed',
    ]);
  });

  it('[K3] handles the records of a partition in their order, a fetch’s worth at a time', () => {
    const sacks = sacksAt(1, 2, 3, 4, 5, 6, 7);
    const bench = openMill({ sacks, reads: { recordsMax: 3 } }).until(500);
    expect(handled(bench)).toEqual([1, 2, 3, 4, 5, 6, 7].map((nth) => `0 farm/${nth}`));
    const most = Math.max(...bench.facts('FetchAnswered').map(({ records }) => records));
    expect(most).toBe(3);
  });

  it('shows its handler where the record stands, and its key', () => {
    const seen: unknown[] = [];
    const handler = atOnce(({ key, stream, partition, offset, delivery }) => {
      seen.push({ key, stream, partition, offset, delivery });
      return null;
    });
    openMill({ sacks: sacksAt(1, 2), handler }).until(200);
    expect(seen).toEqual([
      { key: 'k', stream: 'grain', partition: 0, offset: 0, delivery: 1 },
      { key: 'k', stream: 'grain', partition: 0, offset: 1, delivery: 1 },
    ]);
  });

  it('costs nothing but heartbeats while there is nothing to read', () => {
    const bench = openMill({ sacks: [] }).until(100);
    const before = bench.journal.length;
    bench.until(1100);
    // A heartbeat, its parcel, and that it was heard: every 50 ms.
    expect(bench.journal.length - before).toBe(20 * 3);
  });

  it('[K8] that finds no offset and has no reset stands still until one is set by hand', () => {
    const bench = openMill({ group: { offsetReset: 'none' } }).until(300);
    expect(bench.facts('PartitionPaused')).toMatchObject([{ untilMs: -1 }]);
    expect(handled(bench)).toEqual([]);
    const to = { kind: 'beginning' } as const;
    bench.when({ kind: 'MoveOffset', part: 'millers', stream: 'grain', to }).until(600);
    expect(handled(bench)).toEqual(['0 farm/1']);
  });

  it('[K8] reads again from where its group’s offset was moved', () => {
    const bench = openMill({ sacks: sacksAt(1, 2, 3) }).until(300);
    const to = { kind: 'offset', offset: 1 } as const;
    bench.when({ kind: 'MoveOffset', part: 'millers', stream: 'grain', to }).until(600);
    expect(handled(bench)).toEqual(['0 farm/2', '0 farm/3']);
  });

  it('[K8] does so whenever that happens: its commits on their way do not undo it', () => {
    const to = { kind: 'beginning' } as const;
    for (let atMs = 20; atMs <= 120; atMs += 2) {
      const bench = openMill({ sacks: sacksAt(1, 2, 3, 4, 5, 6) }).until(atMs);
      bench.when({ kind: 'MoveOffset', part: 'millers', stream: 'grain', to }).until(900);
      expect(handled(bench), `moved at ${atMs} ms`).toContain('0 farm/1');
    }
  });
});

describe('a member that dies', () => {
  const two = { instances: 2 };

  it('[K7] is missed after its session only; its successor begins at the committed offset', () => {
    const grain = { partitions: 1 };
    const sacks = sacksAt(400, 410, 420, 430);
    const reads = { commitEvery: 3 };
    const bench = openMill({ sacks, grain, reads, mill: two }).until(435);
    const [owner] = bench.facts('HandlerCompleted').map(({ instance }) => instance);
    const done = handled(bench);
    expect(done.length).toBeLessThan(3);
    bench.when({ kind: 'Kill', part: 'mill', instance: owner }).until(500);
    expect(bench.facts('MemberExpired', 'RecordReceived')).toEqual([]);
    bench.until(1500);
    const [expired] = bench.facts('MemberExpired');
    const [heard] = bench.facts('PositionFound');
    expect(heard).toMatchObject({ offset: 0, position: 'earliest' });
    expect(heard.atMs).toBeGreaterThan(expired.atMs);
    const again = bench.facts('HandlerCompleted').map(({ message }) => message);
    expect(again).toEqual(['farm/1', 'farm/2', 'farm/3', 'farm/4']);
  });

  it('[K9] after committing before its work, has handled its record at most once', () => {
    const reads = { commit: 'beforeWork' as const };
    const bench = openMill({ reads }).until(115);
    expect(bench.facts('CommitRequested')).toMatchObject([{ record: 'grain/0@0', atMs: 110 }]);
    bench.when({ kind: 'Kill', part: 'mill' }).until(400);
    bench.when({ kind: 'Revive', part: 'mill' }).until(1500);
    expect(bench.facts('PositionFound')).toMatchObject([{ offset: 1, position: 'committed' }]);
    expect(handled(bench)).toEqual([]);
  });

  it('[K9] before committing after its work, has its record handled again: at least once', () => {
    const bench = openMill().until(119);
    bench.when({ kind: 'Kill', part: 'mill' }).until(400);
    bench.when({ kind: 'Revive', part: 'mill' }).until(1500);
    expect(handled(bench)).toEqual(['0 farm/1']);
  });

  it('[K9] commits what it has handled now and then, if it commits automatically', () => {
    const reads = { commit: 'interval' as const, commitIntervalMs: 100 };
    const bench = openMill({ sacks: sacksAt(100, 120, 300), reads }).until(600);
    const commits = bench.facts('CommitRequested').map(({ atMs, record }) => [atMs, record]);
    expect(commits).toEqual([
      [220, 'grain/0@1'],
      [420, 'grain/0@2'],
    ]);
  });

  it('commits and leaves at once if it is taken away', () => {
    const reads = { commit: 'interval' as const };
    const mill = { instances: 2 };
    const bench = openMill({ sacks: sacksAt(300, 310), reads, mill, grain: { partitions: 1 } });
    bench.until(400).when({ kind: 'RemoveInstance', part: 'mill' }).until(405);
    expect(bench.facts('MemberLeft')).toHaveLength(1);
  });
});

describe('a rebalance', () => {
  it('[K6] eager: waits for the pass in hand, commits it, then lets go of everything', () => {
    const mill = { workMs: { min: 120, max: 120 } };
    const bench = openMill({ sacks: sacksAt(100, 105), mill, grain: { partitions: 2 } }).until(115);
    bench.when({ kind: 'AddInstance', part: 'mill' }).until(230);
    const kinds = [
      'RebalanceHeard',
      'HandlerCompleted',
      'CommitRequested',
      'PartitionClosed',
    ] as const;
    expect(bench.facts(...kinds, 'PartitionsRevoked').map(({ kind }) => kind)).toEqual([
      'RebalanceHeard',
      'HandlerCompleted',
      'CommitRequested',
      'PartitionClosed',
      'PartitionClosed',
      'PartitionsRevoked',
    ]);
    bench.until(2000);
    expect(bench.facts('HandlerCompleted').map(({ message }) => message)).toEqual([
      'farm/1',
      'farm/2',
    ]);
  });

  it.each(['classic', 'consumer'] as const)(
    '[K6] that need not move a partition leaves it alone (%s)',
    (protocol) => {
      const assignor = protocol === 'classic' ? ('cooperativeSticky' as const) : undefined;
      const group = { protocol, assignor };
      const bench = openMill({ sacks: [], group, grain: { partitions: 4 } }).until(300);
      bench.when({ kind: 'AddInstance', part: 'mill' }).until(2000);
      expect(bench.facts('PartitionClosed')).toHaveLength(2);
      expect(bench.facts('FetchRequested').map(({ instance }) => instance)).toEqual([1, 1]);
    },
  );
});

describe('a record whose handler throws', () => {
  it('is tried again while its partition stands still, and others go on', () => {
    const sacks = [
      { atMs: 100, key: '21' },
      { atMs: 101, key: '21' },
      { atMs: 150, key: 'abc' },
    ];
    const reads = { retryMs: 100 };
    const handler = failsAt('farm/1', 2);
    const bench = openMill({ sacks, reads, handler, grain: { partitions: 6 } }).until(1000);
    expect(bench.facts('HandlerFailed').map(({ atMs }) => atMs)).toEqual([120, 240]);
    expect(handled(bench)).toEqual(['0 farm/3', '0 farm/1', '0 farm/2']);
  });

  it('is skipped and committed if the service says so', () => {
    const handler = failsAt('farm/1', 9);
    const mill = { onError: 'reject' as const };
    const bench = openMill({ sacks: sacksAt(1, 2), handler, mill }).until(1000);
    expect(handled(bench)).toEqual(['0 farm/2']);
    expect(bench.facts('OffsetCommitted').map(({ offset }) => offset)).toEqual([1, 2]);
  });
});

describe('a transactional pass', () => {
  const bakers: PartInput[] = [
    {
      kind: 'group',
      id: 'bakers',
      broker: 'cluster',
      offsetReset: 'earliest',
      isolation: 'committed',
    },
    {
      kind: 'service',
      id: 'bakery',
      label: 'Bakery',
      handler: 'handlers/bakery.ts',
      instances: 1,
      workMs: { min: 0, max: 0 },
      consumes: [{ group: 'bakers', streams: ['flour'] }],
    },
  ];
  const reads = { transactional: true, retryMs: 50 };

  it('[K13] shows what it published and its commit together', () => {
    const bench = openMill({ handler: grind, reads, more: bakers, moreLinked: ['bakery'] });
    bench.until(600);
    const [marker] = bench.facts('MarkerAppended');
    expect(marker).toMatchObject({ committed: true, offset: 1 });
    const [baked] = bench.facts('RecordReceived').filter(({ service }) => service === 'bakery');
    expect(baked.atMs).toBeGreaterThanOrEqual(marker.atMs);
    const [commit] = bench.facts('OffsetCommitted');
    expect(commit).toMatchObject({ stream: 'grain', offset: 1, atMs: marker.atMs });
  });

  it('[K13] that throws takes back what it published', () => {
    const handler: Script = function* (event) {
      yield { kind: 'publish', type: 'Flour', data: event.data };
      if (event.delivery === 1) throw new Error('the wheel broke');
      return null;
    };
    const bench = openMill({ handler, reads, more: bakers, moreLinked: ['bakery'] }).until(1000);
    expect(bench.facts('MarkerAppended').map(({ committed }) => committed)).toEqual([false, true]);
    const baked = bench.facts('RecordReceived').filter(({ service }) => service === 'bakery');
    expect(baked.map(({ record }) => record)).toEqual(['flour/0@2']);
  });

  it('[K13] that was cut off by a death is taken back when the instance is back', () => {
    const handler: Script = function* (event) {
      yield { kind: 'publish', type: 'Flour', data: event.data };
      yield { kind: 'publish', type: 'Flour', data: event.data };
      return null;
    };
    const bench = openMill({ handler, reads }).until(132);
    bench.when({ kind: 'Kill', part: 'mill' }).until(200);
    bench.when({ kind: 'Revive', part: 'mill' }).until(210);
    expect(bench.facts('MarkerAppended')).toMatchObject([{ stream: 'flour', committed: false }]);
  });
});

describe('a member of a share group', () => {
  const share = { protocol: 'share' as const, lockMs: 500 };

  it('[K15] acquires records and accepts each when its work is done', () => {
    const bench = openMill({ group: share, sacks: sacksAt(100, 101, 102) }).until(500);
    expect(handled(bench)).toEqual(['0 farm/1', '0 farm/2', '0 farm/3']);
    expect(bench.facts('RecordAccepted')).toHaveLength(3);
  });

  it('[K15] releases what its handler threw at, and gets it counted once more', () => {
    const handler = failsAt('farm/1', 1);
    const bench = openMill({ group: share, handler }).until(800);
    expect(bench.facts('RecordReleased')).toMatchObject([{ release: 'released' }]);
    expect(bench.facts('RecordReceived').map(({ delivery }) => delivery)).toEqual([1, 2]);
    expect(handled(bench)).toEqual(['0 farm/1']);
  });

  it('[K15] rejects it for good if the service says so', () => {
    const handler = failsAt('farm/1', 1);
    const mill = { onError: 'reject' as const };
    const bench = openMill({ group: share, handler, mill }).until(800);
    expect(bench.facts('RecordArchived')).toHaveLength(1);
    expect(handled(bench)).toEqual([]);
  });
});
