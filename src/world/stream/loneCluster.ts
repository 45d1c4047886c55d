/**
 * A cluster with nothing around it, driven parcel by parcel: for benchmarks and specs. What it
 * sends to its clients is kept in the journal and goes nowhere.
 */
import * as v from 'valibot';
import {
  Agenda,
  BY_INTERVENTION,
  Column,
  IntReader,
  IntWriter,
  InvariantError,
  Journal,
  KIND_MASK,
  OPENS_STEP,
  Values,
} from '../../kernel';
import { FactKind } from '../facts';
import type { Intervention } from '../intervention';
import { countMessage, createMessage, type MessageProperties } from '../messages';
import { type Purpose, PurposeCode } from '../parcel';
import type { PartDefinition, Row, Sim, World } from '../part';
import type { Plan, PlannedPart } from '../plan';
import type { Json } from '../../kernel';
import { groupPart } from './group';
import { groupSchema } from './group/schema';
import { clusterPart, recordSeqAt, streamPart } from './log';
import { clusterSchema, streamSchema } from './log/schema';

/** The cluster's id. */
const CLUSTER = 'kafka';

const partSchema = v.variant('kind', [clusterSchema, streamSchema, groupSchema]);

/** A stream or a group of the cluster, as a scenario writes it. */
export type ClusterPartInput =
  | Omit<v.InferInput<typeof streamSchema>, 'broker'>
  | Omit<v.InferInput<typeof groupSchema>, 'broker'>;

/** What stands in the cluster and around it. */
export interface ClusterInput {
  readonly cluster?: Partial<v.InferInput<typeof clusterSchema>>;
  readonly parts: readonly ClusterPartInput[];
  /** Ids of those who produce and read. */
  readonly clients: readonly string[];
  readonly seed?: number;
}

const clientPart: PartDefinition = {
  kind: 'client',
  initial: () => ({ kind: 'client' }),
  save: () => undefined,
  load: () => ({ kind: 'client' }),
  evolve: {},
  decide: {},
};

const DEFINITIONS: ReadonlyMap<string, PartDefinition> = new Map(
  [clusterPart, streamPart, groupPart, clientPart].map((one) => [one.kind, one]),
);

function definitionOf({ kind }: { readonly kind: string }): PartDefinition {
  const definition = DEFINITIONS.get(kind);
  if (definition === undefined) throw new InvariantError(`a cluster knows no ${kind}`);
  return definition;
}

function planOf({ cluster, parts, clients, seed = 1 }: ClusterInput): Plan {
  const configs: { readonly kind: string; readonly id: string }[] = [
    v.parse(clusterSchema, { kind: 'cluster', id: CLUSTER, label: CLUSTER, ...cluster }),
    ...parts.map((part) => v.parse(partSchema, { ...part, broker: CLUSTER })),
    ...clients.map((id) => ({ kind: 'client', id })),
  ];
  const planned = configs.map((config, index): PlannedPart => {
    const { id, kind } = config;
    return { index, id, kind, label: id, host: kind === 'client' ? index : 0, config };
  });
  const indices = new Map(planned.map(({ id, index }) => [id, index]));
  return {
    seed,
    parts: planned,
    links: [],
    forms: new Map(),
    indexOf: (id) => indices.get(id) ?? -1,
    linkBetween: () => -1,
    correlationPrefix: (part) => planned[part].id,
  };
}

function emptyWorld(plan: Plan, journal: Journal): World {
  return {
    plan,
    journal,
    agenda: new Agenda(),
    states: plan.parts.map((part) => definitionOf(part).initial(part, plan)),
    created: plan.parts.map(() => 0),
    sentCount: [],
    lastArrivalMs: [],
  };
}

/** A client's own facts change nothing here, nor do journeys. */
function applyFact(world: World, row: Row, kind: number): void {
  if (kind === FactKind.MessageSent) return;
  if (kind === FactKind.MessageCreated) countMessage(world, row.a);
  definitionOf(world.states[row.a]).evolve[kind]?.(world, row);
}

/** The cluster, and everything that happened to it. */
export class LoneCluster implements Sim {
  readonly plan: Plan;
  readonly world: World;
  readonly journal = new Journal();
  readonly values = new Values();
  readonly behaviours = new Map();
  readonly passages = new Map();
  nowMs = 0;
  private flags = 0;
  private readonly row: Row = { seq: 0, atMs: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0 };

  constructor(input: ClusterInput) {
    this.plan = planOf(input);
    this.world = emptyWorld(this.plan, this.journal);
  }

