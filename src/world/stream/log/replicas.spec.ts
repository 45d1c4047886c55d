/** Copies of a partition: who is in sync, what is confirmed when, who leads, and what is lost. */
import { describe, expect, it } from 'vitest';
import { type BenchSetup, LogBench } from './testing/bench';

const three = (stream: BenchSetup['stream'] = {}, cluster: BenchSetup['cluster'] = {}): LogBench =>
  new LogBench({
    cluster: { nodes: 3, failoverMs: 100, replicaMs: 5, ...cluster },
    stream: { replication: 3, ...stream },
  });

describe('copies', () => {
  it('[K14] leaders are spread over the nodes', () => {
    const bench = three({ partitions: 3, replication: 2 });
    const leaders = [0, 1, 2].map((one) => bench.partition(one).replicas.map(({ node }) => node));
    expect(leaders).toEqual([
      [0, 1],
      [1, 2],
      [2, 0],
    ]);
  });

  it('[K14] acks 0 hears nothing, 1 at once, all when every in-sync copy has it', () => {
    const bench = three();
    bench.when((one) => one.produce({ acks: 0 }));
    expect(bench.sentTo('shop')).toEqual([]);
    bench.when((one) => one.produce({ acks: 1 }));
    expect(bench.sentTo('shop')).toEqual(['produced']);
    bench.when((one) => one.produce({ acks: 'all', instance: 1 }));
    expect(bench.sentTo('shop')).toEqual([]);
    expect(bench.partition()).toMatchObject({ highWatermark: 0, endOffset: 3 });
    bench.until(10);
    expect(bench.sentTo('shop')).toEqual(['produced']);
    expect(bench.partition().highWatermark).toBe(3);
    expect(bench.simulation.nextMs).toBe(Infinity);
  });

  it('[K14] readers see what every in-sync copy has', () => {
    const bench = three();
    bench.fetch(0).when((one) => one.produce({ data: 'new' }));
    expect(bench.sentTo('reader')).toEqual([]);
    bench.until(10);
    expect(bench.sentTo('reader')).toEqual(['new', 'fetched']);
  });

  it('[K14] a dead follower holds acks all back until its death is noticed', () => {
    const bench = three().kill(2);
    bench.when((one) => one.produce({}).until(99));
    expect(bench.sentTo('shop')).toEqual([]);
    bench.until(100);
    expect(bench.sentTo('shop')).toEqual(['produced']);
    expect(bench.facts('InSyncChanged')).toMatchObject([{ node: 2, inSync: false }]);
    bench.when((one) => one.revive(2).until(200));
    expect(bench.facts('InSyncChanged')).toMatchObject([{ node: 2, inSync: true }]);
    expect(bench.partition().replicas.every(({ endOffset }) => endOffset === 1)).toBe(true);
  });

  it('[K14] a copy that is behind for too long is no longer in sync', () => {
    const bench = three({}, { failoverMs: 10_000, replicaLagMs: 300 }).kill(2);
    bench.when((one) => one.produce({}).until(400));
    expect(bench.facts('InSyncChanged')).toMatchObject([{ node: 2, lagging: true }]);
    expect(bench.partition().highWatermark).toBe(1);
  });

  it('[K14] too few in sync: acks all is refused, acks 1 is taken', () => {
    const bench = three({ minInSyncReplicas: 2 }).kill(1, 2).until(100);
    bench.when((one) => one.produce({}, { acks: 1, instance: 1 }));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'notEnoughReplicas' }]);
    expect(bench.sentTo('shop')).toEqual(['unproduced', 'produced']);
    expect(bench.partition()).toMatchObject({ highWatermark: 0, endOffset: 1 });
  });
});

