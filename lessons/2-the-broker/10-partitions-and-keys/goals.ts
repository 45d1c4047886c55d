/**
 * Goals and numbers of "Partitions and keys". Their words stand in lesson.en.md.
 * Long because a lesson's goals are one module, which imports nothing but types.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric } from 'past-tense';

const STREAM = 'order-events';
const GROUP = 'tracking-group';
const PARTITIONS = 4;
/** So many orders in a row must come through in order. */
const ENOUGH_ORDERS = 5;
/** A partition is hot when so many records wait in it, and no more than these in all others. */
const HOT_LAG = 10;
const COOL_LAG = 5;
/** The load is shared when no partition has more than this, and so many orders came through. */
const EVEN_LAG = 4;
const ORDERS_AFTER = 3;

/** The events of one order, in the order in which they happen. */
const STEPS: { readonly [type: string]: number } = { OrderPlaced: 0, OrderPaid: 1, OrderPacked: 2 };
const STEP_COUNT = 3;

// What Tracking has made of the orders: which came through as they happened, which did not.

interface Tracks {
  /** Steps handled so far of each order that is not through, in the order of their handling. */
  readonly open: { readonly [order: string]: readonly number[] };
  /** Orders of which an event was handled after a later one. */
  readonly overtaken: readonly string[];
  /** Orders whose events were all handled, one after the other as they happened. */
  readonly kept: readonly string[];
  /** Seqs of the facts that show the overtaking. */
  readonly proof: readonly number[];
}

const NO_TRACKS: Tracks = { open: {}, overtaken: [], kept: [], proof: [] };

/** An event of an order has been handled. What is handled again says nothing new. */
function tracked(state: Tracks, fact: FactOf<'HandlerCompleted'>, world: GoalWorld): Tracks {
  if (fact.service !== 'tracking') return state;
  const message = world.message(fact.message);
  const step = STEPS[message?.type ?? ''];
  if (message === undefined || step === undefined) return state;
  const order = message.correlation;
  if (state.kept.includes(order)) return state;
  const before = state.open[order] ?? [];
  if (before.includes(step)) return state;
  const handled = [...before, step];
  const isLate = handled.some((other) => other > step) && !state.overtaken.includes(order);
  const overtaken = isLate ? [...state.overtaken, order] : state.overtaken;
  const proof = isLate ? [...state.proof, fact.seq] : state.proof;
  const isKept = handled.length === STEP_COUNT && !overtaken.includes(order);
  const others = Object.entries(state.open).filter(([other]) => other !== order);
  const open = Object.fromEntries(isKept ? others : [...others, [order, handled]]);
  return { open, overtaken, proof, kept: isKept ? [...state.kept, order] : state.kept };
}

// found-overtaken: the learner picks an order whose events overtook each other.

interface Search {
  readonly tracks: Tracks;
  readonly selected: string | null;
}

const foundOvertaken: Goal<Search> = {
  initial: { tracks: NO_TRACKS, selected: null },
  on: {
    HandlerCompleted: (state, fact, world) => {
      const tracks = tracked(state.tracks, fact, world);
      return tracks === state.tracks ? state : { ...state, tracks };
    },
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-overtaken'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ tracks, selected }) => {
    if (selected === null) return { met: false };
    const { overtaken, kept, proof } = tracks;
    const values = { order: selected };
    if (overtaken.includes(selected)) {
      return { met: true, proof: proof.slice(overtaken.indexOf(selected)).slice(0, 1) };
    }
    if (kept.includes(selected)) return { met: false, nearMiss: { text: 'by-luck', values } };
    return { met: false, nearMiss: { text: 'not-through', values } };
  },
};

// kept-in-order: with the key that was chosen, order after order comes through as it happened.

interface Keyed {
  readonly tracks: Tracks;
  /** The key that was chosen last; undefined before the first choice. */
  readonly key: string | null | undefined;
  readonly chosenSeq: number;
  /** Orders whose first event was published since. */
  readonly placed: readonly string[];
}

const UNKEYED: Keyed = { tracks: NO_TRACKS, key: undefined, chosenSeq: -1, placed: [] };

