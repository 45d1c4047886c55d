/**
 * A cluster on a bench, for specs only: streams, groups, a producer and a reader without latency.
 * Producer and reader take no notice of what they are told: a spec says what they do next, and
 * reads what they were sent.
 */
import type * as v from 'valibot';
import { Column, KIND_MASK } from '../../../../kernel';
import type { Journal, Json } from '../../../../kernel';
import { type Fact, FACT_NAMES, FactKind, type FactName, readFact } from '../../../facts';
import type { Intervention } from '../../../intervention';
import { dataOf } from '../../../messages';
import { packProduce, type ProduceTerms, type Purpose, PURPOSES } from '../../../parcel';
import type { World } from '../../../part';
import type { Plan } from '../../../plan';
import { factReader } from '../../../reader';
import type { groupSchema } from '../../group/schema';
import { forEachRecord, type PartitionView, partitionsOf } from '../read';
import { type ClusterInput, type ClusterPartInput, LoneCluster } from '../../loneCluster';
import type { clusterSchema, streamSchema } from '../schema';

type Of<Schema extends v.GenericSchema> = Partial<v.InferInput<Schema>>;

/** How a bench differs from one partition on one node, read by a group from the beginning on. */
export interface BenchSetup {
  readonly cluster?: Of<typeof clusterSchema>;
  readonly stream?: Of<typeof streamSchema>;
  readonly group?: Of<typeof groupSchema>;
  /** How many streams there are: "log", "log-1", "log-2" … */
  readonly streams?: number;
  readonly seed?: number;
}

/** What a record is, where it is not an acked one of the producer "shop" with the next number. */
export interface Produced extends Partial<ProduceTerms> {
  readonly key?: string;
  readonly data?: Json;
  readonly stream?: string;
  readonly partition?: number;
  readonly instance?: number;
  readonly sequence?: number;
  /** When its message was made, which is the record's timestamp; else now. */
  readonly bornMs?: number;
}

/** What is fetched, where it is not everything of the stream "log" for the instance 0. */
export interface Fetched {
  readonly stream?: string;
  readonly partition?: number;
  readonly instance?: number;
  readonly recordsMax?: number;
}

/** A fact as a spec writes it: without seq, time and cause. */
export interface Said {
  readonly kind: FactName;
  readonly [field: string]: Json;
}

function inputOf({ cluster = {}, stream, group, streams = 1, seed = 1 }: BenchSetup): ClusterInput {
  const named = Array.from({ length: streams }, (_, at) => (at === 0 ? 'log' : `log-${at}`));
  const parts: ClusterPartInput[] = [
    ...named.map((id) => ({ partitions: 1, ...stream, kind: 'stream', id }) as const),
    { offsetReset: 'earliest', ...group, kind: 'group', id: 'readers' },
  ];
  return { cluster, parts, clients: ['shop', 'reader'], seed };
}

/** The cluster and everything that happened to it. */
export class LogBench {
  readonly plan: Plan;
  readonly simulation: LoneCluster;
  private readonly sequences = new Map<string, number>();
  private watchedFrom = 0;

  constructor(setup: BenchSetup = {}) {
    this.simulation = new LoneCluster(inputOf(setup));
    this.plan = this.simulation.plan;
  }

  get journal(): Journal {
    return this.simulation.journal;
  }

  get world(): World {
    return this.simulation.world;
  }

  /** A partition as it stands. */
  partition(number = 0, stream = 'log'): PartitionView {
    return partitionsOf(this.world, this.plan.indexOf(stream))[number];
  }

  /** Time goes on to `atMs`, everything due by then included. */
  until(atMs: number): this {
    this.simulation.until(atMs);
    return this;
  }

  /** What is done in here is watched. */
  when(command: (bench: this) => void): this {
    this.watchedFrom = this.journal.length;
    command(this);
    return this.until(this.simulation.nowMs);
  }

  /** A producer prepares a record; it is not sent yet. Returns the RecordPrepared. */
  prepare(record: Produced = {}): number {
    const { simulation, plan } = this;
    const { key, data = null, stream = 'log', partition = 0, instance = 0 } = record;
    const { epoch = 0, acks = 'all', transactional = false, bornMs } = record;
    const producer = plan.indexOf('shop');
    const counter = [stream, partition, instance, epoch].join();
    const sequence = record.sequence ?? this.sequences.get(counter) ?? 0;
    this.sequences.set(counter, sequence + 1);
    const nowMs = simulation.nowMs;
    if (bornMs !== undefined) simulation.nowMs = bornMs;
    const message = simulation.create(producer, key === undefined ? {} : { key }, data);
    simulation.nowMs = nowMs;
    return simulation.state(
      FactKind.RecordPrepared,
      -1,
      producer,
      instance,
      plan.indexOf(stream),
      message,
      partition,
      sequence,
      packProduce({ epoch, acks, transactional }),
    );
  }

  /** A prepared record is sent: the first time, or again. */
  send(prepared: number): this {
    const { journal, simulation } = this;
    const [producer, instance, stream, message] = [Column.a, Column.b, Column.c, Column.d].map(
      (column) => journal.read(prepared, column),
    );
    simulation.pass('produce', producer, stream, { message, instance, argument: prepared });
    return this.until(simulation.nowMs);
  }

  /** Records are prepared, sent and taken or refused, one after the other. */
  produce(...records: readonly Produced[]): this {
    for (const record of records) this.send(this.prepare(record));
    return this;
  }

