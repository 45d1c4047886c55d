/**
 * Goals and numbers of "Retention and compaction". Their words stand in lesson.en.md.
 * Long because a lesson's goals and numbers are one module.
 */
import type { FactOf, Goal, GoalModule, GoalWorld, Metric } from 'past-tense';

const ORDERS = 'orders';
const PRICES = 'prices';
const REPORT = 'report-group';
const ARCHIVE = 'archive-group';
const CATALOGUE = 'catalogue-group';
/** So many segments that went show that Archive keeps up. */
const SEGMENTS = 2;
const PRODUCTS = ['tea', 'rice', 'salt'];

const NAMES: { readonly [part: string]: string } = {
  shop: 'the shop',
  pricing: 'Pricing',
  archive: 'Archive',
  vault: 'the cold storage',
  catalogue: 'Catalogue',
};

/** Offset of an order: those of the only producer stand in the stream as they were made. */
function offsetOfOrder(order: string): number {
  return Number(order.replace(/^order-/, '')) - 1;
}

/** The same for a message of the shop: "shop/1" stands at 0. */
function offsetOfMessage(message: string): number {
  return Number(message.slice(message.indexOf('/') + 1)) - 1;
}

function startOf(world: GoalWorld, stream: string): number {
  return world.stream(stream).partitions.at(0)?.startOffset ?? 0;
}

function endOf(world: GoalWorld, stream: string): number {
  return world.stream(stream).partitions.at(0)?.endOffset ?? 0;
}

/** The cursor of Report; 0 while it has none. */
function cursorOf(world: GoalWorld): number {
  return Math.max(0, world.group(REPORT).committed(ORDERS, 0));
}

// overtaken: Report is down, and what it would read next is deleted.

interface Overtaking {
  readonly isDown: boolean;
  readonly metSeq: number;
  /** What went otherwise, with numbers for its words. */
  readonly otherwise: 'too-early' | 'another-service' | null;
  readonly values: { readonly [name: string]: string | number };
}

const overtaken: Goal<Overtaking> = {
  initial: { isDown: false, metSeq: -1, otherwise: null, values: {} },
  on: {
    ServiceKilled: (state, fact) => {
      if (fact.service === 'report') return { ...state, isDown: true, otherwise: null };
      // Archive and Catalogue begin as dead: that is the scenario's doing.
      if (fact.byHand !== true || fact.atMs === 0) return state;
      const service = NAMES[fact.service] ?? fact.service;
      return { ...state, otherwise: 'another-service', values: { service } };
    },
    ServiceRevived: (state, { service }, world) => {
      if (service !== 'report' || !state.isDown) return state;
      const values = { start: startOf(world, ORDERS), cursor: cursorOf(world) };
      const isEarly = values.start <= values.cursor;
      return { ...state, isDown: false, otherwise: isEarly ? 'too-early' : null, values };
    },
    SegmentDeleted: (state, { stream, nextOffset, seq }, world) =>
      stream === ORDERS && state.isDown && nextOffset > cursorOf(world)
        ? { ...state, metSeq: seq }
        : state,
  },
  verdict: ({ metSeq, otherwise, values }) => {
    if (metSeq >= 0) return { met: true, proof: [metSeq] };
    if (otherwise === 'too-early') return { met: false, nearMiss: { text: 'too-early', values } };
    if (otherwise === null) return { met: false };
    return { met: false, nearMiss: { text: 'another-service', values } };
  },
};

// found-unread: Report came back, its cursor was out of range, and it began at the earliest record.

interface Gaps {
  /** Ranges of offsets that Report skipped: from, up to but not including. */
  readonly gaps: readonly (readonly [number, number])[];
  readonly isDown: boolean;
  readonly proof: readonly number[];
}

const NO_GAPS: Gaps = { gaps: [], isDown: false, proof: [] };