const onKeyed = {
  KeyChanged: (state: Keyed, fact: FactOf<'KeyChanged'>): Keyed => ({
    ...state,
    key: fact.key,
    chosenSeq: fact.seq,
    placed: [],
  }),
  MessageCreated: (state: Keyed, fact: FactOf<'MessageCreated'>): Keyed =>
    fact.type === 'OrderPlaced' && state.key !== undefined
      ? { ...state, placed: [...state.placed, fact.correlation] }
      : state,
  HandlerCompleted: (state: Keyed, fact: FactOf<'HandlerCompleted'>, world: GoalWorld): Keyed => {
    const tracks = tracked(state.tracks, fact, world);
    return tracks === state.tracks ? state : { ...state, tracks };
  },
};

/** Orders placed since the key was chosen: how many stayed in order, and the first that did not. */
function sinceChosen({ placed, tracks }: Keyed): { kept: number; broken: string | undefined } {
  return {
    kept: placed.filter((order) => tracks.kept.includes(order)).length,
    broken: placed.find((order) => tracks.overtaken.includes(order)),
  };
}

const keptInOrder: Goal<Keyed> = {
  initial: UNKEYED,
  on: onKeyed,
  verdict: (state) => {
    const { key, chosenSeq } = state;
    if (key === undefined) return { met: false };
    if (key === null) return { met: false, nearMiss: { text: 'no-key' } };
    const { kept, broken } = sinceChosen(state);
    if (broken !== undefined) {
      const values = { key: key ?? '', order: broken };
      if (key === 'step') return { met: false, nearMiss: { text: 'key-of-step', values } };
      return { met: false, nearMiss: { text: 'wrong-key', values } };
    }
    const progress = { value: Math.min(kept, ENOUGH_ORDERS), of: ENOUGH_ORDERS };
    return kept < ENOUGH_ORDERS
      ? { met: false, progress }
      : { met: true, progress, proof: [chosenSeq] };
  },
};

// hot-partition: a key that half the world shares sends half the world to one partition.

/** Records of each partition that the group has not committed. */
function lags(world: GoalWorld): readonly number[] {
  const group = world.group(GROUP);
  return world
    .stream(STREAM)
    .partitions.map(({ endOffset }, partition) =>
      Math.max(0, endOffset - Math.max(0, group.committed(STREAM, partition))),
    );
}

interface Heat {
  readonly key: string | null | undefined;
  /** The longest lag of one partition under this key, and which partition that was. */
  readonly lag: number;
  readonly partition: number;
  /** At that time all others had at most COOL_LAG together. */
  readonly othersAreCool: boolean;
  readonly proof: readonly number[];
  /** An instance of Tracking was killed and not revived. */
  readonly deadReader: number | null;
}

const COLD: Heat = {
  key: undefined,
  lag: 0,
  partition: 0,
  othersAreCool: true,
  proof: [],
  deadReader: null,
};

const onHeat = {
  KeyChanged: (state: Heat, { key }: FactOf<'KeyChanged'>): Heat => ({
    ...COLD,
    key,
    deadReader: state.deadReader,
  }),
  RecordAppended: (state: Heat, { seq }: FactOf<'RecordAppended'>, world: GoalWorld): Heat => {
    const all = lags(world);
    const lag = Math.max(...all);
    if (lag <= state.lag) return state;
    const others = all.reduce((sum, one) => sum + one, -lag);
    const othersAreCool = others <= COOL_LAG;
    return { ...state, lag, partition: all.indexOf(lag), othersAreCool, proof: [seq] };
  },
  InstanceKilled: (state: Heat, fact: FactOf<'InstanceKilled'>): Heat =>
    fact.service === 'tracking' ? { ...state, deadReader: fact.instance } : state,
  InstanceStarted: (state: Heat, fact: FactOf<'InstanceStarted'>): Heat =>
    fact.service === 'tracking' ? { ...state, deadReader: null } : state,
};

function isHot({ key, lag, othersAreCool, deadReader }: Heat): boolean {
  return key === 'shop' && deadReader === null && lag >= HOT_LAG && othersAreCool;
}

