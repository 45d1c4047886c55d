/** Shows what is said of a service's work: given facts, then numbers, for queues and streams. */
import { describe, expect, it } from 'vitest';
import { Journal, Values } from '../kernel';
import { FactKind, type FactName, type FactReader, POSITIONS, PURPOSES } from '../world';
import { outcomeAt, type Outcome } from './outcome';

const PARTS = ['orders', 'payment', 'inbox', 'log', 'group', 'other'] as const;
const [ORDERS, PAYMENT, INBOX, LOG, GROUP, OTHER] = PARTS.keys();
const DELIVER = PURPOSES.indexOf('deliver');

/** A journal that is written by hand, one fact a millisecond. */
class Story {
  readonly journal = new Journal();
  readonly values = new Values();
  private created = 0;

  readonly reader: FactReader = {
    journal: this.journal,
    values: this.values,
    partId: (index) => PARTS[index],
    correlationPrefix: () => 'order',
  };

  state(name: FactName, ...columns: readonly number[]): number {
    const [a, b, c, d, e, f, g] = columns;
    const { journal } = this;
    return journal.append(journal.length, FactKind[name], -1, a, b, c, d, e, f, g);
  }

  /** An order of a customer, who is its key. */
  order(customer: string): number {
    const [type, data] = [this.values.name('OrderPlaced'), this.values.add({ customer })];
    const seq = this.journal.length;
    return this.state('MessageCreated', ORDERS, this.created++, type, data, -1, 0, seq);
  }

  /** An order in the inbox. */
  queued(customer: string): number {
    const message = this.order(customer);
    this.state('MessageEnqueued', INBOX, message, -1);
    return message;
  }

  delivered(message: number, instance: number): number {
    return this.state('MessageDelivered', INBOX, message, PAYMENT, instance, 1, 0);
  }

  begun(message: number, instance: number): number {
    return this.state('HandlerStarted', PAYMENT, instance, message, INBOX, 0);
  }

  done(message: number, instance: number): number {
    return this.state('HandlerCompleted', PAYMENT, instance, message, INBOX, -1);
  }

  acked(message: number, instance: number): number {
    return this.state('MessageAcked', INBOX, message, PAYMENT, instance);
  }

  killed(instance: number): number {
    return this.state('InstanceKilled', PAYMENT, instance, 1);
  }

  /** An order in the log; gives its record. */
  recorded(
    customer: string,
    offset: number,
  ): { readonly message: number; readonly record: number } {
    const message = this.order(customer);
    return { message, record: this.state('RecordAppended', LOG, 0, offset, message, -1, -1, 9) };
  }

  received(one: { readonly message: number; readonly record: number }, instance: number): number {
    return this.state('RecordReceived', PAYMENT, instance, GROUP, one.message, one.record, 0);
  }

  handled(one: { readonly message: number; readonly record: number }, instance: number): number {
    this.received(one, instance);
    this.begun(one.message, instance);
    return this.done(one.message, instance);
  }

  committed(offset: number): number {
    return this.state('OffsetCommitted', GROUP, LOG, 0, offset, PAYMENT, 0);
  }

  outcome(length = this.journal.length): Outcome {
    return outcomeAt(this.reader, length, PAYMENT, {
      service: 'payment',
      key: 'customer',
      last: 20,
    });
  }
}

function withQueue(): Story {
  const story = new Story();
  story.state('ConsumerSubscribed', INBOX, PAYMENT, 0, 1, 0, 0);
  return story;
}

function withStream(): Story {
  const story = new Story();
  story.state('MembershipBegun', PAYMENT, 0, GROUP);
  story.state('FetchRequested', PAYMENT, 0, GROUP, LOG, 0, -1, 10);
  return story;
}

const shown = ({ handled }: Outcome): readonly string[] =>
  handled.map((one) =>
    one.kind === 'killed'
      ? `killed ${one.instance}`
      : `${one.key}${one.ordinal}${one.begun > 1 ? ` x${one.begun}` : ''}${one.isLate ? ' late' : ''}`,
  );

