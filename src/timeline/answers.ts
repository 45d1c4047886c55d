/** Answers the questions of inspector, log and timeline, from a world and its journal. */
import { Column } from '../kernel';
import {
  deathsUpTo,
  FACT_NAMES,
  type FactReader,
  FactKind,
  forEachConsumer,
  forEachDead,
  forEachReady,
  forEachUnacked,
  keyViews,
  headersOf,
  LAST_MS,
  lastDeath,
  priorityOf,
  type QueueConfig,
  queueCounts,
  ratePerSecondMilli,
  type QueueState,
  type ServiceState,
  type World,
} from '../world';
import { findMessage } from './find';
import { journalHash } from './hash';
import { outcomeAt } from './outcome';
import type { Query, QueryResult, QueueMessage } from './query';
import { queueSettingViews } from './settingViews';
import { groupAnswer, lagAnswer, recordsAnswer, streamAnswer } from './streamAnswers';
import { countChains, laneOf, logRow, messageDetail, messageOf } from './rows';

/** The most rows of anything that one answer carries. */
const MAX_ROWS = 500;
const MAX_MESSAGES = 200;

/** What a question is asked about: the first `length` facts, and the world after them. */
export interface Asked {
  readonly world: World;
  readonly reader: FactReader;
  readonly length: number;
  /** Where the cursor stands, and when something happens next after the last fact. */
  readonly cursorMs: number;
  readonly dueMs: number;
}

/** Answers a question. What is not there is an empty answer, never an error. */
export function answerQuery(asked: Asked, query: Query): QueryResult {
  const { reader, length } = asked;
  switch (query.kind) {
    case 'fact': {
      const known = query.seq >= 0 && query.seq < reader.journal.length;
      return { kind: 'fact', row: known ? logRow(reader, query.seq) : null };
    }
    case 'log':
      return logAnswer(asked, query);
    case 'activity':
      return activityAnswer(asked, query.part);
    case 'queue':
      return queueAnswer(asked, query.part);
    case 'depth':
      return depthAnswer(asked, query.part, query.fromMs, query.toMs);
    case 'stream':
      return streamAnswer(asked, query.part);
    case 'records':
      return recordsAnswer(asked, query);
    case 'group':
      return groupAnswer(asked, query.part);
    case 'lag':
      return lagAnswer(asked, query);
    case 'service':
      return serviceAnswer(asked, query.part);
    case 'keys':
      return keysAnswer(asked, query.part);
    case 'message': {
      const seq = findMessage(asked.world.plan, reader, query.message, length);
      if (seq < 0) return { kind: 'message', detail: null, history: [] };
      const history = [];
      for (let at = seq; at < length && history.length < MAX_ROWS; at++) {
        if (messageOf(reader, at) === seq) history.push(logRow(reader, at));
      }
      const detail = messageDetail(reader, seq, countChains(reader, [seq], length));
      return { kind: 'message', detail, history };
    }
    case 'outcome': {
      const service = asked.world.plan.indexOf(query.service);
      const outcome = service < 0 ? null : outcomeAt(reader, length, service, query);
      return { kind: 'outcome', outcome };
    }
    case 'moments':
      return momentsAnswer(asked);
    case 'hash':
      return { kind: 'hash', hash: journalHash(reader, length) };
  }
}

/** The last moment before the cursor's own with a fact in it, and the next one after it. */
function momentsAnswer({ reader, cursorMs, dueMs }: Asked): QueryResult {
  const { journal } = reader;
  const before = journal.firstAfter(cursorMs - 1);
  const after = journal.firstAfter(cursorMs);
  const nextMs = after < journal.length ? journal.atMs(after) : dueMs;
  return {
    kind: 'moments',
    previousMs: before > 0 ? journal.atMs(before - 1) : null,
    nextMs: nextMs > LAST_MS ? null : nextMs,
  };
}

/** Under which keys a part produces to its streams. */
function keysAnswer({ world, reader, length }: Asked, id: string): QueryResult {
  const part = world.plan.indexOf(id);
  const views = part < 0 ? [] : keyViews(world, reader.values, part, length);
  const streams = views.map((one) => ({ ...one, stream: world.plan.parts[one.stream].id }));
  return { kind: 'keys', streams };
}

const FAILED = FactKind.RequestFailed;

