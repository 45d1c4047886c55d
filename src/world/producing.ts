/**
 * Producers of records, whoever they are part of: which partition, which sequence, what is sent
 * again and when it is given up (K1, K2, K12). The stream's answer comes back here; what follows
 * from it is the business of who asked.
 */
import { Column, InvariantError, streamOf } from '../kernel';
import { isStream, type ProducerTerms } from './destinations';
import { FactKind, PRODUCE_ERRORS, type ProduceError } from './facts';
import { keyOf } from './messages';
import { packProduce, type Parcel, PurposeCode, unpackProduce } from './parcel';
import { dropParcel } from './parcels';
import type { Evolve, Sim, World } from './part';
import { nextStickyPartition, partitionOf } from './partitioner';
import { laneOf, type Producer, producerOf, type Producing } from './producers';

/** How long an answer is waited for before the record is sent again, as Kafka's clients do. */
const REQUEST_TIMEOUT_MS = 30_000;
/** In place of a sequence: the broker is not asked to see duplicates (acks other than all). */
const NO_SEQUENCE = -1;

/** A record is done with: confirmed, or given up for a reason. */
export interface RecordOutcome {
  readonly instance: number;
  readonly message: number;
  readonly error: ProduceError | undefined;
  /** Seq of the fact that says so. */
  readonly cause: number;
}

/** What is produced. */
export interface Production {
  readonly producer: number;
  readonly instance: number;
  readonly stream: number;
  readonly message: number;
  readonly terms: ProducerTerms;
  readonly transactional: boolean;
}

/** States RecordPrepared and sends the record on its way. */
export function produce(sim: Sim, cause: number, own: Producing, what: Production): void {
  const { producer, instance, stream, message, terms, transactional } = what;
  const partition = choosePartition(sim, own, what);
  const { epoch } = producerOf(own, instance);
  const idempotent = terms.acks === 'all' || transactional;
  const prepared = sim.state(
    FactKind.RecordPrepared,
    cause,
    producer,
    instance,
    stream,
    message,
    partition,
    idempotent ? (laneOf(own, instance, stream)?.next[partition] ?? 0) : NO_SEQUENCE,
    packProduce({ epoch, acks: terms.acks, transactional }),
  );
  sim.send(prepared, producer, stream, PurposeCode.produce, message, instance, prepared);
}

/** K1: by key; K2: without one, where the batch goes, or to a partition that is drawn. */
function choosePartition(sim: Sim, own: Producing, what: Production): number {
  const { instance, stream, terms } = what;
  const count = partitionCountOf(sim, stream);
  const key = keyOf(sim.journal, what.message);
  if (key >= 0) return partitionOf(String(sim.values.get(key)), count);
  const lane = laneOf(own, instance, stream);
  const sticky = lane?.sticky ?? -1;
  if (lane !== undefined && sticky >= 0 && lane.inBatch < terms.batchRecords) return sticky;
  const { lengths, refused } = waitingBy(sim, own, what, count);
  const all = lengths.map((_, partition) => partition);
  const reachable = all.filter((partition) => !refused.has(partition));
  const available = reachable.length > 0 ? reachable : all;
  const { id } = sim.plan.parts[what.producer];
  const name = `sticky/${id}/${instance}/${sim.plan.parts[stream].id}`;
  return nextStickyPartition({
    current: sticky,
    available,
    lengths: available.map((partition) => lengths[partition]),
    stream: streamOf(sim.plan.seed, name),
    ordinal: lane?.batches ?? 0,
  });
}

/** How many records of this instance wait for each partition; which of these were refused. */
function waitingBy(
  sim: Sim,
  own: Producing,
  { instance, stream }: Production,
  count: number,
): { lengths: number[]; refused: Set<number> } {
  const { journal } = sim;
  const lengths = new Array<number>(count).fill(0);
  const refused = new Set<number>();
  for (const [prepared, { tries }] of own.pending) {
    if (journal.read(prepared, Column.b) !== instance) continue;
    if (journal.read(prepared, Column.c) !== stream) continue;
    const partition = journal.read(prepared, Column.e);
    lengths[partition]++;
    if (tries > 1) refused.add(partition);
  }
  return { lengths, refused };
}

