/**
 * External systems: a bank, a courier. Not ours, called and waited for; whatever they have done
 * stays done, whether or not the caller hears of it.
 */
import * as v from 'valibot';
import { Column, drawInteger, InvariantError, type Json, streamOf } from '../../kernel';
import { type Activity, countActivity, loadActivity, noActivity, saveActivity } from '../activity';
import { FactKind } from '../facts';
import type { Intervention } from '../intervention';
import {
  addInstance,
  aliveCount,
  killPart,
  type Lifecycle,
  removeInstance,
  revivePart,
} from '../lifecycle';
import { createMessage, dataOf, producerOf, typeOf } from '../messages';
import { dropParcel } from '../parcels';
import type { Decide, Evolve, PartDefinition, PartState, Sim, World } from '../part';
import { type Parcel, PurposeCode } from '../parcel';
import type { Plan, PlannedPart } from '../plan';
import {
  idSchema,
  instancesSchema,
  labelSchema,
  noteSchema,
  spanMsSchema,
  typeSchema,
} from '../schemas';
import { Step } from '../steps';

export const externalSchema = v.strictObject({
  kind: v.literal('external'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
  instances: v.optional(instancesSchema, 1),
  /** What it can be asked: the type of the answer, and how long it takes. */
  operations: v.pipe(
    v.record(typeSchema, v.strictObject({ reply: typeSchema, serveMs: spanMsSchema })),
    v.check((operations) => Object.keys(operations).length > 0, 'it can be asked nothing'),
  ),
});

export type ExternalConfig = v.InferOutput<typeof externalSchema>;

export interface ExternalState extends PartState, Lifecycle {
  readonly kind: 'external';
  /** Calls in progress: seq of CallAccepted, the agenda's number of its end. */
  readonly serving: Map<number, number>;
  readonly activity: Activity;
}

function externalOf(world: World, index: number): ExternalState {
  const state = world.states[index];
  if (state.kind !== 'external') throw new InvariantError(`part ${index} is no external system`);
  return state as ExternalState; // its kind says so
}

function configOf(plan: Plan, index: number): ExternalConfig {
  return plan.parts[index].config as ExternalConfig; // checked by externalSchema
}

/** What a message asks for; undefined for what cannot be asked, "toString" among it. */
function operationOf(
  sim: Sim,
  external: number,
  message: number,
): ExternalConfig['operations'][string] | undefined {
  const { operations } = configOf(sim.plan, external);
  const type = typeOf(sim, message);
  return Object.hasOwn(operations, type) ? operations[type] : undefined;
}

function receive(sim: Sim, parcel: Parcel): void {
  const { to, message } = parcel;
  const operation = operationOf(sim, to, message);
  if (aliveCount(externalOf(sim.world, to)) === 0 || operation === undefined) {
    const reason = operation === undefined ? 'unroutable' : 'receiverDown';
    const seq = dropParcel(sim, parcel, reason);
    sim.send(seq, to, parcel.from, PurposeCode.refused, message, parcel.instance);
    return;
  }
  const stream = streamOf(sim.plan.seed, `serve/${sim.plan.parts[to].id}`);
  const { min, max } = operation.serveMs;
  const ordinal = externalOf(sim.world, to).activity.total;
  const serveMs = drawInteger(stream, ordinal, min, max);
  sim.state(FactKind.CallAccepted, parcel.sentSeq, to, message, sim.nowMs + serveMs);
}

/** The answer: what was asked, and a confirmation to quote. */
function answerOf(sim: Sim, external: number, asked: number): Json {
  const data = dataOf(sim, asked);
  const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
  return {
    ...fields,
    confirmation: `${sim.plan.parts[external].id}-${sim.world.created[external] + 1}`,
  };
}

const served: Decide = (sim, cause) => {
  const external = sim.journal.read(cause, Column.a);
  const asked = sim.journal.read(cause, Column.b);
  const operation = operationOf(sim, external, asked);
  if (operation === undefined) throw new InvariantError('a call that could not be accepted');
  const { reply } = operation;
  const message = createMessage(sim, cause, {
    producer: external,
    type: reply,
    form: sim.plan.forms.get(reply) ?? 'reply',
    data: answerOf(sim, external, asked),
    causation: asked,
  });
  const seq = sim.state(FactKind.CallServed, message, external, asked, message, cause);
  sim.send(seq, external, producerOf(sim.journal, asked), PurposeCode.reply, message);
};

/** With the last instance alive goes what is in progress; whoever asked is refused. */
function stopInstance(
  sim: Sim,
  index: number,
  instance: number,
  cause: number,
  kind: number,
): void {
  const state = externalOf(sim.world, index);
  const isOnly = state.instances[instance].alive && aliveCount(state) === 1;
  const lost = isOnly ? [...state.serving.keys()] : [];
  const seq = sim.state(kind, cause, index, instance, lost.length);
  for (const accepted of lost) {
    const asked = sim.journal.read(accepted, Column.b);
    sim.send(seq, index, producerOf(sim.journal, asked), PurposeCode.refused, asked);
  }
}

function intervene(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined {
  const { index } = part;
  const state = externalOf(sim.world, index);
  const start = (instance: number, cause: number): number =>
    sim.state(FactKind.InstanceStarted, cause, index, instance, -1);
  const stop =
    (kind: number) =>
    (instance: number, cause: number): void =>
      stopInstance(sim, index, instance, cause, kind);
  const held = state.serving.size;
  switch (intervention.kind) {
    case 'Kill':
      return killPart(
        sim,
        index,
        state,
        intervention.instance,
        held,
        stop(FactKind.InstanceKilled),
      );
    case 'Revive':
      return revivePart(sim, index, state, intervention.instance, start);
    case 'AddInstance':
      return addInstance(sim, index, state, start);
    case 'RemoveInstance':
      return removeInstance(sim, index, state, held, stop(FactKind.InstanceRemoved));
    case 'SetRate':
    case 'SetConsumption':
    case 'SetKey':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
    case 'MoveOffset':
      return 'notPossible';
  }
}

/** With its last instance, what an external system was doing is gone. */
const instanceGone: Evolve = (world, row) => {
  const state = externalOf(world, row.a);
  state.instances[row.b].alive = false;
  if (aliveCount(state) > 0) return;
  for (const order of state.serving.values()) world.agenda.cancel(order);
  state.serving.clear();
};

export const externalPart: PartDefinition<ExternalState> = {
  kind: 'external',
  initial: (part, plan) => ({
    kind: 'external',
    instances: Array.from({ length: configOf(plan, part.index).instances }, () => ({
      alive: false,
      startedMs: 0,
    })),
    serving: new Map(),
    deadSinceMs: -1,
    activity: noActivity(),
  }),
  save: (state, out) => {
    out.push(state.deadSinceMs);
    saveActivity(state.activity, out);
    out.push(state.instances.length);
    for (const { alive, startedMs } of state.instances) {
      out.push(alive ? 1 : 0);
      out.push(startedMs);
    }
    out.push(state.serving.size);
    for (const [accepted, order] of state.serving) {
      out.push(accepted);
      out.push(order);
    }
  },
  load: (input) => {
    const deadSinceMs = input.next();
    const activity = loadActivity(input);
    const instances = input.many(() => ({
      alive: input.next() === 1,
      startedMs: input.next(),
    }));
    const serving = new Map<number, number>();
    for (let left = input.next(); left > 0; left--) serving.set(input.next(), input.next());
    return { kind: 'external', deadSinceMs, activity, instances, serving };
  },
  evolve: {
    [FactKind.InstanceStarted]: (world, row) => {
      const { instances } = externalOf(world, row.a);
      while (instances.length <= row.b) instances.push({ alive: false, startedMs: 0 });
      instances[row.b].alive = true;
      instances[row.b].startedMs = row.atMs;
    },
    [FactKind.InstanceKilled]: instanceGone,
    [FactKind.InstanceRemoved]: (world, row) => {
      instanceGone(world, row);
      externalOf(world, row.a).instances.length = row.b;
    },
    [FactKind.ServiceKilled]: (world, row) => {
      externalOf(world, row.a).deadSinceMs = row.atMs;
    },
    [FactKind.ServiceRevived]: (world, row) => {
      externalOf(world, row.a).deadSinceMs = -1;
    },
    [FactKind.CallAccepted]: (world, row) => {
      const order = world.agenda.schedule(row.c, Step.served, row.seq);
      const state = externalOf(world, row.a);
      state.serving.set(row.seq, order);
      countActivity(state.activity, row.atMs);
    },
    [FactKind.CallServed]: (world, row) => {
      externalOf(world, row.a).serving.delete(row.d);
    },
  },
  decide: { [Step.served]: served },
  start: (sim, part, cause) => {
    externalOf(sim.world, part.index).instances.forEach((_, instance) =>
      sim.state(FactKind.InstanceStarted, cause, part.index, instance, -1),
    );
  },
  receive,
  intervene,
};
