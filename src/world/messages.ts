/** Creating messages and reading them back from the journal, for every part that sends. */
import { Column, type Journal } from '../kernel';
import { FactKind, FORMS, type Form } from './facts';
import type { Sim, World } from './part';
import type { Plan } from './plan';
import type { Json } from '../kernel';

const FORM_CODE = Object.fromEntries(FORMS.map((form, code) => [form, code])) as {
  readonly [K in Form]: number;
}; // built from the list of forms

/** States MessageCreated; returns its seq, which is the message from now on. */
export function createMessage(
  sim: Sim,
  cause: number,
  message: {
    readonly producer: number;
    readonly type: string;
    readonly form: Form;
    readonly data: Json;
    /** Seq of the message in hand when this one was made, or -1. */
    readonly causation: number;
    readonly properties?: MessageProperties;
  },
): number {
  const { producer, causation } = message;
  const root = causation < 0 ? sim.journal.length : rootOf(sim.journal, causation);
  const created = sim.state(
    FactKind.MessageCreated,
    cause,
    producer,
    sim.world.created[producer],
    sim.values.name(message.type),
    sim.values.add(message.data),
    causation,
    FORM_CODE[message.form],
    root,
  );
  setProperties(sim, producer, created, message.properties);
  return created;
}

/** What goes with a message beside its data, as its publisher said. Absent is undefined. */
export interface MessageProperties {
  /** By which a stream finds the record's partition (K1); the empty text is a key. */
  readonly key?: string;
  /** Q14. */
  readonly priority?: number;
  /** Time to live in a queue, in ms (Q8). */
  readonly ttlMs?: number;
  /** What a headers exchange, or a topic exchange by "routingKey", goes by (Q13). */
  readonly headers?: { readonly [name: string]: Json };
  readonly routingKey?: string;
}

function setProperties(
  sim: Sim,
  producer: number,
  message: number,
  properties: MessageProperties = {},
): void {
  const { key, priority, ttlMs, headers, routingKey } = properties;
  const said = { ...headers, ...(routingKey === undefined ? {} : { [ROUTING_KEY]: routingKey }) };
  const none = Object.keys(said).length === 0;
  if (none && key === undefined && priority === undefined && ttlMs === undefined) return;
  sim.state(
    FactKind.MessagePropertiesSet,
    message,
    producer,
    message,
    key === undefined ? -1 : sim.values.name(key),
    priority ?? -1,
    ttlMs ?? -1,
    none ? -1 : sim.values.add(said),
  );
}

/** Under which name the routing key stands among the headers, as CC and BCC do in AMQP. */
const ROUTING_KEY = 'routing-key';

/** Seq of the fact that states a message's properties, or -1: the one right after its own. */
function propertiesOf(journal: Journal, message: number): number {
  const next = message + 1;
  const isOne = next < journal.length && journal.kind(next) === FactKind.MessagePropertiesSet;
  return isOne ? next : -1;
}

/** Id of the message's key in the value table; -1 if it has none. */
export function keyOf(journal: Journal, message: number): number {
  const at = propertiesOf(journal, message);
  return at < 0 ? -1 : journal.read(at, Column.c);
}

/** A message's priority as it was published; -1 if none was given (Q14). */
export function priorityOf(journal: Journal, message: number): number {
  const at = propertiesOf(journal, message);
  return at < 0 ? -1 : journal.read(at, Column.d);
}

/** A message's own time to live in ms; -1 if it has none (Q8). */
export function ttlMsOf(journal: Journal, message: number): number {
  const at = propertiesOf(journal, message);
  return at < 0 ? -1 : journal.read(at, Column.e);
}

/** A message's headers, its routing key apart from them; both empty where none were given. */
export function headersOf(
  sim: Pick<Sim, 'journal' | 'values'>,
  message: number,
): { readonly routingKey: string; readonly headers: { readonly [name: string]: Json } } {
  const at = propertiesOf(sim.journal, message);
  const value = at < 0 ? -1 : sim.journal.read(at, Column.f);
  if (value < 0) return { routingKey: '', headers: {} };
  // An object that setProperties wrote.
  const { [ROUTING_KEY]: routingKey, ...headers } = sim.values.get(value) as Record<string, Json>;
  return { routingKey: typeof routingKey === 'string' ? routingKey : '', headers };
}

/** Seq of the first message of a chain. */
export function rootOf(journal: Journal, message: number): number {
  return journal.read(message, Column.g);
}

/** Index of the part that made a message. */
export function producerOf(journal: Journal, message: number): number {
  return journal.read(message, Column.a);
}

/** Seq of the message that caused this one, or -1. */
export function causationOf(journal: Journal, message: number): number {
  return journal.read(message, Column.e);
}

/** Form of a message. */
export function formOf(journal: Journal, message: number): Form {
  return FORMS[journal.read(message, Column.f)];
}

/** Type of a message, such as "OrderPlaced". */
export function typeOf(sim: Pick<Sim, 'journal' | 'values'>, message: number): string {
  return String(sim.values.get(sim.journal.read(message, Column.c)));
}

/** Data of a message. */
export function dataOf(sim: Pick<Sim, 'journal' | 'values'>, message: number): Json {
  return sim.values.get(sim.journal.read(message, Column.d));
}

/** MessageCreated: the producer's next message gets the next number. */
export function countMessage(world: World, producer: number): void {
  world.created[producer]++;
}

/** What a message id such as "orders/54" says: its producer's index and the ordinal there. */
export interface MessageName {
  readonly producer: number;
  readonly ordinal: number;
}

/** Reads a message id as people see it; undefined if it names no message of this plan. */
export function readMessageId(plan: Plan, id: string): MessageName | undefined {
  const slash = id.lastIndexOf('/');
  const producer = plan.indexOf(id.slice(0, slash));
  const ordinal = Number(id.slice(slash + 1)) - 1;
  const isOne = producer >= 0 && Number.isInteger(ordinal) && ordinal >= 0;
  return isOne ? { producer, ordinal } : undefined;
}

/** Whether the message that a fact created is the one that is named. */
export function isNamed(journal: Journal, message: number, name: MessageName): boolean {
  return (
    journal.read(message, Column.b) === name.ordinal &&
    journal.read(message, Column.a) === name.producer
  );
}
