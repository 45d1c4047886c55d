/**
 * Services: several instances, each with an inbox and a handler that works on one message at a
 * time. What they do decide here; how a handler is run is in passes.ts.
 */
import { Column, drawInteger, type Json, streamOf } from '../../kernel';
import { isStream, placeOf, producerTerms, type ProducerTerms } from '../destinations';
import { FactKind, type Outcome } from '../facts';
import type { Intervention } from '../intervention';
import { setKey } from '../keys';
import { addInstance, killPart, removeInstance, revivePart } from '../lifecycle';
import { causationOf, dataOf, producerOf, typeOf } from '../messages';
import { dropParcel } from '../parcels';
import type { Decide, PartDefinition, Sim } from '../part';
import { packTerms, type Parcel, type Purpose, PurposeCode, unpackDelivery } from '../parcel';
import type { PlannedPart } from '../plan';
import { receiveProduced, type RecordOutcome, sendAgain } from '../producing';
import { Step } from '../steps';
import { serviceEvolve } from './evolve';
import { closeFormer, leave } from './leaving';
import { heartbeat, joinGroups, receiveFromGroup } from './member';
import { answerStep, asks, runOn } from './passes';
import {
  partitionDue,
  commitDue,
  receiveAcquired,
  receiveFetched,
  receiveFetchFailed,
  receiveRecord,
  recordStarted,
} from './reading';
import {
  configOf,
  type Held,
  heldBy,
  holdingOf,
  initialService,
  loadService,
  type Place,
  saveService,
  serviceOf,
  type ServiceState,
  streamsOf,
} from './state';

export { groupsOf, queuesOf, serviceSchema } from './schema';
export type { GroupConsumption, QueueConsumption, ServiceConfig } from './schema';
export { heldBy, holdingOf } from './state';
export type { Instance, ServiceState } from './state';

/** Requests an instance may have waiting; more are refused. */
const INBOX_MAX = 1000;

/** An idle instance with something in its inbox begins; processing time is drawn here. */
function startNext(sim: Sim, { service, instance }: Place, cause: number): void {
  const state = serviceOf(sim.world, service).instances[instance];
  if (!state.alive || state.pass !== undefined || state.inbox.length === 0) return;
  const held = state.inbox[0];
  const { message, from } = held;
  const untilMs = sim.nowMs + processingMs(sim, service, held);
  const kind = FactKind.HandlerStarted;
  const started = sim.state(kind, cause, service, instance, message, from, untilMs);
  if (held.received >= 0) recordStarted(sim, { service, instance }, held, started);
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
    const { outcome, value } = answerIn(sim, parcel);
    goOn(sim, place, () => answerStep(sim, place, step, outcome, value, parcel.sentSeq));
    return;
  }
  dropParcel(sim, parcel, 'stale');
}

/** What a parcel says to the step that waits for it. */
function answerIn(
  sim: Sim,
  { purpose, message }: Parcel,
): { readonly outcome: Outcome; readonly value: Json } {
  if (purpose === 'reply') return { outcome: 'ok', value: dataOf(sim, message) };
  if (purpose === 'refused') return { outcome: 'refused', value: 'the call was refused' };
  if (purpose !== 'unconfirmed') return { outcome: 'ok', value: null };
  return { outcome: 'refused', value: 'the broker turned it away' };
}

/** A confirmation: of a publication by an exchange, of a transaction's end by a stream. */
function receiveConfirm(sim: Sim, parcel: Parcel): void {
  const { from, to, instance, sentSeq } = parcel;
  if (!isStream(sim.plan, from)) receiveAnswer(sim, parcel);
  else sim.state(FactKind.TransactionConfirmed, sentSeq, to, instance, from);
}

/** The terms under which a service produced a message. */
const recordTerms =
  (sim: Sim, service: number) =>
  (message: number): ProducerTerms => {
    const { publishes } = configOf(sim.plan, service);
    return producerTerms(placeOf(publishes[typeOf(sim, message)]).terms);
  };

