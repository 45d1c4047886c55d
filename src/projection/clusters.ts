/**
 * Owns how the rows of a frame become the views of clusters: broker nodes, partitions with their
 * cells and readers, groups with their members. Each is the same reference while nothing in it
 * changed.
 */
import type { Frame, Topology, TopologyPart } from '../timeline';
import {
  CELL_STRIDE,
  CellColumn,
  GROUP_STRIDE,
  GroupColumn,
  MEMBER_STRIDE,
  MemberColumn,
  NODE_STRIDE,
  NodeColumn,
  PARTITION_STRIDE,
  PartitionColumn,
  READER_STRIDE,
  ReaderColumn,
} from './columns';
import type { FormName } from './partView';
import { Shared } from './sharing';
import type {
  BrokerNodeView,
  CellView,
  ClusterView,
  GroupView,
  MemberView,
  PartitionView,
  ReaderView,
  ReplicaView,
  StreamView,
} from './streamViews';
import type { Trails } from './trails';

const CELL_STATES = ['plain', 'marker', 'aborted'] as const;
const GROUP_STATES = ['empty', 'joining', 'assigning', 'stable'] as const;
const MEMBER_STATES = ['inStep', 'joining', 'revoking', 'silent'] as const;
const REVOKING = MEMBER_STATES.indexOf('revoking');
const SILENT = MEMBER_STATES.indexOf('silent');
/** A lag grows if it is larger than it was so long ago, and more than a record or two in hand. */
const GROWING_MS = 1000;
const LAG_WORTH_SAYING = 3;
/** A member that was not heard for this share of its session is silent. */
const SILENT_SHARE = 0.5;

const partitionKey = (stream: number, partition: number): number => stream * 1024 + partition;

/** Positions of rows by a key, for the frame in hand. */
class RowsByKey {
  private readonly rows = new Map<number, number[]>();

  clear(): void {
    for (const list of this.rows.values()) list.length = 0;
  }

  add(key: number, row: number): void {
    const list = this.rows.get(key);
    if (list === undefined) this.rows.set(key, [row]);
    else list.push(row);
  }

  of(key: number): readonly number[] {
    return this.rows.get(key) ?? [];
  }
}

/** What a group is to a partition, as integers: what its view is made of. */
interface Standing {
  readonly group: number;
  readonly row: number;
  readonly lag: number;
  readonly growing: boolean;
  readonly again: ReaderView['again'];
}

export class Clusters {
  private readonly clusters = new Shared<ClusterView, unknown>();
  private readonly nodes = new Shared<readonly BrokerNodeView[]>();
  private readonly streams = new Shared<StreamView, PartitionView>();
  private readonly partitions = new Shared<PartitionView>();
  private readonly groups = new Shared<GroupView>();
  private readonly partitionRows = new RowsByKey();
  private readonly cellRows = new RowsByKey();
  /** By partition, and by group. */
  private readonly readerRows = new RowsByKey();
  private readonly groupReaderRows = new RowsByKey();
  private readonly memberRows = new RowsByKey();
  private readonly nodeRows = new RowsByKey();
  private readonly groupRows = new RowsByKey();
  /** Bit n: broker node n lives; by cluster. */
  private readonly aliveMask = new Map<number, number>();
  private readonly lagOf = new Map<number, number>();

  constructor(
    private readonly topology: Topology,
    private readonly trails: Trails,
  ) {}

  /** Notes where the rows of a frame belong. To be called before any view of it is asked for. */
  collect(frame: Frame): void {
    const { partitions, cells, readers, members, groups, nodes } = frame;
    collect(this.partitionRows, partitions, PARTITION_STRIDE, (at) => partitions[at]);
    collect(this.cellRows, cells, CELL_STRIDE, (at) => partitionKey(cells[at], cells[at + 1]));
    collect(this.readerRows, readers, READER_STRIDE, (at) =>
      partitionKey(readers[at + ReaderColumn.stream], readers[at + ReaderColumn.partition]),
    );
    collect(this.groupReaderRows, readers, READER_STRIDE, (at) => readers[at]);
    collect(this.memberRows, members, MEMBER_STRIDE, (at) => members[at]);
    collect(this.nodeRows, nodes, NODE_STRIDE, (at) => nodes[at]);
    collect(this.groupRows, groups, GROUP_STRIDE, (at) => groups[at]);
    this.aliveMask.clear();
    for (let at = 0; at < nodes.length; at += NODE_STRIDE) {
      const bit = nodes[at + NodeColumn.alive] << nodes[at + NodeColumn.node];
      this.aliveMask.set(nodes[at], (this.aliveMask.get(nodes[at]) ?? 0) | bit);
    }
    this.lagOf.clear();
  }

