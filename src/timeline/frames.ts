/** Builds a frame's columns from a world at a cursor. The page draws them as they are. */
import { Column, type Journal } from '../kernel';
import {
  aliveCount,
  type Activity,
  type ExternalState,
  type FactReader,
  forEachDead,
  forEachReady,
  forEachUnacked,
  FORMS,
  heldBy,
  holdingOf,
  priorityOf,
  queueCounts,
  type QueueState,
  ratePerSecondMilli,
  recentActivity,
  type ServiceState,
  Step,
  type StreamState,
  type WorkloadState,
  type World,
} from '../world';
import { PART_STRIDE, PartColumn, SLOTS_SHOWN, SPARK_BUCKETS } from './frame';
import { type StreamColumns, streamColumns } from './streamFrames';

/** The state at a cursor, in columns (see frame.ts for their meaning). */
export interface StateColumns extends StreamColumns {
  readonly parts: Int32Array;
  readonly instances: Int32Array;
  readonly slots: Int32Array;
  readonly flights: Int32Array;
  readonly sparks: Int32Array;
}

/** The state of a world at `nowMs`, ready to be transferred. */
export function stateColumns(world: World, reader: FactReader, nowMs: number): StateColumns {
  const { journal } = reader;
  const parts = new Int32Array(world.states.length * PART_STRIDE);
  const sparks = new Int32Array(world.states.length * SPARK_BUCKETS);
  const instances: number[] = [];
  const slots: number[] = [];
  world.states.forEach((state, index) => {
    const write = (column: number, value: number): void => {
      parts[index * PART_STRIDE + column] = value;
    };
    const spark = (activity: Activity): void => {
      sparks.set(recentActivity(activity, nowMs, SPARK_BUCKETS), index * SPARK_BUCKETS);
      write(PartColumn.handledMilli, ratePerSecondMilli(activity, nowMs));
      write(PartColumn.total, activity.total);
    };
    switch (state.kind) {
      case 'service':
        writeService(state as ServiceState, index, { write, spark, instances }); // by its kind
        break;
      case 'workload': {
        const workload = state as WorkloadState; // by its kind
        writeLives(workload, index, { write, instances });
        spark(workload.activity);
        write(PartColumn.perSecondMilli, workload.perSecondMilli);
        write(PartColumn.holding, workload.waiting.size);
        break;
      }
      case 'external': {
        const external = state as ExternalState; // by its kind
        writeLives(external, index, { write, instances });
        spark(external.activity);
        write(PartColumn.holding, external.serving.size);
        break;
      }
      case 'queue':
        writeQueue(state as QueueState, index, { write, spark, slots, journal }); // by its kind
        break;
      case 'stream':
        spark((state as StreamState).activity); // by its kind
        break;
      default:
        break;
    }
  });
  return {
    ...streamColumns(world, reader, nowMs),
    parts,
    sparks,
    instances: Int32Array.from(instances),
    slots: Int32Array.from(slots),
    flights: flightColumns(world, journal, nowMs),
  };
}

interface Out {
  readonly write: (column: number, value: number) => void;
}

function writeLives(
  part: WorkloadState | ExternalState,
  index: number,
  { write, instances }: Out & { readonly instances: number[] },
): void {
  write(PartColumn.alive, aliveCount(part));
  write(PartColumn.instances, part.instances.length);
  write(PartColumn.sinceMs, part.deadSinceMs);
  part.instances.forEach(({ alive }, instance) => {
    instances.push(index, instance, alive ? 0 : 2, 0, -1);
  });
}

function writeService(
  service: ServiceState,
  index: number,
  out: Out & { readonly spark: (activity: Activity) => void; readonly instances: number[] },
): void {
  const { write } = out;
  write(PartColumn.alive, aliveCount(service));
  write(PartColumn.instances, service.instances.length);
  write(PartColumn.sinceMs, service.deadSinceMs);
  write(PartColumn.holding, holdingOf(service));
  out.spark(service.activity);
  service.instances.forEach((one, instance) => {
    const state = one.alive ? (one.pass === undefined ? 0 : 1) : 2;
    out.instances.push(index, instance, state, heldBy(one), one.pass?.message ?? -1);
  });
}

function writeQueue(
  queue: QueueState,
  index: number,
  out: Out & {
    readonly spark: (activity: Activity) => void;
    readonly slots: number[];
    readonly journal: Journal;
  },
): void {
  const { write, slots, journal } = out;
  const counts = queueCounts(queue);
  write(PartColumn.ready, counts.ready);
  write(PartColumn.unacked, counts.unacked);
  write(PartColumn.dead, counts.dead);
  write(PartColumn.redelivered, counts.redelivered);
  out.spark(queue.activity);
  write(PartColumn.total, counts.enqueued);
  const slot = (
    place: number,
    message: number,
    handouts: number,
    service = -1,
    instance = -1,
  ): void => {
    const form = journal.read(message, Column.f);
    const priority = priorityOf(journal, message);
    slots.push(index, place, message, form, handouts, service, instance, priority);
  };
  forEachReady(queue, SLOTS_SHOWN, ({ message, handouts }) => slot(0, message, handouts));
  let held = 0;
  forEachUnacked(queue, ({ message, handouts }, holder) => {
    if (held++ < SLOTS_SHOWN) slot(1, message, handouts, holder.service, holder.instance);
  });
  let dead = 0;
  forEachDead(queue, ({ message, handouts }) => {
    if (dead++ < SLOTS_SHOWN) slot(2, message, handouts);
  });
}

/** Parcels on their way: the pending arrivals, read from the facts that sent them. */
function flightColumns(world: World, journal: Journal, nowMs: number): Int32Array {
  const out: number[] = [];
  world.agenda.forEach((atMs, kind, sent) => {
    if (kind !== Step.arrive || atMs < nowMs) return;
    const message = journal.read(sent, Column.d);
    out.push(
      journal.read(sent, Column.a),
      journal.read(sent, Column.b),
      journal.atMs(sent),
      atMs,
      message < 0 ? FORMS.length : journal.read(message, Column.f),
      message,
      journal.read(sent, Column.c),
    );
  });
  return Int32Array.from(out);
}