describe('when a leader dies', () => {
  it('[K14] nobody leads until it is noticed, then a copy that is in sync does', () => {
    const bench = three().produceMany(3).until(50).kill(0);
    bench.when((one) => one.produce({}));
    expect(bench.facts('ProduceRefused')).toMatchObject([{ error: 'noLeader' }]);
    bench.when((one) => one.until(150));
    expect(bench.story()).toEqual(['150 NodeFenced', '150 LeaderElected', '150 InSyncChanged']);
    expect(bench.partition()).toMatchObject({ leader: 1, leaderAlive: true, endOffset: 3 });
    bench.when((one) => one.send(one.prepare({ sequence: 3 })));
    expect(bench.facts('RecordAppended')).toMatchObject([{ offset: 3 }]);
  });

  it('[K14] acks 1 can lose what was confirmed, acks all does not', () => {
    const one = three().produce({ acks: 1, data: 'confirmed' }).kill(0).until(200);
    expect(one.contents()).toEqual({});
    const all = three().produce({ data: 'confirmed' }).until(20).kill(0).until(200);
    expect(all.contents()).toEqual({ 0: 'confirmed' });
  });

  it('[K14] who waits for the confirmation of what was lost hears to send it again', () => {
    const bench = three();
    const prepared = bench.prepare({ data: 'x' });
    bench.send(prepared).kill(0);
    bench.when((one) => one.until(100));
    expect(bench.sentTo('shop')).toEqual(['unproduced']);
    bench.send(prepared).until(200);
    expect(bench.contents()).toEqual({ 0: 'x' });
  });

  it('[K14] a reader waits for the new leader', () => {
    const bench = three().produceMany(2).until(50).kill(0);
    bench.when((one) => one.fetch(0));
    expect(bench.sentTo('reader')).toEqual([]);
    bench.until(150);
    expect(bench.sentTo('reader')).toEqual([0, 1, 'fetched']);
  });

  it('[K14] all copies die before they have flushed: even acks all is lost', () => {
    const bench = three({}, { flushMs: 1000 }).produce({ data: 'old' }).until(1500);
    bench.produce({ data: 'young' }).until(1600).kill(0, 1, 2).until(2000);
    expect(bench.partition()).toMatchObject({ leader: -1, leaderAlive: false });
    bench.revive(0, 1, 2).until(3000);
    expect(bench.contents()).toEqual({ 0: 'old' });
  });

  it('[K14] one that is back before anybody noticed does not lead with less than it confirmed', () => {
    const bench = three().produce({ data: 'x' }).until(20).kill(0).revive(0).until(500);
    expect(bench.partition().leader).toBe(1);
    expect(bench.contents()).toEqual({ 0: 'x' });
    expect(bench.partition().replicas.filter(({ inSync }) => inSync)).toHaveLength(3);
  });

  const outOfSync = (uncleanElection: boolean): LogBench => {
    const bench = three({ replication: 2, uncleanElection });
    bench.produce({ data: 0 }).until(20).kill(1).until(1200);
    return bench.produce({ data: 1 }).until(1300).kill(0).until(1400).revive(1).until(1500);
  };

  it('[K14] only a copy that is in sync may lead: the partition waits for it', () => {
    const bench = outOfSync(false);
    expect(bench.partition().leader).toBe(-1);
    bench.revive(0).until(3000);
    expect(bench.partition()).toMatchObject({ leader: 0, endOffset: 1 });
  });

  it('[K14] an unclean election brings it back, and loses what was confirmed', () => {
    const bench = outOfSync(true);
    expect(bench.facts('LeaderElected').at(-1)).toMatchObject({ node: 1, unclean: true });
    expect(bench.contents()).toEqual({});
    expect(bench.partition()).toMatchObject({ highWatermark: 0, endOffset: 0 });
  });

  it('[K8] [K14] a reader beyond the log’s new end is out of range', () => {
    const bench = outOfSync(true);
    bench.when((one) => one.fetch(2));
    expect(bench.facts('PositionFound')).toMatchObject([{ offset: 0, position: 'earliest' }]);
  });
});
