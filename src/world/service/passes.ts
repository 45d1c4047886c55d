/**
 * Runs a service's handler over the message in an instance's hands, step by step (S1). What the
 * handler asks for becomes facts and parcels; how the passage stands is kept in a cache and made
 * again from the recorded answers whenever it is missing.
 */
import { Column, InvariantError, streamOf } from '../../kernel';
import type { Effect, HandlerEvent, Passage } from '../behaviour';
import { isStream, placeOf, producerTerms, propertiesUnder, type Terms } from '../destinations';
import { correlationId, FactKind, messageId, OUTCOMES, type Outcome } from '../facts';
import {
  causationOf,
  createMessage,
  dataOf,
  formOf,
  headersOf,
  keyOf,
  type MessageProperties,
  priorityOf,
  producerOf,
  typeOf,
} from '../messages';
import { termsNow } from '../keys';
import type { Sim } from '../part';
import { PurposeCode } from '../parcel';
import { openTransactions, produce } from '../producing';
import type { Json } from '../../kernel';
import { factReader } from '../reader';
import { passOf } from './evolve';
import { termsOf } from './memberEvolve';
import { passOver } from './member';
import { receivedRecord } from './membership';
import { recordEnded } from './reading';
import { configOf, type Held, type Place, serviceOf } from './state';

/** The message in hand, as its handler sees it (S8). */
function eventOf(sim: Sim, pass: Held): HandlerEvent {
  const { journal } = sim;
  const { message } = pass;
  const reader = factReader(sim.plan, journal, sim.values);
  const causation = causationOf(journal, message);
  return {
    id: messageId(reader, message),
    type: typeOf(sim, message),
    source: sim.plan.parts[producerOf(journal, message)].id,
    time: journal.atMs(message),
    form: formOf(journal, message),
    correlationId: correlationId(reader, message),
    causationId: causation < 0 ? null : messageId(reader, causation),
    delivery: pass.handouts,
    data: dataOf(sim, message),
    ...propertiesOf(sim, message),
    ...placeInStream(sim, pass),
  };
}

