/**
 * Goals and numbers of "Message queue". Their words stand in lesson.en.md. Long because each of
 * its four goals says why a deed did not do it.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric, Verdict } from 'past-tense';

const INBOX = 'packing.inbox';
const SLOW = 'trainee';
/** How long Trainee takes for an order, on average. */
const SECONDS_EACH = 1.5;
/** What Trainee must hold when it is killed, and what the others must pack of it. */
const HELD_AT_LEAST = 2;
/** An order that is packed within this time has waited for nobody. */
const QUICK_MS = 2000;
const QUICK_ORDERS = 20;
const THROWN_AWAY = 3;
/** So many orders fetched under a limit that has done nothing, or waiting without one. */
const MANY = 8;

function correlationOf(message: string, world: GoalWorld): string {
  return world.message(message)?.correlation ?? message;
}

function without(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : list;
}

// taken-over: what Trainee held goes back to the queue, and the Packers pack it.

interface TakingOver {
  readonly killedSeq: number;
  /** What came back and has not been packed since; and what of it the Packers packed. */
  readonly back: readonly string[];
  readonly packed: number;
  readonly proof: readonly number[];
  readonly nearMiss: Verdict['nearMiss'];
  readonly onDelivery: boolean;
  readonly packersAreDown: boolean;
}

const NOTHING_DROPPED: TakingOver = {
  killedSeq: -1,
  back: [],
  packed: 0,
  proof: [],
  nearMiss: undefined,
  onDelivery: false,
  packersAreDown: false,
};

function dropped(state: TakingOver, { service, held, seq }: FactOf<'ServiceKilled'>): TakingOver {
  if (service === 'packers') {
    const isAside = state.back.length > 0 || state.packed > 0;
    const nearMiss = isAside ? state.nearMiss : { text: 'packers-killed' };
    return { ...state, nearMiss, packersAreDown: true };
  }
  const { onDelivery, packersAreDown } = state;
  const begun = { ...NOTHING_DROPPED, killedSeq: seq, onDelivery, packersAreDown };
  if (onDelivery) return { ...begun, nearMiss: { text: 'nothing-came-back' } };
  if (held >= HELD_AT_LEAST) return begun;
  const values = { held: held === 1 ? 'one order' : 'nothing' };
  return { ...begun, nearMiss: { text: 'too-few', values } };
}

const takenOver: Goal<TakingOver> = {
  initial: NOTHING_DROPPED,
  on: {
    ConsumptionChanged: (state, { service, autoAck }) =>
      service === SLOW ? { ...state, onDelivery: autoAck } : state,
    ServiceKilled: dropped,
    ServiceRevived: (state, { service }) => {
      if (service !== 'packers') return state;
      const isAside = state.nearMiss?.text !== 'packers-killed';
      const nearMiss = isAside ? state.nearMiss : undefined;
      return { ...state, nearMiss, packersAreDown: false };
    },
    MessageReturned: (state, { service, message }) =>
      service === SLOW ? { ...state, back: [...state.back, message] } : state,
    MessageAcked: (state, { service, message, seq }) => {
      const back = without(state.back, message);
      if (back === state.back) return state;
      if (service === SLOW) return { ...state, back };
      return { ...state, back, packed: state.packed + 1, proof: [...state.proof, seq] };
    },
  },
  verdict: ({ killedSeq, back, packed, proof, nearMiss, packersAreDown }) => {
    const isDone = killedSeq >= 0 && packed >= HELD_AT_LEAST && back.length === 0;
    if (isDone) return { met: true, proof: [killedSeq, ...proof] };
    if (nearMiss !== undefined) return { met: false, nearMiss };
    const isStuck = back.length > 0 && packersAreDown;
    return isStuck ? { met: false, nearMiss: { text: 'nobody-left' } } : { met: false };
  },
};

// nobody-waits: under another prefetch, orders are packed quickly, some of them by Trainee.

