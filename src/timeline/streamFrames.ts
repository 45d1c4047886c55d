/** Builds the columns of a frame that show streams: partitions, cells, groups, broker nodes. */
import { Column } from '../kernel';
import {
  committedOffset,
  FactKind,
  type FactReader,
  forEachRecord,
  GROUP_STATES,
  groupSettings,
  groupsOf,
  groupState,
  isVoid,
  keyOf,
  type MemberView,
  membersOf,
  nodesOf,
  ownerOf,
  partitionsOf,
  type PartitionView,
  type Plan,
  type ServiceConfig,
  shareNextOffset,
  streamAt,
  type World,
} from '../world';
import { CELLS_SHOWN, PARTITIONS_SHOWN } from './frame';

/** The state of streams at a cursor, in columns (see frame.ts for their meaning). */
export interface StreamColumns {
  readonly partitions: Int32Array;
  readonly cells: Int32Array;
  readonly readers: Int32Array;
  readonly members: Int32Array;
  readonly groups: Int32Array;
  readonly nodes: Int32Array;
}

/** The streams, groups and broker nodes of a world at `nowMs`; empty columns if it has none. */
export function streamColumns(world: World, reader: FactReader, nowMs: number): StreamColumns {
  const rows: Rows = {
    ...{ partitions: [], cells: [], readers: [], members: [], groups: [], nodes: [] },
  };
  for (const { kind, index } of world.plan.parts) {
    switch (kind) {
      case 'cluster':
        nodesOf(world, index).forEach((alive, node) => rows.nodes.push(index, node, alive ? 1 : 0));
        break;
      case 'stream':
        writeStream(world, reader, index, rows);
        break;
      case 'group':
        writeGroup(world, index, nowMs, rows);
        break;
      default:
        break;
    }
  }
  return {
    partitions: Int32Array.from(rows.partitions),
    cells: Int32Array.from(rows.cells),
    readers: Int32Array.from(rows.readers),
    members: Int32Array.from(rows.members),
    groups: Int32Array.from(rows.groups),
    nodes: Int32Array.from(rows.nodes),
  };
}

type Rows = { readonly [C in keyof StreamColumns]: number[] };

const maskOf = (nodes: readonly { readonly node: number }[]): number =>
  nodes.reduce((mask, { node }) => mask | (1 << node), 0);

function writeStream(world: World, reader: FactReader, stream: number, rows: Rows): void {
  const views = partitionsOf(world, stream).slice(0, PARTITIONS_SHOWN);
  views.forEach((view, partition) => {
    const { leader, epoch, startOffset, highWatermark, lastStableOffset, endOffset } = view;
    rows.partitions.push(stream, partition, leader, epoch, startOffset);
    rows.partitions.push(highWatermark, lastStableOffset, endOffset);
    rows.partitions.push(maskOf(view.replicas));
    rows.partitions.push(maskOf(view.replicas.filter(({ inSync }) => inSync)));
    writeCells(world, reader, { stream, partition, view }, rows.cells);
  });
}

const CellState = { plain: 0, marker: 1, aborted: 2 } as const;

function writeCells(
  world: World,
  reader: FactReader,
  of: { readonly stream: number; readonly partition: number; readonly view: PartitionView },
  cells: number[],
): void {
  const { journal } = reader;
  const { stream, partition, view } = of;
  const state = streamAt(world, stream).partitions[partition];
  const kept: { readonly seq: number; readonly offset: number }[] = [];
  forEachRecord(world, stream, partition, cellsFrom(view), Infinity, (seq, offset) => {
    kept.push({ seq, offset });
  });
  for (const { seq, offset } of kept.slice(-CELLS_SHOWN)) {
    if (journal.kind(seq) === FactKind.MarkerAppended) {
      cells.push(stream, partition, offset, -1, -1, -1, CellState.marker);
      continue;
    }
    const message = journal.read(seq, Column.d);
    const form = journal.read(message, Column.f);
    const aborted = isVoid(journal, state, seq, offset);
    const code = aborted ? CellState.aborted : CellState.plain;
    cells.push(stream, partition, offset, message, form, keyMark(reader, message), code);
  }
}

/** An offset from which on CELLS_SHOWN records lie, or all there are; few more if it can be. */
function cellsFrom({ segments, startOffset }: PartitionView): number {
  let wanted = CELLS_SHOWN;
  for (let at = segments.length - 1; at >= 0; at--) {
    const { baseOffset, nextOffset, count } = segments[at];
    const isWhole = count === nextOffset - baseOffset;
    if (count >= wanted) return Math.max(startOffset, isWhole ? nextOffset - wanted : baseOffset);
    wanted -= count;
  }
  return startOffset;
}

/** What tells a message's key at a glance, as frame.ts says. */
function keyMark({ journal, values }: FactReader, message: number): number {
  const id = keyOf(journal, message);
  if (id < 0) return -1;
  const key = String(values.get(id));
  const mark = /\d{1,2}$/.exec(key)?.[0] ?? key.slice(0, 2);
  if (mark === '') return -1;
  const last = mark.length - 1;
  return (last > 0 ? mark.charCodeAt(0) * 65_536 : 0) + mark.charCodeAt(last);
}

const MemberState = { inStep: 0, joining: 1, revoking: 2 } as const;

function writeGroup(world: World, group: number, nowMs: number, rows: Rows): void {
  const { state, generation } = groupState(world, group);
  const { protocol, sessionTimeoutMs } = groupSettings(world, group);
  rows.groups.push(group, GROUP_STATES.indexOf(state), generation, sessionTimeoutMs);
  for (const member of membersOf(world, group, nowMs)) {
    const { service, instance, sinceHeardMs } = member;
    rows.members.push(group, service, instance, memberState(member));
    rows.members.push(member.generation, sinceHeardMs);
  }
  const share = protocol === 'share';
  for (const stream of streamsRead(world.plan, group)) {
    const { length } = streamAt(world, stream).partitions;
    for (let partition = 0; partition < Math.min(length, PARTITIONS_SHOWN); partition++) {
      const offset = share
        ? shareNextOffset(world, group, stream, partition)
        : committedOffset(world, group, stream, partition);
      const owner = ownerOf(world, group, stream, partition);
      rows.readers.push(group, stream, partition, offset);
      rows.readers.push(owner?.service ?? -1, owner?.instance ?? -1);
    }
  }
}

function memberState({ joined, owned, target }: MemberView): number {
  if (!joined) return MemberState.joining;
  const kept = (one: MemberView['owned'][number]): boolean =>
    target.some(({ stream, partition }) => stream === one.stream && partition === one.partition);
  return owned.every(kept) ? MemberState.inStep : MemberState.revoking;
}

/** Indices of the streams that a group's members read, ascending: as the scenario says it. */
export function streamsRead(plan: Plan, group: number): number[] {
  const streams = new Set<number>();
  for (const { kind, config } of plan.parts) {
    if (kind !== 'service') continue;
    const service = config as ServiceConfig; // by its kind
    for (const one of groupsOf(service)) {
      if (plan.indexOf(one.group) !== group) continue;
      for (const stream of one.streams) streams.add(plan.indexOf(stream));
    }
  }
  return [...streams].sort((left, right) => left - right);
}
