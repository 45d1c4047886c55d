/** What goals may ask of a world: counts and messages, nothing that could change it. */
import type { GoalWorld, GroupView, MessageView, PartitionCounts } from '../scenario';
import {
  causationOf,
  committedOffset,
  correlationId,
  type FactReader,
  groupState,
  holdingOf,
  membersOf,
  messageId,
  offsetsOf,
  partitionCountOf,
  partitionsOf,
  queueCounts,
  type QueueState,
  type ServiceState,
  type World,
} from '../world';
import { Column } from '../kernel';
import { findMessage } from './find';

const NOTHING = { ready: 0, unacked: 0, dead: 0 };

/** A view of a world whose owner moves its moment on. */
export interface GoalView extends GoalWorld {
  readonly world: World;
  nowMs: number;
  /** Facts that have happened: what comes later in the journal is not to be seen. */
  length: number;
}

/** A view of a world. Live: it shows the world as it stands when asked. */
export function goalView(world: World, reader: FactReader): GoalView {
  const stateOf = (id: string) => world.states[world.plan.indexOf(id)];
  const indexOf = (id: string, kind: string): number =>
    stateOf(id)?.kind === kind ? world.plan.indexOf(id) : -1;
  const view: GoalView = {
    world,
    nowMs: 0,
    length: 0,
    queue: (id) => {
      const state = stateOf(id);
      return state?.kind === 'queue' ? queueCounts(state as QueueState) : NOTHING; // by its kind
    },
    holding: (id) => {
      const state = stateOf(id);
      return state?.kind === 'service' ? holdingOf(state as ServiceState) : 0; // by its kind
    },
    stream: (id) => {
      const index = indexOf(id, 'stream');
      return { partitions: index < 0 ? [] : partitionsOf(world, index).map(countsOf) };
    },
    group: (id) => {
      const index = indexOf(id, 'group');
      return index < 0 ? NO_GROUP : groupView(world, index, view.nowMs);
    },
    message: (id) => {
      const seq = findMessage(world.plan, reader, id, view.length);
      return seq < 0 ? undefined : messageView(reader, seq);
    },
  };
  return view;
}

function countsOf({ startOffset, highWatermark, endOffset, leader }: PartitionCounts) {
  return { startOffset, highWatermark, endOffset, leader };
}

const NO_GROUP: GroupView = {
  state: 'empty',
  generation: 0,
  members: [],
  committed: () => -1,
  lag: () => 0,
};

function groupView(world: World, group: number, nowMs: number): GroupView {
  const { plan } = world;
  const committed = (stream: string, partition: number): number =>
    committedOffset(world, group, plan.indexOf(stream), partition);
  return {
    ...groupState(world, group),
    members: membersOf(world, group, nowMs).map(({ service, instance, owned }) => ({
      service: plan.parts[service].id,
      instance,
      owned: owned.map(({ stream, partition }) => ({ stream: plan.parts[stream].id, partition })),
    })),
    committed,
    lag: (stream) => {
      const index = plan.indexOf(stream);
      if (plan.parts[index]?.kind !== 'stream') return 0;
      let sum = 0;
      for (let partition = 0; partition < partitionCountOf(world, index); partition++) {
        const { startOffset, highWatermark } = offsetsOf(world, index, partition);
        sum += highWatermark - Math.max(committed(stream, partition), startOffset);
      }
      return sum;
    },
  };
}

function messageView(reader: FactReader, seq: number): MessageView {
  const { journal, values } = reader;
  const causation = causationOf(journal, seq);
  return {
    id: messageId(reader, seq),
    type: String(values.get(journal.read(seq, Column.c))),
    source: reader.partId(journal.read(seq, Column.a)),
    correlation: correlationId(reader, seq),
    causation: causation < 0 ? null : messageId(reader, causation),
    atMs: journal.atMs(seq),
    data: values.get(journal.read(seq, Column.d)),
  };
}
