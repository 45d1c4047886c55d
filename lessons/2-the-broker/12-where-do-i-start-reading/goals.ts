/**
 * Goals and numbers of "Where do I start reading?". Their words stand in lesson.en.md.
 * Long because a lesson's goals and numbers are one module.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric, Verdict } from 'past-tense';

const STREAM = 'orders';
const STATISTICS = 'statistics-group';
const RECEIPTS = 'receipts-group';
const LABELS = 'labels-group';
/** So many orders counted show that Statistics reads. */
const SOME = 3;
/** Two kills count as one instant up to this apart. */
const INSTANT_MS = 50;

const NAMES: { readonly [part: string]: string } = {
  [STATISTICS]: 'Statistics',
  [RECEIPTS]: 'Receipts',
  [LABELS]: 'Labels',
  statistics: 'Statistics',
  receipts: 'Receipts',
  labels: 'Labels',
  shop: 'the shop',
};

/** "order-7" for a message. */
function orderOf(message: string, world: GoalWorld): string {
  return world.message(message)?.correlation ?? message;
}

function with_(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}

function without(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : list;
}

// What Statistics has counted: offsets, and how many of them follow on one another from the first.

interface Counting {
  /** Offsets handled. */
  readonly counted: readonly number[];
  /** How many orders from offset 0 on have been counted without a gap. */
  readonly fromFirst: number;
}

const NOTHING_COUNTED: Counting = { counted: [], fromFirst: 0 };

const onCounting = {
  HandlerCompleted: (state: Counting, fact: FactOf<'HandlerCompleted'>): Counting => {
    if (fact.service !== 'statistics') return state;
    // Messages of the only producer stand in the stream as they were made: shop/1 at offset 0.
    const offset = Number(fact.message.slice(fact.message.indexOf('/') + 1)) - 1;
    if (state.counted.includes(offset)) return state;
    const counted = [...state.counted, offset];
    let { fromFirst } = state;
    while (counted.includes(fromFirst)) fromFirst++;
    return { counted, fromFirst };
  },
};

// came-late: Statistics was started, and counts.

const cameLate: Goal<Verdict> = {
  initial: { met: false, progress: { value: 0, of: SOME } },
  on: {
    HandlerCompleted: (verdict, { service, seq }) => {
      if (service !== 'statistics' || verdict.met) return verdict;
      const value = (verdict.progress?.value ?? 0) + 1;
      const progress = { value, of: SOME };
      return value < SOME ? { met: false, progress } : { met: true, progress, proof: [seq] };
    },
    ServiceRevived: (verdict, { service }) =>
      service === 'statistics' || verdict.met
        ? { met: verdict.met, progress: verdict.progress, proof: verdict.proof }
        : verdict,
    ServiceKilled: (verdict, fact) =>
      fact.byHand !== true || fact.service === 'statistics' || verdict.met
        ? verdict
        : {
            ...verdict,
            nearMiss: {
              text: 'another-killed',
              values: { service: NAMES[fact.service] ?? fact.service },
            },
          },
  },
  verdict: (verdict) => verdict,
};

// counted-all: every order up to now was counted, from the first on.

interface Move {
  readonly counting: Counting;
  /** Up to where the stream reached when the reader was sent back; -1 before. */
  readonly target: number;
  /** What was done that does not help, and numbers for its words. */
  readonly detour: 'policy-too-late' | 'moved-short' | 'wrong-group' | 'not-started' | null;
  readonly values: { readonly [name: string]: string | number };
  readonly seq: number;
}

const UNMOVED: Move = {
  counting: NOTHING_COUNTED,
  target: -1,
  detour: null,
  values: {},
  seq: -1,
};

function endOf(world: GoalWorld): number {
  return world.stream(STREAM).partitions.at(0)?.endOffset ?? 0;
}

function moved(state: Move, fact: FactOf<'OffsetMoved'>, world: GoalWorld): Move {
  const { group, offset, seq } = fact;
  if (group !== STATISTICS) {
    return { ...state, detour: 'wrong-group', values: { group: NAMES[group] ?? group } };
  }
  const target = endOf(world);
  if (offset > state.counting.fromFirst) {
    return { ...state, target, detour: 'moved-short', values: { offset }, seq };
  }
  const isRead = world.group(STATISTICS).members.length > 0;
  return { ...state, target, detour: isRead ? null : 'not-started', values: { offset }, seq };
}

