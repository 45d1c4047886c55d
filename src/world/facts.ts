/**
 * The facts of the world: their kinds, what each column means, and how a row of integers becomes
 * a record that a person can read. This is the vocabulary in which the parts meet; which part
 * states or applies a fact is said in that part's folder. Long because the vocabulary is one table.
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
 * `record`: seq of the RecordAppended fact, read as "stream/partition@offset".
 * `name` and `value`: id in the value table. `setting`: position in SETTINGS.
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
  | 'dropReason'
  | 'record'
  | 'setting'
  | 'produceError'
  | 'position'
  | 'retention'
  | 'groupState'
  | 'release';

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

/** Why a parcel came to nothing. Append only. */
export const DROP_REASONS = ['receiverDown', 'stale', 'unroutable', 'notHeld', 'fenced'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** Why a stream did not take a record (K11, K12, K14). Append only. */
export const PRODUCE_ERRORS = [
  'noLeader',
  'notEnoughReplicas',
  'outOfOrderSequence',
  'fencedEpoch',
  'keyMissing',
  'timedOut',
] as const;
export type ProduceError = (typeof PRODUCE_ERRORS)[number];

/** Where a reader's position came from (K8). Append only. */
export const POSITIONS = ['committed', 'earliest', 'latest', 'duration', 'asked'] as const;
export type Position = (typeof POSITIONS)[number];

/** Why a segment was deleted (K10). */
export const RETENTIONS = ['time', 'size'] as const;
export type Retention = (typeof RETENTIONS)[number];

/** How a group stands (K6). Append only. */
export const GROUP_STATES = ['empty', 'joining', 'assigning', 'stable'] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** How an acquired record went back to its share group (K15). */
export const RELEASES = ['released', 'lockExpired', 'left'] as const;
export type Release = (typeof RELEASES)[number];

/** Settings that a person can change while the world runs. Append only: the code is stored. */
export const SETTINGS = [
  // of a queue
  'messageTtlMs',
  'maxLength',
  'overflow',
  'deliveryLimit',
  'deadLetter',
  // of a stream
  'retentionMs',
  'retentionBytes',
  'segmentBytes',
  'segmentMs',
  'cleanup',
  'minInSyncReplicas',
  'uncleanElection',
  // of a group
  'assignor',
  'sessionTimeoutMs',
  'offsetReset',
] as const;
export type Setting = (typeof SETTINGS)[number];

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
    /** Seq of the MessageEnqueued fact of the copy that died. */
    enqueued: 'integer',
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
  // what goes with a message, where anything does: the fact right after MessageCreated
  MessagePropertiesSet: {
    producer: 'part',
    message: 'message',
    key: 'name',
    priority: 'integer',
    ttlMs: 'integer',
    headers: 'value',
  },
  /** A setting was changed by hand; an enumeration's value is its position, none is -1. */
  SettingChanged: { part: 'part', setting: 'setting', value: 'integer' },
  // queue, second instalment
  PublishRefused: { producer: 'part', message: 'message' },
  /** The queue is full and takes no more (Q9); the exchange is null for the default one. */
  MessageRefused: { queue: 'part', message: 'message', exchange: 'part' },
  /** It died, and the queue has nowhere to send its dead letters: it is gone. */
  MessageDiscarded: {
    queue: 'part',
    message: 'message',
    service: 'part',
    instance: 'integer',
    reason: 'deathReason',
    enqueued: 'integer',
  },
  /** A dead letter that no queue gets: none is bound (`to` null), or it would go in a circle. */
  DeadLetterDropped: { queue: 'part', message: 'message', to: 'part', cycle: 'flag' },
  /** By hand, back to where it died; `death`: seq of that MessageDeadLettered fact. */
  MessageRedriven: {
    queue: 'part',
    message: 'message',
    death: 'integer',
    tray: 'flag',
    to: 'part',
  },
  /** The time of the message at the head has run out (Q8). */
  ExpiryReached: { queue: 'part' },
  /** A quorum queue began to refuse what is published to it, or ceased to (Q9). */
  IntakeChanged: { queue: 'part', blocked: 'flag' },
  // cluster
  NodeKilled: { cluster: 'part', node: 'integer' },
  NodeRevived: { cluster: 'part', node: 'integer' },
  /** The cluster has noticed that a node is dead. */
  NodeFenced: { cluster: 'part', node: 'integer' },
  // stream
  RecordAppended: {
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    message: 'message',
    previous: 'integer',
    prepared: 'integer',
    bytes: 'integer',
  },
  MarkerAppended: {
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    producer: 'part',
    previous: 'integer',
    instance: 'integer',
    committed: 'flag',
  },
  DuplicateIgnored: {
    stream: 'part',
    partition: 'integer',
    message: 'message',
    record: 'record',
  },
  ProduceRefused: {
    stream: 'part',
    partition: 'integer',
    message: 'message',
    prepared: 'integer',
    error: 'produceError',
  },
  SegmentRolled: { stream: 'part', partition: 'integer', baseOffset: 'integer' },
  SegmentDeleted: {
    stream: 'part',
    partition: 'integer',
    baseOffset: 'integer',
    nextOffset: 'integer',
    retention: 'retention',
  },
  RecordCompacted: {
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    record: 'record',
  },
  /** A pass of compaction; tombstones met from `fromOffset` on may go after `horizonMs` (or -1). */
  SegmentsCleaned: {
    stream: 'part',
    partition: 'integer',
    upToOffset: 'integer',
    fromOffset: 'integer',
    horizonMs: 'integer',
  },
  /** The stream was looked over for what is due for deletion or compaction. */
  StreamChecked: { stream: 'part' },
  /** `paceMs`: how long its next fetch will take. */
  ReplicaCaughtUp: {
    stream: 'part',
    partition: 'integer',
    node: 'integer',
    endOffset: 'integer',
    paceMs: 'integer',
  },
  /** `lagging`: it was behind for too long; else its node died, or it has caught up. */
  InSyncChanged: {
    stream: 'part',
    partition: 'integer',
    node: 'integer',
    inSync: 'flag',
    lagging: 'flag',
  },
  HighWatermarkMoved: { stream: 'part', partition: 'integer', offset: 'integer' },
  /** `endOffset`: what was above it is lost (K14). Node -1: nobody can lead. */
  LeaderElected: {
    stream: 'part',
    partition: 'integer',
    node: 'integer',
    epoch: 'integer',
    endOffset: 'integer',
    unclean: 'flag',
  },
  /** A reader's position at the broker was found: it is fetched from there on. */
  PositionFound: {
    stream: 'part',
    partition: 'integer',
    group: 'part',
    service: 'part',
    instance: 'integer',
    offset: 'integer',
    position: 'position',
  },
  FetchFailed: {
    stream: 'part',
    partition: 'integer',
    group: 'part',
    service: 'part',
    instance: 'integer',
    offset: 'integer',
  },
  /** A fetch came and waits until there is something to read. */
  FetchParked: {
    stream: 'part',
    partition: 'integer',
    requested: 'integer',
    offset: 'integer',
  },
  /** A fetch was answered with the records from one offset up to, not including, another. */
  FetchAnswered: {
    stream: 'part',
    partition: 'integer',
    requested: 'integer',
    fromOffset: 'integer',
    nextOffset: 'integer',
    records: 'integer',
  },
  ReaderClosed: { stream: 'part', group: 'part', service: 'part', instance: 'integer' },
  TransactionEnded: {
    stream: 'part',
    producer: 'part',
    instance: 'integer',
    committed: 'flag',
    timedOut: 'flag',
  },
  // consumer and share groups
  /** A member came, or came again in a rebalance; `subscription`: [stream id, …]. */
  MemberJoined: {
    group: 'part',
    service: 'part',
    instance: 'integer',
    subscription: 'value',
  },
  MemberHeard: { group: 'part', service: 'part', instance: 'integer' },
  MemberLeft: { group: 'part', service: 'part', instance: 'integer' },
  /** It was not heard for too long, or, `inRebalance`, it did not do its part in one (K7). */
  MemberExpired: {
    group: 'part',
    service: 'part',
    instance: 'integer',
    inRebalance: 'flag',
  },
  GroupStateChanged: { group: 'part', state: 'groupState', generation: 'integer' },
  /** What a member shall own from now on; `assignment`: [[stream id, partition], …]. */
  AssignmentMade: {
    group: 'part',
    service: 'part',
    instance: 'integer',
    generation: 'integer',
    assignment: 'value',
  },
  /** One of the partitions of an assignment; these facts follow AssignmentMade without a gap. */
  PartitionAssigned: {
    group: 'part',
    service: 'part',
    instance: 'integer',
    stream: 'part',
    partition: 'integer',
    generation: 'integer',
  },
  /** KIP-848: a member was told to let go of what its assignment lacks, and has until then. */
  RevocationAsked: { group: 'part', service: 'part', instance: 'integer', untilMs: 'integer' },
  /** Who shall own a partition once it is free (KIP-848); service and instance -1: nobody. */
  PartitionTargeted: {
    group: 'part',
    stream: 'part',
    partition: 'integer',
    service: 'part',
    instance: 'integer',
    generation: 'integer',
  },
  /** The member let go or is gone: nobody owns this until somebody else is told. */
  OwnershipGivenUp: {
    group: 'part',
    service: 'part',
    instance: 'integer',
    stream: 'part',
    partition: 'integer',
  },
  OffsetCommitted: {
    group: 'part',
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    service: 'part',
    instance: 'integer',
  },
  /** A person moved the group's offset (K8). */
  OffsetMoved: { group: 'part', stream: 'part', partition: 'integer', offset: 'integer' },
  /** A share group begins a partition at an offset: what is before it is not handed out (K15). */
  ShareBegun: { group: 'part', stream: 'part', partition: 'integer', offset: 'integer' },
  /** A member of a share group waits for records. */
  AcquireParked: { group: 'part', service: 'part', instance: 'integer', recordsMax: 'integer' },
  RecordAcquired: {
    group: 'part',
    record: 'record',
    service: 'part',
    instance: 'integer',
    count: 'integer',
    untilMs: 'integer',
  },
  LockRenewed: { group: 'part', record: 'record', untilMs: 'integer' },
  RecordAccepted: { group: 'part', record: 'record', service: 'part', instance: 'integer' },
  RecordReleased: {
    group: 'part',
    record: 'record',
    service: 'part',
    instance: 'integer',
    release: 'release',
  },
  RecordArchived: { group: 'part', record: 'record' },
  // clients of streams: members of groups, and producers
  /** A producer chose the partition and numbered the record (K1, K2, K12): a batch of one. */
  RecordPrepared: {
    producer: 'part',
    instance: 'integer',
    stream: 'part',
    message: 'message',
    partition: 'integer',
    sequence: 'integer',
    epoch: 'integer',
  },
  RecordConfirmed: { producer: 'part', instance: 'integer', prepared: 'integer' },
  RecordFailed: {
    producer: 'part',
    instance: 'integer',
    prepared: 'integer',
    error: 'produceError',
  },
  /** A record was refused for a reason that may pass: it will be sent again. */
  RetryScheduled: {
    producer: 'part',
    instance: 'integer',
    prepared: 'integer',
    error: 'produceError',
    nextMs: 'integer',
  },
  /** The same record with the same sequence, once more (K12). */
  RecordSentAgain: {
    producer: 'part',
    instance: 'integer',
    prepared: 'integer',
    deadlineMs: 'integer',
  },
  TransactionConfirmed: { producer: 'part', instance: 'integer', stream: 'part' },
  /** An instance asks to be a member; `subscription`: [stream id, …]. */
  MembershipBegun: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    subscription: 'value',
  },
  MembershipLost: { service: 'part', instance: 'integer', group: 'part' },
  /** A member asks to join again, as a rebalance wants it (K6). */
  MembershipRenewed: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    subscription: 'value',
  },
  /** A member knows that it must let go; `assignment`: seq of AssignmentMade, -1 if none yet. */
  RebalanceHeard: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    assignment: 'integer',
  },
  /** A member took up what it was assigned; `assignment` is the seq of AssignmentMade. */
  PartitionsTaken: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    assignment: 'integer',
  },
  /** A member let go of these; `partitions`: [[stream id, partition], …]. */
  PartitionsRevoked: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    partitions: 'value',
  },
  HeartbeatSent: { service: 'part', instance: 'integer', group: 'part', nextMs: 'integer' },
  /** `offset`: where from, or COMMITTED (-1) for the group's own, or -2 earliest, -3 latest. */
  FetchRequested: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    recordsMax: 'integer',
  },
  RecordReceived: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    message: 'message',
    record: 'record',
    delivery: 'integer',
  },
  /** A fetch has been answered in full; what comes next begins at `nextOffset`. */
  FetchCompleted: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    stream: 'part',
    partition: 'integer',
    nextOffset: 'integer',
  },
  /** A member let go of one partition: records of it that still wait are forgotten. */
  PartitionClosed: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    stream: 'part',
    partition: 'integer',
  },
  /**
   * A partition stands still at an offset until it is fetched from there again: its handler
   * threw. Without end (-1) if there is no offset to read from (K8).
   */
  PartitionPaused: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    stream: 'part',
    partition: 'integer',
    offset: 'integer',
    untilMs: 'integer',
  },
  /** A member asks to commit everything of a partition up to a record (K9). */
  CommitRequested: { service: 'part', instance: 'integer', group: 'part', record: 'record' },
  CommitConfirmed: { service: 'part', instance: 'integer', group: 'part', record: 'record' },
  /** The time between two automatic commits is over; so many partitions have something. */
  CommitIntervalEnded: {
    service: 'part',
    instance: 'integer',
    group: 'part',
    partitions: 'integer',
  },
  /** A person chose the field that is the key of what a part produces to a stream; or none. */
  KeyChanged: { producer: 'part', stream: 'part', key: 'name' },
} as const satisfies Record<string, Record<string, FieldType>>;