const hotPartition: Goal<Heat> = {
  initial: COLD,
  on: onHeat,
  verdict: (state) => {
    const { key, lag, partition, deadReader, proof } = state;
    const progress = { value: Math.min(lag, HOT_LAG), of: HOT_LAG };
    if (isHot(state)) return { met: true, progress, proof };
    if (deadReader !== null && lag >= HOT_LAG / 2) {
      const values = { instance: deadReader + 1, partition };
      return { met: false, nearMiss: { text: 'dead-reader', values } };
    }
    if (key === 'shop') return { met: false, progress };
    if (key !== undefined && lag >= HOT_LAG) {
      return { met: false, nearMiss: { text: 'not-the-key', values: { partition } } };
    }
    return { met: false };
  },
};

// shared-again: a finer key spreads what comes from now on, and keeps each order's events in order.

interface Sharing {
  readonly heat: Heat;
  readonly wasHot: boolean;
  readonly keyed: Keyed;
  /** What was done that does not help. */
  readonly detour: 'more-instances' | 'fewer-orders' | null;
  readonly instance: number;
}

function heated(state: Sharing, heat: Heat): Sharing {
  return heat === state.heat ? state : { ...state, heat, wasHot: state.wasHot || isHot(heat) };
}

const sharedAgain: Goal<Sharing> = {
  initial: { heat: COLD, wasHot: false, keyed: UNKEYED, detour: null, instance: 0 },
  on: {
    KeyChanged: (state, fact) => ({
      ...heated(state, onHeat.KeyChanged(state.heat, fact)),
      keyed: onKeyed.KeyChanged(state.keyed, fact),
      detour: null,
    }),
    MessageCreated: (state, fact) => {
      const keyed = onKeyed.MessageCreated(state.keyed, fact);
      return keyed === state.keyed ? state : { ...state, keyed };
    },
    HandlerCompleted: (state, fact, world) => {
      const keyed = onKeyed.HandlerCompleted(state.keyed, fact, world);
      return keyed === state.keyed ? state : { ...state, keyed };
    },
    RecordAppended: (state, fact, world) =>
      heated(state, onHeat.RecordAppended(state.heat, fact, world)),
    // The lag is looked at when it gets shorter, too.
    OffsetCommitted: (state) => ({ ...state }),
    InstanceKilled: (state, fact) => heated(state, onHeat.InstanceKilled(state.heat, fact)),
    InstanceStarted: (state, fact) => {
      const next = heated(state, onHeat.InstanceStarted(state.heat, fact));
      const isMore = state.wasHot && fact.service === 'tracking' && fact.instance >= PARTITIONS;
      return isMore ? { ...next, detour: 'more-instances', instance: fact.instance } : next;
    },
    RateChanged: (state) => (state.wasHot ? { ...state, detour: 'fewer-orders' } : state),
    ServiceKilled: (state, { service }) =>
      state.wasHot && (service === 'customers' || service === 'orders')
        ? { ...state, detour: 'fewer-orders' }
        : state,
  },
  verdict: ({ wasHot, keyed, detour, instance }, world) => {
    if (!wasHot) return { met: false };
    const { key, chosenSeq } = keyed;
    const { kept, broken } = sinceChosen(keyed);
    if (detour === 'fewer-orders') return { met: false, nearMiss: { text: 'fewer-orders' } };
    if (key === 'shop' && detour === 'more-instances') {
      const values = { instance: instance + 1 };
      return { met: false, nearMiss: { text: 'more-instances', values } };
    }
    if (key === 'shop' || key === undefined) return { met: false };
    if (broken !== undefined) {
      const values = { key: key ?? 'none', order: broken };
      return { met: false, nearMiss: { text: 'order-lost', values } };
    }
    if (key === null) return { met: false };
    const longest = Math.max(0, ...lags(world));
    const progress = { value: Math.min(kept, ORDERS_AFTER), of: ORDERS_AFTER };
    const met = kept >= ORDERS_AFTER && longest <= EVEN_LAG;
    return met ? { met, progress, proof: [chosenSeq] } : { met, progress };
  },
};

// Numbers that the text speaks of.

const tracksOf = { HandlerCompleted: tracked };