  /** So many records that differ in their data only: 0, 1, 2 … */
  produceMany(count: number, record: Produced = {}): this {
    for (let data = 0; data < count; data++) this.produce({ ...record, data });
    return this;
  }

  /** The producer ends its transaction. */
  end(committed: boolean, instance = 0, stream = 'log'): this {
    const { plan, simulation } = this;
    const ends = [plan.indexOf('shop'), plan.indexOf(stream)] as const;
    simulation.pass('transaction', ...ends, { instance, argument: committed ? 1 : 0 });
    return this.until(simulation.nowMs);
  }

  /** The reader fetches from an offset, or -1 the committed one, -2 earliest, -3 latest. */
  fetch(offset: number, options: Fetched = {}): this {
    const { stream = 'log', partition = 0, instance = 0, recordsMax = 1000 } = options;
    const { plan, simulation } = this;
    const reader = plan.indexOf('reader');
    const to = plan.indexOf(stream);
    const requested = simulation.state(
      FactKind.FetchRequested,
      -1,
      reader,
      instance,
      plan.indexOf('readers'),
      to,
      partition,
      offset,
      recordsMax,
    );
    simulation.pass('fetch', reader, to, { instance, argument: requested });
    return this.until(simulation.nowMs);
  }

  /** The reader is gone. */
  closeReader(instance = 0): this {
    const { plan, simulation } = this;
    const [reader, stream, group] = ['reader', 'log', 'readers'].map((id) => plan.indexOf(id));
    simulation.pass('closeReader', reader, stream, { instance, argument: group });
    return this.until(simulation.nowMs);
  }

  /** The group has committed an offset. */
  committed(offset: number, partition = 0): this {
    const { plan, simulation } = this;
    const [group, stream, reader] = ['readers', 'log', 'reader'].map((id) => plan.indexOf(id));
    simulation.state(FactKind.OffsetCommitted, -1, group, stream, partition, offset, reader, 0);
    return this;
  }

  /** A person does something now; returns a refusal's code, or nothing. */
  intervene(intervention: Intervention): string | undefined {
    return this.simulation.intervene(intervention);
  }

  /** Kills or revives nodes of the cluster, at once. */
  kill(...nodes: readonly number[]): this {
    for (const instance of nodes) this.intervene({ kind: 'Kill', part: 'kafka', instance });
    return this;
  }

  revive(...nodes: readonly number[]): this {
    for (const instance of nodes) this.intervene({ kind: 'Revive', part: 'kafka', instance });
    return this.until(this.simulation.nowMs);
  }

  /** Facts of these kinds since what was watched began (or ever). */
  facts(...kinds: readonly FactName[]): Said[] {
    return this.read(this.watchedFrom, kinds).map(({ seq, atMs, causeSeq, ...said }) => {
      void [seq, atMs, causeSeq];
      return { ...said } as Said; // a fact's other fields are kind and columns
    });
  }

  /** Names of the facts since then with their times; parcels and what clients do left out. */
  story(): string[] {
    const silent: readonly FactName[] = [
      'MessageSent',
      'ParcelDropped',
      'MessageCreated',
      'MessagePropertiesSet',
      'RecordPrepared',
      'FetchRequested',
    ];
    return this.read(this.watchedFrom)
      .filter(({ kind }) => !silent.includes(kind))
      .map(({ atMs, kind }) => `${atMs} ${kind}`);
  }

  /** What was sent to a client since then: purposes, or, of a record, its data. */
  sentTo(client: 'shop' | 'reader'): Json[] {
    const to = this.plan.indexOf(client);
    const sent: Json[] = [];
    for (let seq = this.watchedFrom; seq < this.journal.length; seq++) {
      if (this.journal.kind(seq) !== FactKind.MessageSent) continue;
      if (this.journal.read(seq, Column.b) !== to) continue;
      sent.push(this.said(seq));
    }
    return sent;
  }

  /** The data of what lies in a partition's log, by offset; markers are "commit" and "abort". */
  contents(partition = 0): { readonly [offset: number]: Json } {
    const contents: { [offset: number]: Json } = {};
    const { segments } = this.partition(partition);
    const stream = this.plan.indexOf('log');
    const from = segments[0].baseOffset;
    forEachRecord(this.world, stream, partition, from, Infinity, (seq, offset) => {
      const isMarker = this.journal.kind(seq) === FactKind.MarkerAppended;
      const end = this.journal.read(seq, Column.g) === 1 ? 'commit' : 'abort';
      contents[offset] = isMarker ? end : dataOf(this.simulation, this.journal.read(seq, Column.d));
    });
    return contents;
  }

  private said(seq: number): Json {
    const purpose: Purpose = PURPOSES[this.journal.read(seq, Column.c)];
    if (purpose !== 'record') return purpose;
    return dataOf(this.simulation, this.journal.read(seq, Column.d));
  }

  private read(from: number, kinds?: readonly FactName[]): Fact[] {
    const reader = factReader(this.plan, this.journal, this.simulation.values);
    const found: Fact[] = [];
    for (let seq = from; seq < this.journal.length; seq++) {
      const name = FACT_NAMES[this.journal.read(seq, Column.kind) & KIND_MASK];
      if (kinds?.includes(name) !== false) found.push(readFact(reader, seq));
    }
    return found;
  }
}
