/**
 * Services: several instances, each with an inbox and a handler that works on one message at a
 * time. What they do decide here; how a handler is run is in passes.ts.
 */
import { Column, drawInteger, streamOf } from '../../kernel';
import { FactKind } from '../facts';
import type { Intervention } from '../intervention';
import { addInstance, killPart, removeInstance, revivePart } from '../lifecycle';
import { causationOf, dataOf, producerOf } from '../messages';
import { dropParcel } from '../parcels';
import type { Decide, PartDefinition, Sim } from '../part';
import { packTerms, type Parcel, PurposeCode, unpackDelivery } from '../parcel';
import type { PlannedPart } from '../plan';
import { Step } from '../steps';
import { serviceEvolve } from './evolve';
import { answerStep, isQueue, type Place, runOn } from './passes';
import {
  configOf,
  type Held,
  heldBy,
  holdingOf,
  initialService,
  loadService,
  saveService,
  serviceOf,
  type ServiceState,
} from './state';

export { serviceSchema } from './schema';
export type { ServiceConfig } from './schema';
export { heldBy, holdingOf } from './state';
export type { Instance, ServiceState } from './state';

/** Requests an instance may have waiting; more are refused. */
const INBOX_MAX = 1000;

/** An idle instance with something in its inbox begins; processing time is drawn here. */
function startNext(sim: Sim, { service, instance }: Place, cause: number): void {
  const state = serviceOf(sim.world, service).instances[instance];
  if (!state.alive || state.pass !== undefined || state.inbox.length === 0) return;
  const { message, from } = state.inbox[0];
  const untilMs = sim.nowMs + processingMs(sim, service, state.inbox[0]);
  sim.state(FactKind.HandlerStarted, cause, service, instance, message, from, untilMs);
}

/**
 * Processing time of a message, drawn by the message and its delivery: the same message takes
 * the same time in every branch, whoever handles it.
 */
function processingMs(sim: Sim, service: number, { message, handouts }: Held): number {
  const { id, workMs } = configOf(sim.plan, service);
  const producer = sim.plan.parts[producerOf(sim.journal, message)];
  const stream = streamOf(sim.plan.seed, `work/${id}/${producer.id}`);
  const ordinal = sim.journal.read(message, Column.b) * 64 + handouts;
  return drawInteger(stream, ordinal, workMs.min, workMs.max);
}

/** Lets the handler go on, and takes the next message if that ended it. */
function goOn(sim: Sim, place: Place, run: () => void): void {
  run();
  startNext(sim, place, sim.journal.length - 1);
}

const workDone: Decide = (sim, cause) => {
  const place = {
    service: sim.journal.read(cause, Column.a),
    instance: sim.journal.read(cause, Column.b),
  };
  goOn(sim, place, () => runOn(sim, place, cause));
};

const stepDeadline: Decide = (sim, cause) => {
  const { journal } = sim;
  const place = { service: journal.read(cause, Column.a), instance: journal.read(cause, Column.b) };
  const step = { step: journal.read(cause, Column.c), message: journal.read(cause, Column.d) };
  goOn(sim, place, () => answerStep(sim, place, step, 'timedOut', 'no answer in time', cause));
};

/** A message for an instance: from a queue to the one it was delivered to. */
function receiveDelivery(sim: Sim, parcel: Parcel): void {
  const instance = serviceOf(sim.world, parcel.to).instances[parcel.instance];
  if (instance === undefined || !instance.alive) {
    dropParcel(sim, parcel, 'receiverDown');
  } else if (parcel.sentMs < instance.startedMs) {
    dropParcel(sim, parcel, 'stale');
  } else {
    take(sim, { service: parcel.to, instance: parcel.instance }, parcel);
  }
}

function take(sim: Sim, place: Place, parcel: Parcel): void {
  const delivered = parcel.purpose === 'deliver';
  const { handouts, autoAck } = delivered
    ? unpackDelivery(parcel.argument)
    : { handouts: 1, autoAck: true };
  const seq = sim.state(
    FactKind.MessageReceived,
    parcel.sentSeq,
    place.service,
    place.instance,
    parcel.message,
    parcel.from,
    handouts,
    autoAck ? 0 : 1,
  );
  startNext(sim, place, seq);
}

/** A request goes to the living instance with the least in its hands. */
function receiveRequest(sim: Sim, parcel: Parcel): void {
  const { instances } = serviceOf(sim.world, parcel.to);
  let least = -1;
  instances.forEach((instance, index) => {
    if (!instance.alive || heldBy(instance) >= INBOX_MAX) return;
    if (least < 0 || heldBy(instance) < heldBy(instances[least])) least = index;
  });
  if (least >= 0) {
    take(sim, { service: parcel.to, instance: least }, parcel);
    return;
  }
  const seq = dropParcel(sim, parcel, 'receiverDown');
  sim.send(seq, parcel.to, parcel.from, PurposeCode.refused, parcel.message);
}

