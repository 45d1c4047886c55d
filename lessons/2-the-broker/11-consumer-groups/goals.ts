/**
 * Goals and numbers of "Consumer groups". Their words stand in lesson.en.md.
 * Long because a lesson's goals are one module, which imports nothing but types.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric } from 'past-tense';

const STREAM = 'orders';
const GROUP = 'payment-group';
const SHOPS = 'shops';
const PAYMENT = 'payment';
const PARTITIONS = 4;
/** Payment has fallen behind when so many orders wait, and has caught up at no more than these. */
const BEHIND = 8;
const CAUGHT_UP = 4;
/** What a shop writes a second, and what is more than one member can do, in thousandths. */
const RATE_MILLI = 1200;
const TOO_MUCH_MILLI = 2 * RATE_MILLI;

const lagOf = (world: GoalWorld): number => world.group(GROUP).lag(STREAM);

/** Partitions that an instance of Payment owns, as the group sees it. */
function ownedBy(world: GoalWorld, instance: number): readonly number[] {
  const member = world.group(GROUP).members.find((one) => one.instance === instance);
  return member?.owned.map(({ partition }) => partition) ?? [];
}

// outgrown: more producers, and Payment falls behind.

interface Growing {
  /** Shops that were added by hand, and instances of Payment that are dead. */
  readonly added: number;
  readonly dead: readonly number[];
  readonly rateRaised: boolean;
  readonly highest: number;
  readonly proof: readonly number[];
}

const SMALL: Growing = { added: 0, dead: [], rateRaised: false, highest: 0, proof: [] };

const onGrowing = {
  InstanceStarted: (state: Growing, fact: FactOf<'InstanceStarted'>): Growing => {
    if (fact.service === SHOPS) {
      return fact.instance > 0 ? { ...state, added: Math.max(state.added, fact.instance) } : state;
    }
    return { ...state, dead: state.dead.filter((one) => one !== fact.instance) };
  },
  InstanceKilled: (state: Growing, fact: FactOf<'InstanceKilled'>): Growing =>
    fact.service === PAYMENT ? { ...state, dead: [...state.dead, fact.instance] } : state,
  InstanceRemoved: (state: Growing, fact: FactOf<'InstanceRemoved'>): Growing =>
    fact.service === SHOPS ? { ...state, added: Math.min(state.added, fact.instance - 1) } : state,
  RateChanged: (state: Growing): Growing => ({ ...state, rateRaised: true }),
  RecordAppended: (
    state: Growing,
    { seq }: FactOf<'RecordAppended'>,
    world: GoalWorld,
  ): Growing => {
    const lag = lagOf(world);
    if (lag <= state.highest || state.dead.length > 0) return state;
    return { ...state, highest: lag, proof: [seq] };
  },
};

const outgrown: Goal<Growing> = {
  initial: SMALL,
  on: onGrowing,
  verdict: ({ added, dead, rateRaised, highest, proof }) => {
    const progress = { value: Math.min(highest, BEHIND), of: BEHIND };
    if (added > 0 && highest >= BEHIND) return { met: true, progress, proof };
    if (dead.length > 0) return { met: false, nearMiss: { text: 'payment-dead' } };
    if (added === 0 && rateRaised) return { met: false, nearMiss: { text: 'same-shop' } };
    return added > 0 ? { met: false, progress } : { met: false };
  },
};

// load-shared: more members, and the group catches up.

interface Catching {
  readonly growing: Growing;
  readonly wasBehind: boolean;
  /** Shops that are running, and thousandths of an order that each writes a second. */
  readonly shops: readonly number[];
  readonly perSecondMilli: number;
  readonly proof: readonly number[];
}

const isBehind = ({ added, highest }: Growing): boolean => added > 0 && highest >= BEHIND;

function grown(state: Catching, growing: Growing): Catching {
  return { ...state, growing, wasBehind: state.wasBehind || isBehind(growing) };
}

const withoutShop = ({ shops }: Catching, instance: number): readonly number[] =>
  shops.filter((one) => one !== instance);

/** More than one member can do would still come in. */
const isThrottled = ({ shops, perSecondMilli }: Catching): boolean =>
  shops.length * perSecondMilli < TOO_MUCH_MILLI;

