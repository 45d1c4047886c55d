/** Goals and numbers of "When Payment is down". Their words stand in lesson.en.md. */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric, Verdict } from 'past-tense';

const INBOX = 'payment.inbox';
const ENOUGH = 12;
/** How long the queue must stay empty to count as drained. */
const EMPTY_FOR_MS = 500;
/** Two instances with a prefetch of two. */
const IN_HANDS_AT_MOST = 4;

const NAMES: { readonly [part: string]: string } = {
  customers: 'Customers',
  orders: 'Orders',
  payment: 'Payment',
  bank: 'the bank',
  inventory: 'Inventory',
  shipping: 'Shipping',
  notification: 'Notification',
};

function correlationOf(message: string, world: GoalWorld): string {
  return world.message(message)?.correlation ?? message;
}

function with_(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}

function without(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : list;
}

// killed-in-hand: Payment was stopped while it held a message that it had not acknowledged.

const killedInHand: Goal<Verdict> = {
  initial: { met: false },
  on: {
    ServiceKilled: (_, fact) => {
      if (fact.service !== 'payment') {
        const service = NAMES[fact.service] ?? fact.service;
        return { met: false, nearMiss: { text: 'another-service', values: { service } } };
      }
      if (fact.held === 0) return { met: false, nearMiss: { text: 'empty-hands' } };
      return { met: true, proof: [fact.seq] };
    },
    InstanceKilled: (verdict, fact) => {
      // An instance that dies with its service has the service's death as its cause.
      if (fact.service !== 'payment' || fact.causeSeq >= 0) return verdict;
      return { met: false, nearMiss: { text: 'one-instance' } };
    },
  },
  verdict: (verdict) => verdict,
};

// queue-reaches-12: the inbox fills while Payment is down.

interface Filling {
  readonly isDown: boolean;
  /** The most that stood ready since the last kill. */
  readonly highest: number;
  readonly revivedTooEarly: boolean;
  readonly proof: readonly number[];
}

function filled(state: Filling, seq: number, queue: string, world: GoalWorld): Filling {
  if (!state.isDown || queue !== INBOX) return state;
  const { ready } = world.queue(INBOX);
  if (ready <= state.highest) return state;
  return { ...state, highest: ready, proof: ready >= ENOUGH ? [seq] : [] };
}

const queueReaches: Goal<Filling> = {
  initial: { isDown: false, highest: 0, revivedTooEarly: false, proof: [] },
  on: {
    ServiceKilled: (state, fact) =>
      fact.service === 'payment'
        ? { isDown: true, highest: 0, revivedTooEarly: false, proof: [] }
        : state,
    ServiceRevived: (state, fact) =>
      fact.service === 'payment' && state.isDown
        ? { ...state, isDown: false, revivedTooEarly: true }
        : state,
    MessageEnqueued: (state, fact, world) => filled(state, fact.seq, fact.queue, world),
    MessageReturned: (state, fact, world) => filled(state, fact.seq, fact.queue, world),
  },
  verdict: ({ isDown, highest, revivedTooEarly, proof }) => {
    const progress = { value: Math.min(highest, ENOUGH), of: ENOUGH };
    if (highest >= ENOUGH) return { met: true, progress, proof };
    if (!revivedTooEarly) return { met: false, progress: isDown ? progress : undefined };
    return { met: false, progress, nearMiss: { text: 'too-early', values: { depth: highest } } };
  },
};

// drained: revived, Payment works its queue off by itself, and the queue stays empty.

interface Draining {
  readonly isDown: boolean;
  /** What stood ready at the revival; 0 while there is nothing to drain. */
  readonly backlog: number;
  readonly ready: number;
  /** Since when nobody has waited, and since when somebody does; null if that is not so. */
  readonly emptySinceMs: number | null;
  readonly waitingSinceMs: number | null;
  /** What a person did to the queue instead of Payment. */
  readonly cheat: 'purged' | 'by-hand' | null;
  readonly order: string;
  readonly revivedSeq: number;
}

const NOT_DRAINING: Draining = {
  isDown: false,
  backlog: 0,
  ready: 0,
  emptySinceMs: null,
  waitingSinceMs: null,
  cheat: null,
  order: '',
  revivedSeq: -1,
};

/** A message that comes in and goes out in the same instant has not waited. */
function counted(state: Draining, atMs: number, queue: string, world: GoalWorld): Draining {
  if (state.backlog === 0 || queue !== INBOX) return state;
  const { ready } = world.queue(INBOX);
  if (ready > 0) return { ...state, ready, waitingSinceMs: state.waitingSinceMs ?? atMs };
  const stayedEmpty = state.emptySinceMs !== null && (state.waitingSinceMs ?? atMs) === atMs;
  const emptySinceMs = stayedEmpty ? state.emptySinceMs : atMs;
  return { ...state, ready, emptySinceMs, waitingSinceMs: null };
}

