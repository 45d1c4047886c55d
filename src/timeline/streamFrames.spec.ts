/** Says what frames and answers tell of streams and groups at a cursor. */
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../world';
import {
  CELL_STRIDE,
  CellColumn,
  MEMBER_STRIDE,
  MemberColumn,
  NODE_STRIDE,
  NodeColumn,
  PARTITION_STRIDE,
  PartitionColumn,
  READER_STRIDE,
  ReaderColumn,
} from './frame';
import type { Query, QueryResult } from './query';
import type { Run } from './run';
import { orderLogAt } from './testing/orderLog';

/** Rows of a block of columns as records. */
function rows<C extends { readonly [name: string]: number }>(
  block: Int32Array,
  stride: number,
  columns: C,
): { [K in keyof C]: number }[] {
  return Array.from({ length: block.length / stride }, (_, row) => {
    const record = Object.entries(columns).map(([name, at]) => [name, block[row * stride + at]]);
    return Object.fromEntries(record) as { [K in keyof C]: number }; // all of its columns
  });
}

function ask<K extends Query['kind']>(run: Run, query: Extract<Query, { kind: K }>) {
  return run.query(query) as Extract<QueryResult, { kind: K }>; // a question's answer has its kind
}

const frameOf = (run: Run) => run.frame(1, 7);
const KILL_NODE: Intervention = { kind: 'Kill', part: 'log', instance: 0 };

describe('the stream columns of a frame', () => {
  it('tell of each partition who leads it, where its copies are, and its offsets (K14)', () => {
    const run = orderLogAt(500);
    const partitions = rows(frameOf(run).partitions, PARTITION_STRIDE, PartitionColumn);
    expect(partitions).toHaveLength(2);
    expect(partitions).toMatchObject([
      { partition: 0, leader: 0, replicaMask: 0b11, inSyncMask: 0b11, startOffset: 0 },
      { partition: 1, leader: 1, replicaMask: 0b11, inSyncMask: 0b11, startOffset: 0 },
    ]);
    expect(partitions.reduce((sum, { endOffset }) => sum + endOffset, 0)).toBe(20);
  });

  it('tell of dead broker nodes, and who leads instead (K14)', () => {
    const run = orderLogAt(500);
    run.intervene(KILL_NODE);
    run.advance(2000, 1_000_000);
    const frame = frameOf(run);
    expect(rows(frame.nodes, NODE_STRIDE, NodeColumn).map(({ alive }) => alive)).toEqual([0, 1]);
    const partitions = rows(frame.partitions, PARTITION_STRIDE, PartitionColumn);
    expect(partitions.map(({ leader }) => leader)).toEqual([1, 1]);
  });

  it('tell of the last sixteen records with their keys', () => {
    const run = orderLogAt(600, 50);
    const cells = rows(frameOf(run).cells, CELL_STRIDE, CellColumn);
    for (const partition of [0, 1]) {
      const own = cells.filter((one) => one.partition === partition);
      expect(own.length).toBeLessThanOrEqual(16);
      expect(new Set(own.map(({ keyMark }) => keyMark)).size).toBeLessThanOrEqual(2);
    }
    const letters = new Set(cells.map(({ keyMark }) => String.fromCharCode(keyMark)));
    expect([...letters].sort()).toEqual(['a', 'b']);
  });

  it('tell of the last records that compaction has left (K11)', () => {
    const run = orderLogAt(100, 200);
    const settings = { cleanup: 'compact', segmentBytes: 1000 } as const;
    expect(run.intervene({ kind: 'Configure', part: 'orders', settings })).toBeUndefined();
    run.advance(60_000, 1_000_000);
    const cells = rows(frameOf(run).cells, CELL_STRIDE, CellColumn);
    const partitions = rows(frameOf(run).partitions, PARTITION_STRIDE, PartitionColumn);
    for (const { partition } of partitions) {
      const { rows: left } = ask(run, { kind: 'records', part: 'orders', partition, from: 0 });
      const shown = cells.filter((one) => one.partition === partition).map(({ offset }) => offset);
      expect(shown).toEqual(left.map(({ offset }) => offset).slice(-16));
    }
    expect(cells.length).toBeLessThan(2 * 16);
  });

  it('tell who owns a partition, what is committed, and of each member (K4, K9)', () => {
    const frame = frameOf(orderLogAt(1000));
    const readers = rows(frame.readers, READER_STRIDE, ReaderColumn);
    expect(readers.map(({ ownerInstance }) => ownerInstance).sort()).toEqual([0, 1]);
    const partitions = rows(frame.partitions, PARTITION_STRIDE, PartitionColumn);
    for (const { partition, committed } of readers) {
      const { endOffset } = partitions[partition];
      expect(committed).toBe(endOffset === 0 ? -1 : endOffset);
    }
    const members = rows(frame.members, MEMBER_STRIDE, MemberColumn);
    expect(members.map(({ instance, state }) => [instance, state])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe('the answers about streams', () => {
  it('tell a stream’s partitions and settings', () => {
    const { partitions, settings, records } = ask<'stream'>(orderLogAt(500), {
      ...{ kind: 'stream', part: 'orders' },
    });
    expect(records).toBe(20);
    expect(partitions[0]).toMatchObject({ leader: 0, leaderAlive: true });
    expect(settings).toContainEqual({
      ...{ name: 'retentionMs', kind: 'number', optional: true, value: null },
    });
  });

  it('tell records from an offset on, and the last ones', () => {
    const run = orderLogAt(1000, 50);
    const from = (partition: number, at: number) =>
      ask<'records'>(run, { kind: 'records', part: 'orders', partition, from: at });
    const partition = from(0, -1).endOffset > 2 ? 0 : 1;
    const { endOffset, rows: all } = from(partition, -1);
    expect(all.at(-1)?.offset).toBe(endOffset - 1);
    expect(from(partition, 2).rows[0]).toMatchObject({ offset: 2, state: 'plain', type: 'Placed' });
    expect(from(7, 0).rows).toEqual([]);
  });

  it('tell a group’s members and lag, at the cursor and over time (K4)', () => {
    const run = orderLogAt(1000);
    const group = ask<'group'>(run, { kind: 'group', part: 'tills' });
    expect(group).toMatchObject({ protocol: 'classic', state: 'stable' });
    expect(group.members.map(({ instance, owned }) => [instance, owned.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    const lag = ask<'lag'>(run, { kind: 'lag', part: 'tills', fromMs: 0, toMs: 1000 });
    expect(lag.lag.at(-1)).toBe(0);
    expect(Math.max(...lag.lag)).toBeGreaterThan(0);
    expect([...lag.atMs]).toEqual([...lag.atMs].sort((one, other) => one - other));
  });

  it('are empty for what is not there', () => {
    const run = orderLogAt(0);
    expect(ask<'stream'>(run, { kind: 'stream', part: 'shop' }).partitions).toEqual([]);
    expect(ask<'group'>(run, { kind: 'group', part: 'nobody' }).members).toEqual([]);
  });
});
