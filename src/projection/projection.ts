/**
 * Owns the way from a run's frames to what its views draw. It keeps what frames say only once
 * (facts, branches, verdicts) and nothing of the page: no React, no pixels.
 */
import type { BranchView, Frame, Topology, VerdictView } from '../timeline';
import { PART_STRIDE, PartColumn, SPARK_BUCKETS } from './columns';
import { Lanes } from './lanes';
import { Nodes } from './nodes';
import { Trails } from './trails';
import { causalOrder } from './order';
import type { RunView, TimelineData } from './views';

/** The projection of one run. Frames are to be taken in the order in which they came. */
export interface Projection {
  /** Takes a frame and says what the views draw; unchanged parts are the same references. */
  accept(frame: Frame): RunView;
  /**
   * Messages that went back to their queue within the last frame taken: triples of the queue's
   * index, the service's index and the message's form (position in the topology's forms).
   */
  readonly returned: readonly number[];
  /** What the views draw before the first frame: the parts stand, nothing has happened. */
  readonly opening: RunView;
}

/** Makes the projection of a run with these parts. */
export function createProjection(topology: Topology): Projection {
  return new RunProjection(topology);
}

class RunProjection implements Projection {
  readonly opening: RunView;
  private readonly order: readonly string[];
  private readonly lanes: Lanes;
  private readonly trails: Trails;
  private readonly nodes: Nodes;
  private branches: readonly BranchView[] = [];
  private verdicts: readonly VerdictView[] = [];
  private metrics: { readonly [id: string]: number } = {};
  private timeline: TimelineData;

  constructor(topology: Topology) {
    const order = causalOrder(topology);
    const { parts } = topology;
    this.order = order.map((index) => parts[index].id);
    this.lanes = new Lanes(
      topology,
      order.filter((index) => parts[index].kind === 'service'),
    );
    this.trails = new Trails(topology);
    this.nodes = new Nodes(topology, order, {
      lossesOf: (part, sinceMs, seq) => this.lanes.lossesOf(part, sinceMs, seq),
      trails: this.trails,
    });
    this.timeline = { branch: 0, branches: [], factCount: 0, headMs: 0, lanes: this.lanes.view() };
    this.opening = this.accept(openingFrame(topology));
  }

  get returned(): readonly number[] {
    return this.lanes.returned;
  }

  accept(frame: Frame): RunView {
    this.lanes.accept(frame);
    this.trails.accept(frame.facts);
    this.branches = frame.branches ?? this.branches;
    this.verdicts = frame.verdicts ?? this.verdicts;
    this.metrics = frame.metrics ?? this.metrics;
    const { cursor, head, live } = frame;
    return {
      stage: { clockMs: cursor.atMs, live, order: this.order, nodes: this.nodes.accept(frame) },
      timeline: this.timelineAt(frame),
      cursor,
      head,
      live,
      verdicts: this.verdicts,
      metrics: this.metrics,
    };
  }

  private timelineAt(frame: Frame): TimelineData {
    const next: TimelineData = {
      branch: frame.branch,
      branches: this.branches,
      factCount: this.lanes.factCount,
      headMs: frame.head.atMs,
      lanes: this.lanes.view(),
    };
    const before = this.timeline;
    const same =
      before.branch === next.branch &&
      before.branches === next.branches &&
      before.factCount === next.factCount &&
      before.headMs === next.headMs &&
      before.lanes === next.lanes;
    if (!same) this.timeline = next;
    return this.timeline;
  }
}

const OPENING_TRUNK: BranchView = {
  ...{ id: 0, parent: -1, label: 'main' },
  ...{ forkSeq: 0, forkMs: 0, headMs: 0, headSeq: -1 },
  marks: [],
};

/** A frame in which nothing has happened yet and nothing runs. */
function openingFrame(topology: Topology): Frame {
  const partCount = topology.parts.length;
  const parts = new Int32Array(partCount * PART_STRIDE);
  for (const { index, perSecond } of topology.parts) {
    parts[index * PART_STRIDE + PartColumn.sinceMs] = -1;
    parts[index * PART_STRIDE + PartColumn.alive] = 1;
    parts[index * PART_STRIDE + PartColumn.instances] = 1;
    parts[index * PART_STRIDE + PartColumn.perSecondMilli] = Math.round(perSecond * 1000);
  }
  return {
    ...{ run: 0, branch: 0, beat: 0, live: true },
    cursor: { atMs: 0, seq: -1 },
    head: { atMs: 0, seq: -1 },
    parts,
    instances: new Int32Array(0),
    slots: new Int32Array(0),
    flights: new Int32Array(0),
    sparks: new Int32Array(partCount * SPARK_BUCKETS),
    ...openingStreams(topology),
    facts: { from: 0, count: 0, columns: new Int32Array(0) },
    branches: [OPENING_TRUNK],
    ...{ verdicts: null, metrics: null },
  };
}

/** Streams in which nothing lies yet, groups without members, broker nodes that all live. */
function openingStreams({ parts }: Topology) {
  const partitions: number[] = [];
  const groups: number[] = [];
  const nodes: number[] = [];
  for (const { kind, index, ...part } of parts) {
    const count = kind === 'stream' ? (part.partitions ?? 0) : 0;
    for (let partition = 0; partition < count; partition++) {
      partitions.push(index, partition, ...[-1, 0, 0, 0, 0, 0, 0, 0]);
    }
    if (kind === 'group') groups.push(index, 0, 0, 0);
    const nodeCount = kind === 'cluster' ? (part.nodes ?? 0) : 0;
    for (let node = 0; node < nodeCount; node++) nodes.push(index, node, 1);
  }
  return {
    partitions: Int32Array.from(partitions),
    groups: Int32Array.from(groups),
    nodes: Int32Array.from(nodes),
    cells: new Int32Array(0),
    readers: new Int32Array(0),
    members: new Int32Array(0),
  };
}
