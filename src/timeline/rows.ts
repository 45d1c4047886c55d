/** Facts and messages as text and records: for log, hovers and inspector. */
import { BY_INTERVENTION, Column, KIND_MASK } from '../kernel';
import {
  causationOf,
  correlationId,
  FACT_FIELDS,
  FACT_NAMES,
  FactKind,
  type FactReader,
  FORMS,
  type Json,
  keyOf,
  messageId,
  readFact,
  rootOf,
} from '../world';

/** A fact as log and hover show it. */
export interface LogRow {
  readonly seq: number;
  readonly atMs: number;
  readonly causeSeq: number;
  readonly kind: string;
  readonly byHand: boolean;
  /** The fact's fields, in order, as text. */
  readonly fields: readonly (readonly [string, string])[];
  /** Lane (part id) it belongs to, and the message it is about, if any. */
  readonly part: string | null;
  readonly message: {
    readonly id: string;
    readonly type: string;
    readonly form: string;
    readonly correlation: string;
  } | null;
}

/** A message as inspector and log show it. */
export interface MessageDetail {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly form: string;
  readonly source: string;
  readonly correlation: string;
  /** How many messages share the correlation, up to the cursor. */
  readonly correlated: number;
  readonly causation: { readonly id: string; readonly type: string; readonly form: string } | null;
  readonly atMs: number;
  /** Under which it was sent or produced; null without one. */
  readonly key: string | null;
  readonly data: Json;
}

function typeName(reader: FactReader, message: number): string {
  return String(reader.values.get(reader.journal.read(message, Column.c)));
}

/** The message that a fact is about: its own, or the one its `message` column names; else -1. */
export function messageOf(reader: FactReader, seq: number): number {
  const { journal } = reader;
  const code = journal.kind(seq);
  if (code === FactKind.MessageCreated) return seq;
  const at = FACT_FIELDS[code].findIndex(([name]) => name === 'message');
  return at < 0 ? -1 : journal.read(seq, Column.a + at);
}

/** The part whose lane a fact belongs to; -1 for the run's own. */
export function laneOf(reader: FactReader, seq: number): number {
  const fields = FACT_FIELDS[reader.journal.kind(seq)];
  return fields[0]?.[1] === 'part' ? reader.journal.read(seq, Column.a) : -1;
}

/** A fact as a row of the log. */
export function logRow(reader: FactReader, seq: number): LogRow {
  const { journal } = reader;
  const flagged = journal.read(seq, Column.kind);
  const fact: Record<string, unknown> = { ...readFact(reader, seq) };
  const message = messageOf(reader, seq);
  const lane = laneOf(reader, seq);
  return {
    seq,
    atMs: journal.atMs(seq),
    causeSeq: journal.read(seq, Column.cause),
    kind: FACT_NAMES[flagged & KIND_MASK],
    byHand: (flagged & BY_INTERVENTION) !== 0,
    fields: FACT_FIELDS[flagged & KIND_MASK].map(([name]) => [name, textOf(fact[name])]),
    part: lane < 0 ? null : reader.partId(lane),
    message:
      message < 0
        ? null
        : {
            id: messageId(reader, message),
            type: typeName(reader, message),
            form: FORMS[journal.read(message, Column.f)],
            correlation: correlationId(reader, message),
          },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How many messages of each chain there are among the first `length` facts; by root's seq. */
export function countChains(
  reader: FactReader,
  messages: readonly number[],
  length: number,
): ReadonlyMap<number, number> {
  const { journal } = reader;
  const counts = new Map(messages.map((message) => [rootOf(journal, message), 0]));
  // A chain's messages come after its root: one pass from the oldest root on.
  for (let seq = Math.min(length, ...counts.keys()); seq < length; seq++) {
    if (journal.kind(seq) !== FactKind.MessageCreated) continue;
    const root = rootOf(journal, seq);
    const count = counts.get(root);
    if (count !== undefined) counts.set(root, count + 1);
  }
  return counts;
}

/** A message in full. `chains`: what `countChains` said of it. */
export function messageDetail(
  reader: FactReader,
  seq: number,
  chains: ReadonlyMap<number, number>,
): MessageDetail {
  const { journal, values } = reader;
  const causation = causationOf(journal, seq);
  const key = keyOf(journal, seq);
  return {
    id: messageId(reader, seq),
    seq,
    type: typeName(reader, seq),
    form: FORMS[journal.read(seq, Column.f)],
    source: reader.partId(journal.read(seq, Column.a)),
    correlation: correlationId(reader, seq),
    correlated: chains.get(rootOf(journal, seq)) ?? 0,
    causation:
      causation < 0
        ? null
        : {
            id: messageId(reader, causation),
            type: typeName(reader, causation),
            form: FORMS[journal.read(causation, Column.f)],
          },
    atMs: journal.atMs(seq),
    key: key < 0 ? null : String(values.get(key)),
    data: values.get(journal.read(seq, Column.d)),
  };
}