const countedAll: Goal<Move> = {
  initial: UNMOVED,
  on: {
    HandlerCompleted: (state, fact) => {
      const counting = onCounting.HandlerCompleted(state.counting, fact);
      return counting === state.counting ? state : { ...state, counting };
    },
    OffsetMoved: moved,
    PositionFound: (state, { group, position, seq }, world) => {
      if (group !== STATISTICS) return state;
      const target = position === 'earliest' ? endOf(world) : state.target;
      const isLater = state.detour === 'not-started';
      return { ...state, target, detour: isLater ? null : state.detour, seq };
    },
    SettingChanged: (state, { part, setting }, world) => {
      if (part !== STATISTICS || setting !== 'offsetReset') return state;
      const cursor = world.group(STATISTICS).committed(STREAM, 0);
      return cursor < 0 ? state : { ...state, detour: 'policy-too-late', values: { cursor } };
    },
  },
  verdict: ({ counting, target, detour, values, seq }) => {
    const { fromFirst } = counting;
    if (target >= SOME) {
      const progress = { value: Math.min(fromFirst, target), of: target };
      if (fromFirst >= target) return { met: true, progress, proof: [seq] };
      if (detour === null) return { met: false, progress };
    }
    switch (detour) {
      case 'policy-too-late':
        return { met: false, nearMiss: { text: 'policy-too-late', values } };
      case 'moved-short':
        return { met: false, nearMiss: { text: 'moved-short', values } };
      case 'wrong-group':
        return { met: false, nearMiss: { text: 'wrong-group', values } };
      case 'not-started':
        return { met: false, nearMiss: { text: 'not-started' } };
      case null:
        return { met: false };
    }
  },
};

// killed-together: both workers died at the same instant, with records in their hands.

interface Kills {
  readonly receiptsMs: number;
  readonly labelsMs: number;
  readonly emptyHands: string | null;
  readonly verdict: Verdict;
}

const killedTogether: Goal<Kills> = {
  initial: { receiptsMs: -1, labelsMs: -1, emptyHands: null, verdict: { met: false } },
  on: {
    ServiceKilled: (state, { service, held, atMs, seq }) => {
      if (service !== 'receipts' && service !== 'labels') return state;
      const isReceipts = service === 'receipts';
      const receiptsMs = isReceipts ? atMs : state.receiptsMs;
      const labelsMs = isReceipts ? state.labelsMs : atMs;
      const empty = held === 0 ? (NAMES[service] ?? service) : null;
      const next = { receiptsMs, labelsMs, emptyHands: empty ?? state.emptyHands };
      if (next.emptyHands !== null) {
        const values = { service: next.emptyHands };
        return { ...next, verdict: { met: false, nearMiss: { text: 'empty-hands', values } } };
      }
      const otherMs = isReceipts ? labelsMs : receiptsMs;
      if (otherMs < 0) {
        const values = { service: isReceipts ? 'Labels' : 'Receipts' };
        return { ...next, verdict: { met: false, nearMiss: { text: 'one-alone', values } } };
      }
      const apartMs = atMs - otherMs;
      if (apartMs <= INSTANT_MS) return { ...next, verdict: { met: true, proof: [seq] } };
      const nearMiss = { text: 'not-together', values: { apart: apartMs } };
      return { ...next, verdict: { met: false, nearMiss } };
    },
    ServiceRevived: (state, { service }) => {
      if (service !== 'receipts' && service !== 'labels') return state;
      const isReceipts = service === 'receipts';
      return {
        ...state,
        receiptsMs: isReceipts ? -1 : state.receiptsMs,
        labelsMs: isReceipts ? state.labelsMs : -1,
        emptyHands: state.emptyHands === NAMES[service] ? null : state.emptyHands,
      };
    },
  },
  verdict: ({ verdict }) => verdict,
};

// found-lost: an order that Receipts has committed and never handled.

interface Receipts {
  /** Offsets received and not handled by the instance that lives. */
  readonly held: readonly string[];
  /** Held at a death, and not known to be read again. */
  readonly dropped: readonly string[];
  readonly done: readonly string[];
  /** Orders behind the cursor that came back: nobody handles them any more. */
  readonly lost: readonly string[];
  readonly isDown: boolean;
  readonly proof: readonly number[];
}

const NO_RECEIPTS: Receipts = {
  held: [],
  dropped: [],
  done: [],
  lost: [],
  isDown: false,
  proof: [],
};

