/**
 * Owns what a queue does after any change: who is active, what is too old or too much, who gets
 * what is ready, and where that sends dead letters. Which change it was, decide.ts says.
 */
import { FactKind } from '../facts';
import { packDelivery, PurposeCode } from '../parcel';
import type { Sim } from '../part';
import { forward } from './deadLetters';
import type { Entry } from './lane';
import { dropHead, expire, judgeIntake } from './limits';
import { type Consumer, type Line, nextInLine, rightfulActive } from './line';
import { headOf } from './ready';
import { queueOf, type QueueState } from './state';

/**
 * Serves a queue after the fact `cause`, then brings dead letters to the queues that are to have
 * them, which are served in turn. `deaths`: those that are on their way already, oldest first.
 */
export function serve(sim: Sim, index: number, cause: number, deaths: number[] = []): void {
  serveOne(sim, index, cause, deaths);
  // Each death lengthens the history of its copy and circles are cut: the list comes to an end.
  for (let at = 0; at < deaths.length; at++) {
    forward(sim, deaths[at], (queue, enqueued) => {
      serveOne(sim, queue, enqueued, deaths);
    });
  }
}

function serveOne(sim: Sim, index: number, cause: number, deaths: number[]): void {
  const queue = queueOf(sim.world, index);
  if (queue.line.singleActive) promote(sim, index, queue.line, cause);
  if (queue.ready.type === 'classic') serveClassic(sim, index, queue, cause, deaths);
  else serveQuorum(sim, index, queue, cause, deaths);
}

/** Q9: it drops, then expires, then delivers; but a newcomer is first offered to who is idle. */
function serveClassic(
  sim: Sim,
  index: number,
  queue: QueueState,
  cause: number,
  deaths: number[],
): void {
  if (sim.journal.kind(cause) !== FactKind.MessageEnqueued) {
    dropHead(sim, index, queue, cause, deaths);
    expire(sim, index, queue, cause, deaths);
  }
  while (deliverHead(sim, index, queue, cause)) expire(sim, index, queue, cause, deaths);
  dropHead(sim, index, queue, cause, deaths);
  expire(sim, index, queue, cause, deaths);
}

/** Q9: it expires and delivers, then drops, then says whether it takes more. */
function serveQuorum(
  sim: Sim,
  index: number,
  queue: QueueState,
  cause: number,
  deaths: number[],
): void {
  do expire(sim, index, queue, cause, deaths);
  while (deliverHead(sim, index, queue, cause));
  dropHead(sim, index, queue, cause, deaths);
  judgeIntake(sim, index, queue, cause);
}

/** Q3: hands the head to the first in line; false if there is none of either. */
function deliverHead(sim: Sim, index: number, queue: QueueState, cause: number): boolean {
  const head = headOf(queue.ready);
  const consumer = head === undefined ? undefined : nextInLine(queue.line);
  if (head === undefined || consumer === undefined) return false;
  deliver(sim, index, head, consumer, cause);
  return true;
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