  /** Time of the next step; Infinity if nothing is pending. */
  get nextMs(): number {
    return this.world.agenda.nextMs;
  }

  state(kind: number, cause: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0): number {
    const { row, nowMs } = this;
    const flags = cause < 0 ? this.flags : this.flags & OPENS_STEP;
    const seq = this.journal.append(nowMs, kind | flags, cause, a, b, c, d, e, f, g);
    this.flags &= ~OPENS_STEP;
    row.seq = seq;
    row.atMs = nowMs;
    row.a = a;
    row.b = b;
    row.c = c;
    row.d = d;
    row.e = e;
    row.f = f;
    row.g = g;
    applyFact(this.world, row, kind);
    return seq;
  }

  send(
    cause: number,
    from: number,
    to: number,
    purpose: number,
    message: number,
    instance = -1,
    argument = 0,
  ): number {
    const kind = FactKind.MessageSent;
    return this.state(kind, cause, from, to, purpose, message, instance, this.nowMs, argument);
  }

  /** Makes a message of a client's, which is in no stream yet; returns its seq. */
  create(client: number, properties: MessageProperties = {}, data: Json = null): number {
    return createMessage(this, -1, {
      producer: client,
      type: 'Happened',
      form: 'event',
      data,
      causation: -1,
      properties,
    });
  }

  /** A parcel from one part to another is sent and arrives. Returns its MessageSent fact. */
  pass(
    purpose: Purpose,
    from: number,
    to: number,
    parcel: {
      readonly message?: number;
      readonly instance?: number;
      readonly argument?: number;
      /** The fact that led to it. */
      readonly cause?: number;
    },
  ): number {
    const { message = -1, instance = 0, argument = 0, cause = -1 } = parcel;
    const sentSeq = this.send(cause, from, to, PurposeCode[purpose], message, instance, argument);
    const { nowMs: sentMs } = this;
    const arrived = { sentSeq, sentMs, from, to, purpose, message, instance, argument };
    definitionOf(this.plan.parts[to]).receive?.(this, arrived);
    return sentSeq;
  }

  /** Seq of the record at an offset, or -1. */
  recordAt(stream: number, partition: number, offset: number): number {
    return recordSeqAt(this.world, stream, partition, offset);
  }

  /** A person does something now; returns a refusal's code, if it was one. */
  intervene(intervention: Intervention): string | undefined {
    const index = this.plan.indexOf(intervention.part);
    if (index < 0) return 'unknownPart';
    const part = this.plan.parts[index];
    this.flags = BY_INTERVENTION;
    const refusal = definitionOf(part).intervene?.(this, part, intervention);
    this.flags = 0;
    return refusal;
  }

  /** Time goes on to `atMs`; what falls due by then is done. */
  until(atMs: number): void {
    const { agenda, states } = this.world;
    while (agenda.nextMs <= atMs && agenda.pop()) {
      this.nowMs = agenda.atMs;
      this.flags = OPENS_STEP;
      const { kind, cause, a, b } = agenda;
      definitionOf(states[a]).decide[kind](this, cause, a, b);
      if (this.flags !== 0) throw new InvariantError('a step stated no fact');
    }
    this.nowMs = atMs;
  }

  /** What is pending and the state of every part as integers. */
  save(world = this.world): Int32Array {
    const out = new IntWriter();
    world.agenda.save(out);
    for (const part of this.plan.parts) definitionOf(part).save(world.states[part.index], out);
    return out.finish();
  }

  /** What the facts fold to, by way of a keyframe that is made and loaded after so many. */
  folded(keyframeAt: number): Int32Array {
    const { plan, journal } = this;
    const early = emptyWorld(plan, journal);
    this.fold(early, 0, keyframeAt);
    const late = emptyWorld(plan, journal);
    const input = new IntReader(this.save(early));
    late.agenda.load(input);
    for (const part of plan.parts) {
      late.states[part.index] = definitionOf(part).load(input, part, plan);
    }
    this.fold(late, keyframeAt, journal.length);
    return this.save(late);
  }

  private fold(world: World, from: number, to: number): void {
    const { journal } = this;
    for (let seq = from; seq < to; seq++) {
      const flagged = journal.read(seq, Column.kind);
      if ((flagged & OPENS_STEP) !== 0) world.agenda.pop();
      const [a, b, c, d, e, f, g] = Array.from({ length: 7 }, (_, at) =>
        journal.read(seq, Column.a + at),
      );
      applyFact(world, { seq, atMs: journal.atMs(seq), a, b, c, d, e, f, g }, flagged & KIND_MASK);
    }
  }
}
