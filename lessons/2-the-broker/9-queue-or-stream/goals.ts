/**
 * Goals and numbers of "Queue or stream". They are folded in both worlds, the one with the queue
 * and the one with the stream; lesson.en.md says on which side each goal is to be met. Their words
 * stand there too.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric, Verdict } from 'past-tense';

const INBOX = 'orders.inbox';
const LOG = 'order-log';
const GROUP = 'payment-group';
/** How long nothing must be left to do, and how long a newcomer looks, until it counts. */
const QUIET_FOR_MS = 500;
const LOOKS_FOR_MS = 1500;
/** What was begun and handled is remembered for so many orders: more than ever come back. */
const REMEMBERED = 1000;

const NAMES: { readonly [part: string]: string } = { orders: 'Orders', analytics: 'Analytics' };

function orderOf(message: string, world: GoalWorld): string {
  return world.message(message)?.correlation ?? message;
}

// killed-one: one of three instances dies with an order in its hands, the others go on.

const killedOne: Goal<Verdict> = {
  initial: { met: false },
  on: {
    ServiceKilled: (state, { service, atMs }) => {
      // Analytics is not there when the world begins.
      if (atMs === 0) return state;
      if (service === 'payment') return { met: false, nearMiss: { text: 'all-of-it' } };
      const values = { service: NAMES[service] ?? service };
      return { met: false, nearMiss: { text: 'another-service', values } };
    },
    InstanceKilled: (state, { service, instance, held, causeSeq, seq }) => {
      // An instance that dies with its service has the service's death as its cause.
      if (service !== 'payment' || causeSeq >= 0) return state;
      if (held > 0) return { met: true, proof: [seq] };
      return { met: false, nearMiss: { text: 'empty-hands', values: { instance: instance + 1 } } };
    },
  },
  verdict: (verdict) => verdict,
};

// What Payment has made of the orders: which it began again, which it handled too late.

interface Work {
  readonly begun: readonly string[];
  readonly handled: readonly string[];
  /** Number of the latest order that was handled, by customer. */
  readonly newest: { readonly [customer: string]: number };
  /** Orders that were begun more than once. */
  readonly again: readonly string[];
  /** Orders handled after a later one of the same customer, and the facts that show it. */
  readonly overtaken: readonly string[];
  readonly proof: readonly number[];
}

const NO_WORK: Work = {
  begun: [],
  handled: [],
  newest: {},
  again: [],
  overtaken: [],
  proof: [],
};

function with_(list: readonly string[], item: string): readonly string[] {
  return [...list, item].slice(-REMEMBERED);
}

const onWork = {
  HandlerStarted: (state: Work, fact: FactOf<'HandlerStarted'>, world: GoalWorld): Work => {
    if (fact.service !== 'payment') return state;
    const order = orderOf(fact.message, world);
    if (!state.begun.includes(order)) return { ...state, begun: with_(state.begun, order) };
    return state.again.includes(order) ? state : { ...state, again: with_(state.again, order) };
  },
  HandlerCompleted: (state: Work, fact: FactOf<'HandlerCompleted'>, world: GoalWorld): Work => {
    const message = world.message(fact.message);
    if (fact.service !== 'payment' || message === undefined) return state;
    const order = message.correlation;
    if (state.handled.includes(order)) return state;
    const customer = customerOf(message.data);
    const number = Number(order.replace(/^order-/, ''));
    const newest = state.newest[customer] ?? 0;
    const isLate = number < newest;
    return {
      ...state,
      handled: with_(state.handled, order),
      newest: isLate ? state.newest : { ...state.newest, [customer]: number },
      overtaken: isLate ? with_(state.overtaken, order) : state.overtaken,
      proof: isLate ? [...state.proof, fact.seq] : state.proof,
    };
  },
};

function customerOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  return 'customer' in data ? String(data.customer) : '';
}

// found-overtaken: the learner picks an order that the queue let a later one overtake.

interface Search {
  readonly work: Work;
  /** Orders that went back to the queue. */
  readonly returned: readonly string[];
  readonly selected: string | null;
}

function searching(state: Search, work: Work): Search {
  return work === state.work ? state : { ...state, work };
}

