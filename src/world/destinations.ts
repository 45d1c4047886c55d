/**
 * Where what is published goes: the schema of it, for services and workloads alike, and what it
 * says in the plan. How a record gets there is the business of producing.ts.
 */
import * as v from 'valibot';
import type { Json } from '../kernel';
import type { MessageProperties } from './messages';
import type { Plan } from './plan';
import { durationMsSchema, idSchema } from './schemas';

const shortText = v.pipe(v.string(), v.maxLength(255));
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const fieldName = v.pipe(v.string(), v.minLength(1), v.maxLength(60));

/** Of which text a record's key is made: a field of the data by its name, a fixed text, none. */
export const keyRuleSchema = v.nullable(
  v.union([fieldName, v.strictObject({ fixed: shortText })], 'a field’s name, or { "fixed": … }'),
);
export type KeyRule = v.InferOutput<typeof keyRuleSchema>;

/** A routing key: the text itself, or the field of the data that holds it. */
const routingRuleSchema = v.union(
  [shortText, v.strictObject({ field: fieldName })],
  'a text, or { "field": … }',
);

export const prioritySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
export const headersSchema = v.pipe(
  v.record(v.string(), scalar),
  v.check((headers) => Object.keys(headers).length <= 20, 'more than 20 headers'),
);

/** What goes with a publication to an exchange (Q8, Q13, Q14). */
export const exchangeTerms = {
  routingKey: v.optional(routingRuleSchema),
  priority: v.optional(prioritySchema),
  ttlMs: v.optional(durationMsSchema),
  headers: v.optional(headersSchema),
};

/** How a record is produced. Without a word: see PRODUCER_DEFAULTS. */
export const streamTerms = {
  /** Whose word that it is safe is waited for: nobody's, the leader's, every copy's (K14). */
  acks: v.optional(v.picklist([0, 1, 'all'])),
  /** After a refusal that may pass, and after no answer, the record is sent again. */
  retryMs: v.optional(v.pipe(durationMsSchema, v.minValue(1))),
  retries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))),
  /** How long an answer is waited for. */
  requestTimeoutMs: v.optional(v.pipe(durationMsSchema, v.minValue(1))),
  /** So many records without a key go to one partition before another is drawn (K2). */
  batchRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
};

/** What a producer does unless told otherwise. Simplified: Kafka's pauses between tries grow. */
const PRODUCER_DEFAULTS = {
  acks: 'all',
  retryMs: 100,
  retries: 300,
  requestTimeoutMs: 30_000,
  batchRecords: 10,
} as const;

const toExchange = v.strictObject({
  exchange: idSchema,
  key: v.optional(keyRuleSchema),
  ...exchangeTerms,
});
const toStream = v.strictObject({
  stream: idSchema,
  key: v.optional(keyRuleSchema),
  ...streamTerms,
});

/** An exchange's id, an exchange with what goes along, or a stream. */
export const destinationSchema = v.lazy((input) => {
  if (typeof input !== 'object' || input === null) return idSchema;
  return 'stream' in input ? toStream : toExchange;
});

/** What an author says of how things are sent, of a workload or of a service's publication. */
export type Terms = Omit<v.InferOutput<typeof toExchange>, 'exchange'> &
  Omit<v.InferOutput<typeof toStream>, 'stream'>;

/** How records are produced to one stream. Times in ms. */
export interface ProducerTerms {
  readonly acks: 0 | 1 | 'all';
  readonly retryMs: number;
  readonly retries: number;
  readonly requestTimeoutMs: number;
  readonly batchRecords: number;
}

/** The terms of a producer, what was not said filled in. */
export function producerTerms(terms: Terms): ProducerTerms {
  return {
    acks: terms.acks ?? PRODUCER_DEFAULTS.acks,
    retryMs: terms.retryMs ?? PRODUCER_DEFAULTS.retryMs,
    retries: terms.retries ?? PRODUCER_DEFAULTS.retries,
    requestTimeoutMs: terms.requestTimeoutMs ?? PRODUCER_DEFAULTS.requestTimeoutMs,
    batchRecords: terms.batchRecords ?? PRODUCER_DEFAULTS.batchRecords,
  };
}

/** The id of a destination, and whether it is a stream. */
export function placeOf(destination: v.InferOutput<typeof destinationSchema>): {
  readonly id: string;
  readonly terms: Terms;
} {
  if (typeof destination === 'string') return { id: destination, terms: {} };
  if ('stream' in destination) return { id: destination.stream, terms: destination };
  return { id: destination.exchange, terms: destination };
}

/** What goes with a message of these data under these terms. */
export function propertiesUnder(terms: Terms, data: Json): MessageProperties {
  const { key, routingKey, priority, ttlMs, headers } = terms;
  return {
    key: keyUnder(key, data),
    routingKey: typeof routingKey === 'object' ? textOf(data, routingKey.field) : routingKey,
    priority,
    ttlMs,
    headers,
  };
}

function keyUnder(rule: KeyRule | undefined, data: Json): string | undefined {
  if (rule === undefined || rule === null) return undefined;
  return typeof rule === 'string' ? textOf(data, rule) : rule.fixed;
}

/** A field of the data as a text; undefined if it is none, or nothing that has a plain text. */
function textOf(data: Json, field: string): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, field)) return undefined;
  const value: unknown = Reflect.get(data, field);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** True for a stream: what is sent there is a record. */
export function isStream(plan: Plan, part: number): boolean {
  return plan.parts[part].kind === 'stream';
}