/** Rows of the whole branch; how many lie at or before the cursor is said beside them. */
function logAnswer(asked: Asked, query: Extract<Query, { kind: 'log' }>): QueryResult {
  const { reader, length, world } = asked;
  const { journal } = reader;
  const { filter } = query;
  const only = filter?.seqs === undefined ? null : new Set(filter.seqs);
  const part = filter === undefined || filter.part === null ? -1 : world.plan.indexOf(filter.part);
  const passes = (seq: number): boolean =>
    (part < 0 || laneOf(reader, seq) === part) &&
    (only === null || only.has(seq)) &&
    (filter?.errorsOnly !== true || journal.kind(seq) === FAILED);
  const rows = [];
  const end = query.from + Math.min(query.count, MAX_ROWS);
  let total = 0;
  let totalAtCursor = 0;
  let customerErrors = 0;
  for (let seq = 0; seq < journal.length; seq++) {
    if (seq < length && journal.kind(seq) === FAILED) customerErrors++;
    if (!passes(seq)) continue;
    if (total >= query.from && total < end) rows.push(logRow(reader, seq));
    total++;
    if (seq < length) totalAtCursor++;
  }
  return { kind: 'log', rows, total, totalAtCursor, customerErrors };
}

function activityAnswer({ reader, world, length }: Asked, id: string): QueryResult {
  const part = world.plan.indexOf(id);
  const counts: { [kind: string]: number } = {};
  for (let seq = 0; seq < length; seq++) {
    if (laneOf(reader, seq) !== part) continue;
    const name = FACT_NAMES[reader.journal.kind(seq)];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { kind: 'activity', counts };
}

/** A message standing somewhere, before it is looked up. */
type Standing = Pick<QueueMessage, 'place' | 'handouts' | 'heldBy'> & {
  readonly message: number;
  /** Seq of the fact of its last death, or -1. */
  readonly died: number;
};

/** Messages in full, looked up together. */
function queueMessages({ reader, length }: Asked, standing: readonly Standing[]): QueueMessage[] {
  const all = standing.map(({ message }) => message);
  const chains = countChains(reader, all, length);
  return standing.map(({ message, died, ...rest }) => ({
    ...messageDetail(reader, message, chains),
    enqueuedMs: enqueuedMs(reader, message, length),
    ...propertiesOf(reader, message),
    deaths: deathsUpTo(reader.journal, died).map(({ queue, reason, count }) => ({
      ...{ queue: reader.partId(queue), reason, count },
    })),
    ...rest,
  }));
}

/** What went with a message when it was published. */
function propertiesOf(
  reader: FactReader,
  message: number,
): Pick<QueueMessage, 'priority' | 'headers'> {
  const priority = priorityOf(reader.journal, message);
  return {
    priority: priority < 0 ? null : priority,
    headers: headersOf(reader, message).headers,
  };
}

/** When a message first came into a queue; soon after it was made. */
function enqueuedMs({ journal }: FactReader, message: number, length: number): number {
  for (let seq = message + 1; seq < length; seq++) {
    const here = journal.kind(seq) === FactKind.MessageEnqueued;
    if (here && journal.read(seq, Column.b) === message) return journal.atMs(seq);
  }
  return journal.atMs(message);
}

function stateOf(world: World, id: string): World['states'][number] | undefined {
  return world.states[world.plan.indexOf(id)];
}

function queueAnswer(asked: Asked, id: string): QueryResult {
  const { world } = asked;
  const state = stateOf(world, id);
  if (state?.kind !== 'queue') {
    return {
      kind: 'queue',
      ...{ messages: [], total: 0, consumers: [], settings: [], perSecond: 0 },
    };
  }
  const queue = state as QueueState; // by its kind
  const messages: Standing[] = [];
  const label = (service: number, instance: number): string =>
    `${world.plan.parts[service].label} ${instance + 1}`;
  const { journal } = asked.reader;
  forEachUnacked(queue, ({ message, handouts, place }, { service, instance }) => {
    if (messages.length >= MAX_MESSAGES) return;
    const heldBy = label(service, instance);
    const died = lastDeath(journal, place);
    messages.push({ message, place: 'unacked', handouts, heldBy, died });
  });
  forEachReady(queue, MAX_MESSAGES - messages.length, ({ message, handouts, place }) => {
    const died = lastDeath(journal, place);
    messages.push({ message, place: 'ready', handouts, heldBy: null, died });
  });
  forEachDead(queue, ({ message, handouts }, _reason, died) => {
    if (messages.length >= MAX_MESSAGES) return;
    messages.push({ message, place: 'dead', handouts, heldBy: null, died });
  });
  const consumers: Extract<QueryResult, { kind: 'queue' }>['consumers'][number][] = [];
  forEachConsumer(queue, ({ service, instance, holding, terms }, active) => {
    const { prefetch, autoAck } = terms;
    const { id: name } = world.plan.parts[service];
    consumers.push({ service: name, instance, unacked: holding, prefetch, autoAck, active });
  });
  const counts = queueCounts(queue);
  const total = counts.ready + counts.unacked + counts.dead;
  const config = world.plan.parts[world.plan.indexOf(id)].config as QueueConfig; // by its kind
  return {
    kind: 'queue',
    messages: queueMessages(asked, messages),
    ...{ total, consumers, settings: queueSettingViews(queue, config) },
    perSecond: ratePerSecondMilli(queue.activity, asked.cursorMs) / 1000,
  };
}

/** How each kind of fact changes the number of ready messages of the queue it names. */
const READY_CHANGE: ReadonlyMap<number, number> = new Map([
  [FactKind.MessageEnqueued, 1],
  [FactKind.MessageReturned, 1],
  [FactKind.MessageDelivered, -1],
]);

/** Ready messages over time: counted back from now, so that only the span is read. */
function depthAnswer(asked: Asked, id: string, fromMs: number, toMs: number): QueryResult {
  const { world, reader, length } = asked;
  const { journal } = reader;
  const state = stateOf(world, id);
  const index = world.plan.indexOf(id);
  if (state?.kind !== 'queue') {
    return { kind: 'depth', atMs: new Int32Array(0), ready: new Int32Array(0) };
  }
  let ready = queueCounts(state as QueueState).ready; // by its kind
  const times: number[] = [Math.min(toMs, Math.max(fromMs, toMs))];
  const depths: number[] = [ready];
  for (let seq = length - 1; seq >= 0 && journal.atMs(seq) >= fromMs; seq--) {
    if (journal.read(seq, Column.a) !== index) continue;
    const change = readyChange(asked, seq);
    if (change === 0) continue;
    times.push(journal.atMs(seq));
    depths.push(ready);
    ready -= change;
  }
  times.push(fromMs);
  depths.push(ready);
  return {
    kind: 'depth',
    atMs: Int32Array.from(times.reverse()),
    ready: Int32Array.from(depths.reverse()),
  };
}

const SETTLEMENTS: ReadonlySet<number> = new Set([
  FactKind.MessageAcked,
  FactKind.MessageReturned,
  FactKind.MessageDeadLettered,
  FactKind.MessageDiscarded,
]);

/** By how much a fact changed its queue's ready count. */
function readyChange({ reader }: Asked, seq: number): number {
  const { journal } = reader;
  const code = journal.kind(seq);
  if (code === FactKind.QueuePurged) return -journal.read(seq, Column.b);
  // Out of the queue itself; out of its tray it was not ready.
  if (code === FactKind.MessageRedriven) return journal.read(seq, Column.d) === 1 ? 0 : -1;
  const change = READY_CHANGE.get(code) ?? 0;
  if (!SETTLEMENTS.has(code) || journal.read(seq, Column.c) >= 0) return change;
  // Settled by hand while it was ready: it left the line for it, and came back if it was returned.
  return change - 1;
}

function serviceAnswer(asked: Asked, id: string): QueryResult {
  const { world } = asked;
  const state = stateOf(world, id);
  if (state?.kind !== 'service') return { kind: 'service', instances: [], consumes: [] };
  const service = state as ServiceState; // by its kind
  const label = world.plan.parts[world.plan.indexOf(id)].label;
  return {
    kind: 'service',
    instances: service.instances.map((one, instance) => ({
      instance,
      state: one.alive ? (one.pass === undefined ? 'idle' : 'busy') : 'dead',
      holds: queueMessages(
        asked,
        [...(one.pass === undefined ? [] : [one.pass]), ...one.inbox].map((held) => ({
          message: held.message,
          place: 'unacked',
          handouts: held.handouts,
          died: -1,
          heldBy: `${label} ${instance + 1}`,
        })),
      ),
    })),
    consumes: service.consumes.map(({ queue, prefetch, autoAck }) => ({
      queue: world.plan.parts[queue].id,
      prefetch,
      acknowledge: autoAck ? 'onDelivery' : 'afterWork',
    })),
  };
}