  view(frame: Frame, part: TopologyPart): ClusterView {
    const { parts } = this.topology;
    const within = (kind: TopologyPart['kind']): readonly TopologyPart[] =>
      parts.filter((one) => one.kind === kind && one.host === part.index);
    const streams = within('stream').map((stream) => this.stream(frame, stream));
    const groups = within('group').map((group) => this.group(frame, group));
    const nodes = this.brokerNodes(frame, part, within('stream'));
    const { id, index, label, note } = part;
    return this.clusters.take(index, [nodes, ...streams, ...groups], () => ({
      ...{ kind: 'cluster', id, index, label, note, nodes, streams, groups },
    }));
  }

  private brokerNodes(
    { nodes, partitions }: Frame,
    { index }: TopologyPart,
    streams: readonly TopologyPart[],
  ): readonly BrokerNodeView[] {
    const rows = streams.flatMap((stream) => this.partitionRows.of(stream.index));
    const views = this.nodeRows.of(index).map((row) => {
      const number = nodes[row + NodeColumn.node];
      const bit = 1 << number;
      return {
        number,
        alive: nodes[row + NodeColumn.alive] === 1,
        leads: rows.filter((at) => partitions[at + PartitionColumn.leader] === number).length,
        copies: rows.filter((at) => (partitions[at + PartitionColumn.replicaMask] & bit) !== 0)
          .length,
      };
    });
    const of = views.flatMap(({ number, alive, leads, copies }) => [
      ...[number, alive ? 1 : 0, leads, copies],
    ]);
    return this.nodes.take(index, of, () => views);
  }

  private stream(frame: Frame, part: TopologyPart): StreamView {
    const { id, index, label, note } = part;
    const views = this.partitionRows.of(index).map((row) => this.partition(frame, part, row));
    return this.streams.take(index, views, () => ({
      ...{ id, index, label, note, partitions: views },
    }));
  }

  private partition(frame: Frame, part: TopologyPart, row: number): PartitionView {
    const { partitions, cells, readers } = frame;
    const number = partitions[row + PartitionColumn.partition];
    const key = partitionKey(part.index, number);
    const alive = this.aliveMask.get(part.host) ?? 0;
    const cellRows = this.cellRows.of(key);
    const standings = this.readerRows
      .of(key)
      .map((at) => this.standing(frame, at, partitions[row + PartitionColumn.highWatermark]));
    const of = [alive];
    for (let at = 1; at < PARTITION_STRIDE; at++) of.push(partitions[row + at]);
    for (const cell of cellRows) {
      for (let at = CellColumn.offset; at < CELL_STRIDE; at++) of.push(cells[cell + at]);
    }
    for (const one of standings) {
      for (let at = 0; at < READER_STRIDE; at++) of.push(readers[one.row + at]);
      of.push(one.lag, one.growing ? 1 : 0, one.again?.from ?? -1, one.again?.to ?? -1);
    }
    return this.partitions.take(key, of, () => {
      const leader = partitions[row + PartitionColumn.leader];
      return {
        number,
        leader: leader < 0 ? null : { node: leader, alive: (alive & (1 << leader)) !== 0 },
        epoch: partitions[row + PartitionColumn.epoch],
        startOffset: partitions[row + PartitionColumn.startOffset],
        highWatermark: partitions[row + PartitionColumn.highWatermark],
        endOffset: partitions[row + PartitionColumn.endOffset],
        replicas: replicaViews(partitions, row, alive),
        cells: this.cells(cells, cellRows),
        readers: standings.map((one) => this.reader(readers, one)),
      };
    });
  }

  private cells(cells: Int32Array, rows: readonly number[]): readonly CellView[] {
    return rows.map((row) => {
      const form = cells[row + CellColumn.form];
      return {
        offset: cells[row + CellColumn.offset],
        state: CELL_STATES[cells[row + CellColumn.state]],
        form: form < 0 ? null : (this.topology.forms[form] as FormName), // the codes are forms'
        message: cells[row + CellColumn.message],
        key: keyText(cells[row + CellColumn.keyMark]),
      };
    });
  }

  private standing(frame: Frame, row: number, highWatermark: number): Standing {
    const { readers, cursor } = frame;
    const group = readers[row + ReaderColumn.group];
    const stream = readers[row + ReaderColumn.stream];
    const partition = readers[row + ReaderColumn.partition];
    const committed = readers[row + ReaderColumn.committed];
    if (committed < 0) return { group, row, lag: -1, growing: false, again: null };
    const lag = Math.max(0, highWatermark - committed);
    this.lagOf.set(group, (this.lagOf.get(group) ?? 0) + lag);
    const before = cursor.atMs - GROWING_MS;
    const committedBefore = this.trails.committedAt(group, stream, partition, before);
    const lagBefore = this.trails.readableAt(stream, partition, before) - committedBefore;
    const again = this.trails.againAt(group, stream, partition, cursor.seq);
    return {
      ...{ group, row, lag },
      growing: lag >= LAG_WORTH_SAYING && committedBefore >= 0 && lag > lagBefore,
      again: again !== null && again.to > committed ? again : null,
    };
  }

