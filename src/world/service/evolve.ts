/** How facts change a service. Nothing is decided and nothing drawn here. */
import { InvariantError } from '../../kernel';
import { countActivity } from '../activity';
import { FactKind, OUTCOMES } from '../facts';
import type { Evolve, World } from '../part';
import { Step } from '../steps';
import { type Held, type Instance, newHeld, newInstance, serviceOf } from './state';

/** InstanceStarted: a new one joins at the end, or a dead one comes back empty. */
const instanceStarted: Evolve = (world, row) => {
  const { instances } = serviceOf(world, row.a);
  while (instances.length <= row.b) instances.push(newInstance());
  instances[row.b].alive = true;
  instances[row.b].startedMs = row.atMs;
};

/** Forgets all that an instance held; its timers go with it. */
function empty(world: World, instance: Instance): void {
  instance.alive = false;
  instance.inbox.length = 0;
  const { pass } = instance;
  if (pass === undefined) return;
  if (pass.workOrder >= 0) world.agenda.cancel(pass.workOrder);
  for (const { order } of pass.pending) if (order >= 0) world.agenda.cancel(order);
  instance.pass = undefined;
}

const instanceKilled: Evolve = (world, row) =>
  empty(world, serviceOf(world, row.a).instances[row.b]);

const instanceRemoved: Evolve = (world, row) => {
  const { instances } = serviceOf(world, row.a);
  empty(world, instances[row.b]);
  instances.length = row.b;
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

/** HandlerCompleted, HandlerFailed: the pass is over; what it still waited for is forgotten. */
const passEnded: Evolve = (world, row) => {
  const service = serviceOf(world, row.a);
  const instance = service.instances[row.b];
  for (const { order } of instance.pass?.pending ?? []) {
    if (order >= 0) world.agenda.cancel(order);
  }
  instance.pass = undefined;
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
};
