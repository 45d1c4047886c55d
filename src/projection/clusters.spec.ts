/** Says what the stage is shown of clusters, and that only what changed is made anew. */
import { describe, expect, it } from 'vitest';
import type { ClusterView } from './streamViews';
import { createProjection } from './projection';
import { At, LOG_FACTS, logFrame, type LogState, orderLog } from './testing/orderLog';

const topology = orderLog();
const { stream, billing, charge } = At;

/** Partition 0 with the offsets from 5 up to 9, led by node 1, copies on 1 and 2. */
const partition = [stream, 0, 1, 4, 5, 9, 9, 9, 0b110, 0b010];
const cell = (offset: number, key = -1, state = 0) => [
  stream,
  0,
  offset,
  100 + offset,
  0,
  key,
  state,
];
const KEY_AB = 'a'.charCodeAt(0) * 65_536 + 'b'.charCodeAt(0);
const reader = (committed: number, owner = -1, group = billing) => [
  ...[group, stream, 0, committed],
  ...(owner < 0 ? [-1, -1] : [charge, owner]),
];

const clusterIn = (nodes: Readonly<Record<string, unknown>>): ClusterView =>
  nodes.log as ClusterView; // by its id
const clusterOf = (state: LogState, more: Parameters<typeof logFrame>[2] = {}): ClusterView =>
  clusterIn(createProjection(topology).accept(logFrame(topology, state, more)).stage.nodes);
const firstPartition = (view: ClusterView) => view.streams[0].partitions[0];

describe('a partition', () => {
  it('shows its leader, its copies and who of them is in sync (K14)', () => {
    const view = firstPartition(clusterOf({ partitions: [partition] }));
    expect(view.leader).toEqual({ node: 1, alive: true });
    expect(view.replicas).toEqual([
      { node: 1, inSync: true, alive: true },
      { node: 2, inSync: false, alive: true },
    ]);
  });

  it('shows a dead leader as dead, and none where nobody can lead (K14)', () => {
    const nodes = [0, 1, 2].map((node) => [At.cluster, node, node === 1 ? 0 : 1]);
    expect(firstPartition(clusterOf({ partitions: [partition], nodes })).leader?.alive).toBe(false);
    const orphan = partition.map((value, at) => (at === 2 ? -1 : value));
    expect(firstPartition(clusterOf({ partitions: [orphan] })).leader).toBeNull();
  });

  it('shows its last records, whatever compaction took between them (K11)', () => {
    const cells = [cell(5, KEY_AB), cell(7, -1, 2), [stream, 0, 8, -1, -1, -1, 1]];
    const view = firstPartition(clusterOf({ partitions: [partition], cells }));
    expect(view.cells.map(({ offset, state, key }) => [offset, state, key])).toEqual([
      [5, 'plain', 'ab'],
      [7, 'aborted', ''],
      [8, 'marker', ''],
    ]);
  });

  it('shows where a group has committed, how far it lags and who reads (K4, K9)', () => {
    const readers = [reader(6, 1), reader(-1, -1, At.analytics)];
    const view = firstPartition(clusterOf({ partitions: [partition], readers }));
    expect(view.readers).toEqual([
      {
        ...{ group: 'billing', committed: 6, lag: 3, growing: false, again: null },
        owner: { service: 'charge', instance: 1 },
      },
      {
        ...{ group: 'analytics', committed: null, lag: null, growing: false, again: null },
        owner: null,
      },
    ]);
  });

  const fact = (atMs: number, kind: number, ...columns: number[]) => [
    ...[atMs, kind, -1, ...columns],
    ...new Array<number>(7 - columns.length).fill(0),
  ];
  const { HighWatermarkMoved, OffsetCommitted, FetchRequested, FetchAnswered } = LOG_FACTS;

  it('says that a lag grows when it is larger than a second ago', () => {
    const rows = [
      fact(100, HighWatermarkMoved, stream, 0, 7),
      fact(200, OffsetCommitted, billing, stream, 0, 6),
      fact(1500, HighWatermarkMoved, stream, 0, 9),
    ];
    const state = { partitions: [partition], readers: [reader(6, 0)] };
    const at = (atMs: number) => ({ cursor: { atMs, seq: 2 }, facts: { from: 0, rows } });
    expect(firstPartition(clusterOf(state, at(1600))).readers[0].growing).toBe(true);
    expect(firstPartition(clusterOf(state, at(2600))).readers[0].growing).toBe(false);
  });

  it('marks what a group reads for a second time, as of the cursor (K9)', () => {
    const asked = fact(1, FetchRequested, charge, 0, billing, stream, 0, 5, 10);
    const rows = [
      asked,
      fact(2, FetchAnswered, stream, 0, 0, 5, 9, 4),
      asked,
      fact(4, FetchAnswered, stream, 0, 2, 6, 8, 2),
      asked,
      fact(6, FetchAnswered, stream, 0, 4, 8, 9, 1),
    ];
    const state = { partitions: [partition], readers: [reader(6, 0)] };
    const at = (seq: number) => ({ cursor: { atMs: 6, seq }, facts: { from: 0, rows } });
    expect(firstPartition(clusterOf(state, at(2))).readers[0].again).toBeNull();
    expect(firstPartition(clusterOf(state, at(5))).readers[0].again).toEqual({ from: 6, to: 9 });
  });
});

