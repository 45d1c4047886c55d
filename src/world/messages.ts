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
  },
): number {
  const { producer, causation } = message;
  const root = causation < 0 ? sim.journal.length : rootOf(sim.journal, causation);
  return sim.state(
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
