/** How facts change a service. Nothing is decided and nothing drawn here. */
import { InvariantError } from '../../kernel';
import { countActivity } from '../activity';
import { FactKind, OUTCOMES } from '../facts';
import type { Evolve, Row, World } from '../part';
import { beginProducer, closeTransactions, endProducer, producingEvolve } from '../producing';
import { Step } from '../steps';
import { endMembership, memberEvolve, recordHandled, recordTaken } from './memberEvolve';
import { configOf, type Held, newHeld, newInstance, serviceOf, type ServiceState } from './state';

/** InstanceStarted: a new one joins at the end, or a dead one comes back empty. */
const instanceStarted: Evolve = (world, row) => {
  const { instances, producing } = serviceOf(world, row.a);
  while (instances.length <= row.b) instances.push(newInstance(world.plan, row.a));
  instances[row.b].alive = true;
  instances[row.b].startedMs = row.atMs;
  beginProducer(producing, row.b);
};

/** Forgets all that an instance held; its timers go with it. */
function empty(world: World, service: ServiceState, at: number): void {
  const instance = service.instances[at];
  endProducer(world, service.producing, at);
  for (const membership of instance.memberships) endMembership(world, membership);
  instance.alive = false;
  instance.inbox.length = 0;
  const { pass } = instance;
  if (pass === undefined) return;
  if (pass.workOrder >= 0) world.agenda.cancel(pass.workOrder);
  for (const { order } of pass.pending) if (order >= 0) world.agenda.cancel(order);
  instance.pass = undefined;
}

const instanceKilled: Evolve = (world, row) => empty(world, serviceOf(world, row.a), row.b);

const instanceRemoved: Evolve = (world, row) => {
  const service = serviceOf(world, row.a);
  empty(world, service, row.b);
  service.instances.length = row.b;
};

const messageReceived: Evolve = (world, row) => {
  const { inbox } = serviceOf(world, row.a).instances[row.b];
  inbox.push(newHeld(row.c, row.d, row.e, row.f === 1));
};

const handlerStarted: Evolve = (world, row) => {
  const instance = serviceOf(world, row.a).instances[row.b];
  const held = instance.inbox.shift();
  if (held === undefined) throw new InvariantError('a handler without a message', 0, row.seq);
  held.startedSeq = row.seq;
  held.workOrder = world.agenda.schedule(row.e, Step.workDone, row.seq);
  instance.pass = held;
  recordTaken(world, instance, held);
};

/** The pass that an instance is in. */
export function passOf(world: World, service: number, instance: number): Held {
  const pass = serviceOf(world, service).instances[instance].pass;
  if (pass === undefined) throw new InvariantError('an instance without a pass');
  return pass;
}

const stepStarted: Evolve = (world, row) => {
  const pass = passOf(world, row.a, row.b);
  pass.workOrder = -1;
  pass.effects++;
  const order = row.e < 0 ? -1 : world.agenda.schedule(row.e, Step.stepDeadline, row.seq);
  pass.pending = [...pass.pending, { step: row.c, message: row.d, order }];
};

const TIMED_OUT = OUTCOMES.indexOf('timedOut');

const stepFinished: Evolve = (world, row) => {
  const pass = passOf(world, row.a, row.b);
  const step = pass.pending.find((one) => one.step === row.c);
  if (step === undefined) {
    // It failed before it could begin.
    pass.workOrder = -1;
    pass.effects++;
  } else {
    pass.pending = pass.pending.filter((one) => one !== step);
    // A deadline that was reached left the agenda with the step that reached it.
    if (step.order >= 0 && row.e !== TIMED_OUT) world.agenda.cancel(step.order);
  }
  pass.answers = [...pass.answers, row.seq];
};

const logged: Evolve = (world, row) => {
  const pass = passOf(world, row.a, row.b);
  pass.workOrder = -1;
  pass.effects++;
};

/** A record counts as handled, too, when its handler threw and it is skipped. */
const countsAsHandled = (world: World, row: Row): boolean =>
  world.journal.kind(row.seq) === FactKind.HandlerCompleted ||
  configOf(world.plan, row.a).onError === 'reject';

/** HandlerCompleted, HandlerFailed: the pass is over; what it still waited for is forgotten. */
const passEnded: Evolve = (world, row) => {
  const service = serviceOf(world, row.a);
  const instance = service.instances[row.b];
  const { pass } = instance;
  for (const { order } of pass?.pending ?? []) {
    if (order >= 0) world.agenda.cancel(order);
  }
  instance.pass = undefined;
  if (pass !== undefined && pass.received >= 0 && countsAsHandled(world, row)) {
    recordHandled(world, row.a, row.b, pass, row);
  }
  closeTransactions(service.producing, row.b);
  countActivity(service.activity, row.atMs);
};

export const serviceEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.InstanceStarted]: instanceStarted,
  [FactKind.InstanceKilled]: instanceKilled,
  [FactKind.InstanceRemoved]: instanceRemoved,
  [FactKind.ServiceKilled]: (world, row) => {
    serviceOf(world, row.a).deadSinceMs = row.atMs;
  },
  [FactKind.ServiceRevived]: (world, row) => {
    serviceOf(world, row.a).deadSinceMs = -1;
  },
  [FactKind.ConsumptionChanged]: (world, row) => {
    const one = serviceOf(world, row.a).consumes.find(({ queue }) => queue === row.b);
    if (one === undefined) return;
    one.prefetch = row.c;
    one.autoAck = row.d === 1;
  },
  [FactKind.MessageReceived]: messageReceived,
  [FactKind.HandlerStarted]: handlerStarted,
  [FactKind.HandlerStepStarted]: stepStarted,
  [FactKind.HandlerStepFinished]: stepFinished,
  [FactKind.HandlerLogged]: logged,
  [FactKind.HandlerCompleted]: passEnded,
  [FactKind.HandlerFailed]: passEnded,
  ...producingEvolve((world, service) => serviceOf(world, service).producing, Step.recordDue),
  ...memberEvolve,
  [FactKind.PublishRefused]: () => undefined,
};