describe('a group', () => {
  const groups = (state: number) => [
    [billing, state, 2, 3000],
    [At.analytics, 0, 0, 3000],
  ];
  const members = (sinceHeardMs: number) => [
    [billing, charge, 0, 0, 2, 10],
    [billing, charge, 1, 0, 2, sinceHeardMs],
  ];

  it('shows its members with what they own, and whom it has not heard (K7)', () => {
    const readers = [reader(6, 0)];
    const state = { partitions: [partition], readers, groups: groups(3), members: members(1501) };
    const [group] = clusterOf(state).groups;
    expect(group).toMatchObject({ state: 'stable', rebalancing: false, generation: 2, lag: 3 });
    expect(group.members.map(({ instance, state: is, owned }) => [instance, is, owned])).toEqual([
      [0, 'inStep', [{ stream: 'orders', partition: 0 }]],
      [1, 'silent', []],
    ]);
  });

  it('rebalances while it joins or a member has to give something up (K6)', () => {
    const rebalancing = (state: LogState) => clusterOf(state).groups[0].rebalancing;
    expect(rebalancing({ groups: groups(1), members: members(0) })).toBe(true);
    expect(rebalancing({ groups: groups(3), members: [[billing, charge, 0, 2, 2, 0]] })).toBe(true);
    expect(rebalancing({ groups: groups(3), members: members(0) })).toBe(false);
  });
});

describe('the view of a cluster', () => {
  const state = { partitions: [partition], cells: [cell(5)], readers: [reader(6, 0)] };

  it('counts what each broker node leads and keeps', () => {
    const { nodes } = clusterOf(state);
    expect(nodes.map(({ leads, copies }) => [leads, copies])).toEqual([
      [0, 0],
      [1, 1],
      [0, 1],
    ]);
  });

  it('is the same reference while nothing in it changed; else only what changed is new', () => {
    const other = partition.map((value, at) => (at === 1 ? 1 : value));
    const both = { ...state, partitions: [partition, other] };
    const projection = createProjection(topology);
    const view = (of: LogState) => projection.accept(logFrame(topology, of)).stage.nodes;
    const before = view(both);
    expect(view(both)).toBe(before);
    const moved = {
      ...both,
      partitions: [partition, other.map((value, at) => (at === 7 ? 10 : value))],
    };
    const [was, now] = [clusterIn(before), clusterIn(view(moved))];
    expect(now).not.toBe(was);
    expect(now.nodes).toBe(was.nodes);
    expect(now.groups[0]).toBe(was.groups[0]);
    expect(now.streams[0].partitions[0]).toBe(was.streams[0].partitions[0]);
    expect(now.streams[0].partitions[1]).not.toBe(was.streams[0].partitions[1]);
  });

  it('stands before the first frame, and gives each service what it owns', () => {
    const projection = createProjection(topology);
    expect(clusterIn(projection.opening.stage.nodes).streams[0].partitions).toHaveLength(3);
    const nodes = projection.accept(logFrame(topology, state)).stage.nodes;
    expect(nodes.charge).toMatchObject({
      owns: [{ instance: 0, group: 'billing', stream: 'orders', partition: 0 }],
    });
  });
});
