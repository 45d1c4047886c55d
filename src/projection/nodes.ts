/**
 * Owns how the rows of a frame become the views of the stage's nodes, each the same reference
 * while nothing in it changed. Facts and the time axis are not its concern.
 */
import type { Frame, Topology, TopologyPart } from '../timeline';
import type { Losses } from './lanes';
import { assertNever } from './assertNever';
import { Clusters } from './clusters';
import {
  INSTANCE_STRIDE,
  InstanceColumn,
  PART_STRIDE,
  PartColumn,
  READER_STRIDE,
  ReaderColumn,
  SLOT_STRIDE,
  SlotColumn,
  SPARK_BUCKETS,
} from './columns';
import type { FormName } from './partView';
import { sameItems, Shared } from './sharing';
import type { Trails } from './trails';
import type {
  BrokerView,
  InstanceView,
  NodeView,
  OwnedView,
  QueueRowView,
  RunningView,
  SlotView,
  UnackedView,
} from './views';

/** More messages waiting than this strain a service: its queue's row cannot show them all. */
const STRAINED_ABOVE = 12;
const INSTANCE_STATES = ['idle', 'busy', 'dead'] as const;
const Place = { ready: 0, unacked: 1 } as const;

/** How many messages a service held when it was killed at a time, in ms. */
const NO_LOSSES: Losses = { heldWhenKilled: 0, givenBack: 0 };

/** What the facts said so far, for views that need more than the state at the cursor. */
export interface Told {
  readonly lossesOf: (part: number, sinceMs: number, seq: number) => Losses;
  readonly trails: Trails;
}

export class Nodes {
  private readonly brokers = new Shared<BrokerView, QueueRowView>();
  private readonly rows = new Shared<QueueRowView>();
  private readonly running = new Shared<NodeView>();
  /** Positions of the rows that belong to a part, for the frame in hand. */
  private readonly instanceRows: number[][];
  private readonly slotRows: number[][];
  /** Positions of the rows of readers that a service's instances own. */
  private readonly ownedRows: number[][];
  private readonly clusters: Clusters;
  /** Messages handed out to each part and not settled, for the frame in hand. */
  private readonly unackedBy: Int32Array;
  private readonly queuesOf: readonly (readonly TopologyPart[])[];
  private readonly consumersOf: readonly (readonly number[])[];
  private readonly consumedBy: readonly (readonly number[])[];
  private views: readonly NodeView[] = [];
  private byId: { readonly [id: string]: NodeView } = {};

  /** @param order indices of the parts that are nodes */
  constructor(
    private readonly topology: Topology,
    private readonly order: readonly number[],
    private readonly told: Told,
  ) {
    const { parts, consumptions } = topology;
    this.instanceRows = parts.map(() => []);
    this.slotRows = parts.map(() => []);
    this.ownedRows = parts.map(() => []);
    this.clusters = new Clusters(topology, told.trails);
    this.unackedBy = new Int32Array(parts.length);
    this.queuesOf = parts.map(({ index }) =>
      parts.filter(({ kind, host }) => kind === 'queue' && host === index),
    );
    this.consumersOf = parts.map(({ index }) =>
      consumptions.filter(({ queue }) => queue === index).map(({ service }) => service),
    );
    this.consumedBy = parts.map(({ index }) =>
      consumptions.filter(({ service }) => service === index).map(({ queue }) => queue),
    );
  }

  /** Views by id; the same object while none of them changed. */
  accept(frame: Frame): { readonly [id: string]: NodeView } {
    collectRows(frame.instances, INSTANCE_STRIDE, InstanceColumn.part, this.instanceRows);
    collectRows(frame.slots, SLOT_STRIDE, SlotColumn.queue, this.slotRows);
    this.countUnacked(frame.slots);
    collectRows(frame.readers, READER_STRIDE, ReaderColumn.ownerService, this.ownedRows);
    this.clusters.collect(frame);
    const views = this.order.map((index) => this.node(frame, this.topology.parts[index]));
    if (!sameItems(views, this.views)) {
      this.views = views;
      this.byId = Object.fromEntries(views.map((view) => [view.id, view]));
    }
    return this.byId;
  }

