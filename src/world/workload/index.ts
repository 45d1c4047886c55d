/**
 * Workloads: customers who place requests and wait for answers, or producers who publish. Each
 * instance comes by a rhythm of its own.
 */
import { drawExponential, drawInteger, type Json, streamOf } from '../../kernel';
import { countActivity } from '../activity';
import { producerTerms, type ProducerTerms, propertiesUnder } from '../destinations';
import { FactKind, OUTCOMES } from '../facts';
import type { Intervention } from '../intervention';
import { setKey, termsNow } from '../keys';
import { addInstance, killPart, removeInstance, revivePart } from '../lifecycle';
import { causationOf, createMessage, type MessageProperties } from '../messages';
import { dropParcel } from '../parcels';
import type { Decide, Evolve, PartDefinition, Sim, World } from '../part';
import { type Parcel, PurposeCode } from '../parcel';
import type { Plan, PlannedPart } from '../plan';
import {
  beginProducer,
  endProducer,
  produce,
  producingEvolve,
  receiveProduced,
  sendAgain,
} from '../producing';
import { LAST_MS } from '../schemas';
import { Step } from '../steps';
import type { WorkloadField } from './schema';
import {
  configOf,
  initialWorkload,
  loadWorkload,
  newInstance,
  saveWorkload,
  workloadOf,
  type WorkloadState,
} from './state';

export { workloadSchema } from './schema';
export type { WorkloadConfig } from './schema';
export type { WorkloadState } from './state';

/** When an instance comes next, after `nowMs`; -1 for never. */
function nextArrivalMs(sim: Sim, index: number, instance: number, arrivals: number): number {
  const { id, pattern } = configOf(sim.plan, index);
  const { perSecondMilli } = workloadOf(sim.world, index);
  const stream = streamOf(sim.plan.seed, `arrivals/${id}/${instance}`);
  switch (pattern.kind) {
    case 'list':
      return pattern.at[arrivals] === undefined
        ? -1
        : Math.max(sim.nowMs, pattern.at[arrivals].atMs);
    case 'burst':
      return sim.nowMs + (arrivals === 0 || arrivals % pattern.count !== 0 ? 0 : pattern.everyMs);
    case 'steady': {
      if (perSecondMilli === 0) return -1;
      const gap = 1_000_000 / perSecondMilli;
      const jitter = Math.min(pattern.jitterMs, Math.floor(gap / 2));
      const drawn = drawInteger(stream, arrivals, -jitter, jitter);
      const nextMs = sim.nowMs + Math.max(1, Math.round(gap) + drawn);
      // At a rate near none the gap is longer than all the time there is.
      return nextMs > LAST_MS ? -1 : nextMs;
    }
    case 'random': {
      if (perSecondMilli === 0) return -1;
      const gap = drawExponential(stream, arrivals, 1_000_000 / perSecondMilli);
      return sim.nowMs + Math.min(1_000_000, Math.max(1, Math.round(gap)));
    }
  }
}

function fieldValue(field: WorkloadField, stream: number, ordinal: number): Json {
  if (typeof field !== 'object' || field === null) return field;
  if ('oneOf' in field) return field.oneOf[drawInteger(stream, ordinal, 0, field.oneOf.length - 1)];
  if ('between' in field) return drawInteger(stream, ordinal, field.between[0], field.between[1]);
  return ordinal + 1;
}

/** The data of a workload's next message; null where the pattern says so. */
function nextData(sim: Sim, index: number, arrivals: number): Json {
  const { id, sends, pattern } = configOf(sim.plan, index);
  const ordinal = sim.world.created[index];
  const listed = pattern.kind === 'list' ? pattern.at[arrivals]?.data : undefined;
  if (listed === null) return null;
  const data: Record<string, Json> = {};
  for (const [name, field] of Object.entries(sends.data)) {
    data[name] = fieldValue(field, streamOf(sim.plan.seed, `data/${id}/${name}`), ordinal);
  }
  return { ...data, ...listed };
}

/** What goes with a workload's next message: what `sends` says, and the pattern over it. */
function nextProperties(
  sim: Sim,
  index: number,
  arrivals: number,
  data: Json,
): MessageProperties | undefined {
  const { sends, pattern } = configOf(sim.plan, index);
  const { producing } = workloadOf(sim.world, index);
  const to = sim.plan.indexOf(sends.to);
  const usual = propertiesUnder(termsNow(sim, producing, to, sends), data);
  const listed = pattern.kind === 'list' ? pattern.at[arrivals] : undefined;
  if (listed === undefined) return usual;
  return {
    key: listed.key === undefined ? usual.key : (listed.key ?? undefined),
    routingKey: listed.routingKey ?? usual.routingKey,
    priority: listed.priority ?? usual.priority,
    ttlMs: listed.ttlMs ?? usual.ttlMs,
    headers: listed.headers ?? usual.headers,
  };
}

/** How a workload's messages travel: as requests, as publications, or as records. */
function wayOf(plan: Plan, index: number): 'request' | 'publication' | 'record' {
  const { kind } = plan.parts[plan.indexOf(configOf(plan, index).sends.to)];
  return kind === 'exchange' ? 'publication' : kind === 'stream' ? 'record' : 'request';
}