/** A record was taken or given up: the step that waits for it has its answer. */
function answerRecord(sim: Sim, service: number, outcome: RecordOutcome | undefined): void {
  if (outcome === undefined) return;
  const { instance, message, error, cause } = outcome;
  const { pass } = serviceOf(sim.world, service).instances[instance];
  const step = pass?.pending.find((one) => one.message === message);
  // What a handler did not wait for may be answered after its end.
  if (step === undefined) return;
  const place = { service, instance };
  const value = error === undefined ? null : `the stream did not take it: ${error}`;
  goOn(sim, place, () =>
    answerStep(sim, place, step, error === undefined ? 'ok' : 'failed', value, cause),
  );
}

const recordDue: Decide = (sim, cause, service, prepared) => {
  const { producing } = serviceOf(sim.world, service);
  const outcome = sendAgain(sim, cause, prepared, producing, recordTerms(sim, service));
  answerRecord(sim, service, outcome);
};

function receiveRecordAnswer(sim: Sim, parcel: Parcel): void {
  const { producing } = serviceOf(sim.world, parcel.to);
  const outcome = receiveProduced(sim, parcel, producing, recordTerms(sim, parcel.to));
  answerRecord(sim, parcel.to, outcome);
}

/** A record of a stream, or of a share group, for an instance. */
function receiveReading(sim: Sim, parcel: Parcel): void {
  const received =
    parcel.purpose === 'record' ? receiveRecord(sim, parcel) : receiveAcquired(sim, parcel);
  if (received >= 0) startNext(sim, { service: parcel.to, instance: parcel.instance }, received);
}

/** Starts an instance: it subscribes to the service's queues and joins its groups. */
function startInstance(sim: Sim, service: number, instance: number, cause: number): number {
  const seq = sim.state(FactKind.InstanceStarted, cause, service, instance, -1);
  for (const { queue, ...terms } of serviceOf(sim.world, service).consumes) {
    sim.send(seq, service, queue, PurposeCode.subscribe, -1, instance, packTerms(terms));
  }
  closeFormer(sim, service, instance, seq);
  joinGroups(sim, { service, instance }, seq);
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
  const asked = [...(pass === undefined ? [] : [pass]), ...inbox].filter(({ from }) =>
    asks(sim, from),
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
        leave(sim, { service: index, instance: last }, cause);
        const seq = stopInstance(sim, index, last, cause, FactKind.InstanceRemoved);
        closeConnections(sim, index, last, seq);
      });
    case 'SetConsumption':
      return changeConsumption(sim, part, intervention);
    case 'SetKey':
      return setKey(sim, index, streamsOf(sim.plan, index), intervention);
    case 'SetRate':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
    case 'MoveOffset':
      return 'notPossible';
  }
}

type Receive = (sim: Sim, parcel: Parcel) => void;

const RECEIVE: { readonly [P in Purpose]?: Receive } = {
  deliver: receiveDelivery,
  request: receiveRequest,
  confirm: receiveConfirm,
  unconfirmed: receiveAnswer,
  reply: receiveAnswer,
  refused: receiveAnswer,
  produced: receiveRecordAnswer,
  unproduced: receiveRecordAnswer,
  record: receiveReading,
  acquired: receiveReading,
  fetched: receiveFetched,
  fetchFailed: receiveFetchFailed,
  assigned: receiveFromGroup,
  rebalance: receiveFromGroup,
  fenced: receiveFromGroup,
  committed: receiveFromGroup,
};

function receive(sim: Sim, parcel: Parcel): void {
  const answer = RECEIVE[parcel.purpose];
  if (answer === undefined) dropParcel(sim, parcel, 'unroutable');
  else answer(sim, parcel);
}

export const servicePart: PartDefinition<ServiceState> = {
  kind: 'service',
  initial: initialService,
  save: saveService,
  load: loadService,
  evolve: serviceEvolve,
  decide: {
    [Step.workDone]: workDone,
    [Step.stepDeadline]: stepDeadline,
    [Step.recordDue]: recordDue,
    [Step.heartbeat]: heartbeat,
    [Step.partitionDue]: partitionDue,
    [Step.commitDue]: commitDue,
  },
  start: (sim, part, cause) => {
    serviceOf(sim.world, part.index).instances.forEach((_, instance) =>
      startInstance(sim, part.index, instance, cause),
    );
  },
  receive,
  intervene,
};