const foundOvertaken: Goal<Search> = {
  initial: { work: NO_WORK, returned: [], selected: null },
  on: {
    HandlerStarted: (state, fact, world) =>
      searching(state, onWork.HandlerStarted(state.work, fact, world)),
    HandlerCompleted: (state, fact, world) =>
      searching(state, onWork.HandlerCompleted(state.work, fact, world)),
    MessageReturned: (state, { queue, message }, world) =>
      queue === INBOX
        ? { ...state, returned: with_(state.returned, orderOf(message, world)) }
        : state,
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-overtaken'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ work, returned, selected }) => {
    const { overtaken, handled, proof } = work;
    if (selected !== null && overtaken.includes(selected)) {
      return { met: true, proof: [proof[overtaken.indexOf(selected)]] };
    }
    const isOver = returned.length > 0 && returned.every((order) => handled.includes(order));
    if (isOver && overtaken.length === 0) {
      return { met: false, nearMiss: { text: 'none-this-time' } };
    }
    if (selected === null) return { met: false };
    const values = { order: selected };
    if (returned.length === 0) return { met: false, nearMiss: { text: 'nobody-yet', values } };
    if (!returned.includes(selected)) return { met: false, nearMiss: { text: 'in-order', values } };
    if (!handled.includes(selected)) return { met: false, nearMiss: { text: 'not-again', values } };
    return { met: false, nearMiss: { text: 'came-back', values } };
  },
};

// drained: no more orders come, and Payment has worked off what was there, by itself.

interface Draining {
  readonly isClosed: boolean;
  readonly handled: boolean;
  /** Since when nothing has been left; null while something is. */
  readonly quietSinceMs: number | null;
  /** What a person did in Payment's place. */
  readonly cheat: 'purged' | 'moved' | null;
  readonly seq: number;
}

const NOT_DRAINING: Draining = {
  isClosed: false,
  handled: false,
  quietSinceMs: null,
  cheat: null,
  seq: -1,
};

/** Messages in the queue or in hands, or records above the group's committed offsets. */
function leftToDo(world: GoalWorld): number {
  const { ready, unacked } = world.queue(INBOX);
  return ready + unacked + world.group(GROUP).lag(LOG);
}

function looked(state: Draining, seq: number, atMs: number, world: GoalWorld): Draining {
  if (leftToDo(world) > 0) return { ...state, quietSinceMs: null };
  return state.quietSinceMs === null ? { ...state, quietSinceMs: atMs, seq } : state;
}

const opened = (state: Draining): Draining => ({ ...state, isClosed: false, quietSinceMs: null });
const closed = (state: Draining, seq: number, atMs: number, world: GoalWorld): Draining =>
  looked({ ...state, isClosed: true, quietSinceMs: null, cheat: null }, seq, atMs, world);

const drained: Goal<Draining> = {
  initial: NOT_DRAINING,
  on: {
    ServiceKilled: (state, { service, seq, atMs }, world) =>
      service === 'orders' ? closed(state, seq, atMs, world) : state,
    ServiceRevived: (state, { service }) => (service === 'orders' ? opened(state) : state),
    RateChanged: (state, { workload, perSecondMilli, seq, atMs }, world) => {
      if (workload !== 'orders') return state;
      return perSecondMilli === 0 ? closed(state, seq, atMs, world) : opened(state);
    },
    MessageCreated: (state) => ({ ...state, quietSinceMs: null }),
    MessageEnqueued: (state, { seq, atMs }, world) => looked(state, seq, atMs, world),
    MessageAcked: (state, { seq, atMs }, world) => looked(state, seq, atMs, world),
    RecordAppended: (state, { seq, atMs }, world) => looked(state, seq, atMs, world),
    OffsetCommitted: (state, { seq, atMs }, world) => looked(state, seq, atMs, world),
    HandlerCompleted: (state, { service }) =>
      service === 'payment' && !state.handled ? { ...state, handled: true } : state,
    QueuePurged: (state, { queue, count, seq, atMs }, world) => {
      const next = looked(state, seq, atMs, world);
      return queue === INBOX && count > 0 ? { ...next, cheat: 'purged' } : next;
    },
    OffsetMoved: (state, { group, seq, atMs }, world) => {
      const next = looked(state, seq, atMs, world);
      return group === GROUP ? { ...next, cheat: 'moved' } : next;
    },
  },
  verdict: ({ isClosed, handled, quietSinceMs, cheat, seq }, world) => {
    if (!isClosed) return { met: false };
    if (cheat === 'purged') return { met: false, nearMiss: { text: 'purged' } };
    if (cheat === 'moved') return { met: false, nearMiss: { text: 'moved' } };
    const met = handled && quietSinceMs !== null && world.nowMs - quietSinceMs >= QUIET_FOR_MS;
    return met ? { met, proof: [seq] } : { met };
  },
};

