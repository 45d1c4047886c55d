/** Goals and numbers of "Poison message and dead letters". Their words stand in lesson.en.md. */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric, Verdict } from 'past-tense';

const INBOX = 'shipping.inbox';
/** More rounds than this are a storm, too. */
const LIMIT_AT_MOST = 10;
/** How long dead letters may lie after the cause was mended before somebody is reminded. */
const REMINDED_AFTER_MS = 3000;

/** What goals ask about an order: its name, and whether it can be handled at all. */
interface Order {
  readonly message: string;
  readonly order: string;
  readonly country: string;
  /** Weight in grams; null if the sender forgot it. */
  readonly grams: number | null;
}

function orderOf(message: string, world: GoalWorld): Order {
  const { correlation = message, data = null } = world.message(message) ?? {};
  const grams: unknown = Reflect.get(Object(data), 'grams');
  const country: unknown = Reflect.get(Object(data), 'country');
  return {
    message,
    order: correlation,
    country: typeof country === 'string' ? country : '',
    grams: typeof grams === 'number' ? grams : null,
  };
}

// limited: the queue itself puts aside what fails again and again.

interface Storm {
  /** As it was set by hand. */
  readonly limit: number | undefined;
  /** The facts by which messages ran into a limit that was set by hand. */
  readonly died: readonly number[];
  readonly nearMiss: Verdict['nearMiss'];
}

/** What is wrong with a limit. */
function unwise(limit: number): Verdict['nearMiss'] {
  if (limit < 0) return { text: 'no-limit' };
  if (limit === 0) return { text: 'too-low' };
  return limit > LIMIT_AT_MOST ? { text: 'too-high', values: { limit } } : undefined;
}

const limited: Goal<Storm> = {
  initial: { limit: undefined, died: [], nearMiss: undefined },
  on: {
    SettingChanged: (state, { setting, value }) =>
      setting === 'deliveryLimit' ? { ...state, limit: value, nearMiss: unwise(value) } : state,
    MessageDeadLettered: (state, { message, reason, seq }, world) => {
      if (reason === 'hand') {
        const values = { order: orderOf(message, world).order };
        return { ...state, nearMiss: { text: 'by-hand', values } };
      }
      if (reason !== 'delivery_limit' || state.limit === undefined) return state;
      return { ...state, died: [...state.died, seq] };
    },
    MessageDiscarded: (state, { message }, world) => {
      const values = { order: orderOf(message, world).order };
      return { ...state, nearMiss: { text: 'no-tray', values } };
    },
    QueuePurged: (state, { count }) =>
      count > 0 ? { ...state, nearMiss: { text: 'purged', values: { count } } } : state,
  },
  verdict: ({ limit, died, nearMiss }) => {
    const isWise = limit !== undefined && unwise(limit) === undefined;
    return isWise && died.length > 0 ? { met: true, proof: died } : { met: false, nearMiss };
  },
};

// found-the-broken: of the dead letters, the one whose own content is at fault.

/** The dead letters that lie in the tray, oldest first. */
type Tray = readonly Order[];

const onTray = {
  MessageDeadLettered: (
    tray: Tray,
    { queue, message }: FactOf<'MessageDeadLettered'>,
    world: GoalWorld,
  ): Tray => (queue === INBOX ? [...tray, orderOf(message, world)] : tray),
  MessageRedriven: (tray: Tray, { message }: FactOf<'MessageRedriven'>): Tray =>
    tray.filter((one) => one.message !== message),
};

interface Search {
  readonly tray: Tray;
  readonly selected: string | null;
}

const foundTheBroken: Goal<Search> = {
  initial: { tray: [], selected: null },
  on: {
    MessageDeadLettered: (state, fact, world) => ({
      ...state,
      tray: onTray.MessageDeadLettered(state.tray, fact, world),
    }),
    MessageRedriven: (state, fact) => ({
      ...state,
      tray: onTray.MessageRedriven(state.tray, fact),
    }),
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-the-broken'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ tray, selected }) => {
    if (selected === null) return { met: false };
    const found = tray.find(({ order }) => order === selected);
    if (found !== undefined && found.grams === null) return { met: true };
    const values = { order: selected };
    if (tray.length === 0) return { met: false, nearMiss: { text: 'tray-empty', values } };
    if (found === undefined) return { met: false, nearMiss: { text: 'not-dead', values } };
    const { country, grams } = found;
    const sound = { order: selected, country, grams: grams ?? 0 };
    const others = tray.some((one) => one.grams === null);
    if (!others) return { met: false, nearMiss: { text: 'all-sound', values: sound } };
    return { met: false, nearMiss: { text: 'sound', values: sound } };
  },
};

// redriven: a dead letter is sent back once its cause is mended, and is booked.

interface Return {
  readonly tray: Tray;
  readonly sentBack: readonly string[];
  readonly customsIsUp: boolean;
  /** When Customs came back; -1 before that. */
  readonly mendedMs: number;
  readonly proof: readonly number[];
  readonly nearMiss: Verdict['nearMiss'];
}