function settledByHand(
  state: Draining,
  fact: FactOf<'MessageAcked'> | FactOf<'MessageDeadLettered'>,
  world: GoalWorld,
): Draining {
  const next = counted(state, fact.atMs, fact.queue, world);
  if (fact.queue !== INBOX || fact.byHand !== true) return next;
  return { ...next, cheat: 'by-hand', order: correlationOf(fact.message, world) };
}

const drained: Goal<Draining> = {
  initial: NOT_DRAINING,
  on: {
    ServiceKilled: (state, fact) =>
      fact.service === 'payment' ? { ...NOT_DRAINING, isDown: true } : state,
    ServiceRevived: (state, fact, world) => {
      if (fact.service !== 'payment' || !state.isDown) return state;
      const { ready } = world.queue(INBOX);
      const waitingSinceMs = ready > 0 ? fact.atMs : null;
      const revivedSeq = fact.seq;
      return { ...state, isDown: false, backlog: ready, ready, waitingSinceMs, revivedSeq };
    },
    MessageEnqueued: (state, fact, world) => counted(state, fact.atMs, fact.queue, world),
    MessageReturned: (state, fact, world) => counted(state, fact.atMs, fact.queue, world),
    MessageDelivered: (state, fact, world) => counted(state, fact.atMs, fact.queue, world),
    MessageAcked: settledByHand,
    MessageDeadLettered: settledByHand,
    QueuePurged: (state, fact, world) => {
      const next = counted(state, fact.atMs, fact.queue, world);
      return fact.queue === INBOX && fact.count > 0 ? { ...next, cheat: 'purged' } : next;
    },
  },
  verdict: (state, world) => {
    if (state.cheat === 'purged') return { met: false, nearMiss: { text: 'purged' } };
    if (state.cheat === 'by-hand') {
      return { met: false, nearMiss: { text: 'by-hand', values: { order: state.order } } };
    }
    if (state.backlog === 0) return { met: false };
    const progress = { value: Math.max(0, state.backlog - state.ready), of: state.backlog };
    const met =
      state.emptySinceMs !== null &&
      state.waitingSinceMs === null &&
      world.nowMs - state.emptySinceMs >= EMPTY_FOR_MS &&
      world.queue(INBOX).unacked <= IN_HANDS_AT_MOST;
    return met ? { met, progress, proof: [state.revivedSeq] } : { met, progress };
  },
};

// found-the-double: an order whose card was charged twice. Only what Payment holds, or held when
// it died, can be charged again, so the lists stay short.

interface Charges {
  /** Orders charged, whose message Payment has neither acknowledged nor finished. */
  readonly open: readonly string[];
  /** Orders that went back to the queue; with `again`, those handed out again. */
  readonly returned: readonly string[];
  readonly again: readonly string[];
  /** Orders handed out again whose message is done now. */
  readonly done: readonly string[];
  /** Orders charged twice, and the facts that show it. */
  readonly twice: readonly string[];
  readonly proof: readonly number[];
}

const NO_CHARGES: Charges = {
  open: [],
  returned: [],
  again: [],
  done: [],
  twice: [],
  proof: [],
};

/** A charge is settled when its message is acknowledged, or its handler is through. */
function settled(state: Charges, order: string): Charges {
  const done = state.again.includes(order) ? with_(state.done, order) : state.done;
  return { ...state, open: without(state.open, order), done };
}

const onCharges = {
  MessageCreated: (state: Charges, fact: FactOf<'MessageCreated'>): Charges => {
    if (fact.type !== 'CardCharged') return state;
    const order = fact.correlation;
    if (!state.open.includes(order)) return { ...state, open: [...state.open, order] };
    return { ...state, twice: with_(state.twice, order), proof: [...state.proof, fact.seq] };
  },
  MessageReturned: (state: Charges, fact: FactOf<'MessageReturned'>, world: GoalWorld): Charges =>
    fact.queue === INBOX
      ? { ...state, returned: with_(state.returned, correlationOf(fact.message, world)) }
      : state,
  MessageDelivered: (
    state: Charges,
    fact: FactOf<'MessageDelivered'>,
    world: GoalWorld,
  ): Charges =>
    fact.queue === INBOX && fact.redelivered
      ? { ...state, again: with_(state.again, correlationOf(fact.message, world)) }
      : state,
  MessageAcked: (state: Charges, fact: FactOf<'MessageAcked'>, world: GoalWorld): Charges =>
    fact.queue === INBOX ? settled(state, correlationOf(fact.message, world)) : state,
  HandlerCompleted: (
    state: Charges,
    fact: FactOf<'HandlerCompleted'>,
    world: GoalWorld,
  ): Charges =>
    fact.service === 'payment' ? settled(state, correlationOf(fact.message, world)) : state,
};

interface Search {
  readonly charges: Charges;
  readonly selected: string | null;
}

