/**
 * A broker on a bench, for specs only: one exchange, its queues, a producer and four consumers
 * without latency, so that a spec reads given(facts).when(command).then(facts). What the broker
 * sends is kept in the journal and goes nowhere.
 */
import { expect } from 'vitest';
import { IntReader, IntWriter, InvariantError, Journal, Values } from '../../../kernel';
import { Agenda, Column } from '../../../kernel';
import {
  DEATH_REASONS,
  DROP_REASONS,
  type Fact,
  FACT_FIELDS,
  FactKind,
  type FactName,
  type FieldType,
  readFact,
  RETURN_REASONS,
} from '../../facts';
import type { Intervention } from '../../intervention';
import { type Parcel, type Purpose, PurposeCode, PURPOSES } from '../../parcel';
import type { PartDefinition, PartState, Row, Sim, World } from '../../part';
import type { Plan, PlannedPart } from '../../plan';
import {
  brokerPart,
  exchangePart,
  type QueueConfig,
  queueOf,
  queuePart,
  queueSchema,
  type QueueState,
} from '../index';
import * as v from 'valibot';

/** A fact as a spec writes it: what happened, without seq, time and cause. */
export interface Said {
  readonly kind: FactName;
  readonly [field: string]: string | number | boolean | null;
}

/** What a spec does to the bench. */
export type Command = (bench: Bench) => void;

/** How the queues of a bench differ from a classic one without single active consumer. */
export type QueueOptions = Partial<Pick<QueueConfig, 'type' | 'singleActiveConsumer'>>;

/** What a spec does not say of a fact. */
const UNSAID = ['seq', 'atMs', 'causeSeq'];

const CONSUMERS = ['a', 'b', 'c', 'd'] as const;
/** A consumer of the bench: a service with its instance 0. */
export type ConsumerId = (typeof CONSUMERS)[number];

const fakePart = (kind: string): PartDefinition => ({
  kind,
  initial: () => ({ kind }),
  save: () => undefined,
  load: () => ({ kind }),
  evolve: {},
  decide: {},
});

const DEFINITIONS = new Map<string, PartDefinition>(
  [brokerPart, exchangePart, queuePart, fakePart('service'), fakePart('workload')].map((one) => [
    one.kind,
    one,
  ]),
);

function planOf(options: QueueOptions, queues: readonly string[]): Plan {
  const queue = (id: string): [string, string, QueueConfig] => [
    id,
    'queue',
    v.parse(queueSchema, {
      kind: 'queue',
      id,
      broker: 'broker',
      bindings: ['events'],
      type: 'classic',
      ...options,
    }),
  ];
  const rows: [string, string, unknown][] = [
    ['broker', 'broker', {}],
    ['events', 'exchange', {}],
    ...queues.map(queue),
    ['orders', 'workload', {}],
    ...CONSUMERS.map((id): [string, string, unknown] => [id, 'service', {}]),
  ];
  const parts = rows.map(([id, kind, config], index): PlannedPart => {
    return { index, id, kind, label: id, host: index, config };
  });
  return {
    seed: 1,
    parts,
    links: [],
    forms: new Map(),
    indexOf: (id) => parts.findIndex((part) => part.id === id),
    linkBetween: () => -1,
    correlationPrefix: () => 'order',
  };
}

/** The broker and everything that happened to it. */
export class Bench implements Sim {
  readonly plan: Plan;
  readonly world: World;
  readonly journal = new Journal();
  readonly values = new Values();
  readonly behaviours = new Map();
  readonly passages = new Map();
  readonly nowMs = 0;
  private readonly row: Row = { seq: 0, atMs: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0 };
  private readonly messages: number[] = [];
  private watchedFrom = 0;

  constructor(options: QueueOptions = {}, queues: readonly string[] = ['inbox']) {
    this.plan = planOf(options, queues);
    this.world = {
      plan: this.plan,
      agenda: new Agenda(),
      states: this.plan.parts.map((part) => this.definition(part).initial(part, this.plan)),
      created: [],
      sentCount: [],
      lastArrivalMs: [],
    };
  }

  /** The queue under test. */
  get queue(): QueueState {
    return queueOf(this.world, this.plan.indexOf('inbox'));
  }

