/**
 * Two runs seen as one: what a timeline draws of both under one clock, in their joint order. What
 * each side's stage draws is the side's own view.
 */
import type { BranchView, Frame, Mark, VerdictView } from '../../timeline';
import type { LaneView, RunView, Stretch, Ticks } from '../views';
import { JointOrder, type Side, type SidedFact } from './jointOrder';
import { type GoalSides, joinMetrics, joinVerdicts } from './verdicts';

const SIDES: readonly Side[] = ['left', 'right'];

export interface JointOptions {
  /** Ids of the services that have a lane, on each side. */
  readonly lanes: { readonly [side in Side]: readonly string[] };
  /** What a lane is called, from its side and its service's label. */
  readonly laneLabel: (side: Side, label: string) => string;
  /** Where each goal is to be met. */
  readonly goalSides: GoalSides;
}

/** The projection of two runs. */
export interface JointProjection {
  /** Takes a side's frame, in the order in which they came. */
  accept(side: Side, frame: Frame): void;
  /** Both as one, when both stand at the same time. */
  view(left: RunView, right: RunView): RunView;
  /** The fact at a joint seq; null if there is none. */
  factAt(joint: number): SidedFact | null;
  /** The joint seq of a side's fact. */
  jointSeq(side: Side, seq: number): number;
}

/** Makes the projection of two runs as one. */
export function createJointProjection(options: JointOptions): JointProjection {
  return new Joint(options);
}

/** A lane in joint order, as far as it has been made. */
interface JointLane {
  readonly of: LaneView;
  readonly generation: number;
  readonly seqs: Int32Array;
  readonly view: LaneView;
}

class Joint implements JointProjection {
  private readonly order = new JointOrder();
  private readonly lanes = new Map<string, JointLane>();
  private seen: readonly [RunView['timeline'], RunView['timeline']] | null = null;
  private timeline: RunView['timeline'] | null = null;
  private seenVerdicts: readonly (readonly VerdictView[])[] = [];
  private verdicts: readonly VerdictView[] = [];
  private seenMetrics: readonly RunView['metrics'][] = [];
  private metrics: RunView['metrics'] = {};

  constructor(private readonly options: JointOptions) {}

  accept(side: Side, frame: Frame): void {
    this.order.accept(side, frame);
  }

  factAt(joint: number): SidedFact | null {
    return this.order.factAt(joint);
  }

  jointSeq(side: Side, seq: number): number {
    return this.order.jointSeq(side, seq);
  }

  view(left: RunView, right: RunView): RunView {
    const together = (one: number, other: number): number => one + other + 1;
    return {
      stage: left.stage,
      timeline: this.timelineOf(left, right),
      cursor: { atMs: left.cursor.atMs, seq: together(left.cursor.seq, right.cursor.seq) },
      head: { atMs: left.head.atMs, seq: together(left.head.seq, right.head.seq) },
      live: left.live && right.live,
      verdicts: this.verdictsOf(left.verdicts, right.verdicts),
      metrics: this.metricsOf(left.metrics, right.metrics),
    };
  }

  private timelineOf(left: RunView, right: RunView): RunView['timeline'] {
    const seen = [left.timeline, right.timeline] as const;
    if (this.timeline !== null && this.seen?.[0] === seen[0] && this.seen[1] === seen[1]) {
      return this.timeline;
    }
    this.seen = seen;
    const views = { left, right };
    this.timeline = {
      branch: left.timeline.branch,
      branches: left.timeline.branches.map((branch) =>
        this.branchOf(
          branch,
          right.timeline.branches.find(({ id }) => id === branch.id),
          left.timeline.branch,
        ),
      ),
      factCount: left.timeline.factCount + right.timeline.factCount,
      headMs: left.timeline.headMs,
      lanes: SIDES.flatMap((side) =>
        this.options.lanes[side].flatMap((id) => {
          const lane = views[side].timeline.lanes.find((one) => one.id === id);
          return lane === undefined ? [] : [this.laneOf(side, lane)];
        }),
      ),
    };
    return this.timeline;
  }

