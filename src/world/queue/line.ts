/**
 * Owns who is offered the next message: the line of consumers (Q3), their credit (Q4) and the
 * single active consumer (Q7). Which message that is, ready.ts says.
 */
import type { SubscriptionTerms } from '../parcel';
import type { Hands } from './hands';
import type { QueueType } from './schema';

/** One instance of a service at one queue: subscribed, or holding something still, or both. */
export interface Consumer {
  readonly service: number;
  readonly instance: number;
  /** Seq of its latest ConsumerSubscribed fact; -1 once it is cancelled or closed. */
  subscribedSeq: number;
  terms: SubscriptionTerms;
  readonly hands: Hands;
  /** How many copies are in its hands. */
  holding: number;
}

export interface Line {
  readonly type: QueueType;
  readonly singleActive: boolean;
  /** By `consumerKey`. */
  readonly consumers: Map<number, Consumer>;
  /** Those who stand in line, first served first; with a single active consumer only that one. */
  readonly waiting: Consumer[];
  /** The single active consumer. */
  active: Consumer | undefined;
}

/** What a quorum queue gives a consumer that asks for no limit (Q4). */
const QUORUM_PREFETCH_MAX = 2000;

/** Nobody subscribed. */
export function emptyLine(type: QueueType, singleActive: boolean): Line {
  return { type, singleActive, consumers: new Map(), waiting: [], active: undefined };
}

/** Key of a consumer in `Line.consumers`; instances are fewer than 256. */
export function consumerKey(service: number, instance: number): number {
  return service * 256 + instance;
}

/** The first in line: the one who gets the next message. Ask only while a message is ready. */
export function nextInLine(line: Line): Consumer | undefined {
  const first: Consumer | undefined = line.waiting[0];
  return first !== undefined && isOutranked(line, first) ? undefined : first;
}

/** Q4: a newcomer, or one that subscribes again, is last among its equals. */
export function subscribe(line: Line, consumer: Consumer): void {
  leave(line, consumer);
  if (line.type === 'classic' || hasCredit(line, consumer)) enter(line, consumer);
}

/** Cancelled or closed: it gets nothing more, and what it holds stays where it is (Q6). */
export function unsubscribe(line: Line, consumer: Consumer): void {
  consumer.subscribedSeq = -1;
  leave(line, consumer);
  if (line.active === consumer) line.active = undefined;
}

/** Q3: whoever got a message goes to the end of its priority; quorum: unless it is full now. */
export function afterDelivery(line: Line, consumer: Consumer): void {
  leave(line, consumer);
  if (line.type === 'classic' || hasCredit(line, consumer)) enter(line, consumer);
}

/** Q3: one that left rejoins at the end once it has credit; one still in line stays put. */
export function afterSettlement(line: Line, consumer: Consumer): void {
  if (!line.waiting.includes(consumer) && hasCredit(line, consumer)) enter(line, consumer);
}

/** Q3, classic: those who are offered a ready message while they are full leave the line. */
export function passOverFull(line: Line): void {
  if (line.type !== 'classic') return;
  while (line.waiting.length > 0 && !hasCredit(line, line.waiting[0])) line.waiting.shift();
}

/** Q7: who should be the single active consumer now. */
export function rightfulActive(line: Line): Consumer | undefined {
  const { active } = line;
  if (active === undefined) return firstStandby(line);
  return active.holding === 0 && isOutranked(line, active) ? firstStandby(line) : active;
}

/** Q7: makes a consumer the single active one; the one before it stands by again. */
export function activate(line: Line, consumer: Consumer): void {
  if (line.active !== undefined) leave(line, line.active);
  line.active = consumer;
  subscribe(line, consumer);
}

/** Q4: how many unacked messages a consumer may hold. */
function limitOf(line: Line, { terms }: Consumer): number {
  if (terms.autoAck) return Infinity;
  if (terms.prefetch > 0) return terms.prefetch;
  return line.type === 'quorum' ? QUORUM_PREFETCH_MAX : Infinity;
}

function hasCredit(line: Line, consumer: Consumer): boolean {
  return consumer.holding < limitOf(line, consumer);
}

/** Takes its place behind all of at least its priority, if it may be served at all. */
function enter(line: Line, consumer: Consumer): void {
  if (consumer.subscribedSeq < 0) return;
  if (line.singleActive && line.active !== consumer) return;
  const { waiting } = line;
  let at = waiting.length;
  while (at > 0 && waiting[at - 1].terms.priority < consumer.terms.priority) at--;
  if (at === waiting.length) waiting.push(consumer);
  else waiting.splice(at, 0, consumer);
}

function leave(line: Line, consumer: Consumer): void {
  const { waiting } = line;
  if (waiting[0] === consumer) waiting.shift();
  else if (waiting.includes(consumer)) waiting.splice(waiting.indexOf(consumer), 1);
}

/**
 * Q7, quorum: a standby of higher priority is to take over, so the active one gets no more and
 * hands over as soon as it holds nothing.
 */
function isOutranked(line: Line, active: Consumer): boolean {
  if (!line.singleActive || line.type !== 'quorum') return false;
  const standby = firstStandby(line);
  return standby !== undefined && standby.terms.priority > active.terms.priority;
}

function firstStandby(line: Line): Consumer | undefined {
  let first: Consumer | undefined;
  for (const consumer of line.consumers.values()) {
    if (consumer.subscribedSeq < 0 || consumer === line.active) continue;
    if (first === undefined || standsBefore(line, consumer, first)) first = consumer;
  }
  return first;
}

/** Q7: by priority, in a quorum queue then by larger prefetch, then by subscription. */
function standsBefore(line: Line, left: Consumer, right: Consumer): boolean {
  const priority = left.terms.priority - right.terms.priority;
  if (priority !== 0) return priority > 0;
  if (line.type === 'quorum') {
    const [leftLimit, rightLimit] = [limitOf(line, left), limitOf(line, right)];
    if (leftLimit !== rightLimit) return leftLimit > rightLimit;
  }
  return left.subscribedSeq < right.subscribedSeq;
}