/** An answer for a waiting step, found by the message that asked. */
function receiveAnswer(sim: Sim, parcel: Parcel): void {
  const { journal } = sim;
  const asked = parcel.purpose === 'reply' ? causationOf(journal, parcel.message) : parcel.message;
  const { instances } = serviceOf(sim.world, parcel.to);
  for (let instance = 0; instance < instances.length; instance++) {
    const step = instances[instance].pass?.pending.find(({ message }) => message === asked);
    if (step === undefined) continue;
    const place = { service: parcel.to, instance };
    const outcome = parcel.purpose === 'refused' ? 'refused' : 'ok';
    const value =
      parcel.purpose === 'reply'
        ? dataOf(sim, parcel.message)
        : parcel.purpose === 'refused'
          ? 'the call was refused'
          : null;
    goOn(sim, place, () => answerStep(sim, place, step, outcome, value, parcel.sentSeq));
    return;
  }
  dropParcel(sim, parcel, 'stale');
}

/** Starts an instance and subscribes it to the service's queues. */
function startInstance(sim: Sim, service: number, instance: number, cause: number): number {
  const seq = sim.state(FactKind.InstanceStarted, cause, service, instance, -1);
  for (const { queue, ...terms } of serviceOf(sim.world, service).consumes) {
    sim.send(seq, service, queue, PurposeCode.subscribe, -1, instance, packTerms(terms));
  }
  return seq;
}

/**
 * Stops an instance; whoever waits for its answer is refused. Its connections to brokers close
 * too, unless the whole service dies: then all of them close as one (`closeConnections`).
 */
function stopInstance(
  sim: Sim,
  service: number,
  instance: number,
  cause: number,
  kind: number,
): number {
  const state = serviceOf(sim.world, service);
  const { inbox, pass } = state.instances[instance];
  const asked = [...(pass === undefined ? [] : [pass]), ...inbox].filter(
    ({ from }) => !isQueue(sim, from),
  );
  const seq = sim.state(kind, cause, service, instance, heldBy(state.instances[instance]));
  sim.passages.delete(service * 256 + instance);
  for (const { from, message } of asked) {
    sim.send(seq, service, from, PurposeCode.refused, message, instance);
  }
  return seq;
}

/** Brokers see connections close: one instance's, or all of the service's at once (-1). */
function closeConnections(sim: Sim, service: number, instance: number, cause: number): void {
  for (const { queue } of serviceOf(sim.world, service).consumes) {
    sim.send(cause, service, queue, PurposeCode.closed, -1, instance);
  }
}

function kill(sim: Sim, service: number, instance: number | undefined): string | undefined {
  const state = serviceOf(sim.world, service);
  let whole = -1;
  const refusal = killPart(sim, service, state, instance, holdingOf(state), (one, cause) => {
    const seq = stopInstance(sim, service, one, cause, FactKind.InstanceKilled);
    if (cause < 0) closeConnections(sim, service, one, seq);
    else whole = cause;
  });
  if (whole >= 0) closeConnections(sim, service, -1, whole);
  return refusal;
}

function changeConsumption(
  sim: Sim,
  part: PlannedPart,
  intervention: Extract<Intervention, { kind: 'SetConsumption' }>,
): string | undefined {
  const queue = sim.plan.indexOf(intervention.queue);
  const state = serviceOf(sim.world, part.index);
  const one = state.consumes.find((consumption) => consumption.queue === queue);
  if (one === undefined) return 'notConsumed';
  const autoAck = intervention.acknowledge === 'onDelivery';
  const seq = sim.state(
    FactKind.ConsumptionChanged,
    -1,
    part.index,
    queue,
    intervention.prefetch,
    autoAck ? 1 : 0,
  );
  state.instances.forEach((instance, index) => {
    if (!instance.alive) return;
    sim.send(seq, part.index, queue, PurposeCode.subscribe, -1, index, packTerms(one));
  });
  return undefined;
}

function intervene(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined {
  const { index } = part;
  const state = serviceOf(sim.world, index);
  const start = (one: number, cause: number): number => startInstance(sim, index, one, cause);
  switch (intervention.kind) {
    case 'Kill':
      return kill(sim, index, intervention.instance);
    case 'Revive':
      return revivePart(sim, index, state, intervention.instance, start);
    case 'AddInstance':
      return addInstance(sim, index, state, start);
    case 'RemoveInstance':
      return removeInstance(sim, index, state, holdingOf(state), (last, cause) => {
        const seq = stopInstance(sim, index, last, cause, FactKind.InstanceRemoved);
        closeConnections(sim, index, last, seq);
      });
    case 'SetConsumption':
      return changeConsumption(sim, part, intervention);
    case 'SetRate':
    case 'Settle':
    case 'Purge':
      return 'notPossible';
  }
}

function receive(sim: Sim, parcel: Parcel): void {
  switch (parcel.purpose) {
    case 'deliver':
      return receiveDelivery(sim, parcel);
    case 'request':
      return receiveRequest(sim, parcel);
    case 'confirm':
    case 'reply':
    case 'refused':
      return receiveAnswer(sim, parcel);
    case 'publish':
    case 'ack':
    case 'requeue':
    case 'reject':
    case 'subscribe':
    case 'cancel':
    case 'closed':
      dropParcel(sim, parcel, 'unroutable');
  }
}

export const servicePart: PartDefinition<ServiceState> = {
  kind: 'service',
  initial: initialService,
  save: saveService,
  load: loadService,
  evolve: serviceEvolve,
  decide: { [Step.workDone]: workDone, [Step.stepDeadline]: stepDeadline },
  start: (sim, part, cause) => {
    serviceOf(sim.world, part.index).instances.forEach((_, instance) =>
      startInstance(sim, part.index, instance, cause),
    );
  },
  receive,
  intervene,
};