const loadShared: Goal<Catching> = {
  initial: {
    growing: SMALL,
    wasBehind: false,
    shops: [],
    perSecondMilli: RATE_MILLI,
    proof: [],
  },
  on: {
    InstanceStarted: (state, fact) => {
      const next = grown(state, onGrowing.InstanceStarted(state.growing, fact));
      if (fact.service !== SHOPS) return next;
      return { ...next, shops: [...withoutShop(next, fact.instance), fact.instance] };
    },
    InstanceKilled: (state, fact) => {
      const next = grown(state, onGrowing.InstanceKilled(state.growing, fact));
      return fact.service === SHOPS ? { ...next, shops: withoutShop(next, fact.instance) } : next;
    },
    InstanceRemoved: (state, fact) => {
      const next = grown(state, onGrowing.InstanceRemoved(state.growing, fact));
      return fact.service === SHOPS ? { ...next, shops: withoutShop(next, fact.instance) } : next;
    },
    RateChanged: (state, { perSecondMilli }) => ({ ...state, perSecondMilli }),
    RecordAppended: (state, fact, world) =>
      grown(state, onGrowing.RecordAppended(state.growing, fact, world)),
    PartitionsTaken: (state, fact) => ({ ...state, proof: [fact.seq] }),
    // The lag is looked at when it gets shorter, too.
    OffsetCommitted: (state) => ({ ...state }),
  },
  verdict: (state, world) => {
    if (!state.wasBehind) return { met: false };
    const lag = lagOf(world);
    const sharers = world.group(GROUP).members.filter(({ owned }) => owned.length > 0).length;
    const of = BEHIND - CAUGHT_UP;
    const progress = { value: Math.max(0, Math.min(of, BEHIND - lag)), of };
    if (isThrottled(state)) return { met: false, nearMiss: { text: 'throttled' } };
    const met = lag <= CAUGHT_UP && sharers > 1;
    return met ? { met, progress, proof: state.proof } : { met, progress };
  },
};

// one-too-many: more members than partitions.

const oneTooMany: Goal<{ readonly proof: readonly number[] }> = {
  initial: { proof: [] },
  on: {
    PartitionsTaken: (_, fact) => ({ proof: [fact.seq] }),
    GroupStateChanged: (_, fact) => ({ proof: [fact.seq] }),
  },
  verdict: ({ proof }, world) => {
    const { members, state } = world.group(GROUP);
    const idle = members.filter(({ owned }) => owned.length === 0).length;
    const progress = { value: Math.min(members.length, PARTITIONS + 1), of: PARTITIONS + 1 };
    if (members.length < 2) return { met: false };
    if (members.length <= PARTITIONS || idle === 0) return { met: false, progress };
    return state === 'stable' ? { met: true, progress, proof } : { met: false, progress };
  },
};

// taken-over: a member dies with partitions in its hands; somebody else reads on.

interface Death {
  /** The instance that was killed, and the partitions that it owned then; -1: nobody. */
  readonly instance: number;
  readonly partitions: readonly number[];
  readonly killedMs: number;
  readonly noticedMs: number;
  /** Partitions of it of which somebody else has received a record since. */
  readonly readOn: readonly number[];
  readonly spoiled: 'idle-killed' | 'all-killed' | 'too-early' | 'left-politely' | null;
  readonly proof: readonly number[];
}

const NOBODY: Death = {
  instance: -1,
  partitions: [],
  killedMs: 0,
  noticedMs: -1,
  readOn: [],
  spoiled: null,
  proof: [],
};

/** "orders/2@17" stands in partition 2. */
const partitionOf = (record: string): number => Number(record.split('/').pop()?.split('@')[0]);