/** How many partitions a stream has. */
function partitionCountOf(sim: Sim, stream: number): number {
  if (!isStream(sim.plan, stream)) throw new InvariantError(`part ${stream} is no stream`);
  const { partitions } = sim.plan.parts[stream].config as { partitions: number }; // streamSchema's
  return partitions;
}

/** The sequence may be taken once what is ahead of it was: it is worth another try. */
function mayPass(sim: Sim, own: Producing, prepared: number, error: ProduceError): boolean {
  if (error === 'noLeader' || error === 'notEnoughReplicas') return true;
  if (error !== 'outOfOrderSequence') return false;
  const { journal } = sim;
  const same = (other: number, column: number): boolean =>
    journal.read(other, column) === journal.read(prepared, column);
  for (const other of own.pending.keys()) {
    if (other >= prepared) continue;
    if (same(other, Column.b) && same(other, Column.c) && same(other, Column.e)) return true;
  }
  return false;
}

/**
 * A stream's answer to a record. Returns what has come of it; nothing if it will be sent again,
 * or if nobody waits for it any more.
 */
export function receiveProduced(
  sim: Sim,
  parcel: Parcel,
  own: Producing,
  termsOf: (message: number) => ProducerTerms,
): RecordOutcome | undefined {
  const { journal } = sim;
  const refused = parcel.purpose === 'unproduced';
  const prepared = refused ? journal.read(parcel.argument, Column.d) : parcel.argument;
  const pending = own.pending.get(prepared);
  if (pending === undefined) {
    dropParcel(sim, parcel, 'stale');
    return undefined;
  }
  const producer = parcel.to;
  const instance = journal.read(prepared, Column.b);
  const message = journal.read(prepared, Column.d);
  if (!refused) {
    const kind = FactKind.RecordConfirmed;
    const cause = sim.state(kind, parcel.sentSeq, producer, instance, prepared);
    return { instance, message, error: undefined, cause };
  }
  const code = journal.read(parcel.argument, Column.e);
  const error = PRODUCE_ERRORS[code];
  const { retries, retryMs } = termsOf(message);
  const cause = parcel.sentSeq;
  if (pending.tries > retries || !mayPass(sim, own, prepared, error)) {
    const failed = sim.state(FactKind.RecordFailed, cause, producer, instance, prepared, code);
    return { instance, message, error, cause: failed };
  }
  const nextMs = sim.nowMs + retryMs;
  sim.state(FactKind.RetryScheduled, cause, producer, instance, prepared, code, nextMs);
  return undefined;
}

/** A record's time has come: it is sent again, or given up. Returns what has come of it. */
export function sendAgain(
  sim: Sim,
  cause: number,
  prepared: number,
  own: Producing,
  termsOf: (message: number) => ProducerTerms,
): RecordOutcome | undefined {
  const { journal } = sim;
  const producer = journal.read(prepared, Column.a);
  const instance = journal.read(prepared, Column.b);
  const stream = journal.read(prepared, Column.c);
  const message = journal.read(prepared, Column.d);
  const tries = own.pending.get(prepared)?.tries ?? 0;
  if (tries > termsOf(message).retries) {
    const code = PRODUCE_ERRORS.indexOf('timedOut');
    const failed = sim.state(FactKind.RecordFailed, cause, producer, instance, prepared, code);
    return { instance, message, error: 'timedOut', cause: failed };
  }
  const deadlineMs = sim.nowMs + REQUEST_TIMEOUT_MS;
  const again = sim.state(
    FactKind.RecordSentAgain,
    cause,
    producer,
    instance,
    prepared,
    deadlineMs,
  );
  sim.send(again, producer, stream, PurposeCode.produce, message, instance, prepared);
  return undefined;
}

/** Ends the open transactions of an instance: tells each stream that it wrote to (K13). */
export function endTransactions(
  sim: Sim,
  cause: number,
  place: { readonly producer: number; readonly instance: number },
  streams: readonly number[],
  commits: boolean,
): void {
  const { producer, instance } = place;
  const { transaction } = PurposeCode;
  for (const stream of streams) {
    sim.send(cause, producer, stream, transaction, -1, instance, commits ? 1 : 0);
  }
}

/** Streams in which an instance has an open transaction. */
export function openTransactions(own: Producing, instance: number): readonly number[] {
  return own.producers[instance]?.open ?? [];
}

