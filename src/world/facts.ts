/**
 * The facts of the world: their kinds, what each column means, and how a row of integers becomes
 * a record that a person can read. This is the vocabulary in which the parts meet; which part
 * states or applies a fact is said in that part's folder.
 */
import {
  BY_INTERVENTION,
  Column,
  type Journal,
  type Json,
  KIND_MASK,
  type Values,
} from '../kernel';
import { PURPOSES, type Purpose } from './parcel';

/**
 * What a column holds. `part`: index in the plan, read as the part's id. `message`: seq of the
 * MessageCreated fact, read as the message's id. `correlation`: seq of the chain's first message.
 * `name` and `value`: id in the value table.
 * Absent parts, messages and values are -1 and read as null.
 */
export type FieldType =
  | 'integer'
  | 'part'
  | 'message'
  | 'correlation'
  | 'name'
  | 'value'
  | 'flag'
  | 'purpose'
  | 'form'
  | 'outcome'
  | 'deathReason'
  | 'returnReason'
  | 'dropReason';

/** Forms of a message; the position is the code in the column. */
export const FORMS = ['event', 'command', 'query', 'reply'] as const;
export type Form = (typeof FORMS)[number];

/** How a handler's step or a request ended; the position is the code in the column. */
export const OUTCOMES = ['ok', 'refused', 'timedOut', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a message was dead-lettered (Q10; `hand`: a person did it). */
export const DEATH_REASONS = ['rejected', 'expired', 'maxlen', 'delivery_limit', 'hand'] as const;
export type DeathReason = (typeof DEATH_REASONS)[number];

/** Why a message went back to its queue. */
export const RETURN_REASONS = ['nack', 'closed', 'hand'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Why a parcel came to nothing. */
export const DROP_REASONS = ['receiverDown', 'stale', 'unroutable', 'notHeld'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const FIELDS = {
  // the run
  RunStarted: {},
  // messages and their journeys (shared by all parts)
  MessageCreated: {
    producer: 'part',
    ordinal: 'integer',
    type: 'name',
    data: 'value',
    causation: 'message',
    form: 'form',
    correlation: 'correlation',
  },
  MessageSent: {
    from: 'part',
    to: 'part',
    purpose: 'purpose',
    message: 'message',
    instance: 'integer',
    arriveMs: 'integer',
    argument: 'integer',
  },
  ParcelDropped: {
    from: 'part',
    to: 'part',
    purpose: 'purpose',
    message: 'message',
    instance: 'integer',
    reason: 'dropReason',
  },
  // queue
  ConsumerSubscribed: {
    queue: 'part',
    service: 'part',
    instance: 'integer',
    prefetch: 'integer',
    autoAck: 'flag',
    priority: 'integer',
  },
  ConsumerCancelled: { queue: 'part', service: 'part', instance: 'integer' },
  ConsumerClosed: { queue: 'part', service: 'part', instance: 'integer' },
  ActiveConsumerChanged: { queue: 'part', service: 'part', instance: 'integer' },
  MessageEnqueued: { queue: 'part', message: 'message', exchange: 'part' },
  MessageDelivered: {
    queue: 'part',
    message: 'message',
    service: 'part',
    instance: 'integer',
    handouts: 'integer',
    redelivered: 'flag',
  },
  MessageAcked: { queue: 'part', message: 'message', service: 'part', instance: 'integer' },
  MessageReturned: {
    queue: 'part',
    message: 'message',
    service: 'part',
    instance: 'integer',
    reason: 'returnReason',
  },
  MessageDeadLettered: {
    queue: 'part',
    message: 'message',
    service: 'part',
    instance: 'integer',
    reason: 'deathReason',
  },
  QueuePurged: { queue: 'part', count: 'integer' },
  // service
  ServiceKilled: { service: 'part', held: 'integer' },
  ServiceRevived: { service: 'part' },
  InstanceStarted: { service: 'part', instance: 'integer', nextMs: 'integer' },
  InstanceKilled: { service: 'part', instance: 'integer', held: 'integer' },
  InstanceRemoved: { service: 'part', instance: 'integer', held: 'integer' },
  ConsumptionChanged: { service: 'part', queue: 'part', prefetch: 'integer', autoAck: 'flag' },
  MessageReceived: {
    service: 'part',
    instance: 'integer',
    message: 'message',
    from: 'part',
    handouts: 'integer',
    toAck: 'flag',
  },
  HandlerStarted: {
    service: 'part',
    instance: 'integer',
    message: 'message',
    from: 'part',
    untilMs: 'integer',
  },
  HandlerStepStarted: {
    service: 'part',
    instance: 'integer',
    step: 'integer',
    message: 'message',
    deadlineMs: 'integer',
  },
  HandlerStepFinished: {
    service: 'part',
    instance: 'integer',
    step: 'integer',
    message: 'message',
    outcome: 'outcome',
    value: 'value',
  },
  HandlerLogged: { service: 'part', instance: 'integer', text: 'value' },
  HandlerCompleted: {
    service: 'part',
    instance: 'integer',
    message: 'message',
    from: 'part',
    value: 'value',
  },
  HandlerFailed: {
    service: 'part',
    instance: 'integer',
    message: 'message',
    from: 'part',
    error: 'value',
    line: 'integer',
  },
  // workload
  RateChanged: { workload: 'part', perSecondMilli: 'integer' },
  RequestAnswered: { workload: 'part', message: 'message', reply: 'message' },
  RequestFailed: { workload: 'part', message: 'message', outcome: 'outcome' },
  CustomerArrived: { workload: 'part', instance: 'integer', nextMs: 'integer' },
  // external system
  CallAccepted: { external: 'part', message: 'message', untilMs: 'integer' },
  CallServed: {
    external: 'part',
    message: 'message',
    reply: 'message',
    acceptedSeq: 'integer',
  },
  // later additions, in the order in which they came
  PublishConfirmed: { producer: 'part', message: 'message' },
  ArrivalMoved: { workload: 'part', instance: 'integer', nextMs: 'integer' },
} as const satisfies Record<string, Record<string, FieldType>>;

type Fields = typeof FIELDS;
/** The name of a kind of fact. */
export type FactName = keyof Fields;

type ReadAs<T> = T extends 'part' | 'name' | 'message' | 'correlation'
  ? string
  : T extends 'value'
    ? Json
    : T extends 'flag'
      ? boolean
      : T extends 'purpose'
        ? Purpose
        : T extends 'form'
          ? Form
          : T extends 'outcome'
            ? Outcome
            : T extends 'deathReason'
              ? DeathReason
              : T extends 'returnReason'
                ? ReturnReason
                : T extends 'dropReason'
                  ? DropReason
                  : number;

/** A fact as a person reads it. `part` columns are ids, `message` columns message ids. */
export type FactOf<K extends FactName> = {
  readonly seq: number;
  readonly atMs: number;
  readonly causeSeq: number;
  readonly kind: K;
  /** True when an intervention stated it: a person's, or a fault of the scenario. */
  readonly byHand?: true;
} & { readonly [F in keyof Fields[K]]: ReadAs<Fields[K][F]> };

/** Any fact, told apart by `kind`. */
export type Fact = { [K in FactName]: FactOf<K> }[FactName];

/** All names, in the order of their codes. Append only: stored runs keep the codes. */
export const FACT_NAMES = Object.keys(FIELDS) as readonly FactName[]; // keys of our own literal

/** Code of each kind, as it stands in the kind column. */
export const FactKind = Object.fromEntries(FACT_NAMES.map((name, code) => [name, code])) as {
  readonly [K in FactName]: number;
}; // built from the same literal

/** Column meanings of each kind, in column order. */
export const FACT_FIELDS: readonly (readonly (readonly [string, FieldType])[])[] = FACT_NAMES.map(
  (name) => Object.entries(FIELDS[name]),
);

/** What is needed to read columns: ids of parts, the value table and the messages' own facts. */
export interface FactReader {
  readonly journal: Journal;
  readonly values: Values;
  partId(index: number): string;
  /** What a part's root messages are called by: "order" gives "order-1", "order-2" … */
  correlationPrefix(part: number): string;
}

/** The id of a message: its producer's id and count, so that a fork keeps the ids it shares. */
export function messageId(reader: FactReader, seq: number): string {
  const producer = reader.partId(reader.journal.read(seq, Column.a));
  return `${producer}/${reader.journal.read(seq, Column.b) + 1}`;
}

/** The correlation id of a message: the first message of its chain, counted. */
export function correlationId(reader: FactReader, seq: number): string {
  const root = reader.journal.read(seq, Column.g);
  const producer = reader.journal.read(root, Column.a);
  return `${reader.correlationPrefix(producer)}-${reader.journal.read(root, Column.b) + 1}`;
}

function readField(reader: FactReader, type: FieldType, value: number): Json {
  switch (type) {
    case 'integer':
      return value;
    case 'flag':
      return value === 1;
    case 'part':
      return value < 0 ? null : reader.partId(value);
    case 'message':
      return value < 0 ? null : messageId(reader, value);
    case 'correlation':
      return correlationId(reader, value);
    case 'name':
    case 'value':
      return value < 0 ? null : reader.values.get(value);
    case 'purpose':
      return PURPOSES[value];
    case 'form':
      return FORMS[value];
    case 'outcome':
      return OUTCOMES[value];
    case 'deathReason':
      return DEATH_REASONS[value];
    case 'returnReason':
      return RETURN_REASONS[value];
    case 'dropReason':
      return DROP_REASONS[value];
  }
}

/** One fact as a record. Costs an object: for rows that somebody looks at, goals and hashing. */
export function readFact(reader: FactReader, seq: number): Fact {
  const { journal } = reader;
  const flagged = journal.read(seq, Column.kind);
  const code = flagged & KIND_MASK;
  const fact: Record<string, Json> = {
    seq,
    atMs: journal.read(seq, Column.atMs),
    causeSeq: journal.read(seq, Column.cause),
    kind: FACT_NAMES[code],
  };
  const fields = FACT_FIELDS[code];
  for (let index = 0; index < fields.length; index++) {
    const [name, type] = fields[index];
    fact[name] = readField(reader, type, journal.read(seq, Column.a + index));
  }
  if ((flagged & BY_INTERVENTION) !== 0) fact.byHand = true;
  return fact as unknown as Fact; // the fields were read as FIELDS says, which is what Fact says
}