const arrival: Decide = (sim, _cause, index, instance) => {
  const { sends } = configOf(sim.plan, index);
  const { arrivals } = workloadOf(sim.world, index).instances[instance];
  const data = nextData(sim, index, arrivals);
  const properties = nextProperties(sim, index, arrivals, data);
  const nextMs = nextArrivalMs(sim, index, instance, arrivals + 1);
  const came = sim.state(FactKind.CustomerArrived, -1, index, instance, nextMs);
  const to = sim.plan.indexOf(sends.to);
  const way = wayOf(sim.plan, index);
  const message = createMessage(sim, came, {
    producer: index,
    type: sends.type,
    form: sim.plan.forms.get(sends.type) ?? (way === 'request' ? 'command' : 'event'),
    data,
    causation: -1,
    properties,
  });
  if (way === 'record') {
    const { producing } = workloadOf(sim.world, index);
    const terms = termsOf(sim, index);
    const what = { producer: index, instance, stream: to, message, terms, transactional: false };
    produce(sim, message, producing, what);
    return;
  }
  const purpose = way === 'publication' ? PurposeCode.publish : PurposeCode.request;
  sim.send(message, index, to, purpose, message, instance);
};

/** The terms under which a workload produces records. */
function termsOf(sim: Sim, index: number): ProducerTerms {
  return producerTerms(configOf(sim.plan, index).sends);
}

const sendingDue: Decide = (sim, cause, index, prepared) => {
  const { producing } = workloadOf(sim.world, index);
  sendAgain(sim, cause, prepared, producing, () => termsOf(sim, index));
};

const requestDeadline: Decide = (sim, cause, index) => {
  sim.state(FactKind.RequestFailed, cause, index, cause, OUTCOMES.indexOf('timedOut'));
};

function receive(sim: Sim, parcel: Parcel): void {
  const { waiting, producing } = workloadOf(sim.world, parcel.to);
  const { purpose, to, message, sentSeq } = parcel;
  if (purpose === 'produced' || purpose === 'unproduced') {
    receiveProduced(sim, parcel, producing, () => termsOf(sim, to));
    return;
  }
  if (purpose === 'confirm' || purpose === 'unconfirmed') {
    const { PublishConfirmed, PublishRefused } = FactKind;
    sim.state(purpose === 'confirm' ? PublishConfirmed : PublishRefused, sentSeq, to, message);
    return;
  }
  const isReply = parcel.purpose === 'reply';
  const asked = isReply ? causationOf(sim.journal, parcel.message) : parcel.message;
  if (!waiting.has(asked)) {
    dropParcel(sim, parcel, 'stale');
  } else if (isReply) {
    sim.state(FactKind.RequestAnswered, parcel.sentSeq, parcel.to, asked, parcel.message);
  } else {
    const refused = OUTCOMES.indexOf('refused');
    sim.state(FactKind.RequestFailed, parcel.sentSeq, parcel.to, asked, refused);
  }
}

/** Starts an instance; its first arrival is drawn like every other. */
function startInstance(sim: Sim, index: number, instance: number, cause: number): number {
  const arrivals = workloadOf(sim.world, index).instances[instance]?.arrivals ?? 0;
  const nextMs = nextArrivalMs(sim, index, instance, arrivals);
  return sim.state(FactKind.InstanceStarted, cause, index, instance, nextMs);
}

function setRate(sim: Sim, index: number, perSecond: number): string | undefined {
  const { pattern } = configOf(sim.plan, index);
  if (pattern.kind !== 'steady' && pattern.kind !== 'random') return 'noRate';
  const cause = sim.state(FactKind.RateChanged, -1, index, Math.round(perSecond * 1000));
  workloadOf(sim.world, index).instances.forEach((instance, at) => {
    if (!instance.alive) return;
    const nextMs = nextArrivalMs(sim, index, at, instance.arrivals);
    sim.state(FactKind.ArrivalMoved, cause, index, at, nextMs);
  });
  return undefined;
}