interface Placed {
  readonly message: string;
  readonly atMs: number;
  /** Who packed it; null while nobody has. */
  readonly by: string | null;
}

interface Watching {
  /** Trainee's terms since they were last changed by hand; prefetch -1 if they were not. */
  readonly prefetch: number;
  readonly autoAck: boolean;
  readonly down: readonly string[];
  /** Orders placed since then, from the first on that is not packed. */
  readonly open: readonly Placed[];
  /** Packed in time, in a row; and how many of these by Trainee. */
  readonly inTime: number;
  readonly byTrainee: number;
  /** The order that was last too late. */
  readonly late: string;
  readonly changedSeq: number;
}

const NOT_WATCHING: Watching = {
  prefetch: -1,
  autoAck: false,
  down: [],
  open: [],
  inTime: 0,
  byTrainee: 0,
  late: '',
  changedSeq: -1,
};

/** Whoever waits for too long ends the row. */
function lateBy(state: Watching, atMs: number, world: GoalWorld): Watching {
  const isLate = (one: Placed): boolean => one.by === null && atMs - one.atMs > QUICK_MS;
  const last = state.open.filter(isLate).at(-1);
  if (last === undefined) return state;
  const open = state.open.slice(state.open.indexOf(last) + 1);
  return { ...state, open, inTime: 0, byTrainee: 0, late: correlationOf(last.message, world) };
}

/** An order is packed: the row is as long as its orders are, without a gap. */
function packed(state: Watching, message: string, by: string): Watching {
  const open = state.open.map((one) => (one.message === message ? { ...one, by } : one));
  const gap = open.findIndex((one) => one.by === null);
  const done = gap < 0 ? open : open.slice(0, gap);
  return {
    ...state,
    open: open.slice(done.length),
    inTime: state.inTime + done.length,
    byTrainee: state.byTrainee + done.filter((one) => one.by === SLOW).length,
  };
}

const nobodyWaits: Goal<Watching> = {
  initial: NOT_WATCHING,
  on: {
    ConsumptionChanged: ({ down }, { service, prefetch, autoAck, seq }) =>
      service === SLOW
        ? { ...NOT_WATCHING, down, prefetch, autoAck, changedSeq: seq }
        : { ...NOT_WATCHING, down },
    ServiceKilled: (state, { service }) => {
      const down = [...state.down, service];
      // Who is gone keeps nobody waiting: the row begins anew.
      return service === SLOW
        ? { ...state, down, open: [], inTime: 0, byTrainee: 0 }
        : { ...state, down };
    },
    ServiceRevived: (state, { service }) => ({ ...state, down: without(state.down, service) }),
    MessageEnqueued: (state, { message, atMs }, world) => {
      if (state.prefetch < 0) return state;
      const next = lateBy(state, atMs, world);
      return { ...next, open: [...next.open, { message, atMs, by: null }] };
    },
    MessageAcked: (state, { message, service, atMs }, world) => {
      if (state.prefetch < 0) return state;
      return packed(lateBy(state, atMs, world), message, service);
    },
  },
  verdict: (state) => {
    const { prefetch, autoAck, down, inTime, byTrainee, late, changedSeq } = state;
    if (prefetch < 0) return { met: false };
    if (autoAck) return { met: false, nearMiss: { text: 'no-acks' } };
    if (prefetch === 0) return { met: false, nearMiss: { text: 'unlimited' } };
    const progress = { value: Math.min(inTime, QUICK_ORDERS), of: QUICK_ORDERS };
    if (inTime >= QUICK_ORDERS && byTrainee > 0)
      return { met: true, progress, proof: [changedSeq] };
    if (down.includes(SLOW) && inTime > 0) {
      return { met: false, progress, nearMiss: { text: 'without-trainee' } };
    }
    if (late === '') return { met: false, progress };
    if (down.includes('packers')) {
      return { met: false, progress, nearMiss: { text: 'without-packers' } };
    }
    if (prefetch === 1) return { met: false, progress };
    const values = { prefetch, order: late };
    return { met: false, progress, nearMiss: { text: 'still-waits', values } };
  },
};