/** What was given along with a message, as its handler sees it. */
function propertiesOf(
  sim: Sim,
  message: number,
): Pick<HandlerEvent, 'key' | 'headers' | 'priority'> {
  const key = keyOf(sim.journal, message);
  const priority = priorityOf(sim.journal, message);
  const { headers } = headersOf(sim, message);
  return {
    key: key < 0 ? null : String(sim.values.get(key)),
    ...(priority < 0 ? {} : { priority }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
}

/** Where a record stands; nothing for other messages. */
function placeInStream(
  sim: Sim,
  { received }: Held,
): Pick<HandlerEvent, 'stream' | 'partition' | 'offset'> {
  if (received < 0) return {};
  const { stream, partition, offset } = receivedRecord(sim.journal, received);
  return { stream: sim.plan.parts[stream].id, partition, offset };
}

/** The passage of an instance: from the cache, or made again from its answers. */
function passageOf(sim: Sim, place: Place, pass: Held): Passage {
  const key = place.service * 256 + place.instance;
  const cached = sim.passages.get(key);
  if (cached !== undefined && cached.startedSeq === pass.startedSeq) return cached.passage;
  const { id } = sim.plan.parts[place.service];
  const behaviour = sim.behaviours.get(id);
  if (behaviour === undefined) throw new InvariantError(`no handler for ${id}`);
  const event = eventOf(sim, pass);
  const passage = behaviour.begin({
    event,
    // The handler begins when the processing time is over.
    nowMs: sim.journal.read(pass.startedSeq, Column.e),
    stream: streamOf(sim.plan.seed, `handler/${id}/${event.id}/${pass.handouts}`),
  });
  for (const seq of pass.answers) {
    passage.settle(sim.journal.read(seq, Column.c), {
      outcome: OUTCOMES[sim.journal.read(seq, Column.e)],
      value: sim.values.get(sim.journal.read(seq, Column.f)),
      atMs: sim.journal.atMs(seq),
    });
  }
  sim.passages.set(key, { startedSeq: pass.startedSeq, passage });
  return passage;
}

/** The handler goes on: everything that it asks for now, and its end if it has come. */
export function runOn(sim: Sim, place: Place, cause: number): void {
  const pass = passOf(sim.world, place.service, place.instance);
  const passage = passageOf(sim, place, pass);
  while (pass.effects < passage.effects.length) {
    startStep(sim, place, pass, passage.effects[pass.effects], cause);
  }
  if (passage.ending !== undefined) {
    sim.passages.delete(place.service * 256 + place.instance);
    endPass(sim, place, pass, passage.ending, cause);
  }
}

/** A step has its answer; the handler goes on. */
export function answerStep(
  sim: Sim,
  place: Place,
  step: { readonly step: number; readonly message: number },
  outcome: Outcome,
  value: Json,
  cause: number,
): void {
  runOn(sim, place, settleStep(sim, place, step, outcome, value, cause));
}

/** States a step's answer and gives it to the handler; what the handler asks for then waits. */
function settleStep(
  sim: Sim,
  place: Place,
  step: { readonly step: number; readonly message: number },
  outcome: Outcome,
  value: Json,
  cause: number,
): number {
  const passage = passageOf(sim, place, passOf(sim.world, place.service, place.instance));
  const seq = sim.state(
    FactKind.HandlerStepFinished,
    cause,
    place.service,
    place.instance,
    step.step,
    step.message,
    OUTCOMES.indexOf(outcome),
    sim.values.add(value),
  );
  passage.settle(step.step, { outcome, value, atMs: sim.nowMs });
  return seq;
}

function startStep(sim: Sim, place: Place, pass: Held, effect: Effect, cause: number): void {
  const { service, instance } = place;
  const step = pass.effects;
  if (effect.kind === 'log') {
    sim.state(FactKind.HandlerLogged, cause, service, instance, sim.values.add(effect.text));
    return;
  }
  const target = targetOf(sim, service, effect);
  if (typeof target === 'string') {
    settleStep(sim, place, { step, message: -1 }, 'failed', target, cause);
    return;
  }
  const message = createMessage(sim, cause, {
    producer: service,
    type: effect.type,
    form: sim.plan.forms.get(effect.type) ?? (effect.kind === 'publish' ? 'event' : 'command'),
    data: effect.data,
    causation: pass.message,
    properties: effect.kind === 'publish' ? propertiesFor(effect, target.terms) : undefined,
  });
  const deadlineMs = effect.kind === 'call' ? sim.nowMs + effect.timeoutMs : -1;
  const started = sim.state(
    FactKind.HandlerStepStarted,
    message,
    service,
    instance,
    step,
    message,
    deadlineMs,
  );
  if (isStream(sim.plan, target.part)) {
    produceStep(sim, place, pass, { step, message }, target, started);
    return;
  }
  const purpose = effect.kind === 'call' ? PurposeCode.request : PurposeCode.publish;
  sim.send(started, service, target.part, purpose, message, instance);
}

/** A step is the production of a record; without acks it is done once the record is sent. */
function produceStep(
  sim: Sim,
  place: Place,
  pass: Held,
  step: { readonly step: number; readonly message: number },
  target: Target,
  cause: number,
): void {
  const { service, instance } = place;
  const terms = producerTerms(target.terms);
  produce(sim, cause, serviceOf(sim.world, service).producing, {
    producer: service,
    instance,
    stream: target.part,
    message: step.message,
    terms,
    transactional: isTransactional(sim, service, pass),
  });
  if (terms.acks === 0) settleStep(sim, place, step, 'ok', null, cause);
}

/** K13: what a pass over a record publishes, and its commit, belong together. */
function isTransactional(sim: Sim, service: number, { received }: Held): boolean {
  if (received < 0) return false;
  const { group } = receivedRecord(sim.journal, received);
  return termsOf(sim.world, service, group).transactional;
}

/** Where a step goes, and under which terms. */
interface Target {
  readonly part: number;
  readonly terms: Terms;
}

/** What goes with a publication: what the handler says outweighs the configuration. */
function propertiesFor(
  { data, options }: Extract<Effect, { kind: 'publish' }>,
  terms: Terms,
): MessageProperties {
  const usual = propertiesUnder(terms, data);
  if (options === undefined) return usual;
  const { key, ...said } = options;
  return { ...usual, ...said, key: key === undefined ? usual.key : (key ?? undefined) };
}

/** The part that a step is addressed to, or why there is none. */
function targetOf(
  sim: Sim,
  service: number,
  effect: Exclude<Effect, { kind: 'log' }>,
): Target | string {
  const config = configOf(sim.plan, service);
  if (effect.kind === 'call') {
    const known = config.calls.includes(effect.to);
    if (!known) return `${config.id} has no link to "${effect.to}"`;
    return { part: sim.plan.indexOf(effect.to), terms: {} };
  }
  // The type is a handler's own word: "toString" must find nothing.
  if (!Object.hasOwn(config.publishes, effect.type)) {
    return `${config.id} has no place for "${effect.type}"`;
  }
  const { id, terms } = placeOf(config.publishes[effect.type]);
  const part = sim.plan.indexOf(id);
  return { part, terms: termsNow(sim, serviceOf(sim.world, service).producing, part, terms) };
}

function endPass(
  sim: Sim,
  place: Place,
  pass: Held,
  ending: NonNullable<Passage['ending']>,
  cause: number,
): void {
  const { service, instance } = place;
  const threw = ending.kind === 'threw';
  const open = [...openTransactions(serviceOf(sim.world, service).producing, instance)];
  const value = sim.values.add(threw ? ending.error : ending.value);
  const ended = sim.state(
    threw ? FactKind.HandlerFailed : FactKind.HandlerCompleted,
    cause,
    service,
    instance,
    pass.message,
    pass.from,
    value,
    threw ? ending.line : 0,
  );
  if (pass.received >= 0) {
    recordEnded(sim, place, pass, { threw, open, cause: ended });
  } else if (asks(sim, pass.from)) {
    if (threw) sim.send(ended, service, pass.from, PurposeCode.refused, pass.message, instance);
    else reply(sim, place, pass, ending.value, ended);
  } else if (pass.toAck) {
    const config = configOf(sim.plan, service);
    const purpose = threw ? PurposeCode[config.onError] : PurposeCode.ack;
    sim.send(ended, service, pass.from, purpose, pass.message, instance);
  }
  passOver(sim, place, ended);
}

/** True for a part that asked for an answer, false for a queue or a stream. */
export function asks(sim: Sim, part: number): boolean {
  const { kind } = sim.plan.parts[part];
  return kind !== 'queue' && kind !== 'stream';
}

function reply(sim: Sim, place: Place, pass: Held, value: Json, cause: number): void {
  const { service } = place;
  const config = configOf(sim.plan, service);
  const asked = typeOf(sim, pass.message);
  const known = Object.hasOwn(config.replies, asked);
  const type = known ? config.replies[asked] : `${asked}Answered`;
  const message = createMessage(sim, cause, {
    producer: service,
    type,
    form: sim.plan.forms.get(type) ?? 'reply',
    data: value,
    causation: pass.message,
  });
  sim.send(message, service, pass.from, PurposeCode.reply, message, place.instance);
}