  /** A branch of both; where one has no such branch yet, the other speaks for both. */
  private branchOf(left: BranchView, right: BranchView | undefined, inView: number): BranchView {
    const isInView = left.id === inView;
    const marks = [
      ...left.marks.map((mark) => this.markOf('left', mark, left, isInView)),
      ...(right?.marks ?? [])
        .filter((mark) => !left.marks.some((other) => isSameMoment(mark, other)))
        .map((mark) => this.markOf('right', mark, right ?? left, isInView)),
    ];
    return {
      ...left,
      forkSeq: left.forkSeq + (right?.forkSeq ?? 0),
      headSeq: left.headSeq + (right?.headSeq ?? -1) + 1,
      marks: marks.sort((one, other) => one.atMs - other.atMs),
    };
  }

  /** Facts of branches out of view are not known here: those marks keep their distance. */
  private markOf(side: Side, mark: Mark, branch: BranchView, isInView: boolean): Mark {
    const { seq } = mark;
    if (seq < 0) return mark;
    const isKnown = (isInView || seq < branch.forkSeq) && seq < this.order.count(side);
    return { ...mark, seq: isKnown ? this.order.jointSeq(side, seq) : seq * 2 };
  }

  private laneOf(side: Side, lane: LaneView): LaneView {
    const id = `${side}/${lane.id}`;
    const { generation } = this.order;
    const before = this.lanes.get(id);
    const isOf = before?.generation === generation;
    if (before !== undefined && isOf && before.of === lane) return before.view;
    const seqs = this.seqsOf(side, lane.ticks, isOf ? before : undefined);
    const view = {
      id,
      label: this.options.laneLabel(side, lane.label),
      ticks: { ...lane.ticks, seq: seqs },
      deadStretches: lane.deadStretches.map((stretch) => ({
        ...this.stretchOf(side, stretch),
        givenBack: stretch.givenBack.map((seq) => this.order.jointSeq(side, seq)),
      })),
      rebalances: lane.rebalances.map((stretch) => this.stretchOf(side, stretch)),
    };
    this.lanes.set(id, { of: lane, generation, seqs, view });
    return view;
  }

  /** What was there keeps its place: time goes on on both sides only together. */
  private seqsOf(side: Side, ticks: Ticks, before: JointLane | undefined): Int32Array {
    let seqs = before?.seqs ?? new Int32Array(ticks.seq.length);
    if (seqs.length < ticks.count) {
      const grown = new Int32Array(ticks.seq.length);
      grown.set(seqs);
      seqs = grown;
    }
    const from = Math.min(before?.of.ticks.count ?? 0, ticks.count);
    for (let at = from; at < ticks.count; at++) {
      seqs[at] = this.order.jointSeq(side, ticks.seq[at]);
    }
    return seqs;
  }

  private stretchOf<Of extends Stretch>(side: Side, stretch: Of): Of {
    const { fromSeq, toSeq } = stretch;
    const joint = (seq: number): number => this.order.jointSeq(side, seq);
    return {
      ...stretch,
      fromSeq: joint(fromSeq),
      toSeq: toSeq === null ? null : joint(toSeq),
    };
  }

  private verdictsOf(left: readonly VerdictView[], right: readonly VerdictView[]) {
    if (this.seenVerdicts[0] === left && this.seenVerdicts[1] === right) return this.verdicts;
    this.seenVerdicts = [left, right];
    this.verdicts = joinVerdicts(left, right, this.options.goalSides, (side, seq) =>
      this.order.jointSeq(side, seq),
    );
    return this.verdicts;
  }

  private metricsOf(left: RunView['metrics'], right: RunView['metrics']): RunView['metrics'] {
    if (this.seenMetrics[0] === left && this.seenMetrics[1] === right) return this.metrics;
    this.seenMetrics = [left, right];
    this.metrics = joinMetrics(left, right);
    return this.metrics;
  }
}

function isSameMoment(one: Mark, other: Mark): boolean {
  return one.kind === other.kind && one.atMs === other.atMs;
}