  private countUnacked(slots: Int32Array): void {
    this.unackedBy.fill(0);
    for (let row = 0; row < slots.length; row += SLOT_STRIDE) {
      const service = slots[row + SlotColumn.service];
      if (slots[row + SlotColumn.place] === Place.unacked && service >= 0) {
        this.unackedBy[service]++;
      }
    }
  }

  private node(frame: Frame, part: TopologyPart): NodeView {
    if (part.kind === 'broker') return this.broker(frame, part);
    if (part.kind === 'cluster') return this.clusters.view(frame, part);
    return this.runningPart(frame, part);
  }

  private runningPart(frame: Frame, part: TopologyPart): NodeView {
    const { index } = part;
    const at = index * PART_STRIDE;
    const queues = this.consumedBy[index];
    const waiting = queues.some(
      (queue) => frame.parts[queue * PART_STRIDE + PartColumn.ready] > STRAINED_ABOVE,
    );
    const sinceMs = frame.parts[at + PartColumn.sinceMs];
    const losses = sinceMs < 0 ? NO_LOSSES : this.told.lossesOf(index, sinceMs, frame.cursor.seq);
    const spark = Array.from(
      frame.sparks.subarray(index * SPARK_BUCKETS, (index + 1) * SPARK_BUCKETS),
    );
    // What was acknowledged on delivery is in hand though no queue counts it any more.
    const inHand = Math.max(frame.parts[at + PartColumn.holding], this.unackedBy[index]);
    const of = [waiting ? 1 : 0, losses.heldWhenKilled, losses.givenBack, inHand, ...spark];
    for (let column = 0; column < PART_STRIDE; column++) of.push(frame.parts[at + column]);
    for (const row of this.instanceRows[index]) {
      for (let column = 0; column < INSTANCE_STRIDE; column++) {
        of.push(frame.instances[row + column]);
      }
    }
    for (const row of this.ownedRows[index]) {
      for (const column of OWNED_COLUMNS) of.push(frame.readers[row + column]);
    }
    return this.running.take(index, of, () =>
      this.ofKind(frame, part, {
        id: part.id,
        index,
        label: part.label,
        health: healthOf(frame.parts, at, waiting),
        instances: this.instanceRows[index].map((row) => instanceView(frame.instances, row)),
        perSecond: frame.parts[at + PartColumn.handledMilli] / 1000,
        spark,
        inHand,
        deadSinceMs: sinceMs < 0 ? null : sinceMs,
        ...losses,
        total: frame.parts[at + PartColumn.total],
      }),
    );
  }

  private ofKind(frame: Frame, part: TopologyPart, running: RunningView): NodeView {
    const { parts, sends } = this.topology;
    switch (part.kind) {
      case 'workload': {
        const sent = sends.find(({ from }) => from === part.index)?.type ?? '';
        const at = part.index * PART_STRIDE + PartColumn.perSecondMilli;
        const setPerSecond = frame.parts[at] / 1000;
        return { ...running, kind: 'workload', outside: part.outside, setPerSecond, sends: sent };
      }
      case 'external':
        return { ...running, kind: 'external' };
      case 'service': {
        const consumes = this.consumedBy[part.index].map((queue) => parts[queue].id);
        return { ...running, kind: 'service', consumes, owns: this.owns(frame, part.index) };
      }
      case 'broker':
      case 'exchange':
      case 'queue':
      case 'cluster':
      case 'stream':
      case 'group':
        throw new Error(`${part.id} does not run: it is a ${part.kind}`);
      default:
        return assertNever(part.kind);
    }
  }