  state(kind: number, cause: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0): number {
    const seq = this.journal.append(this.nowMs, kind, cause, a, b, c, d, e, f, g);
    Object.assign(this.row, { seq, atMs: this.nowMs, a, b, c, d, e, f, g });
    for (const { evolve } of DEFINITIONS.values()) evolve[kind]?.(this.world, this.row);
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

  /** Seq of the message "orders/number", made if it is not there yet. */
  message(number: number): number {
    const producer = this.plan.indexOf('orders');
    while (this.messages.length < number) {
      const made = this.state(FactKind.MessageCreated, -1, producer, this.messages.length);
      this.messages.push(made);
    }
    return this.messages[number - 1];
  }

  /** A parcel from one part to another is sent and arrives. Returns its MessageSent fact. */
  pass(
    purpose: Purpose,
    from: string,
    to: string,
    parcel: { readonly message?: number; readonly instance?: number; readonly argument?: number },
  ): number {
    const { message = -1, instance = 0, argument = 0 } = parcel;
    const ends = { from: this.plan.indexOf(from), to: this.plan.indexOf(to) };
    const code = PurposeCode[purpose];
    const sentSeq = this.send(-1, ends.from, ends.to, code, message, instance, argument);
    const arrived: Parcel = { sentSeq, sentMs: 0, ...ends, purpose, message, instance, argument };
    const part = this.plan.parts[ends.to];
    this.definition(part).receive?.(this, arrived);
    return sentSeq;
  }

  /** A person does something; returns a refusal, if it was one. */
  intervene(intervention: Intervention): string | undefined {
    const part = this.plan.parts[this.plan.indexOf(intervention.part)];
    return this.definition(part).intervene?.(this, part, intervention);
  }

  /** Replaces the state of every part by what was saved of it. Returns what was saved. */
  reload(): Int32Array {
    const saved = this.save();
    const input = new IntReader(saved);
    const { states } = this.world;
    for (const part of this.plan.parts) {
      states[part.index] = this.definition(part).load(input, part, this.plan);
    }
    return saved;
  }

  /** The state of every part as integers. */
  save(): Int32Array {
    const out = new IntWriter();
    for (const part of this.plan.parts) {
      this.definition(part).save(this.world.states[part.index], out);
    }
    return out.finish();
  }

  /** What has happened before. */
  given(...facts: readonly Said[]): this {
    for (const { kind, ...fields } of facts) {
      const columns = FACT_FIELDS[FactKind[kind]].map(([name, type]) =>
        this.encode(type, fields[name]),
      );
      const [a, b, c, d, e, f, g] = columns;
      this.state(FactKind[kind], -1, a, b, c, d, e, f, g);
    }
    return this;
  }

  /** What is done now. */
  when(command: Command): this {
    this.watchedFrom = this.journal.length;
    command(this);
    return this;
  }

  /** What the command must have made happen, journeys aside. */
  then(...facts: readonly Said[]): this {
    const { MessageSent, MessageCreated } = FactKind;
    expect(
      this.factsFrom(this.watchedFrom).filter(
        ({ kind }) => FactKind[kind] !== MessageSent && FactKind[kind] !== MessageCreated,
      ),
    ).toEqual(facts);
    return this;
  }

  /** The facts from a seq on, as a spec writes them. */
  factsFrom(from: number): Said[] {
    const facts: Said[] = [];
    for (let seq = from; seq < this.journal.length; seq++) {
      const said = Object.entries(this.read(seq)).filter(([field]) => !UNSAID.includes(field));
      facts.push(Object.fromEntries(said) as Said); // a fact's other fields are kind and columns
    }
    return facts;
  }

  /** What the broker has sent from a seq on: purpose, receiver, message and argument. */
  sentFrom(from: number): { purpose: Purpose; to: string; message: number; argument: number }[] {
    const { journal, plan } = this;
    const sent = [];
    for (let seq = from; seq < journal.length; seq++) {
      if (journal.kind(seq) !== FactKind.MessageSent) continue;
      sent.push({
        purpose: PURPOSES[journal.read(seq, Column.c)],
        to: plan.parts[journal.read(seq, Column.b)].id,
        message: journal.read(seq, Column.d),
        argument: journal.read(seq, Column.g),
      });
    }
    return sent;
  }

  private read(seq: number): Fact {
    const { journal, values, plan } = this;
    const reader = {
      journal,
      values,
      partId: (index: number) => plan.parts[index].id,
      correlationPrefix: () => 'order',
    };
    return readFact(reader, seq);
  }

  private encode(type: FieldType, value: string | number | boolean | null): number {
    if (value === null) return -1;
    if (typeof value !== 'string') return Number(value);
    const lists: { readonly [T in FieldType]?: readonly string[] } = {
      purpose: PURPOSES,
      returnReason: RETURN_REASONS,
      deathReason: DEATH_REASONS,
      dropReason: DROP_REASONS,
    };
    if (type === 'part') return this.plan.indexOf(value);
    if (type === 'message') return this.message(Number(value.slice('orders/'.length)));
    return (lists[type] ?? []).indexOf(value);
  }

  private definition(part: PlannedPart): PartDefinition<PartState> {
    const definition = DEFINITIONS.get(part.kind);
    if (definition === undefined) throw new InvariantError(`no ${part.kind} on the bench`);
    return definition;
  }
}