  private reader(readers: Int32Array, { group, row, lag, growing, again }: Standing): ReaderView {
    const { parts } = this.topology;
    const committed = readers[row + ReaderColumn.committed];
    const service = readers[row + ReaderColumn.ownerService];
    const instance = readers[row + ReaderColumn.ownerInstance];
    return {
      group: parts[group].id,
      committed: committed < 0 ? null : committed,
      lag: committed < 0 ? null : lag,
      ...{ growing, again },
      owner: service < 0 ? null : { service: parts[service].id, instance },
    };
  }

  private group(frame: Frame, part: TopologyPart): GroupView {
    const { groups } = frame;
    const { id, index, label, note } = part;
    const row = this.groupRows.of(index).at(0);
    if (row === undefined) throw new Error(`The frame says nothing of the group ${id}`);
    const state = groups[row + GroupColumn.state];
    const generation = groups[row + GroupColumn.generation];
    const lag = this.lagOf.get(index) ?? 0;
    const members = this.memberRows.of(index).map((at) => ({
      row: at,
      state: memberState(frame, at, groups[row + GroupColumn.sessionTimeoutMs]),
    }));
    const of = [state, generation, lag];
    for (const member of members) {
      of.push(frame.members[member.row + MemberColumn.service]);
      of.push(frame.members[member.row + MemberColumn.instance], member.state);
    }
    for (const at of this.groupReaderRows.of(index)) {
      of.push(frame.readers[at + ReaderColumn.ownerService]);
      of.push(frame.readers[at + ReaderColumn.ownerInstance]);
    }
    return this.groups.take(index, of, () => ({
      ...{ id, index, label, note, generation, lag },
      state: GROUP_STATES[state],
      rebalancing:
        GROUP_STATES[state] === 'joining' ||
        GROUP_STATES[state] === 'assigning' ||
        members.some((member) => member.state === REVOKING),
      members: members.map((member) => this.member(frame, index, member)),
    }));
  }

  private member(
    { members, readers }: Frame,
    group: number,
    of: { readonly row: number; readonly state: number },
  ): MemberView {
    const { parts } = this.topology;
    const service = members[of.row + MemberColumn.service];
    const instance = members[of.row + MemberColumn.instance];
    const owned = this.groupReaderRows
      .of(group)
      .filter(
        (at) =>
          readers[at + ReaderColumn.ownerService] === service &&
          readers[at + ReaderColumn.ownerInstance] === instance,
      )
      .map((at) => ({
        stream: parts[readers[at + ReaderColumn.stream]].id,
        partition: readers[at + ReaderColumn.partition],
      }));
    const { id, label } = parts[service];
    return { service: id, label, instance, state: MEMBER_STATES[of.state], owned };
  }
}

function collect(
  into: RowsByKey,
  rows: Int32Array,
  stride: number,
  keyOf: (at: number) => number,
): void {
  into.clear();
  for (let at = 0; at < rows.length; at += stride) into.add(keyOf(at), at);
}

/** Position in MEMBER_STATES: as the frame says, or silent. */
function memberState({ members }: Frame, row: number, sessionTimeoutMs: number): number {
  const silent = members[row + MemberColumn.sinceHeardMs] > sessionTimeoutMs * SILENT_SHARE;
  return silent ? SILENT : members[row + MemberColumn.state];
}

function replicaViews(partitions: Int32Array, row: number, alive: number): ReplicaView[] {
  const views: ReplicaView[] = [];
  for (let node = 0, mask = partitions[row + PartitionColumn.replicaMask]; mask >> node; node++) {
    const bit = 1 << node;
    if ((mask & bit) === 0) continue;
    const inSync = (partitions[row + PartitionColumn.inSyncMask] & bit) !== 0;
    views.push({ node, inSync, alive: (alive & bit) !== 0 });
  }
  return views;
}

const KEY_TEXTS = new Map<number, string>([[-1, '']]);

/** What the column keyMark says, as text: made once for each, for there are few. */
function keyText(keyMark: number): string {
  let text = KEY_TEXTS.get(keyMark);
  if (text === undefined) {
    const units = [Math.floor(keyMark / 65_536), keyMark % 65_536].filter((unit) => unit > 0);
    KEY_TEXTS.set(keyMark, (text = String.fromCharCode(...units)));
  }
  return text;
}