const onGaps = {
  PositionFound: (state: Gaps, fact: FactOf<'PositionFound'>, world: GoalWorld): Gaps => {
    if (fact.group !== REPORT) return state;
    const from = cursorOf(world);
    if (fact.position === 'committed' || fact.offset <= from) return { ...state, isDown: false };
    const gaps = [...state.gaps, [from, fact.offset] as const];
    return { gaps, isDown: false, proof: [...state.proof, fact.seq] };
  },
  ServiceKilled: (state: Gaps, { service }: FactOf<'ServiceKilled'>): Gaps =>
    service === 'report' ? { ...state, isDown: true } : state,
};

interface Search {
  readonly gaps: Gaps;
  readonly selected: string | null;
}

const foundUnread: Goal<Search> = {
  initial: { gaps: NO_GAPS, selected: null },
  on: {
    PositionFound: (state, fact, world) => ({
      ...state,
      gaps: onGaps.PositionFound(state.gaps, fact, world),
    }),
    ServiceKilled: (state, fact) => ({ ...state, gaps: onGaps.ServiceKilled(state.gaps, fact) }),
  },
  answered: (state, answer) =>
    answer.kind === 'Selected' && answer.goal === 'found-unread'
      ? { ...state, selected: answer.correlation }
      : state,
  verdict: ({ gaps, selected }, world) => {
    if (selected === null) return { met: false };
    const values = { order: selected, start: startOf(world, ORDERS), cursor: cursorOf(world) };
    if (!selected.startsWith('order-'))
      return { met: false, nearMiss: { text: 'a-price', values } };
    const offset = offsetOfOrder(selected);
    const at = gaps.gaps.findIndex(([from, to]) => from <= offset && offset < to);
    if (at >= 0) return { met: true, proof: gaps.proof.slice(at, at + 1) };
    if (offset < values.cursor) return { met: false, nearMiss: { text: 'was-read', values } };
    if (gaps.isDown && offset < values.start) {
      return { met: false, nearMiss: { text: 'not-back', values } };
    }
    return { met: false, nearMiss: { text: 'still-there', values } };
  },
};

// archived: whole segments go, and every order in them was copied before.

interface Archive {
  readonly copied: readonly number[];
  /** From where on Archive read; -1 before it began. */
  readonly from: number;
  readonly segments: number;
  /** The last segment that went without a copy. */
  readonly missed: { readonly first: number; readonly last: number } | null;
  readonly proof: readonly number[];
}

const archived: Goal<Archive> = {
  initial: { copied: [], from: -1, segments: 0, missed: null, proof: [] },
  on: {
    PositionFound: (state, { group, offset }) =>
      group === ARCHIVE && state.from < 0 ? { ...state, from: offset } : state,
    HandlerCompleted: (state, { service, message }) =>
      service === 'archive'
        ? { ...state, copied: [...state.copied, offsetOfMessage(message)] }
        : state,
    SegmentDeleted: (state, { stream, baseOffset, nextOffset, seq }) => {
      if (stream !== ORDERS || state.from < 0 || baseOffset < state.from) return state;
      const inside = state.copied.filter((one) => baseOffset <= one && one < nextOffset);
      if (new Set(inside).size < nextOffset - baseOffset) {
        return { ...state, missed: { first: baseOffset, last: nextOffset - 1 } };
      }
      return { ...state, segments: state.segments + 1, proof: [...state.proof, seq] };
    },
  },
  verdict: ({ from, segments, missed, proof }) => {
    if (from < 0) return { met: false };
    const progress = { value: Math.min(segments, SEGMENTS), of: SEGMENTS };
    if (segments >= SEGMENTS) return { met: true, progress, proof };
    if (missed === null) return { met: false, progress };
    return { met: false, progress, nearMiss: { text: 'not-copied', values: missed } };
  },
};

// by-size: a segment of orders goes because the stream is too large.

interface Sizing {
  readonly limit: number;
  readonly metSeq: number;
  /** Segments that went for their age since a limit was set. */
  readonly aged: number;
}