/** Whether an instance has lived before: what it left open is to be closed. */
export function hasLived(own: Producing, instance: number): boolean {
  return (own.producers[instance]?.epoch ?? 0) > 0;
}

/** An instance begins: its epoch rises, its sequences begin at 0. For the part's evolve. */
export function beginProducer(own: Producing, instance: number): void {
  const producer = producerOf(own, instance);
  raiseEpoch(producer);
  producer.open.length = 0;
}

function raiseEpoch(producer: Producer): void {
  producer.epoch++;
  for (const { next } of producer.lanes.values()) next.fill(0);
}

/** An instance is gone, and what it waited for with it. For the part's evolve. */
export function endProducer(world: World, own: Producing, instance: number): void {
  for (const [prepared, { order }] of own.pending) {
    if (world.journal.read(prepared, Column.b) !== instance) continue;
    world.agenda.cancel(order);
    own.pending.delete(prepared);
  }
  producerOf(own, instance).open.length = 0;
}

/** A pass is over, and its transaction with it. For the part's evolve. */
export function closeTransactions(own: Producing, instance: number): void {
  const producer = own.producers.at(instance);
  if (producer !== undefined) producer.open.length = 0;
}

/** How facts change a producer; `step` is the part's own for what is due. */
export function producingEvolve(
  of: (world: World, part: number) => Producing,
  step: number,
): Readonly<Record<number, Evolve>> {
  const schedule = (world: World, part: number, prepared: number, atMs: number, seq: number) =>
    world.agenda.schedule(atMs, step, seq, part, prepared);
  const again: Evolve = (world, { a, c, d, seq }) => {
    const pending = of(world, a).pending.get(c);
    if (pending === undefined) return;
    pending.tries++;
    pending.order = schedule(world, a, c, d, seq);
  };
  return {
    [FactKind.RecordPrepared]: (world, row) => {
      const own = of(world, row.a);
      prepare(world, own, row);
      if (unpackProduce(row.g).acks === 0) return;
      const order = schedule(world, row.a, row.seq, row.atMs + REQUEST_TIMEOUT_MS, row.seq);
      own.pending.set(row.seq, { tries: 1, order });
    },
    [FactKind.RecordConfirmed]: (world, { a, c }) => settle(world, of(world, a), c, true),
    [FactKind.RecordFailed]: (world, { a, b, c, d }) => {
      const own = of(world, a);
      // A deadline that was reached left the agenda with the step that reached it.
      settle(world, own, c, PRODUCE_ERRORS[d] !== 'timedOut');
      raiseEpoch(producerOf(own, b));
    },
    [FactKind.RetryScheduled]: (world, { a, c, e, seq }) => {
      const pending = of(world, a).pending.get(c);
      if (pending === undefined) return;
      world.agenda.cancel(pending.order);
      pending.order = schedule(world, a, c, e, seq);
    },
    [FactKind.RecordSentAgain]: again,
    [FactKind.TransactionConfirmed]: () => undefined,
    [FactKind.KeyChanged]: (world, { a, b, c }) => {
      of(world, a).keys.set(b, c);
    },
  };
}

function settle(world: World, own: Producing, prepared: number, cancel: boolean): void {
  const pending = own.pending.get(prepared);
  if (pending === undefined) return;
  if (cancel) world.agenda.cancel(pending.order);
  own.pending.delete(prepared);
}

/** RecordPrepared: its sequence is used, its place in the batch taken. */
function prepare(
  world: World,
  own: Producing,
  row: { readonly b: number; c: number; d: number; e: number; f: number; g: number },
): void {
  const producer = producerOf(own, row.b);
  let lane = producer.lanes.get(row.c);
  if (lane === undefined) {
    lane = { next: [], sticky: -1, inBatch: 0, batches: 0 };
    producer.lanes.set(row.c, lane);
  }
  while (lane.next.length <= row.e) lane.next.push(0);
  if (row.f !== NO_SEQUENCE) lane.next[row.e] = row.f + 1;
  if (unpackProduce(row.g).transactional && !producer.open.includes(row.c)) {
    producer.open.push(row.c);
  }
  if (keyOf(world.journal, row.d) >= 0) return;
  if (lane.sticky === row.e) {
    lane.inBatch++;
  } else {
    lane.sticky = row.e;
    lane.inBatch = 1;
    lane.batches++;
  }
}