function intervene(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined {
  const { index } = part;
  const state = workloadOf(sim.world, index);
  const start = (one: number, cause: number): number => startInstance(sim, index, one, cause);
  const stop =
    (kind: number) =>
    (one: number, cause: number): number =>
      sim.state(kind, cause, index, one, 0);
  switch (intervention.kind) {
    case 'Kill':
      return killPart(sim, index, state, intervention.instance, 0, stop(FactKind.InstanceKilled));
    case 'Revive':
      return revivePart(sim, index, state, intervention.instance, start);
    case 'AddInstance':
      return addInstance(sim, index, state, start);
    case 'RemoveInstance':
      return removeInstance(sim, index, state, 0, stop(FactKind.InstanceRemoved));
    case 'SetRate':
      return setRate(sim, index, intervention.perSecond);
    case 'SetKey': {
      const to = sim.plan.indexOf(configOf(sim.plan, index).sends.to);
      return setKey(sim, index, wayOf(sim.plan, index) === 'record' ? [to] : [], intervention);
    }
    case 'SetConsumption':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
    case 'MoveOffset':
      return 'notPossible';
  }
}

/** Puts an instance's next arrival on the agenda in place of the one that stands there. */
function schedule(world: World, index: number, at: number, nextMs: number, cause: number): void {
  const instance = workloadOf(world, index).instances[at];
  instance.order = nextMs < 0 ? -1 : world.agenda.schedule(nextMs, Step.arrival, cause, index, at);
}

function unschedule(world: World, index: number, at: number): void {
  const instance = workloadOf(world, index).instances[at];
  if (instance.order >= 0) world.agenda.cancel(instance.order);
  instance.order = -1;
}

const instanceStarted: Evolve = (world, row) => {
  const { instances } = workloadOf(world, row.a);
  while (instances.length <= row.b) instances.push(newInstance());
  instances[row.b].alive = true;
  instances[row.b].startedMs = row.atMs;
  beginProducer(workloadOf(world, row.a).producing, row.b);
  schedule(world, row.a, row.b, row.c, row.seq);
};

const instanceGone: Evolve = (world, row) => {
  unschedule(world, row.a, row.b);
  const state = workloadOf(world, row.a);
  state.instances[row.b].alive = false;
  endProducer(world, state.producing, row.b);
};

const customerArrived: Evolve = (world, row) => {
  const state = workloadOf(world, row.a);
  state.instances[row.b].arrivals++;
  schedule(world, row.a, row.b, row.c, row.seq);
};

/** MessageCreated by a workload: a request waits for its answer. */
const messageCreated: Evolve = (world, row) => {
  const { timeoutMs } = configOf(world.plan, row.a);
  const state = workloadOf(world, row.a);
  countActivity(state.activity, row.atMs);
  if (wayOf(world.plan, row.a) !== 'request') return;
  const deadlineMs = row.atMs + timeoutMs;
  state.waiting.set(
    row.seq,
    world.agenda.schedule(deadlineMs, Step.requestDeadline, row.seq, row.a),
  );
};

const recordEvolve = producingEvolve(
  (world, index) => workloadOf(world, index).producing,
  Step.sendingDue,
);

export const workloadPart: PartDefinition<WorkloadState> = {
  kind: 'workload',
  initial: initialWorkload,
  save: saveWorkload,
  load: loadWorkload,
  evolve: {
    [FactKind.InstanceStarted]: instanceStarted,
    [FactKind.InstanceKilled]: instanceGone,
    [FactKind.InstanceRemoved]: (world, row) => {
      instanceGone(world, row);
      workloadOf(world, row.a).instances.length = row.b;
    },
    [FactKind.ServiceKilled]: (world, row) => {
      workloadOf(world, row.a).deadSinceMs = row.atMs;
    },
    [FactKind.ServiceRevived]: (world, row) => {
      workloadOf(world, row.a).deadSinceMs = -1;
    },
    [FactKind.RateChanged]: (world, row) => {
      workloadOf(world, row.a).perSecondMilli = row.b;
    },
    [FactKind.ArrivalMoved]: (world, row) => {
      unschedule(world, row.a, row.b);
      schedule(world, row.a, row.b, row.c, row.seq);
    },
    [FactKind.CustomerArrived]: customerArrived,
    [FactKind.MessageCreated]: messageCreated,
    [FactKind.RequestAnswered]: (world, row) => {
      const state = workloadOf(world, row.a);
      state.answered++;
      stopWaiting(world, state, row.b, true);
    },
    [FactKind.RequestFailed]: (world, row) => {
      const state = workloadOf(world, row.a);
      state.failed++;
      // A deadline that was reached left the agenda with the step that reached it.
      stopWaiting(world, state, row.b, OUTCOMES[row.c] !== 'timedOut');
    },
    [FactKind.PublishConfirmed]: (world, row) => {
      workloadOf(world, row.a).answered++;
    },
    [FactKind.PublishRefused]: (world, row) => {
      workloadOf(world, row.a).failed++;
    },
    ...recordEvolve,
    [FactKind.RecordConfirmed]: (world, row) => {
      recordEvolve[FactKind.RecordConfirmed](world, row);
      workloadOf(world, row.a).answered++;
    },
    [FactKind.RecordFailed]: (world, row) => {
      recordEvolve[FactKind.RecordFailed](world, row);
      workloadOf(world, row.a).failed++;
    },
  },
  decide: {
    [Step.arrival]: arrival,
    [Step.requestDeadline]: requestDeadline,
    [Step.sendingDue]: sendingDue,
  },
  start: (sim, part, cause) => {
    workloadOf(sim.world, part.index).instances.forEach((_, instance) =>
      startInstance(sim, part.index, instance, cause),
    );
  },
  receive,
  intervene,
};

function stopWaiting(world: World, state: WorkloadState, message: number, cancel: boolean): void {
  const order = state.waiting.get(message);
  state.waiting.delete(message);
  if (cancel && order !== undefined) world.agenda.cancel(order);
}