// lost-in-hand: forgotten by the queue on delivery, and lost with the hands that held it.

interface Hands {
  /** Packed by Trainee and not acknowledged yet: the acknowledgement is on its way. */
  readonly packed: readonly string[];
  /** Acknowledged by Trainee and not packed yet. */
  readonly risked: readonly string[];
  /** Acknowledged, and never to be packed; and the facts that show it. */
  readonly lost: readonly string[];
  readonly proof: readonly number[];
}

const EMPTY_HANDS: Hands = { packed: [], risked: [], lost: [], proof: [] };

const onHands = {
  MessageAcked: (state: Hands, { service, message }: FactOf<'MessageAcked'>): Hands => {
    if (service !== SLOW) return state;
    const packed = without(state.packed, message);
    if (packed !== state.packed) return { ...state, packed };
    return { ...state, risked: [...state.risked, message] };
  },
  HandlerCompleted: (state: Hands, { service, message }: FactOf<'HandlerCompleted'>): Hands => {
    if (service !== SLOW) return state;
    const risked = without(state.risked, message);
    if (risked !== state.risked) return { ...state, risked };
    return { ...state, packed: [...state.packed, message] };
  },
  MessageReturned: (state: Hands, { message }: FactOf<'MessageReturned'>): Hands => {
    const packed = without(state.packed, message);
    return packed === state.packed ? state : { ...state, packed };
  },
  ParcelDropped: (state: Hands, { to, purpose, message, seq }: FactOf<'ParcelDropped'>): Hands => {
    const isDelivery = to === SLOW && purpose === 'deliver';
    return isDelivery ? losing(state, (one) => one === message, seq) : state;
  },
  InstanceKilled: (state: Hands, { service, seq }: FactOf<'InstanceKilled'>): Hands =>
    // What is still on its way is dropped when it arrives.
    service === SLOW ? losing(state, (one) => state.risked.includes(one), seq) : state,
};

function losing(state: Hands, isGone: (message: string) => boolean, seq: number): Hands {
  const gone = state.risked.filter(isGone);
  if (gone.length === 0) return state;
  const risked = state.risked.filter((message) => !gone.includes(message));
  return { ...state, risked, lost: [...state.lost, ...gone], proof: [...state.proof, seq] };
}

interface Politeness {
  readonly hands: Hands;
  readonly onDelivery: boolean;
  readonly nearMiss: Verdict['nearMiss'];
}

const handling = (state: Politeness, hands: Hands): Politeness =>
  hands === state.hands ? state : { ...state, hands };

const lostInHand: Goal<Politeness> = {
  initial: { hands: EMPTY_HANDS, onDelivery: false, nearMiss: undefined },
  on: {
    ConsumptionChanged: (state, { service, autoAck }) =>
      service === SLOW ? { ...state, onDelivery: autoAck, nearMiss: undefined } : state,
    MessageAcked: (state, fact) => handling(state, onHands.MessageAcked(state.hands, fact)),
    HandlerCompleted: (state, fact) => handling(state, onHands.HandlerCompleted(state.hands, fact)),
    MessageReturned: (state, fact) => handling(state, onHands.MessageReturned(state.hands, fact)),
    ParcelDropped: (state, fact) => handling(state, onHands.ParcelDropped(state.hands, fact)),
    ServiceKilled: (state, fact) => ({ ...state, nearMiss: harmless(fact, state) }),
    InstanceKilled: (state, fact) => handling(state, onHands.InstanceKilled(state.hands, fact)),
  },
  verdict: ({ hands: { lost, proof }, nearMiss }) =>
    lost.length > 0 ? { met: true, proof } : { met: false, nearMiss },
};

