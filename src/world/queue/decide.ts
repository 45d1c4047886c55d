/** Owns what a queue does about the parcels that reach it; how facts change it is in evolve.ts. */
import { FactKind, RETURN_REASONS, DEATH_REASONS } from '../facts';
import { dropParcel } from '../parcels';
import type { Sim } from '../part';
import { packDelivery, type Parcel, type Purpose, PurposeCode, unpackTerms } from '../parcel';
import { forEachHeld } from './hands';
import { type Consumer, type Line, nextInLine, rightfulActive } from './line';
import type { Entry } from './ready';
import { consumerOf, queueOf } from './state';

/** A parcel has arrived at a queue. */
export function receiveAtQueue(sim: Sim, parcel: Parcel): void {
  const receive = RECEIVE[parcel.purpose];
  if (receive === undefined) dropParcel(sim, parcel, 'unroutable');
  else receive(sim, parcel);
}

/**
 * After any change: the rightful consumer becomes active (Q7), then messages go out while there
 * is one ready and somebody to take it. `cause`: the fact that made the change.
 */
export function serve(sim: Sim, index: number, cause: number): void {
  const queue = queueOf(sim.world, index);
  if (queue.line.singleActive) promote(sim, index, queue.line, cause);
  while (queue.ready.first !== undefined) {
    const consumer = nextInLine(queue.line);
    if (consumer === undefined) return;
    deliver(sim, index, queue.ready.first, consumer, cause);
  }
}

function promote(sim: Sim, index: number, line: Line, cause: number): void {
  const rightful = rightfulActive(line);
  if (rightful === undefined || rightful === line.active) return;
  const { service, instance } = rightful;
  sim.state(FactKind.ActiveConsumerChanged, cause, index, service, instance);
}

function deliver(sim: Sim, index: number, entry: Entry, consumer: Consumer, cause: number): void {
  const { message } = entry;
  const { service, instance, terms } = consumer;
  const handouts = entry.handouts + 1;
  const delivered = sim.state(
    FactKind.MessageDelivered,
    cause,
    index,
    message,
    service,
    instance,
    handouts,
    handouts > 1 ? 1 : 0,
  );
  // Q1: what needs no acknowledgement is gone with its delivery.
  if (terms.autoAck) {
    sim.state(FactKind.MessageAcked, delivered, index, message, service, instance);
  }
  const argument = packDelivery(handouts, terms.autoAck);
  sim.send(delivered, index, service, PurposeCode.deliver, message, instance, argument);
}

/** ack, requeue, reject: settles what the sender holds; anything else is a fault of the sender. */
const settle =
  (kind: number, reason: number) =>
  (sim: Sim, parcel: Parcel): void => {
    const { to, from, instance, message } = parcel;
    const consumer = consumerOf(queueOf(sim.world, to), from, instance);
    if (consumer?.hands.has(message) !== true) {
      dropParcel(sim, parcel, 'notHeld');
      return;
    }
    const settled = sim.state(kind, parcel.sentSeq, to, message, from, instance, reason);
    serve(sim, to, settled);
  };

function subscribe(sim: Sim, parcel: Parcel): void {
  const { prefetch, autoAck, priority } = unpackTerms(parcel.argument);
  const subscribed = sim.state(
    FactKind.ConsumerSubscribed,
    parcel.sentSeq,
    parcel.to,
    parcel.from,
    parcel.instance,
    prefetch,
    autoAck ? 1 : 0,
    priority,
  );
  serve(sim, parcel.to, subscribed);
}

/** Q6: a consumer that is merely cancelled keeps what it holds. */
function cancel(sim: Sim, parcel: Parcel): void {
  const { to, from, instance } = parcel;
  const consumer = consumerOf(queueOf(sim.world, to), from, instance);
  if (consumer === undefined || consumer.subscribedSeq < 0) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  serve(sim, to, sim.state(FactKind.ConsumerCancelled, parcel.sentSeq, to, from, instance));
}

/**
 * Q6: a connection closed, and all that was held over it goes back. Instance -1 is the connection
 * of the whole service: its consumers leave together, before anything is handed out again.
 */
function close(sim: Sim, parcel: Parcel): void {
  const { to, from, instance } = parcel;
  const { line } = queueOf(sim.world, to);
  const closing = [...line.consumers.values()].filter(
    (one) => one.service === from && (instance < 0 || one.instance === instance),
  );
  if (closing.length === 0) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  let last = -1;
  for (const one of closing) {
    last = sim.state(FactKind.ConsumerClosed, parcel.sentSeq, to, from, one.instance);
  }
  const byHolder = closing.map((one) => ({ holder: one.instance, held: givenBack(line, one) }));
  for (const { holder, held } of byHolder) {
    for (const { message } of held) {
      last = sim.state(FactKind.MessageReturned, last, to, message, from, holder, CLOSED);
    }
  }
  serve(sim, to, last);
}

/** Q6: what a consumer held, in the order in which it goes back. */
function givenBack(line: Line, consumer: Consumer): Entry[] {
  const held: Entry[] = [];
  forEachHeld(consumer.hands, (entry) => held.push(entry));
  const order: (entry: Entry) => number =
    line.type === 'classic' ? ({ place }) => place : ({ deliveredSeq }) => deliveredSeq;
  return held.sort((left, right) => order(left) - order(right));
}

const CLOSED = RETURN_REASONS.indexOf('closed');

const RECEIVE: { readonly [P in Purpose]?: (sim: Sim, parcel: Parcel) => void } = {
  subscribe,
  cancel,
  closed: close,
  ack: settle(FactKind.MessageAcked, 0),
  requeue: settle(FactKind.MessageReturned, RETURN_REASONS.indexOf('nack')),
  reject: settle(FactKind.MessageDeadLettered, DEATH_REASONS.indexOf('rejected')),
};