const onReceipts = {
  RecordReceived: (state: Receipts, fact: FactOf<'RecordReceived'>, world: GoalWorld): Receipts => {
    if (fact.group !== RECEIPTS) return state;
    const order = orderOf(fact.message, world);
    return {
      ...state,
      held: with_(state.held, order),
      dropped: without(state.dropped, order),
      lost: without(state.lost, order),
    };
  },
  HandlerCompleted: (
    state: Receipts,
    fact: FactOf<'HandlerCompleted'>,
    world: GoalWorld,
  ): Receipts => {
    if (fact.service !== 'receipts') return state;
    const order = orderOf(fact.message, world);
    return { ...state, held: without(state.held, order), done: with_(state.done, order) };
  },
  ServiceKilled: (state: Receipts, { service }: FactOf<'ServiceKilled'>): Receipts =>
    service === 'receipts'
      ? { ...state, dropped: [...state.dropped, ...state.held], held: [], isDown: true }
      : state,
  /** Receipts goes on at its cursor: what it held and is before that will not come again. */
  PositionFound: (state: Receipts, fact: FactOf<'PositionFound'>): Receipts => {
    if (fact.group !== RECEIPTS) return state;
    const gone = state.dropped.filter((order) => offsetOfOrder(order) < fact.offset);
    if (gone.length === 0) return { ...state, isDown: false };
    return {
      ...state,
      isDown: false,
      dropped: state.dropped.filter((order) => !gone.includes(order)),
      lost: [...state.lost, ...gone],
      proof: [fact.seq],
    };
  },
};

/** Orders of the only producer stand in the stream as they were made: order-1 at offset 0. */
function offsetOfOrder(order: string): number {
  return Number(order.replace(/^order-/, '')) - 1;
}

interface LostSearch {
  readonly receipts: Receipts;
  readonly wasKilled: boolean;
  readonly selected: string | null;
}

function lostSearch(state: LostSearch, receipts: Receipts): LostSearch {
  return receipts === state.receipts ? state : { ...state, receipts };
}

const foundLost: Goal<LostSearch> = {
  initial: { receipts: NO_RECEIPTS, wasKilled: false, selected: null },
  on: {
    RecordReceived: (state, fact, world) =>
      lostSearch(state, onReceipts.RecordReceived(state.receipts, fact, world)),
    HandlerCompleted: (state, fact, world) =>
      lostSearch(state, onReceipts.HandlerCompleted(state.receipts, fact, world)),
    ServiceKilled: (state, fact) =>
      fact.service === 'receipts'
        ? { ...lostSearch(state, onReceipts.ServiceKilled(state.receipts, fact)), wasKilled: true }
        : state,
    PositionFound: (state, fact) =>
      lostSearch(state, onReceipts.PositionFound(state.receipts, fact)),
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-lost'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ receipts, wasKilled, selected }) => {
    if (selected === null) return { met: false };
    const { lost, done, dropped, isDown, proof } = receipts;
    const values = { order: selected };
    if (lost.includes(selected)) return { met: true, proof };
    if (!wasKilled) return { met: false, nearMiss: { text: 'no-kill', values } };
    if (done.includes(selected)) return { met: false, nearMiss: { text: 'has-receipt', values } };
    if (isDown && dropped.includes(selected)) {
      return { met: false, nearMiss: { text: 'still-down', values } };
    }
    return { met: false, nearMiss: { text: 'not-yet', values } };
  },
};

// found-twice: an order for which Labels, back at its cursor, printed a second label.

interface Labels {
  readonly done: readonly string[];
  readonly twice: readonly string[];
  /** A person sent Labels back: what it does again then, it does at their word. */
  readonly wasMoved: boolean;
  readonly proof: readonly number[];
}

const NO_LABELS: Labels = { done: [], twice: [], wasMoved: false, proof: [] };

const onLabels = {
  HandlerCompleted: (state: Labels, fact: FactOf<'HandlerCompleted'>, world: GoalWorld): Labels => {
    if (fact.service !== 'labels') return state;
    const order = orderOf(fact.message, world);
    if (!state.done.includes(order)) return { ...state, done: [...state.done, order] };
    return { ...state, twice: with_(state.twice, order), proof: [...state.proof, fact.seq] };
  },
  OffsetMoved: (state: Labels, { group }: FactOf<'OffsetMoved'>): Labels =>
    group === LABELS ? { ...state, done: [], wasMoved: true } : state,
};

interface TwiceSearch {
  readonly labels: Labels;
  readonly wasKilled: boolean;
  readonly selected: string | null;
}

function twiceSearch(state: TwiceSearch, labels: Labels): TwiceSearch {
  return labels === state.labels ? state : { ...state, labels };
}