/** Why a kill loses nothing. */
function harmless(
  { service, held }: FactOf<'ServiceKilled'>,
  { hands, onDelivery }: Politeness,
): Verdict['nearMiss'] {
  if (service !== SLOW) return onDelivery ? { text: 'trainee-lives' } : undefined;
  if (!onDelivery) return held > 0 ? { text: 'came-back' } : undefined;
  return hands.risked.length === 0 ? { text: 'empty-handed' } : undefined;
}

// lost-in-queue: a limit of the queue throws away what nobody fetches.

interface Limits {
  readonly ttl: boolean;
  readonly length: boolean;
  /** Orders that were there when a time to live was set, and are not packed: they have none. */
  readonly earlier: number;
  /** Orders fetched since a limit was set. */
  readonly fetched: number;
  readonly lost: number;
  readonly proof: readonly number[];
  readonly nearMiss: Verdict['nearMiss'];
}

const NO_LIMITS: Limits = {
  ttl: false,
  length: false,
  earlier: 0,
  fetched: 0,
  lost: 0,
  proof: [],
  nearMiss: undefined,
};

function limited(state: Limits, fact: FactOf<'SettingChanged'>, world: GoalWorld): Limits {
  if (fact.part !== INBOX) return state;
  const next = { ...state, fetched: 0, nearMiss: undefined };
  const isSet = fact.value >= 0;
  if (fact.setting === 'maxLength') return { ...next, length: isSet };
  if (fact.setting !== 'messageTtlMs') return next;
  const { ready: waiting, unacked } = world.queue(INBOX);
  return { ...next, ttl: isSet, earlier: isSet && !state.ttl ? waiting + unacked : 0 };
}

const lostInQueue: Goal<Limits> = {
  initial: NO_LIMITS,
  on: {
    SettingChanged: limited,
    MessageDelivered: (state) => ({ ...state, fetched: state.fetched + 1 }),
    MessageAcked: (state) => ({ ...state, earlier: Math.max(0, state.earlier - 1) }),
    MessageDiscarded: (state, { reason, seq }) => {
      if (reason !== 'expired' && reason !== 'maxlen') return state;
      return { ...state, lost: state.lost + 1, proof: [...state.proof, seq], nearMiss: undefined };
    },
    MessageDeadLettered: (state, { message }, world) => {
      const values = { order: correlationOf(message, world) };
      return { ...state, nearMiss: { text: 'in-tray', values } };
    },
    MessageRefused: (state, { message }, world) => {
      const values = { order: correlationOf(message, world) };
      return { ...state, nearMiss: { text: 'refused', values } };
    },
    QueuePurged: (state, { count }) =>
      count > 0 ? { ...state, earlier: 0, nearMiss: { text: 'purged' } } : state,
  },
  verdict: (state, world) => {
    const { lost, proof } = state;
    const progress = { value: Math.min(lost, THROWN_AWAY), of: THROWN_AWAY };
    if (lost >= THROWN_AWAY) return { met: true, progress, proof };
    const nearMiss = whyKept(state, world.queue(INBOX).ready);
    return lost > 0 || nearMiss !== undefined ? { met: false, progress, nearMiss } : { met: false };
  },
};

/** Why the queue has not thrown enough away. */
function whyKept(state: Limits, waiting: number): Verdict['nearMiss'] {
  const { ttl, length, earlier, fetched, lost, nearMiss } = state;
  if (nearMiss !== undefined) return nearMiss;
  if (lost > 0) return { text: 'not-yet', values: { lost } };
  if (!ttl && !length) {
    return waiting >= MANY ? { text: 'no-limit', values: { ready: waiting } } : undefined;
  }
  if (!length && earlier > 0 && waiting >= MANY) {
    return { text: 'came-earlier', values: { orders: earlier } };
  }
  return fetched >= MANY ? { text: 'quick-enough', values: { orders: fetched } } : undefined;
}

// Numbers that the text speaks of.