/** Orders of which Tracking handled an event after a later one. */
const overtaken: Metric<Tracks> = {
  initial: NO_TRACKS,
  on: tracksOf,
  value: (tracks) => tracks.overtaken.length,
};

/** Number of the first such order; 0 if there is none. */
const overtakenOrder: Metric<Tracks> = {
  initial: NO_TRACKS,
  on: tracksOf,
  value: (tracks) => Number(tracks.overtaken.at(0)?.replace(/^order-/, '') ?? 0),
};

interface Switched {
  readonly tracks: Tracks;
  readonly key: string | null;
  /** How often a key was chosen; by order that is under way, how often when it was placed. */
  readonly choices: number;
  readonly placedAt: { readonly [order: string]: number };
  /** Orders whose events were all published under one key that they share. */
  readonly whole: readonly string[];
  /** Orders with events published before and after a change. */
  readonly split: readonly string[];
}

const NOTHING_SWITCHED: Switched = {
  tracks: NO_TRACKS,
  key: null,
  choices: 0,
  placedAt: {},
  whole: [],
  split: [],
};

const onSwitched = {
  KeyChanged: (state: Switched, { key }: FactOf<'KeyChanged'>): Switched => ({
    ...state,
    key,
    choices: state.choices + 1,
  }),
  MessageCreated: (state: Switched, fact: FactOf<'MessageCreated'>): Switched => {
    const { type, correlation } = fact;
    if (type === 'OrderPlaced') {
      return { ...state, placedAt: { ...state.placedAt, [correlation]: state.choices } };
    }
    if (type !== 'OrderPacked') return state;
    const { [correlation]: choice, ...placedAt } = state.placedAt;
    if (choice !== state.choices) {
      return { ...state, placedAt, split: [...state.split, correlation] };
    }
    const isShared = state.key !== null && state.key !== 'step';
    const whole = isShared ? [...state.whole, correlation] : state.whole;
    return { ...state, placedAt, whole };
  },
  HandlerCompleted: (
    state: Switched,
    fact: FactOf<'HandlerCompleted'>,
    world: GoalWorld,
  ): Switched => {
    const tracks = tracked(state.tracks, fact, world);
    return tracks === state.tracks ? state : { ...state, tracks };
  },
};

/** Orders whose three events had one key, and that were handled as they happened. */
const keyedOrders: Metric<Switched> = {
  initial: NOTHING_SWITCHED,
  on: onSwitched,
  value: ({ whole, tracks }) => whole.filter((order) => tracks.kept.includes(order)).length,
};

/** Orders that were overtaken because the key was changed while they were under way. */
const brokenBySwitch: Metric<Switched> = {
  initial: NOTHING_SWITCHED,
  on: onSwitched,
  value: ({ tracks, split }) => split.filter((order) => tracks.overtaken.includes(order)).length,
};

/** The longest lag of one partition under the key shop, and its number. */
interface Longest {
  readonly underShop: boolean;
  readonly lag: number;
  readonly partition: number;
}

const longest = {
  KeyChanged: (state: Longest, { key }: FactOf<'KeyChanged'>): Longest => ({
    ...state,
    underShop: key === 'shop',
  }),
  RecordAppended: (state: Longest, _: FactOf<'RecordAppended'>, world: GoalWorld): Longest => {
    if (!state.underShop) return state;
    const all = lags(world);
    const lag = Math.max(...all);
    return lag > state.lag ? { ...state, lag, partition: all.indexOf(lag) } : state;
  },
};

const NO_LAG: Longest = { underShop: false, lag: 0, partition: 0 };

const hotLag: Metric<Longest> = { initial: NO_LAG, on: longest, value: ({ lag }) => lag };
const hotNumber: Metric<Longest> = {
  initial: NO_LAG,
  on: longest,
  value: ({ partition }) => partition,
};

const lesson: GoalModule = {
  goals: {
    'found-overtaken': foundOvertaken,
    'kept-in-order': keptInOrder,
    'hot-partition': hotPartition,
    'shared-again': sharedAgain,
  },
  metrics: { overtaken, overtakenOrder, keyedOrders, brokenBySwitch, hotLag, hotNumber },
};

export default lesson;
