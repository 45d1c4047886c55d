/** Owns how facts change a queue. Nothing is decided here; see decide.ts. */
import { InvariantError } from '../../kernel';
import { countActivity } from '../activity';
import { FactKind } from '../facts';
import type { SubscriptionTerms } from '../parcel';
import type { Evolve, Row } from '../part';
import { hold, release } from './hands';
import {
  activate,
  afterDelivery,
  afterSettlement,
  type Consumer,
  consumerKey,
  passOverFull,
  subscribe,
  unsubscribe,
} from './line';
import { clearReady, type Entry, findReady, newEntry, pushBack, putBack, takeOut } from './ready';
import { consumerOf, queueOf, type QueueState } from './state';

/** Changes a queue by a fact that names it in its first column. */
const change =
  (apply: (queue: QueueState, row: Row) => void): Evolve =>
  (world, row) => {
    const queue = queueOf(world, row.a);
    apply(queue, row);
    if (queue.ready.count > 0) passOverFull(queue.line);
  };

const subscribed = (queue: QueueState, row: Row): void => {
  const terms = { prefetch: row.d, autoAck: row.e === 1, priority: row.f };
  const consumer = consumerOf(queue, row.b, row.c) ?? addConsumer(queue, row, terms);
  consumer.subscribedSeq = row.seq;
  consumer.terms = terms;
  subscribe(queue.line, consumer);
};

function addConsumer(queue: QueueState, row: Row, terms: SubscriptionTerms): Consumer {
  const consumer = {
    service: row.b,
    instance: row.c,
    subscribedSeq: row.seq,
    terms,
    hands: new Map<number, Entry>(),
    holding: 0,
  };
  queue.line.consumers.set(consumerKey(row.b, row.c), consumer);
  return consumer;
}

/** ConsumerCancelled, ConsumerClosed: what it holds is given back by facts of its own (Q6). */
const unsubscribed = (queue: QueueState, row: Row): void => {
  const consumer = knownConsumer(queue, row.b, row.c, row);
  unsubscribe(queue.line, consumer);
  forgetIfDone(queue, consumer);
};

const activeChanged = (queue: QueueState, row: Row): void =>
  activate(queue.line, knownConsumer(queue, row.b, row.c, row));

const enqueued = (queue: QueueState, row: Row): void => {
  pushBack(queue.ready, newEntry(row.b, row.seq));
  countActivity(queue.activity, row.atMs);
};

const delivered = (queue: QueueState, row: Row): void => {
  const entry = known(queue.ready.first, row);
  takeOut(queue.ready, entry);
  entry.handouts = row.e;
  entry.deliveredSeq = row.seq;
  const consumer = knownConsumer(queue, row.c, row.d, row);
  hold(consumer.hands, entry);
  consumer.holding++;
  queue.unacked++;
  afterDelivery(queue.line, consumer);
};

const acked = (queue: QueueState, row: Row): void => {
  remove(queue, row);
};

/** MessageReturned. The credit is free before the message is ready again (Q5). */
const returned = (queue: QueueState, row: Row): void => {
  const entry = remove(queue, row);
  // A person who looked at a ready message had it in hand for a moment.
  if (row.c < 0) entry.handouts++;
  putBack(queue.ready, entry);
};

const deadLettered = (queue: QueueState, row: Row): void => {
  queue.dead.push({ entry: remove(queue, row), reason: row.e });
};

/** Takes a message out of its holder's hands, or, where the fact names none, out of the line. */
function remove(queue: QueueState, row: Row): Entry {
  if (row.c < 0) {
    const entry = known(findReady(queue.ready, row.b), row);
    takeOut(queue.ready, entry);
    return entry;
  }
  const consumer = knownConsumer(queue, row.c, row.d, row);
  const entry = known(release(consumer.hands, row.b), row);
  consumer.holding--;
  queue.unacked--;
  afterSettlement(queue.line, consumer);
  forgetIfDone(queue, consumer);
  return entry;
}

/** A consumer that is not subscribed is remembered only for what it still holds. */
function forgetIfDone(queue: QueueState, consumer: Consumer): void {
  if (consumer.subscribedSeq >= 0 || consumer.holding > 0) return;
  queue.line.consumers.delete(consumerKey(consumer.service, consumer.instance));
}

function knownConsumer(queue: QueueState, service: number, instance: number, row: Row): Consumer {
  return known(consumerOf(queue, service, instance), row);
}

/** What a fact speaks of is there: decide states nothing else. */
function known<T>(thing: T | undefined, row: Row): T {
  if (thing === undefined) throw new InvariantError('a fact about nothing', 0, row.seq);
  return thing;
}

export const queueEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.ConsumerSubscribed]: change(subscribed),
  [FactKind.ConsumerCancelled]: change(unsubscribed),
  [FactKind.ConsumerClosed]: change(unsubscribed),
  [FactKind.ActiveConsumerChanged]: change(activeChanged),
  [FactKind.MessageEnqueued]: change(enqueued),
  [FactKind.MessageDelivered]: change(delivered),
  [FactKind.MessageAcked]: change(acked),
  [FactKind.MessageReturned]: change(returned),
  [FactKind.MessageDeadLettered]: change(deadLettered),
  [FactKind.QueuePurged]: change((queue) => clearReady(queue.ready)),
};
