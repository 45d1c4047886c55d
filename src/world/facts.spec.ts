/** Says how a row of integers is read as a fact, and which codes stored runs rely on. */
import { describe, expect, it } from 'vitest';
import { BY_INTERVENTION, Column, COLUMN_COUNT, Journal, OPENS_STEP, Values } from '../kernel';
import {
  correlationId,
  FACT_FIELDS,
  FACT_NAMES,
  FactKind,
  type FactReader,
  FORMS,
  messageId,
  OUTCOMES,
  readFact,
} from './facts';

const PARTS = ['orders', 'bank', 'inbox'];

/** A reader over a journal with two messages: orders/7, and bank/1 that it caused. */
function twoMessages(): FactReader {
  const journal = new Journal();
  const values = new Values();
  const made = FactKind.MessageCreated;
  const data = values.add({ amount: 3 });
  journal.append(10, made, -1, 0, 6, values.name('Placed'), data, -1, 0, 0);
  journal.append(20, made | OPENS_STEP, 0, 1, 0, values.name('Charged'), data, 0, 3, 0);
  return {
    journal,
    values,
    partId: (index) => PARTS[index],
    correlationPrefix: (part) => (part === 0 ? 'order' : PARTS[part]),
  };
}

describe('a fact that is read', () => {
  it('[S8] says its parts, messages, values and codes by name', () => {
    const reader = twoMessages();
    expect(readFact(reader, 1)).toEqual({
      seq: 1,
      atMs: 20,
      causeSeq: 0,
      kind: 'MessageCreated',
      producer: 'bank',
      ordinal: 0,
      type: 'Charged',
      data: { amount: 3 },
      causation: 'orders/7',
      form: 'reply',
      correlation: 'order-7',
    });
  });

  it('says null where there is no part, message or value', () => {
    const reader = twoMessages();
    const { journal } = reader;
    const code = FactKind.MessageReturned;
    journal.append(30, code | BY_INTERVENTION, -1, 2, 0, -1, -1, 2);
    journal.append(30, FactKind.HandlerStepFinished, -1, 2, 0, 0, -1, OUTCOMES.indexOf('ok'), -1);
    expect(readFact(reader, 2)).toMatchObject({ service: null, reason: 'hand' });
    expect(readFact(reader, 3)).toMatchObject({ message: null, outcome: 'ok', value: null });
  });

  it('says that a person did it, where one did', () => {
    const reader = twoMessages();
    const { QueuePurged } = FactKind;
    reader.journal.append(30, QueuePurged | BY_INTERVENTION, -1, 2, 4);
    expect(readFact(reader, 2)).toMatchObject({ queue: 'inbox', count: 4, byHand: true });
    expect(readFact(reader, 1)).not.toHaveProperty('byHand');
  });

  it('can be of any kind', () => {
    const reader = twoMessages();
    for (const [code, name] of FACT_NAMES.entries()) {
      const seq = reader.journal.append(40, code, -1, 0, 0, 0, 0, 0, 0, 0);
      const fact = readFact(reader, seq);
      expect(fact.kind).toBe(name);
      for (const [field] of FACT_FIELDS[code]) expect(fact).toHaveProperty(field);
    }
  });
});

describe('ids', () => {
  it('[S8] count by producer, and a chain is called by its first message', () => {
    const reader = twoMessages();
    expect([0, 1].map((seq) => messageId(reader, seq))).toEqual(['orders/7', 'bank/1']);
    expect([0, 1].map((seq) => correlationId(reader, seq))).toEqual(['order-7', 'order-7']);
  });
});

describe('the vocabulary', () => {
  it('fits the columns of the journal', () => {
    const room = COLUMN_COUNT - Column.a;
    for (const fields of FACT_FIELDS) expect(fields.length).toBeLessThanOrEqual(room);
  });

  it('keeps its codes: stored runs are read by them', () => {
    // Append only. A change here is a new version of the world.
    expect(FACT_NAMES).toMatchInlineSnapshot(`
      [
        "RunStarted",
        "MessageCreated",
        "MessageSent",
        "ParcelDropped",
        "ConsumerSubscribed",
        "ConsumerCancelled",
        "ConsumerClosed",
        "ActiveConsumerChanged",
        "MessageEnqueued",
        "MessageDelivered",
        "MessageAcked",
        "MessageReturned",
        "MessageDeadLettered",
        "QueuePurged",
        "ServiceKilled",
        "ServiceRevived",
        "InstanceStarted",
        "InstanceKilled",
        "InstanceRemoved",
        "ConsumptionChanged",
        "MessageReceived",
        "HandlerStarted",
        "HandlerStepStarted",
        "HandlerStepFinished",
        "HandlerLogged",
        "HandlerCompleted",
        "HandlerFailed",
        "RateChanged",
        "RequestAnswered",
        "RequestFailed",
        "CustomerArrived",
        "CallAccepted",
        "CallServed",
        "PublishConfirmed",
        "ArrivalMoved",
        "MessagePropertiesSet",
        "SettingChanged",
        "PublishRefused",
        "MessageRefused",
        "MessageDiscarded",
        "DeadLetterDropped",
        "MessageRedriven",
        "ExpiryReached",
        "IntakeChanged",
        "NodeKilled",
        "NodeRevived",
        "NodeFenced",
        "RecordAppended",
        "MarkerAppended",
        "DuplicateIgnored",
        "ProduceRefused",
        "SegmentRolled",
        "SegmentDeleted",
        "RecordCompacted",
        "SegmentsCleaned",
        "StreamChecked",
        "ReplicaCaughtUp",
        "InSyncChanged",
        "HighWatermarkMoved",
        "LeaderElected",
        "PositionFound",
        "FetchFailed",
        "FetchParked",
        "FetchAnswered",
        "ReaderClosed",
        "TransactionEnded",
        "MemberJoined",
        "MemberHeard",
        "MemberLeft",
        "MemberExpired",
        "GroupStateChanged",
        "AssignmentMade",
        "PartitionAssigned",
        "RevocationAsked",
        "PartitionTargeted",
        "OwnershipGivenUp",
        "OffsetCommitted",
        "OffsetMoved",
        "ShareBegun",
        "AcquireParked",
        "RecordAcquired",
        "LockRenewed",
        "RecordAccepted",
        "RecordReleased",
        "RecordArchived",
        "RecordPrepared",
        "RecordConfirmed",
        "RecordFailed",
        "RetryScheduled",
        "RecordSentAgain",
        "TransactionConfirmed",
        "MembershipBegun",
        "MembershipLost",
        "MembershipRenewed",
        "RebalanceHeard",
        "PartitionsTaken",
        "PartitionsRevoked",
        "HeartbeatSent",
        "FetchRequested",
        "RecordReceived",
        "FetchCompleted",
        "PartitionClosed",
        "PartitionPaused",
        "CommitRequested",
        "CommitConfirmed",
        "CommitIntervalEnded",
        "KeyChanged",
      ]
    `);
    expect(FORMS).toEqual(['event', 'command', 'query', 'reply']);
  });
});