  private owns({ readers }: Frame, service: number): readonly OwnedView[] {
    const idOf = (index: number): string => this.topology.parts[index].id;
    return this.ownedRows[service]
      .map((row) => ({
        instance: readers[row + ReaderColumn.ownerInstance],
        group: idOf(readers[row + ReaderColumn.group]),
        stream: idOf(readers[row + ReaderColumn.stream]),
        partition: readers[row + ReaderColumn.partition],
      }))
      .sort((left, right) => left.instance - right.instance);
  }

  private broker(frame: Frame, part: TopologyPart): BrokerView {
    const queues = this.queuesOf[part.index].map((queue) => this.queue(frame, queue));
    const { id, index, label, note } = part;
    return this.brokers.take(index, queues, () => ({
      ...{ kind: 'broker', id, index, label, note, queues },
    }));
  }

  private queue(frame: Frame, part: TopologyPart): QueueRowView {
    const { id, index, label, note } = part;
    const at = index * PART_STRIDE;
    const consumers = this.consumersOf[index];
    const consumed = consumers.some(
      (service) => frame.parts[service * PART_STRIDE + PartColumn.alive] > 0,
    );
    const counts = frame.parts.subarray(at + PartColumn.ready, at + PartColumn.redelivered + 1);
    const of = [consumed ? 1 : 0, ...counts];
    for (const row of this.slotRows[index]) {
      for (let column = 1; column < SLOT_STRIDE; column++) of.push(frame.slots[row + column]);
    }
    return this.rows.take(index, of, () => {
      const placed = (place: number) =>
        this.slotRows[index].filter((row) => frame.slots[row + SlotColumn.place] === place);
      return {
        ...{ id, index, label, note, consumed },
        slots: placed(Place.ready).map((row) => this.slot(frame.slots, row)),
        ready: frame.parts[at + PartColumn.ready],
        unacked: placed(Place.unacked).map((row) => this.unacked(frame.slots, row)),
        unackedCount: frame.parts[at + PartColumn.unacked],
        redelivered: frame.parts[at + PartColumn.redelivered],
        dead: frame.parts[at + PartColumn.dead],
        consumers: consumers.map((service) => this.topology.parts[service].id),
      };
    });
  }

  private slot(slots: Int32Array, row: number): SlotView {
    const priority = slots[row + SlotColumn.priority];
    return {
      ...(priority < 0 ? null : { priority }),
      message: slots[row + SlotColumn.message],
      form: this.topology.forms[slots[row + SlotColumn.form]] as FormName, // the codes are forms'
      handouts: slots[row + SlotColumn.handouts],
    };
  }

  private unacked(slots: Int32Array, row: number): UnackedView {
    return {
      ...this.slot(slots, row),
      service: this.topology.parts[slots[row + SlotColumn.service]]?.id ?? '',
      instance: slots[row + SlotColumn.instance],
    };
  }
}

/** What of a reader's row says who owns which partition. */
const OWNED_COLUMNS = [
  ...[ReaderColumn.ownerInstance, ReaderColumn.group],
  ...[ReaderColumn.stream, ReaderColumn.partition],
];

/** Notes for each part where its rows begin; a part of -1 has none. */
function collectRows(rows: Int32Array, stride: number, part: number, into: number[][]): void {
  for (const list of into) list.length = 0;
  for (let row = 0; row < rows.length; row += stride) {
    if (rows[row + part] >= 0) into[rows[row + part]].push(row);
  }
}

function healthOf(parts: Int32Array, at: number, waiting: boolean): RunningView['health'] {
  const alive = parts[at + PartColumn.alive];
  if (alive === 0) return 'dead';
  return waiting || alive < parts[at + PartColumn.instances] ? 'strained' : 'healthy';
}

function instanceView(instances: Int32Array, row: number): InstanceView {
  return {
    number: instances[row + InstanceColumn.instance],
    state: INSTANCE_STATES[instances[row + InstanceColumn.state]],
    inHand: instances[row + InstanceColumn.holding],
  };
}
