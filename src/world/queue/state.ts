/** Owns the state of a queue as a whole and its form as a row of integers, no rule of it. */
import { type IntReader, type IntWriter, InvariantError } from '../../kernel';
import { type Activity, loadActivity, noActivity, saveActivity } from '../activity';
import type { PartState, World } from '../part';
import type { PlannedPart } from '../plan';
import { forEachHeld, hold } from './hands';
import { type Consumer, consumerKey, emptyLine, type Line } from './line';
import {
  type Entry,
  loadEntry,
  loadReady,
  noneReady,
  type Ready,
  saveEntry,
  saveReady,
} from './ready';
import type { QueueConfig } from './schema';

/** A message in the dead-letter tray (Q10). */
export interface DeadLetter {
  readonly entry: Entry;
  /** Position in DEATH_REASONS. */
  readonly reason: number;
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
}

/** The state of the queue at an index. */
export function queueOf(world: World, index: number): QueueState {
  const state = world.states[index];
  if (state.kind !== 'queue') throw new InvariantError(`part ${index} is no queue`);
  return state as QueueState; // its kind says so
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
    ready: noneReady(config.type),
    line: emptyLine(config.type, config.singleActiveConsumer),
    unacked: 0,
    dead: [],
    activity: noActivity(),
  };
}

export function saveQueue(queue: QueueState, out: IntWriter): void {
  const { ready, line, dead, activity } = queue;
  saveActivity(activity, out);
  saveReady(ready, out);
  out.push(dead.length);
  for (const { entry, reason } of dead) {
    saveEntry(entry, out);
    out.push(reason);
  }
  out.push(line.consumers.size);
  for (const consumer of line.consumers.values()) saveConsumer(consumer, out);
  out.list(line.waiting.map(keyOf));
  out.list(line.active === undefined ? [] : [keyOf(line.active)]);
}

export function loadQueue(input: IntReader, part: PlannedPart): QueueState {
  const initial = initialQueue(part);
  const { line } = initial;
  const activity = loadActivity(input);
  const ready = loadReady(line.type, input);
  const dead = input.many(() => ({
    entry: loadEntry(input),
    reason: input.next(),
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
  return { ...initial, activity, ready, dead, unacked };
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