const bySize: Goal<Sizing> = {
  initial: { limit: -1, metSeq: -1, aged: 0 },
  on: {
    SettingChanged: (state, { part, setting, value }) =>
      part === ORDERS && setting === 'retentionBytes' ? { ...state, limit: value, aged: 0 } : state,
    SegmentDeleted: (state, { stream, retention, seq }) => {
      if (stream !== ORDERS || state.limit < 0) return state;
      return retention === 'size' ? { ...state, metSeq: seq } : { ...state, aged: state.aged + 1 };
    },
  },
  verdict: ({ limit, metSeq, aged }, world) => {
    if (metSeq >= 0) return { met: true, proof: [metSeq] };
    if (limit < 0) return { met: false };
    const held = (endOf(world, ORDERS) - startOf(world, ORDERS)) * 100;
    if (aged > 0) return { met: false, nearMiss: { text: 'age-first', values: { limit, held } } };
    return { met: false, nearMiss: { text: 'not-yet-full', values: { limit, held } } };
  },
};

// last-values: Catalogue comes late, and knows every price from fewer records than were written.

interface Reading {
  /** How many records had been written when Catalogue began; -1 before. */
  readonly written: number;
  /** How many offsets there were from the first that was left to the end. */
  readonly span: number;
  readonly read: number;
  readonly known: readonly string[];
  /** Product of the record in hand, and its offset. */
  readonly inHand: readonly { readonly message: string; readonly offset: number }[];
  readonly isThrough: boolean;
  /** A segment of prices was deleted by age or size. */
  readonly cutOff: boolean;
  readonly seq: number;
}

const NOT_READING: Reading = {
  written: -1,
  span: 0,
  read: 0,
  known: [],
  inHand: [],
  isThrough: false,
  cutOff: false,
  seq: -1,
};

const onReading = {
  PositionFound: (state: Reading, fact: FactOf<'PositionFound'>, world: GoalWorld): Reading =>
    fact.group === CATALOGUE
      ? {
          ...NOT_READING,
          written: endOf(world, PRICES),
          span: endOf(world, PRICES) - startOf(world, PRICES),
          cutOff: state.cutOff,
        }
      : state,
  RecordReceived: (state: Reading, fact: FactOf<'RecordReceived'>): Reading => {
    if (fact.group !== CATALOGUE) return state;
    const offset = Number(fact.record.slice(fact.record.lastIndexOf('@') + 1));
    return { ...state, inHand: [...state.inHand, { message: fact.message, offset }] };
  },
  HandlerCompleted: (
    state: Reading,
    fact: FactOf<'HandlerCompleted'>,
    world: GoalWorld,
  ): Reading => {
    const one = state.inHand.find(({ message }) => message === fact.message);
    if (fact.service !== 'catalogue' || one === undefined || state.isThrough) return state;
    const data = world.message(fact.message)?.data;
    const product = isPrice(data) ? data.product : undefined;
    const isNew = typeof product === 'string' && !state.known.includes(product);
    return {
      ...state,
      read: state.read + 1,
      known: isNew ? [...state.known, product] : state.known,
      inHand: state.inHand.filter((other) => other !== one),
      isThrough: one.offset >= state.written - 1,
      seq: fact.seq,
    };
  },
  SegmentDeleted: (state: Reading, { stream }: FactOf<'SegmentDeleted'>): Reading =>
    stream === PRICES ? { ...state, cutOff: true } : state,
};

function isPrice(data: unknown): data is { readonly product: unknown } {
  return typeof data === 'object' && data !== null && 'product' in data;
}

const lastValues: Goal<Reading> = {
  initial: NOT_READING,
  on: onReading,
  verdict: ({ written, span, read, known, isThrough, cutOff, seq }) => {
    if (written < 0 || !isThrough) return { met: false };
    const missing = PRODUCTS.filter((product) => !known.includes(product));
    if (missing.length > 0) {
      const values = { product: missing[0] };
      return cutOff
        ? { met: false, nearMiss: { text: 'price-deleted', values } }
        : { met: false, nearMiss: { text: 'price-unknown', values } };
    }
    const values = { read, written };
    if (read < span) return { met: true, proof: [seq] };
    return cutOff
      ? { met: false, nearMiss: { text: 'by-luck', values } }
      : { met: false, nearMiss: { text: 'read-all', values } };
  },
};

