/**
 * A broker on a bench, for specs only: one exchange, its queues, a producer and four consumers
 * without latency, so that a spec reads given(facts).when(command).then(facts). What the broker
 * sends is kept in the journal and goes nowhere.
 */
import { expect } from 'vitest';
import { Column } from '../../../kernel';
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
import type { MessageProperties } from '../../messages';
import { type Purpose, PURPOSES } from '../../parcel';
import { type BrokerPartInput, LoneBroker, queueOf, type QueueState } from '../index';

/** A fact as a spec writes it: what happened, without seq, time and cause. */
export interface Said {
  readonly kind: FactName;
  readonly [field: string]: string | number | boolean | null;
}

/** What a spec does to the bench. */
export type Command = (bench: Bench) => void;

/** How the queues of a bench differ from a classic one without limits. */
export type QueueOptions = Partial<
  Pick<
    Extract<BrokerPartInput, { kind: 'queue' }>,
    | 'type'
    | 'singleActiveConsumer'
    | 'messageTtlMs'
    | 'maxLength'
    | 'overflow'
    | 'maxPriority'
    | 'deliveryLimit'
    | 'deadLetter'
  >
>;

/** What a spec does not say of a fact. */
const UNSAID = ['seq', 'atMs', 'causeSeq', 'enqueued', 'death'];

/** Facts that `then` leaves out. */
const BESIDE: ReadonlySet<FactName> = new Set([
  'MessageSent',
  'MessageCreated',
  'MessagePropertiesSet',
]);

const CONSUMERS = ['a', 'b', 'c', 'd'] as const;
/** A consumer of the bench: a service with its instance 0. */
export type ConsumerId = (typeof CONSUMERS)[number];

/** Where a bench sends dead letters that do not stay in their queue. */
const ELSEWHERE: readonly BrokerPartInput[] = [
  { kind: 'exchange', type: 'direct', id: 'deaths' },
  { kind: 'queue', id: 'graveyard', type: 'classic', bindings: ['deaths'] },
];

/** The broker and everything that happened to it. */
export class Bench extends LoneBroker {
  private readonly messages: number[] = [];
  private watchedFrom = 0;

  constructor(options: QueueOptions = {}, queues: readonly string[] = ['inbox']) {
    super(
      [
        { kind: 'exchange', type: 'fanout', id: 'events' },
        ...queues.map((id): BrokerPartInput => {
          return { kind: 'queue', id, bindings: ['events'], type: 'classic', ...options };
        }),
        ...(options.deadLetter === undefined ? [] : ELSEWHERE),
      ],
      ['orders', ...CONSUMERS],
    );
  }

  /** The queue under test. */
  get queue(): QueueState {
    return queueOf(this.world, this.plan.indexOf('inbox'));
  }

  /** Seq of the message "orders/number", made if it is not there yet. */
  message(number: number, properties?: MessageProperties): number {
    while (this.messages.length < number) this.messages.push(this.create('orders', properties));
    return this.messages[number - 1];
  }

  /** Of the message "orders/number", by its seq. */
  numberOf(message: number): number {
    return this.messages.indexOf(message) + 1;
  }

  /** What the publisher has heard, in order. */
  answers(): Purpose[] {
    return this.sentFrom(0).flatMap(({ to, purpose }) => (to === 'orders' ? [purpose] : []));
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
    const happened = this.factsFrom(this.watchedFrom).filter(({ kind }) => !BESIDE.has(kind));
    expect(happened).toEqual(facts);
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
}
