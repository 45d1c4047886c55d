/** The state of a service: its instances, what they hold and how far each pass has come. */
import { type IntReader, type IntWriter, InvariantError } from '../../kernel';
import { type Activity, loadActivity, noActivity, saveActivity } from '../activity';
import { isStream, placeOf } from '../destinations';
import type { PartState, World } from '../part';
import type { Plan, PlannedPart } from '../plan';
import { loadProducing, noProducing, type Producing, saveProducing } from '../producers';
import { loadMembership, type Membership, newMembership, saveMembership } from './membership';
import { groupsOf, queuesOf, type ServiceConfig } from './schema';

/**
 * A message in an instance's hands. `from`: queue, stream or caller. While it waits in the inbox
 * `startedSeq` is -1; from then on it is a pass, one handler run over one message.
 */
export interface Held {
  readonly message: number;
  readonly from: number;
  readonly handouts: number;
  /** It must be acknowledged when the work is done. */
  readonly toAck: boolean;
  /** Seq of the RecordReceived fact, if it is a record of a stream; else -1. */
  readonly received: number;
  /** Seq of its HandlerStarted fact. */
  startedSeq: number;
  /** The agenda's number of its work timer; -1 once the work is done. */
  workOrder: number;
  /** Steps and logs that the handler has asked for so far. */
  effects: number;
  /** Seqs of the HandlerStepFinished facts, in order: the recorded answers. */
  answers: readonly number[];
  /** Steps that wait for an answer. */
  pending: readonly PendingStep[];
}

/** A step without an answer; `order`: the agenda's number of its deadline, or -1. */
export interface PendingStep {
  readonly step: number;
  readonly message: number;
  readonly order: number;
}

/** What most passes have none of; never written to. */
const NONE: readonly never[] = [];

/** A message that has just come in. */
export function newHeld(
  message: number,
  from: number,
  handouts: number,
  toAck: boolean,
  received = -1,
): Held {
  return {
    message,
    from,
    handouts,
    toAck,
    received,
    startedSeq: -1,
    workOrder: -1,
    effects: 0,
    answers: NONE,
    pending: NONE,
  };
}

/** One instance of one service. */
export interface Place {
  readonly service: number;
  readonly instance: number;
}

export interface Instance {
  alive: boolean;
  startedMs: number;
  readonly inbox: Held[];
  pass: Held | undefined;
  /** One for each group of the configuration, in its order. */
  readonly memberships: readonly Membership[];
}

/** Terms under which the instances consume a queue now. */
export interface Consumption {
  readonly queue: number;
  prefetch: number;
  autoAck: boolean;
  readonly priority: number;
}

export interface ServiceState extends PartState {
  readonly kind: 'service';
  readonly instances: Instance[];
  readonly consumes: Consumption[];
  deadSinceMs: number;
  readonly activity: Activity;
  readonly producing: Producing;
}

/** An instance of the service at an index, before it starts. */
export const newInstance = (plan: Plan, service: number): Instance => ({
  alive: false,
  startedMs: 0,
  inbox: [],
  pass: undefined,
  memberships: groupsOf(configOf(plan, service)).map(({ group }) =>
    newMembership(plan.indexOf(group)),
  ),
});

/** The state of the service at an index. */
export function serviceOf(world: World, index: number): ServiceState {
  const state = world.states[index];
  if (state.kind !== 'service') throw new InvariantError(`part ${index} is no service`);
  return state as ServiceState; // its kind says so
}

/** An instance that is there. */
export function instanceAt(world: World, { service, instance }: Place): Instance {
  return serviceOf(world, service).instances[instance];
}

/** The configuration of the service at an index. */
export function configOf(plan: Plan, index: number): ServiceConfig {
  return plan.parts[index].config as ServiceConfig; // checked by serviceSchema
}