// Numbers that the text speaks of.

/** Orders that Report never read. */
const neverRead: Metric<Gaps> = {
  initial: NO_GAPS,
  on: onGaps,
  value: ({ gaps }) => gaps.reduce((sum, [from, to]) => sum + to - from, 0),
};

/** Number of the first order that Report never read; 0 if there is none. */
const unreadOrder: Metric<Gaps> = {
  initial: NO_GAPS,
  on: onGaps,
  value: ({ gaps }) => (gaps.length === 0 ? 0 : gaps[0][0] + 1),
};

/** Orders that are gone from the stream, and in cold storage. */
const rescued: Metric<{ readonly copied: readonly number[]; readonly first: number }> = {
  initial: { copied: [], first: 0 },
  on: {
    HandlerCompleted: (state, { service, message }) =>
      service === 'archive'
        ? { ...state, copied: [...state.copied, offsetOfMessage(message)] }
        : state,
    SegmentDeleted: (state, { stream, nextOffset }) =>
      stream === ORDERS ? { ...state, first: nextOffset } : state,
  },
  value: ({ copied, first }) => new Set(copied.filter((offset) => offset < first)).size,
};

/** The first offset that is left in orders. */
const firstLeft: Metric<number> = {
  initial: 0,
  on: {
    SegmentDeleted: (first, { stream, nextOffset }) =>
      stream === ORDERS ? Math.max(first, nextOffset) : first,
  },
  value: (first) => first,
};

/** The most records that stood in orders when the first of them had to go for the size. */
const heldAtMost: Metric<number> = {
  initial: 0,
  on: {
    SegmentDeleted: (held, { stream, retention, baseOffset }, world) =>
      stream === ORDERS && retention === 'size'
        ? Math.max(held, endOf(world, ORDERS) - baseOffset)
        : held,
  },
  value: (held) => held * 100,
};

/** Records of prices that compaction removed. */
const compacted: Metric<number> = {
  initial: 0,
  on: { RecordCompacted: (count, { stream }) => count + (stream === PRICES ? 1 : 0) },
  value: (count) => count,
};

/** Records that Catalogue read until it was up to date, and those that had been written by then. */
const read: Metric<Reading> = {
  initial: NOT_READING,
  on: onReading,
  value: (state) => state.read,
};

const written: Metric<Reading> = {
  initial: NOT_READING,
  on: onReading,
  value: (state) => Math.max(0, state.written),
};

interface Tombstones {
  readonly offsets: readonly number[];
  readonly gone: number;
}

const onTombstones = {
  RecordAppended: (
    state: Tombstones,
    { stream, message, offset }: FactOf<'RecordAppended'>,
    world: GoalWorld,
  ): Tombstones =>
    stream === PRICES && world.message(message)?.data === null
      ? { ...state, offsets: [...state.offsets, offset] }
      : state,
  RecordCompacted: (
    state: Tombstones,
    { stream, offset }: FactOf<'RecordCompacted'>,
  ): Tombstones =>
    stream === PRICES && state.offsets.includes(offset)
      ? { ...state, gone: state.gone + 1 }
      : state,
};

/** Offset of the tombstone of soap. */
const tombstone: Metric<Tombstones> = {
  initial: { offsets: [], gone: 0 },
  on: onTombstones,
  value: ({ offsets }) => offsets.at(0) ?? 0,
};

/** Tombstones that compaction removed, too. */
const tombstonesGone: Metric<Tombstones> = {
  initial: { offsets: [], gone: 0 },
  on: onTombstones,
  value: ({ gone }) => gone,
};

const lesson: GoalModule = {
  goals: {
    overtaken,
    'found-unread': foundUnread,
    archived,
    'by-size': bySize,
    'last-values': lastValues,
  },
  metrics: {
    neverRead,
    unreadOrder,
    rescued,
    firstLeft,
    heldAtMost,
    compacted,
    read,
    written,
    tombstone,
    tombstonesGone,
  },
};

export default lesson;
