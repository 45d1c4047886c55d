/** Owns what a queue does about the parcels that reach it; how facts change it is in evolve.ts. */
import { FactKind } from '../facts';
import type { Parcel, Purpose } from '../parcel';
import { unpackTerms } from '../parcel';
import { dropParcel } from '../parcels';
import type { Sim } from '../part';
import { forEachHeld } from './hands';
import type { Entry } from './lane';
import type { Consumer, Line } from './line';
import { serve } from './serve';
import { giveBack, type Settlement, settleCopy } from './settle';
import { consumerOf, queueOf } from './state';

/** A parcel has arrived at a queue. */
export function receiveAtQueue(sim: Sim, parcel: Parcel): void {
  const receive = RECEIVE[parcel.purpose];
  if (receive === undefined) dropParcel(sim, parcel, 'unroutable');
  else receive(sim, parcel);
}

/** ack, requeue, reject: settles what the sender holds; anything else is a fault of the sender. */
const settle =
  (how: Settlement) =>
  (sim: Sim, parcel: Parcel): void => {
    const { to, from, instance, message } = parcel;
    const held = consumerOf(queueOf(sim.world, to), from, instance)?.hands.get(message);
    if (held === undefined) {
      dropParcel(sim, parcel, 'notHeld');
      return;
    }
    const copy = { queue: to, message, place: held.place, service: from, instance };
    settleCopy(sim, parcel.sentSeq, copy, held.handouts, how);
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
  const deaths: number[] = [];
  for (const { holder, held } of byHolder) {
    for (const { message, place, handouts } of held) {
      const copy = { queue: to, message, place, service: from, instance: holder };
      last = giveBack(sim, last, copy, handouts, 'closed', deaths);
    }
  }
  serve(sim, to, last, deaths);
}

/** Q6: what a consumer held, in the order in which it goes back. */
function givenBack(line: Line, consumer: Consumer): Entry[] {
  const held: Entry[] = [];
  forEachHeld(consumer.hands, (entry) => held.push(entry));
  const order: (entry: Entry) => number =
    line.type === 'classic' ? ({ place }) => place : ({ deliveredSeq }) => deliveredSeq;
  return held.sort((left, right) => order(left) - order(right));
}

const RECEIVE: { readonly [P in Purpose]?: (sim: Sim, parcel: Parcel) => void } = {
  subscribe,
  cancel,
  closed: close,
  ack: settle('ack'),
  requeue: settle('nack'),
  reject: settle('reject'),
};

/** The agenda: the time of the message at the head has run out (Q8). */
export function expireHead(sim: Sim, cause: number, index: number): void {
  serve(sim, index, sim.state(FactKind.ExpiryReached, cause, index));
}