// late-subscriber: Analytics comes when all is done. A queue has nothing for it, a stream all.

interface Latecomer {
  /** When Analytics came, and what the stream had ever been given by then; null before. */
  readonly since: { readonly atMs: number; readonly records: number; readonly seq: number } | null;
  /** Orders were under way when it came. */
  readonly isEarly: boolean;
  /** What Analytics got from the queue, and the first of it; what it handled. */
  readonly taken: number;
  readonly first: string;
  readonly handled: number;
  /** Records that retention had deleted when it came. */
  readonly gone: number;
}

const NOT_THERE: Latecomer = {
  since: null,
  isEarly: false,
  taken: 0,
  first: '',
  handled: 0,
  gone: 0,
};

const lateSubscriber: Goal<Latecomer> = {
  initial: NOT_THERE,
  on: {
    ServiceRevived: (state, { service, atMs, seq }, world) => {
      if (service !== 'analytics') return state;
      const { partitions } = world.stream(LOG);
      const records = partitions.reduce((sum, { highWatermark }) => sum + highWatermark, 0);
      const gone = partitions.reduce((sum, { startOffset }) => sum + startOffset, 0);
      const isEarly = leftToDo(world) > 0;
      // What it has read already it does not read again: that is its own place in the stream.
      return { ...NOT_THERE, handled: state.handled, since: { atMs, records, seq }, isEarly, gone };
    },
    ServiceKilled: (state, { service }) =>
      service === 'analytics' ? { ...state, since: null } : state,
    MessageDelivered: (state, { service, message }, world) => {
      if (service !== 'analytics') return state;
      const first = state.taken === 0 ? orderOf(message, world) : state.first;
      return { ...state, taken: state.taken + 1, first };
    },
    HandlerCompleted: (state, { service }) =>
      service === 'analytics' ? { ...state, handled: state.handled + 1 } : state,
  },
  verdict: ({ since, isEarly, taken, first, handled, gone }, world): Verdict => {
    if (since === null) return { met: false };
    if (taken > 0) return { met: false, nearMiss: { text: 'took-away', values: { order: first } } };
    const proof = [since.seq];
    if (since.records === 0) {
      if (isEarly) return { met: false, nearMiss: { text: 'too-early' } };
      const met = world.nowMs - since.atMs >= LOOKS_FOR_MS;
      return met ? { met, proof } : { met };
    }
    if (gone > 0) return { met: false, nearMiss: { text: 'gone', values: { count: gone } } };
    const progress = { value: Math.min(handled, since.records), of: since.records };
    return handled < since.records ? { met: false, progress } : { met: true, progress, proof };
  },
};

// Numbers that the text speaks of, of either side.

/** Orders that Payment began more than once. */
const again: Metric<Work> = { initial: NO_WORK, on: onWork, value: (work) => work.again.length };

/** Orders that Payment handled after a later one of the same customer. */
const overtaken: Metric<Work> = {
  initial: NO_WORK,
  on: onWork,
  value: (work) => work.overtaken.length,
};

/** Number of the first such order; 0 if there is none. */
const overtakenOrder: Metric<Work> = {
  initial: NO_WORK,
  on: onWork,
  value: (work) => Number(work.overtaken.at(0)?.replace(/^order-/, '') ?? 0),
};

/** Orders that Analytics counted. */
const counted: Metric<number> = {
  initial: 0,
  on: {
    HandlerCompleted: (count, { service }) => count + (service === 'analytics' ? 1 : 0),
  },
  value: (count) => count,
};

/** Orders that the broker still has: in its queue, or in its stream. */
const kept: Metric<number> = {
  initial: 0,
  on: {
    MessageEnqueued: (count) => count + 1,
    MessageAcked: (count) => count - 1,
    MessageDeadLettered: (count) => count - 1,
    QueuePurged: (before, { count }) => before - count,
    RecordAppended: (count) => count + 1,
    SegmentDeleted: (count, { baseOffset, nextOffset }) => count - (nextOffset - baseOffset),
  },
  value: (count) => count,
};

const lesson: GoalModule = {
  goals: {
    'killed-one': killedOne,
    'found-overtaken': foundOvertaken,
    drained,
    'late-subscriber': lateSubscriber,
  },
  metrics: { again, overtaken, overtakenOrder, counted, kept },
};

export default lesson;