const foundTwice: Goal<TwiceSearch> = {
  initial: { labels: NO_LABELS, wasKilled: false, selected: null },
  on: {
    HandlerCompleted: (state, fact, world) =>
      twiceSearch(state, onLabels.HandlerCompleted(state.labels, fact, world)),
    OffsetMoved: (state, fact) => twiceSearch(state, onLabels.OffsetMoved(state.labels, fact)),
    ServiceKilled: (state, { service }) =>
      service === 'labels' ? { ...state, wasKilled: true } : state,
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-twice'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ labels, wasKilled, selected }) => {
    if (selected === null) return { met: false };
    const { twice, done, wasMoved, proof } = labels;
    const values = { order: selected };
    if (twice.includes(selected)) return { met: true, proof };
    if (wasMoved) return { met: false, nearMiss: { text: 'sent-back', values } };
    if (!wasKilled) return { met: false, nearMiss: { text: 'never-killed', values } };
    if (!done.includes(selected)) return { met: false, nearMiss: { text: 'no-label', values } };
    if (twice.length > 0) return { met: false, nearMiss: { text: 'once', values } };
    return { met: false, nearMiss: { text: 'none-this-time', values } };
  },
};

// Numbers that the text speaks of.

/** Orders that Statistics has counted. */
const counted: Metric<Counting> = {
  initial: NOTHING_COUNTED,
  on: onCounting,
  value: (state) => state.counted.length,
};

/** Orders that stood in the stream when Statistics came for the first time. */
const stoodBefore: Metric<number> = {
  initial: -1,
  on: {
    PositionFound: (count, { group }, world) =>
      group === STATISTICS && count < 0 ? endOf(world) : count,
  },
  value: (count) => Math.max(0, count),
};

/** The offset at which Statistics began for the first time. */
const beganAt: Metric<number> = {
  initial: -1,
  on: {
    PositionFound: (began, { group, offset }) =>
      group === STATISTICS && began < 0 ? offset : began,
  },
  value: (began) => Math.max(0, began),
};

const lostOrders: Metric<Receipts> = {
  initial: NO_RECEIPTS,
  on: onReceipts,
  value: ({ lost }) => lost.length,
};

/** Number of an order that Receipts lost; 0 if there is none. */
const lostOrder: Metric<Receipts> = {
  initial: NO_RECEIPTS,
  on: onReceipts,
  value: ({ lost }) => (lost.length === 0 ? 0 : offsetOfOrder(lost[0]) + 1),
};

const doneTwice: Metric<Labels> = {
  initial: NO_LABELS,
  on: onLabels,
  value: ({ twice }) => twice.length,
};

/** Number of an order that Labels did twice; 0 if there is none. */
const doubleOrder: Metric<Labels> = {
  initial: NO_LABELS,
  on: onLabels,
  value: ({ twice }) => (twice.length === 0 ? 0 : offsetOfOrder(twice[0]) + 1),
};

interface Ripeness {
  /** Labels printed and not committed yet. */
  readonly uncommitted: number;
  /** Orders that Receipts has received, and so committed, and not handled. */
  readonly waiting: number;
}

/** 1 while a kill makes Receipts lose an order and Labels do one again, else 0. */
const ripe: Metric<Ripeness> = {
  initial: { uncommitted: 0, waiting: 0 },
  on: {
    RecordReceived: (state, { group }) =>
      group === RECEIPTS ? { ...state, waiting: state.waiting + 1 } : state,
    HandlerCompleted: (state, { service }) => {
      if (service === 'receipts') return { ...state, waiting: state.waiting - 1 };
      return service === 'labels' ? { ...state, uncommitted: state.uncommitted + 1 } : state;
    },
    CommitRequested: (state, { group }) =>
      group === LABELS ? { ...state, uncommitted: 0 } : state,
    InstanceKilled: (state, { service }) => {
      if (service === 'receipts') return { ...state, waiting: 0 };
      return service === 'labels' ? { ...state, uncommitted: 0 } : state;
    },
  },
  value: ({ uncommitted, waiting }) => (uncommitted > 0 && waiting > 0 ? 1 : 0),
};

/** Receipts for which a customer had one already. */
const receiptsAgain: Metric<{ readonly done: readonly string[]; readonly again: number }> = {
  initial: { done: [], again: 0 },
  on: {
    HandlerCompleted: (state, { service, message }) => {
      if (service !== 'receipts') return state;
      const isAgain = state.done.includes(message);
      return {
        done: with_(state.done, message),
        again: state.again + (isAgain ? 1 : 0),
      };
    },
  },
  value: ({ again }) => again,
};

const lesson: GoalModule = {
  goals: {
    'came-late': cameLate,
    'counted-all': countedAll,
    'killed-together': killedTogether,
    'found-lost': foundLost,
    'found-twice': foundTwice,
  },
  metrics: {
    counted,
    stoodBefore,
    beganAt,
    lostOrders,
    lostOrder,
    doneTwice,
    doubleOrder,
    ripe,
    receiptsAgain,
  },
};

export default lesson;