/** The streams that a service produces to. */
export function streamsOf(plan: Plan, service: number): number[] {
  const { publishes } = configOf(plan, service);
  const parts = Object.values(publishes).map((one) => plan.indexOf(placeOf(one).id));
  return [...new Set(parts)].filter((part) => isStream(plan, part));
}

export function initialService(part: PlannedPart, plan: Plan): ServiceState {
  const config = configOf(plan, part.index);
  return {
    kind: 'service',
    instances: Array.from({ length: config.instances }, () => newInstance(plan, part.index)),
    consumes: queuesOf(config).map((one) => ({
      queue: plan.indexOf(one.queue),
      prefetch: one.prefetch,
      autoAck: one.acknowledge === 'onDelivery',
      priority: one.priority,
    })),
    deadSinceMs: -1,
    activity: noActivity(),
    producing: noProducing(),
  };
}

/** How many messages a service's living instances hold, the one at work included. */
export function holdingOf(service: ServiceState): number {
  let count = 0;
  for (const instance of service.instances) {
    if (instance.alive) count += heldBy(instance);
  }
  return count;
}

/** How many messages one instance holds. */
export function heldBy(instance: Instance): number {
  return instance.inbox.length + (instance.pass === undefined ? 0 : 1);
}

function saveHeld(held: Held, out: IntWriter): void {
  out.push(held.message);
  out.push(held.from);
  out.push(held.handouts);
  out.push(held.toAck ? 1 : 0);
  out.push(held.received);
  out.push(held.startedSeq);
  if (held.startedSeq < 0) return;
  out.push(held.workOrder);
  out.push(held.effects);
  out.list(held.answers);
  out.push(held.pending.length);
  for (const { step, message, order } of held.pending) {
    out.push(step);
    out.push(message);
    out.push(order);
  }
}

function loadHeld(input: IntReader): Held {
  const [message, from, handouts] = [input.next(), input.next(), input.next()];
  const held = newHeld(message, from, handouts, input.next() === 1, input.next());
  held.startedSeq = input.next();
  if (held.startedSeq < 0) return held;
  held.workOrder = input.next();
  held.effects = input.next();
  held.answers = input.list();
  held.pending = input.many(() => ({
    step: input.next(),
    message: input.next(),
    order: input.next(),
  }));
  return held;
}

function saveInstance(instance: Instance, out: IntWriter): void {
  const { alive, startedMs, inbox, pass, memberships } = instance;
  out.push(alive ? 1 : 0);
  out.push(startedMs);
  out.push(inbox.length);
  for (const held of inbox) saveHeld(held, out);
  out.push(pass === undefined ? 0 : 1);
  if (pass !== undefined) saveHeld(pass, out);
  out.push(memberships.length);
  for (const membership of memberships) saveMembership(membership, out);
}

function loadInstance(input: IntReader): Instance {
  return {
    alive: input.next() === 1,
    startedMs: input.next(),
    inbox: input.many(() => loadHeld(input)),
    pass: input.next() === 0 ? undefined : loadHeld(input),
    memberships: input.many(() => loadMembership(input)),
  };
}

export function saveService(state: ServiceState, out: IntWriter): void {
  out.push(state.deadSinceMs);
  saveActivity(state.activity, out);
  for (const { prefetch, autoAck } of state.consumes) {
    out.push(prefetch);
    out.push(autoAck ? 1 : 0);
  }
  out.push(state.instances.length);
  for (const instance of state.instances) saveInstance(instance, out);
  saveProducing(state.producing, out);
}

export function loadService(input: IntReader, part: PlannedPart, plan: Plan): ServiceState {
  const deadSinceMs = input.next();
  const activity = loadActivity(input);
  const consumes = initialService(part, plan).consumes.map((one) => ({
    ...one,
    prefetch: input.next(),
    autoAck: input.next() === 1,
  }));
  const instances = input.many(() => loadInstance(input));
  const producing = loadProducing(input);
  return { kind: 'service', deadSinceMs, activity, consumes, instances, producing };
}