const redriven: Goal<Return> = {
  initial: {
    tray: [],
    sentBack: [],
    customsIsUp: true,
    mendedMs: -1,
    proof: [],
    nearMiss: undefined,
  },
  on: {
    ServiceKilled: (state, { service }) =>
      service === 'customs' ? { ...state, customsIsUp: false, mendedMs: -1 } : state,
    ServiceRevived: (state, { service, atMs }) =>
      service === 'customs'
        ? { ...state, customsIsUp: true, mendedMs: atMs, nearMiss: undefined }
        : state,
    MessageDeadLettered: (state, fact, world) => {
      const tray = onTray.MessageDeadLettered(state.tray, fact, world);
      if (!state.sentBack.includes(fact.message)) return { ...state, tray };
      return { ...state, tray, nearMiss: diedAgain(state, orderOf(fact.message, world)) };
    },
    MessageRedriven: (state, fact) => ({
      ...state,
      tray: onTray.MessageRedriven(state.tray, fact),
      sentBack: [...state.sentBack, fact.message],
      nearMiss: undefined,
    }),
    MessageAcked: (state, { message, byHand, seq }, world) => {
      if (!state.sentBack.includes(message)) return state;
      if (byHand !== true) return { ...state, proof: [...state.proof, seq] };
      const values = { order: orderOf(message, world).order };
      return { ...state, nearMiss: { text: 'acked-by-hand', values } };
    },
  },
  verdict: ({ tray, sentBack, mendedMs, proof, nearMiss }, world) => {
    if (proof.length > 0) return { met: true, proof };
    if (nearMiss !== undefined) return { met: false, nearMiss };
    const waits = tray.filter(({ grams }) => grams !== null).length;
    const isForgotten =
      mendedMs >= 0 && sentBack.length === 0 && world.nowMs - mendedMs > REMINDED_AFTER_MS;
    return isForgotten && waits > 0
      ? { met: false, nearMiss: { text: 'left-lying', values: { letters: waits } } }
      : { met: false };
  },
};

/** Why what was sent back has died again: most of all, because nothing was mended. */
function diedAgain({ customsIsUp, nearMiss }: Return, dead: Order): Verdict['nearMiss'] {
  const values = { order: dead.order };
  if (dead.grams === null) return nearMiss ?? { text: 'broken', values };
  return customsIsUp ? nearMiss : { text: 'too-soon', values };
}

// Numbers that the text speaks of.

/** How often the message that was handed out most often was. */
const rounds: Metric<number> = {
  initial: 0,
  on: { MessageDelivered: (most, { handouts }) => Math.max(most, handouts) },
  value: (most) => most,
};

/** Passes of the handler that came to nothing. */
const wasted: Metric<number> = {
  initial: 0,
  on: { HandlerFailed: (count) => count + 1 },
  value: (count) => count,
};

const highest = (most: number, queue: string, world: GoalWorld): number =>
  Math.max(most, world.queue(queue).ready);

/** The most orders that waited. */
const maxDepth: Metric<number> = {
  initial: 0,
  on: { MessageEnqueued: (most, { queue }, world) => highest(most, queue, world) },
  value: (most) => most,
};

/** Orders that were put aside and left nowhere. */
const discarded: Metric<number> = {
  initial: 0,
  on: { MessageDiscarded: (count) => count + 1 },
  value: (count) => count,
};

/** Dead letters in the tray. */
const deadLetters: Metric<Tray> = { initial: [], on: onTray, value: (tray) => tray.length };

/** Dead letters that are sound and can be sent back once their cause is mended. */
const mendable: Metric<Tray> = {
  initial: [],
  on: onTray,
  value: (tray) => tray.filter(({ grams }) => grams !== null).length,
};

/** Dead letters that nothing here will mend. */
const broken: Metric<Tray> = {
  initial: [],
  on: onTray,
  value: (tray) => tray.filter(({ grams }) => grams === null).length,
};

/** Number of the first of them; 0 if there is none. */
const brokenOrder: Metric<Tray> = {
  initial: [],
  on: onTray,
  value: (tray) =>
    Number(tray.find(({ grams }) => grams === null)?.order.replace(/^abroad-/, '') ?? 0),
};

interface Overtaking {
  readonly sentBack: readonly string[];
  /** When each order that was booked in the first place was paid. */
  readonly paidMs: readonly number[];
  readonly count: number;
}

/** Orders that were paid after one that was sent back, and booked before it: the most of any. */
const overtakers: Metric<Overtaking> = {
  initial: { sentBack: [], paidMs: [], count: 0 },
  on: {
    MessageRedriven: (state, { message }) => ({
      ...state,
      sentBack: [...state.sentBack, message],
    }),
    HandlerCompleted: (state, { message }, world) => {
      const paidMs = world.message(message)?.atMs ?? 0;
      if (!state.sentBack.includes(message)) {
        return { ...state, paidMs: [...state.paidMs, paidMs] };
      }
      const later = state.paidMs.filter((atMs) => atMs > paidMs).length;
      return { ...state, count: Math.max(state.count, later) };
    },
  },
  value: ({ count }) => count,
};

const lesson: GoalModule = {
  goals: { limited, 'found-the-broken': foundTheBroken, redriven },
  metrics: {
    rounds,
    wasted,
    maxDepth,
    discarded,
    deadLetters,
    mendable,
    broken,
    brokenOrder,
    overtakers,
  },
};

export default lesson;
