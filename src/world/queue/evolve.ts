/** Owns how facts change a queue. Nothing is decided here; see decide.ts. */
import { InvariantError } from '../../kernel';
import { countActivity } from '../activity';
import { FactKind } from '../facts';
import { priorityOf, ttlMsOf } from '../messages';
import type { SubscriptionTerms } from '../parcel';
import type { Evolve, Row, World } from '../part';
import { Step } from '../steps';
import { lastDeath } from './history';
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
import { type Entry, NEVER_MS, newEntry } from './lane';
import { clearReady, findReady, headOf, levelOf, pushBack, putBack, takeOut } from './ready';
import { changeSetting, DEAD_LETTERS, NO_LIMIT } from './settings';
import { consumerOf, queueOf, type QueueState } from './state';

/** Changes a queue by a fact that names it in its first column. */
const change =
  (apply: (queue: QueueState, row: Row, world: World) => void): Evolve =>
  (world, row) => {
    const queue = queueOf(world, row.a);
    apply(queue, row, world);
    if (queue.ready.count > 0) passOverFull(queue.line);
    // Q8: one step of the agenda for the head, and none where nothing can expire.
    const head = queue.ready.expiring === 0 ? undefined : headOf(queue.ready);
    const dueMs = head === undefined ? NEVER_MS : head.expiresMs;
    if (dueMs !== queue.timer.dueMs) setTimer(world, queue, row, dueMs);
  };

function setTimer({ agenda }: World, { timer }: QueueState, row: Row, dueMs: number): void {
  if (timer.dueMs !== NEVER_MS) agenda.cancel(timer.order);
  timer.dueMs = dueMs;
  timer.order =
    dueMs === NEVER_MS
      ? -1
      : agenda.schedule(Math.max(dueMs, row.atMs), Step.messageExpiry, row.seq, row.a);
}

/** ExpiryReached: the step is off the agenda; what it found too old goes by facts of its own. */
const expiryReached: Evolve = (world, { a }) => {
  Object.assign(queueOf(world, a).timer, { dueMs: NEVER_MS, order: -1 });
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

const enqueued = (queue: QueueState, row: Row, world: World): void => {
  const { ready } = queue;
  const { journal } = world;
  const level = ready.levels.length === 1 ? 0 : levelOf(ready, priorityOf(journal, row.b));
  pushBack(ready, newEntry(row.b, row.seq, level, expiryOf(queue, row, world)));
  countActivity(queue.activity, row.atMs);
};

/** Q8: the shorter of the queue's and the message's own time, from now; the latter only once. */
function expiryOf({ settings, ready }: QueueState, row: Row, { journal }: World): number {
  const ownMs = ttlMsOf(journal, row.b);
  const isOwn = ownMs >= 0 && lastDeath(journal, row.seq) < 0;
  const queueMs = settings.messageTtlMs;
  if (!isOwn && queueMs === NO_LIMIT) return NEVER_MS;
  const ttlMs = !isOwn ? queueMs : queueMs === NO_LIMIT ? ownMs : Math.min(ownMs, queueMs);
  // A quorum queue grants a millisecond, so that a consumer who is idle can be served.
  return Math.min(row.atMs + (ready.type === 'quorum' ? Math.max(ttlMs, 1) : ttlMs), NEVER_MS);
}

const delivered = (queue: QueueState, row: Row): void => {
  const entry = known(headOf(queue.ready), row);
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
  const entry = remove(queue, row);
  if (DEAD_LETTERS[queue.settings.deadLetter] !== 'tray') return;
  queue.dead.push({ entry, reason: row.e, diedSeq: row.seq });
};

/** MessageRedriven: out of the tray, or out of a queue of dead letters. */
const redriven = (queue: QueueState, row: Row): void => {
  if (row.d === 0) {
    remove(queue, { ...row, c: -1 });
    return;
  }
  const at = queue.dead.findIndex(({ diedSeq }) => diedSeq === row.c);
  known(queue.dead.splice(at, 1)[0], row);
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
  [FactKind.MessageDiscarded]: change(acked),
  [FactKind.MessageRedriven]: change(redriven),
  [FactKind.QueuePurged]: change((queue) => clearReady(queue.ready)),
  [FactKind.ExpiryReached]: expiryReached,
  [FactKind.IntakeChanged]: change((queue, { b }) => {
    queue.blocked = b === 1;
  }),
  [FactKind.SettingChanged]: change(({ settings }, { b, c }) => changeSetting(settings, b, c)),
  // Nothing in the queue changes: who published it, or who looks on, hears of it.
  [FactKind.MessageRefused]: () => undefined,
  [FactKind.DeadLetterDropped]: () => undefined,
};