type Fields = typeof FIELDS;
/** The name of a kind of fact. */
export type FactName = keyof Fields;

/** What the columns that hold a code are read as. */
interface Codes {
  readonly purpose: Purpose;
  readonly form: Form;
  readonly outcome: Outcome;
  readonly deathReason: DeathReason;
  readonly returnReason: ReturnReason;
  readonly dropReason: DropReason;
  readonly setting: Setting;
  readonly produceError: ProduceError;
  readonly position: Position;
  readonly retention: Retention;
  readonly groupState: GroupState;
  readonly release: Release;
}

const CODES: { readonly [T in keyof Codes]: readonly Codes[T][] } = {
  purpose: PURPOSES,
  form: FORMS,
  outcome: OUTCOMES,
  deathReason: DEATH_REASONS,
  returnReason: RETURN_REASONS,
  dropReason: DROP_REASONS,
  setting: SETTINGS,
  produceError: PRODUCE_ERRORS,
  position: POSITIONS,
  retention: RETENTIONS,
  groupState: GROUP_STATES,
  release: RELEASES,
};

type ReadAs<T> = T extends 'part' | 'name' | 'message' | 'correlation' | 'record'
  ? string
  : T extends 'value'
    ? Json
    : T extends 'flag'
      ? boolean
      : T extends keyof Codes
        ? Codes[T]
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

/** The id of a record: where it stands, as "orders/2@17". */
function recordId(reader: FactReader, seq: number): string {
  const { journal } = reader;
  const stream = reader.partId(journal.read(seq, Column.a));
  return `${stream}/${journal.read(seq, Column.b)}@${journal.read(seq, Column.c)}`;
}

const isCoded = (type: FieldType): type is keyof Codes => type in CODES;

function readField(reader: FactReader, type: FieldType, value: number): Json {
  if (isCoded(type)) return CODES[type][value];
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
    case 'record':
      return value < 0 ? null : recordId(reader, value);
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