const foundTheDouble: Goal<Search> = {
  initial: { charges: NO_CHARGES, selected: null },
  on: {
    MessageCreated: (state, fact) =>
      searching(state, onCharges.MessageCreated(state.charges, fact)),
    MessageReturned: (state, fact, world) =>
      searching(state, onCharges.MessageReturned(state.charges, fact, world)),
    MessageDelivered: (state, fact, world) =>
      searching(state, onCharges.MessageDelivered(state.charges, fact, world)),
    MessageAcked: (state, fact, world) =>
      searching(state, onCharges.MessageAcked(state.charges, fact, world)),
    HandlerCompleted: (state, fact, world) =>
      searching(state, onCharges.HandlerCompleted(state.charges, fact, world)),
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-the-double'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ charges, selected }) => {
    const { returned, again, done, twice, proof } = charges;
    if (selected !== null && twice.includes(selected)) return { met: true, proof };
    const noneThisTime =
      returned.length > 0 && returned.every((order) => done.includes(order)) && twice.length === 0;
    if (noneThisTime) return { met: false, nearMiss: { text: 'none-this-time' } };
    if (selected === null) return { met: false };
    const values = { order: selected };
    if (returned.length === 0) return { met: false, nearMiss: { text: 'nobody-yet', values } };
    if (!returned.includes(selected))
      return { met: false, nearMiss: { text: 'only-once', values } };
    if (!again.includes(selected)) return { met: false, nearMiss: { text: 'not-again', values } };
    return { met: false, nearMiss: { text: 'charged-once', values } };
  },
};

function searching(state: Search, charges: Charges): Search {
  return charges === state.charges ? state : { ...state, charges };
}

// Numbers that the text speaks of.

/** Orders that a customer was refused, or was never answered about. */
const customerErrors: Metric<number> = {
  initial: 0,
  on: { RequestFailed: (count) => count + 1 },
  value: (count) => count,
};

const depthOf = (highest: number, queue: string, world: GoalWorld): number =>
  queue === INBOX ? Math.max(highest, world.queue(INBOX).ready) : highest;

const maxDepth: Metric<number> = {
  initial: 0,
  on: {
    MessageEnqueued: (highest, fact, world) => depthOf(highest, fact.queue, world),
    MessageReturned: (highest, fact, world) => depthOf(highest, fact.queue, world),
  },
  value: (highest) => highest,
};

const redelivered: Metric<number> = {
  initial: 0,
  on: {
    MessageDelivered: (count, fact) => count + (fact.queue === INBOX && fact.redelivered ? 1 : 0),
  },
  value: (count) => count,
};

const chargedTwice: Metric<Charges> = {
  initial: NO_CHARGES,
  on: onCharges,
  value: ({ twice }) => twice.length,
};

/** Number of an order that was charged twice; 0 if there is none. */
const doubledOrder: Metric<Charges> = {
  initial: NO_CHARGES,
  on: onCharges,
  value: ({ twice }) => Number(twice.at(0)?.replace(/^order-/, '') ?? 0),
};

interface Losses {
  /** Messages acknowledged before their handler was through, and who had them. */
  readonly acked: readonly { readonly message: string; readonly instance: number }[];
  /** Messages whose handler was through before they were acknowledged. */
  readonly through: readonly string[];
  readonly lost: number;
}

/** Acknowledged messages that `isGone` picks will not be handled by anybody any more. */
function lose(state: Losses, isGone: (one: Losses['acked'][number]) => boolean): Losses {
  const acked = state.acked.filter((one) => !isGone(one));
  const lost = state.lost + state.acked.length - acked.length;
  return lost === state.lost ? state : { ...state, acked, lost };
}

/** Orders that the queue has forgotten and Payment has not handled. */
const lostOrders: Metric<Losses> = {
  initial: { acked: [], through: [], lost: 0 },
  on: {
    MessageAcked: (state, { queue, message, instance }) => {
      if (queue !== INBOX) return state;
      const through = without(state.through, message);
      if (through !== state.through) return { ...state, through };
      return { ...state, acked: [...state.acked, { message, instance }] };
    },
    HandlerCompleted: (state, { service, message }) => {
      if (service !== 'payment') return state;
      const acked = state.acked.filter((one) => one.message !== message);
      if (acked.length < state.acked.length) return { ...state, acked };
      return { ...state, through: with_(state.through, message) };
    },
    InstanceKilled: (state, { service, instance }) =>
      service === 'payment' ? lose(state, (one) => one.instance === instance) : state,
    ParcelDropped: (state, { to, purpose, message }) =>
      to === 'payment' && purpose === 'deliver'
        ? lose(state, (one) => one.message === message)
        : state,
  },
  value: ({ lost }) => lost,
};

const lesson: GoalModule = {
  goals: {
    'killed-in-hand': killedInHand,
    'queue-reaches-12': queueReaches,
    drained,
    'found-the-double': foundTheDouble,
  },
  metrics: {
    customerErrors,
    maxDepth,
    redelivered,
    chargedTwice,
    doubledOrder,
    lostOrders,
  },
};

export default lesson;
