/** What goals may ask of a world: counts and messages, nothing that could change it. */
import type { GoalWorld, MessageView } from '../scenario';
import {
  causationOf,
  correlationId,
  type FactReader,
  holdingOf,
  messageId,
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
    message: (id) => {
      const seq = findMessage(world.plan, reader, id, view.length);
      return seq < 0 ? undefined : messageView(reader, seq);
    },
  };
  return view;
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