describe('the outcome of a service that consumes a queue', () => {
  it('is in order, without harm, where nothing went wrong', () => {
    const story = withQueue();
    for (const customer of ['a', 'b', 'a']) {
      const message = story.queued(customer);
      story.delivered(message, 0);
      story.begun(message, 0);
      story.done(message, 0);
      story.acked(message, 0);
    }
    const outcome = story.outcome();
    expect(shown(outcome)).toEqual(['a1', 'b2', 'a3']);
    for (const measure of ['lost', 'again', 'late', 'replayable', 'backlog'] as const) {
      expect(outcome[measure], measure).toEqual({ count: 0, seqs: [] });
    }
  });

  it('tells the message that came back after a later one of its key', () => {
    const story = withQueue();
    const [one, two] = [story.queued('c'), story.queued('c')];
    story.delivered(one, 1);
    story.delivered(two, 0);
    story.begun(one, 1);
    story.killed(1);
    story.state('MessageReturned', INBOX, one, PAYMENT, 1, 1);
    story.begun(two, 0);
    story.done(two, 0);
    story.acked(two, 0);
    story.delivered(one, 0);
    const again = story.begun(one, 0);
    const late = story.done(one, 0);
    const outcome = story.outcome();
    expect(shown(outcome)).toEqual(['killed 1', 'c2', 'c1 x2 late']);
    expect(outcome.again).toEqual({ count: 1, seqs: [again] });
    expect(outcome.late).toEqual({ count: 1, seqs: [late] });
    expect(outcome.lost.count).toBe(0);
  });

  it('does not count another key as later', () => {
    const story = withQueue();
    const [one, two] = [story.queued('a'), story.queued('b')];
    story.delivered(one, 0);
    story.delivered(two, 1);
    story.done(two, 1);
    story.done(one, 0);
    expect(story.outcome().late.count).toBe(0);
  });

  it('counts what was acknowledged and then died with its instance as lost', () => {
    const story = withQueue();
    const [one, two] = [story.queued('a'), story.queued('a')];
    story.delivered(one, 0);
    const acked = story.acked(one, 0);
    story.begun(one, 0);
    story.delivered(two, 1);
    story.acked(two, 1);
    expect(story.outcome().lost.count).toBe(0);
    story.killed(0);
    const dropped = story.state('ParcelDropped', INBOX, PAYMENT, DELIVER, two, 1, 0);
    expect(story.outcome().lost).toEqual({ count: 2, seqs: [acked, dropped] });
  });

  it('does not count what is in living hands, dead-lettered or another service’s as lost', () => {
    const story = withQueue();
    const [one, two, three] = [story.queued('a'), story.queued('a'), story.queued('a')];
    story.delivered(one, 0);
    story.acked(one, 0);
    story.state('MessageDeadLettered', INBOX, two, -1, -1, 0);
    story.state('MessageAcked', INBOX, three, OTHER, 0);
    const outcome = story.outcome();
    expect(outcome.lost.count).toBe(0);
    expect(outcome.backlog.count).toBe(0);
  });

  it('counts what is ready or unacked as backlog, and what was purged as lost', () => {
    const story = withQueue();
    const [one, two] = [story.queued('a'), story.queued('b')];
    story.delivered(one, 0);
    expect(story.outcome().backlog.count).toBe(2);
    story.state('QueuePurged', INBOX, 1);
    expect(story.outcome().backlog.count).toBe(1);
    // It was put into the queue right after it was made.
    expect(story.outcome().lost).toEqual({ count: 1, seqs: [two + 1] });
  });
});

describe('the outcome of a service whose group reads a stream', () => {
  it('[K3] repeats what was done since the commit, in order', () => {
    const story = withStream();
    const records = [0, 1, 2].map((offset) => story.recorded('c', offset));
    for (const one of records) story.handled(one, 1);
    story.committed(1);
    story.killed(1);
    for (const one of records.slice(1)) story.handled(one, 0);
    const outcome = story.outcome();
    expect(shown(outcome)).toEqual(['c1', 'c2', 'c3', 'killed 1', 'c2 x2', 'c3 x2']);
    expect(outcome.again.count).toBe(2);
    expect(outcome.late.count).toBe(0);
    expect(outcome.backlog.count).toBe(2);
    expect(outcome.replayable.count).toBe(3);
  });

  it('counts what was committed before it was done, and died, as lost but replayable', () => {
    const story = withStream();
    const one = story.recorded('a', 0);
    const received = story.received(one, 0);
    story.committed(1);
    story.begun(one.message, 0);
    expect(story.outcome().lost.count).toBe(0);
    story.killed(0);
    expect(story.outcome().lost).toEqual({ count: 1, seqs: [received] });
    expect(story.outcome().replayable.count).toBe(1);
  });

  it('[K10] counts what retention took before it was read as lost', () => {
    const story = withStream();
    const one = story.recorded('a', 0);
    const [two] = [1, 2].map((offset) => story.recorded('a', offset));
    story.handled(one, 0);
    story.committed(1);
    story.state('SegmentDeleted', LOG, 0, 0, 2, 0);
    const outcome = story.outcome();
    expect(outcome.lost).toEqual({ count: 1, seqs: [two.record] });
    expect(outcome.replayable.count).toBe(1);
    expect(outcome.backlog.count).toBe(1);
  });

  it('[K8] owes nothing from before a reader that began at the end, and all after a move back', () => {
    const story = withStream();
    const one = story.recorded('a', 0);
    const latest = POSITIONS.indexOf('latest');
    story.state('PositionFound', LOG, 0, GROUP, PAYMENT, 0, 1, latest);
    const two = story.recorded('a', 1);
    expect(story.outcome()).toMatchObject({ backlog: { count: 1 }, lost: { count: 0 } });
    story.handled(two, 0);
    story.committed(2);
    story.state('OffsetMoved', GROUP, LOG, 0, 1);
    expect(story.outcome().backlog).toEqual({ count: 1, seqs: [two.record] });
    expect(one.record).toBeLessThan(two.record);
  });
});

describe('an outcome', () => {
  it('is of the moment that is asked for, also when that moves back', () => {
    const story = withQueue();
    const lengths: number[] = [];
    const before: Outcome[] = [];
    for (const customer of ['a', 'b', 'a', 'b']) {
      const message = story.queued(customer);
      story.delivered(message, 0);
      story.begun(message, 0);
      story.done(message, 0);
      lengths.push(story.journal.length);
      before.push(story.outcome());
    }
    for (const index of [2, 0, 3, 1]) expect(story.outcome(lengths[index])).toEqual(before[index]);
  });

  it('tells the latest handlings only, and counts all', () => {
    const story = withQueue();
    for (let at = 0; at < 5; at++) {
      const message = story.queued('a');
      story.delivered(message, 0);
      story.done(message, 0);
    }
    const { reader, journal } = story;
    const question = { service: 'payment', key: null, last: 2 };
    const outcome = outcomeAt(reader, journal.length, PAYMENT, question);
    expect(outcome.handled).toMatchObject([{ ordinal: 4, key: null }, { ordinal: 5 }]);
    expect(outcome.handledCount).toBe(5);
  });
});