const onDeath = {
  ServiceKilled: (state: Death, { service }: FactOf<'ServiceKilled'>): Death =>
    service === PAYMENT ? { ...NOBODY, spoiled: 'all-killed' } : state,
  InstanceKilled: (state: Death, fact: FactOf<'InstanceKilled'>, world: GoalWorld): Death => {
    // An instance that dies with its service has the service's death as its cause.
    if (fact.service !== PAYMENT || fact.causeSeq >= 0 || isTakenOver(state)) return state;
    const { instance, atMs, seq } = fact;
    const partitions = ownedBy(world, instance);
    if (partitions.length === 0) return { ...NOBODY, spoiled: 'idle-killed' };
    return { ...NOBODY, instance, partitions, killedMs: atMs, proof: [seq] };
  },
  InstanceRemoved: (state: Death, fact: FactOf<'InstanceRemoved'>, world: GoalWorld): Death =>
    fact.service === PAYMENT && state.instance < 0 && ownedBy(world, fact.instance).length > 0
      ? { ...NOBODY, spoiled: 'left-politely' }
      : state,
  InstanceStarted: (state: Death, fact: FactOf<'InstanceStarted'>): Death =>
    fact.service === PAYMENT && fact.instance === state.instance && state.noticedMs < 0
      ? { ...NOBODY, spoiled: 'too-early' }
      : state,
  MemberExpired: (state: Death, fact: FactOf<'MemberExpired'>): Death =>
    fact.service === PAYMENT && fact.instance === state.instance
      ? { ...state, noticedMs: fact.atMs, proof: [...state.proof, fact.seq] }
      : state,
  RecordReceived: (state: Death, fact: FactOf<'RecordReceived'>): Death => {
    if (state.noticedMs < 0 || fact.service !== PAYMENT) return state;
    const partition = partitionOf(fact.record);
    if (!state.partitions.includes(partition) || state.readOn.includes(partition)) return state;
    const proof = [...state.proof, fact.seq];
    return { ...state, readOn: [...state.readOn, partition], proof };
  },
};

function isTakenOver({ instance, partitions, readOn }: Death): boolean {
  return instance >= 0 && readOn.length === partitions.length;
}

const takenOver: Goal<Death> = {
  initial: NOBODY,
  on: onDeath,
  verdict: (state) => {
    switch (state.spoiled) {
      case 'all-killed':
        return { met: false, nearMiss: { text: 'all-killed' } };
      case 'idle-killed':
        return { met: false, nearMiss: { text: 'idle-killed' } };
      case 'too-early':
        return { met: false, nearMiss: { text: 'too-early' } };
      case 'left-politely':
        return { met: false, nearMiss: { text: 'left-politely' } };
      case null: {
        const { partitions, readOn, proof } = state;
        if (state.instance < 0) return { met: false };
        const progress = { value: readOn.length, of: partitions.length };
        return isTakenOver(state) ? { met: true, progress, proof } : { met: false, progress };
      }
    }
  },
};

// nobody-stops: the same with a cooperative assignor: who lives reads on.

interface Rebalances {
  /** The assignor now, and the one under which the rebalance that is going on began. */
  readonly assignor: number;
  readonly begunUnder: number;
  /** A rebalance is going on; it began with a death; so many partitions were given up in it. */
  readonly running: boolean;
  readonly afterDeath: boolean;
  readonly givenUp: number;
  /** Partitions that living members gave up in the last rebalance after a death; -1: none yet. */
  readonly eager: number;
  readonly cooperative: number;
  readonly proof: readonly number[];
}

/** Position of cooperativeSticky among the assignors: what SettingChanged says. */
const COOPERATIVE = 3;

const NO_REBALANCE: Rebalances = {
  assignor: 0,
  begunUnder: 0,
  running: false,
  afterDeath: false,
  givenUp: 0,
  eager: -1,
  cooperative: -1,
  proof: [],
};

function ended(state: Rebalances, seq: number): Rebalances {
  const { begunUnder, afterDeath, givenUp } = state;
  const next = { ...state, running: false, afterDeath: false, givenUp: 0 };
  if (!afterDeath) return next;
  return begunUnder === COOPERATIVE
    ? { ...next, cooperative: givenUp, proof: [seq] }
    : { ...next, eager: Math.max(state.eager, givenUp) };
}