const placed: Metric<number> = {
  initial: 0,
  on: { MessageCreated: (count) => count + 1 },
  value: (count) => count,
};

const redelivered: Metric<number> = {
  initial: 0,
  on: { MessageDelivered: (count, fact) => count + (fact.redelivered ? 1 : 0) },
  value: (count) => count,
};

const countOf = (queue: string, world: GoalWorld): number => world.queue(queue).ready;

/** Orders that wait in the queue. */
const ready: Metric<number> = {
  initial: 0,
  on: {
    MessageEnqueued: (_, fact, world) => countOf(fact.queue, world),
    MessageReturned: (_, fact, world) => countOf(fact.queue, world),
    MessageDelivered: (_, fact, world) => countOf(fact.queue, world),
    MessageDiscarded: (_, fact, world) => countOf(fact.queue, world),
    QueuePurged: (_, fact, world) => countOf(fact.queue, world),
  },
  value: (count) => count,
};

/** Orders that Trainee holds unacknowledged. */
const traineeHolds: Metric<readonly string[]> = {
  initial: [],
  on: {
    MessageDelivered: (held, { service, message }) =>
      service === SLOW ? [...held, message] : held,
    MessageAcked: (held, { message }) => without(held, message),
    MessageReturned: (held, { message }) => without(held, message),
    MessageDiscarded: (held, { message }) => without(held, message),
    MessageDeadLettered: (held, { message }) => without(held, message),
  },
  value: (held) => held.length,
};

interface Hoard {
  readonly held: readonly string[];
  readonly most: number;
}

function hoarding({ most }: Hoard, held: readonly string[]): Hoard {
  return { held, most: Math.max(most, held.length) };
}

/** The most orders that Trainee has held at once. */
const mostHeld: Metric<Hoard> = {
  initial: { held: [], most: 0 },
  on: {
    MessageDelivered: (state, { service, message }) =>
      service === SLOW ? hoarding(state, [...state.held, message]) : state,
    MessageAcked: (state, { message }) => hoarding(state, without(state.held, message)),
    MessageReturned: (state, { message }) => hoarding(state, without(state.held, message)),
  },
  value: ({ most }) => most,
};

/** How long Trainee needs for the most that it has held. */
const secondsAhead: Metric<Hoard> = {
  ...mostHeld,
  value: ({ most }) => Math.round(most * SECONDS_EACH),
};

/** How long the slowest order that was packed has taken since it was placed. */
const slowestSeconds: Metric<number> = {
  initial: 0,
  on: {
    HandlerCompleted: (longestMs, { message, atMs }, world) =>
      Math.max(longestMs, atMs - (world.message(message)?.atMs ?? atMs)),
  },
  value: (longestMs) => Math.round(longestMs / 1000),
};

/** Orders that Trainee has acknowledged, holds, and has not packed. */
const atRisk: Metric<Hands> = {
  initial: EMPTY_HANDS,
  on: onHands,
  value: ({ risked }) => risked.length,
};

const lostWithTrainee: Metric<Hands> = {
  initial: EMPTY_HANDS,
  on: onHands,
  value: ({ lost }) => lost.length,
};

/** Orders that the queue threw away by itself. */
const thrownAway: Metric<number> = {
  initial: 0,
  on: {
    MessageDiscarded: (count, { queue }) => count + (queue === INBOX ? 1 : 0),
  },
  value: (count) => count,
};

const lesson: GoalModule = {
  goals: {
    'taken-over': takenOver,
    'nobody-waits': nobodyWaits,
    'lost-in-hand': lostInHand,
    'lost-in-queue': lostInQueue,
  },
  metrics: {
    placed,
    redelivered,
    ready,
    traineeHolds,
    mostHeld,
    secondsAhead,
    slowestSeconds,
    atRisk,
    lostInHand: lostWithTrainee,
    lostInQueue: thrownAway,
  },
};

export default lesson;
