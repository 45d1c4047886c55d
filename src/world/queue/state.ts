/** Owns the state of a queue as a whole and its form as a row of integers, no rule of it. */
import { type IntReader, type IntWriter, InvariantError } from '../../kernel';
import { type Activity, loadActivity, noActivity, saveActivity } from '../activity';
import type { PartState, World } from '../part';
import type { Plan, PlannedPart } from '../plan';
import { forEachHeld, hold } from './hands';
import { type Consumer, consumerKey, emptyLine, type Line } from './line';
import { type Entry, loadEntry, NEVER_MS, saveEntry } from './lane';
import { loadReady, noneReady, type Ready, saveReady } from './ready';
import type { QueueConfig } from './schema';
import { initialSettings, loadSettings, type QueueSettings, saveSettings } from './settings';

/** A message in the dead-letter tray (Q10). */
export interface DeadLetter {
  readonly entry: Entry;
  /** Position in DEATH_REASONS. */
  readonly reason: number;
  /** Seq of the MessageDeadLettered fact. */
  readonly diedSeq: number;
}

/** The agenda's step for the message at the head that expires (Q8). */
export interface ExpiryTimer {
  /** That message's time; NEVER_MS while nothing is pending. */
  dueMs: number;
  /** By which the agenda knows the step. */
  order: number;
}

export interface QueueState extends PartState {
  readonly kind: 'queue';
  readonly ready: Ready;
  readonly line: Line;
  /** How many copies are in consumers' hands. */
  unacked: number;
  /** The dead-letter tray, oldest first. */
  readonly dead: DeadLetter[];
  /** Copies enqueued: of late, and in all. */
  readonly activity: Activity;
  readonly settings: QueueSettings;
  readonly timer: ExpiryTimer;
  /** Quorum: it was too long and refuses what is published to it (Q9). */
  blocked: boolean;
}

/** The state of the queue at an index. */
export function queueOf(world: World, index: number): QueueState {
  const state = world.states[index];
  if (state.kind !== 'queue') throw new InvariantError(`part ${index} is no queue`);
  return state as QueueState; // its kind says so
}

/** The configuration of the queue at an index. */
export function queueConfigOf(plan: Plan, index: number): QueueConfig {
  return plan.parts[index].config as QueueConfig; // checked by queueSchema
}

/** A consumer by service and instance; undefined if it neither subscribed nor holds anything. */
export function consumerOf(
  queue: QueueState,
  service: number,
  instance: number,
): Consumer | undefined {
  return queue.line.consumers.get(consumerKey(service, instance));
}

export function initialQueue(part: PlannedPart): QueueState {
  const config = part.config as QueueConfig; // checked by queueSchema
  return {
    kind: 'queue',
    ready: noneReady(config.type, config.maxPriority),
    line: emptyLine(config.type, config.singleActiveConsumer),
    unacked: 0,
    dead: [],
    activity: noActivity(),
    settings: initialSettings(config),
    timer: { dueMs: NEVER_MS, order: -1 },
    blocked: false,
  };
}

export function saveQueue(queue: QueueState, out: IntWriter): void {
  const { ready, line, dead, activity, settings, timer, blocked } = queue;
  saveActivity(activity, out);
  saveSettings(settings, out);
  out.push(timer.dueMs);
  out.push(timer.order);
  out.push(blocked ? 1 : 0);
  saveReady(ready, out);
  out.push(dead.length);
  for (const { entry, reason, diedSeq } of dead) {
    saveEntry(entry, out);
    out.push(reason);
    out.push(diedSeq);
  }
  out.push(line.consumers.size);
  for (const consumer of line.consumers.values()) saveConsumer(consumer, out);
  out.list(line.waiting.map(keyOf));
  out.list(line.active === undefined ? [] : [keyOf(line.active)]);
}

export function loadQueue(input: IntReader, part: PlannedPart): QueueState {
  const initial = initialQueue(part);
  const { line, ready, settings } = initial;
  const activity = loadActivity(input);
  loadSettings(settings, input);
  const timer = { dueMs: input.next(), order: input.next() };
  const blocked = input.next() === 1;
  loadReady(ready, input);
  const dead = input.many(() => ({
    entry: loadEntry(input),
    reason: input.next(),
    diedSeq: input.next(),
  }));
  let unacked = 0;
  for (let count = input.next(); count > 0; count--) {
    const consumer = loadConsumer(input);
    line.consumers.set(keyOf(consumer), consumer);
    unacked += consumer.holding;
  }
  const consumerAt = (key: number): Consumer => {
    const consumer = line.consumers.get(key);
    if (consumer === undefined) throw new InvariantError(`no consumer ${key} in a saved queue`);
    return consumer;
  };
  for (const key of input.list()) line.waiting.push(consumerAt(key));
  for (const key of input.list()) line.active = consumerAt(key);
  return { ...initial, activity, timer, blocked, dead, unacked };
}

function keyOf({ service, instance }: Consumer): number {
  return consumerKey(service, instance);
}

function saveConsumer(consumer: Consumer, out: IntWriter): void {
  const { terms } = consumer;
  out.push(consumer.service);
  out.push(consumer.instance);
  out.push(consumer.subscribedSeq);
  out.push(terms.prefetch);
  out.push(terms.autoAck ? 1 : 0);
  out.push(terms.priority);
  out.push(consumer.holding);
  forEachHeld(consumer.hands, (entry) => {
    saveEntry(entry, out);
    out.push(entry.deliveredSeq);
  });
}

function loadConsumer(input: IntReader): Consumer {
  const consumer: Consumer = {
    service: input.next(),
    instance: input.next(),
    subscribedSeq: input.next(),
    terms: { prefetch: input.next(), autoAck: input.next() === 1, priority: input.next() },
    hands: new Map(),
    holding: input.next(),
  };
  for (let count = consumer.holding; count > 0; count--) {
    const entry = loadEntry(input);
    entry.deliveredSeq = input.next();
    hold(consumer.hands, entry);
  }
  return consumer;
}