const onRebalances = {
  SettingChanged: (state: Rebalances, fact: FactOf<'SettingChanged'>): Rebalances =>
    fact.setting === 'assignor' ? { ...state, assignor: fact.value } : state,
  MemberExpired: (state: Rebalances, fact: FactOf<'MemberExpired'>): Rebalances =>
    fact.group === GROUP && !fact.inRebalance ? { ...state, afterDeath: true } : state,
  GroupStateChanged: (state: Rebalances, fact: FactOf<'GroupStateChanged'>): Rebalances => {
    if (fact.state === 'joining') {
      return { ...state, running: true, begunUnder: state.assignor, givenUp: 0 };
    }
    return fact.state === 'stable' ? ended(state, fact.seq) : state;
  },
  PartitionsRevoked: (state: Rebalances, fact: FactOf<'PartitionsRevoked'>): Rebalances => {
    if (!state.running || !Array.isArray(fact.partitions)) return state;
    return { ...state, givenUp: state.givenUp + fact.partitions.length };
  },
};

const nobodyStops: Goal<Rebalances> = {
  initial: NO_REBALANCE,
  on: onRebalances,
  verdict: ({ assignor, cooperative, proof }) => {
    if (cooperative >= 0) return { met: true, proof };
    if (assignor === COOPERATIVE) return { met: false, nearMiss: { text: 'now-a-death' } };
    if (assignor === 1 || assignor === 2) return { met: false, nearMiss: { text: 'still-eager' } };
    return { met: false };
  },
};

// Numbers that the text speaks of.

/** The most orders that waited while all of Payment was alive. */
const mostBehind: Metric<Growing> = {
  initial: SMALL,
  on: { ...onGrowing },
  value: ({ highest }) => highest,
};

/** How long it took until the group knew of the death, in ms; 0 if nobody has died. */
const noticedMs: Metric<Death> = {
  initial: NOBODY,
  on: onDeath,
  value: (death) => (death.noticedMs < 0 ? 0 : death.noticedMs - death.killedMs),
};

interface Standstill {
  readonly death: Death;
  readonly stoodMs: number;
}

function waited(state: Standstill, death: Death, atMs: number): Standstill {
  if (death === state.death) return state;
  const readsOn = death.readOn.length > state.death.readOn.length;
  return { death, stoodMs: readsOn ? atMs - death.killedMs : state.stoodMs };
}

/** How long a partition of the dead member stood still, in ms. */
const stoodMs: Metric<Standstill> = {
  initial: { death: NOBODY, stoodMs: 0 },
  on: {
    ServiceKilled: (state, fact) =>
      waited(state, onDeath.ServiceKilled(state.death, fact), fact.atMs),
    InstanceKilled: (state, fact, world) =>
      waited(state, onDeath.InstanceKilled(state.death, fact, world), fact.atMs),
    InstanceStarted: (state, fact) =>
      waited(state, onDeath.InstanceStarted(state.death, fact), fact.atMs),
    MemberExpired: (state, fact) =>
      waited(state, onDeath.MemberExpired(state.death, fact), fact.atMs),
    RecordReceived: (state, fact) =>
      waited(state, onDeath.RecordReceived(state.death, fact), fact.atMs),
  },
  value: (state) => state.stoodMs,
};

interface Readings {
  readonly read: readonly string[];
  readonly again: number;
}

/** Orders that were handed to a handler more than once. */
const readAgain: Metric<Readings> = {
  initial: { read: [], again: 0 },
  on: {
    HandlerStarted: ({ read, again }, { message }) =>
      read.includes(message) ? { read, again: again + 1 } : { read: [...read, message], again },
  },
  value: ({ again }) => again,
};

/** Partitions that living members gave up when another one had died, at most. */
const eagerStops: Metric<Rebalances> = {
  initial: NO_REBALANCE,
  on: onRebalances,
  value: ({ eager }) => Math.max(0, eager),
};

const cooperativeStops: Metric<Rebalances> = {
  initial: NO_REBALANCE,
  on: onRebalances,
  value: ({ cooperative }) => Math.max(0, cooperative),
};

/** How often the group was divided anew. */
const generations: Metric<number> = {
  initial: 0,
  on: { GroupStateChanged: (_, { generation }) => generation },
  value: (generation) => generation,
};

const lesson: GoalModule = {
  goals: {
    outgrown,
    'load-shared': loadShared,
    'one-too-many': oneTooMany,
    'taken-over': takenOver,
    'nobody-stops': nobodyStops,
  },
  metrics: {
    mostBehind,
    noticedMs,
    stoodMs,
    readAgain,
    eagerStops,
    cooperativeStops,
    generations,
  },
};

export default lesson;
