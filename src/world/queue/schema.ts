/** Owns the configuration of a broker and of what stands in it, as a scenario states it. */
import * as v from 'valibot';
import { durationMsSchema, idSchema, labelSchema, noteSchema } from '../schemas';

/** A broker: the house of exchanges and queues, and the end of the links to them. */
export const brokerSchema = v.strictObject({
  kind: v.literal('broker'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
});

/** How an exchange chooses the queues that get a copy (Q13). */
const EXCHANGE_TYPES = ['fanout', 'direct', 'topic', 'headers'] as const;

/** An exchange: takes what is published and puts a copy into each queue that is meant (Q13). */
export const exchangeSchema = v.strictObject({
  kind: v.literal('exchange'),
  type: v.picklist(EXCHANGE_TYPES),
  id: idSchema,
  label: v.optional(labelSchema),
  note: v.optional(noteSchema, ''),
  /** Id of its broker. */
  broker: idSchema,
});

/** A routing key, or a pattern of one: words between dots, 255 characters at most. */
const keySchema = v.pipe(v.string(), v.maxLength(255));
/** Whether a key can stand for others: `*` and `#` are words of their own (Q13). */
export function isTopicPattern(key: string): boolean {
  return key.split('.').every((word) => word.length === 1 || !/[*#]/.test(word));
}

const headerSchema = v.union([v.string(), v.number(), v.boolean(), v.null()]);
/** How many of a binding's headers must be there; `WithX` counts those that begin with x-, too. */
const MATCHES = ['all', 'any', 'allWithX', 'anyWithX'] as const;

/** What binds a queue to an exchange. An id alone is a binding without a key. */
const bindingSchema = v.union([
  v.pipe(
    idSchema,
    v.transform((exchange): Binding => ({ exchange, match: 'all' })),
  ),
  v.strictObject({
    exchange: idSchema,
    /** Of a direct exchange: the routing key; of a topic exchange: a pattern of it. */
    key: v.optional(keySchema),
    /** Of a headers exchange: what a message must carry; null asks for the header alone. */
    headers: v.optional(v.record(v.pipe(v.string(), v.maxLength(100)), headerSchema)),
    match: v.optional(v.picklist(MATCHES), 'all'),
  }),
]);

/** A binding of a queue, read. */
export interface Binding {
  /** Id of the exchange. */
  readonly exchange: string;
  readonly key?: string | undefined;
  readonly headers?: { readonly [name: string]: string | number | boolean | null } | undefined;
  readonly match: (typeof MATCHES)[number];
}

/** What becomes of a newcomer when a queue is as long as it may be (Q9). */
export const OVERFLOWS = ['drop-head', 'reject-publish'] as const;

/** Where dead letters go: a tray of the queue's own, nowhere, or to an exchange or queue (Q10). */
const deadLetterSchema = v.union([
  v.picklist(['tray', 'none']),
  v.strictObject({
    exchange: idSchema,
    /** In place of the key that the message came with. */
    routingKey: v.optional(keySchema),
  }),
  v.strictObject({ queue: idSchema }),
]);

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

/** A queue of a message broker. */
export const queueSchema = v.strictObject({
  kind: v.literal('queue'),
  id: idSchema,
  label: v.optional(labelSchema),
  note: v.optional(noteSchema, ''),
  /** Id of its broker. */
  broker: idSchema,
  type: v.picklist(['classic', 'quorum']),
  /** The exchanges that feed it, of the same broker. */
  bindings: v.optional(v.pipe(v.array(bindingSchema), v.maxLength(50)), []),
  /** One consumer receives, the others stand by (Q7). */
  singleActiveConsumer: v.optional(v.boolean(), false),
  /** How long a message waits at most (Q8). */
  messageTtlMs: v.optional(durationMsSchema),
  /** How many messages may be ready (Q9). */
  maxLength: v.optional(countSchema),
  /** By default the oldest go. */
  overflow: v.optional(v.picklist(OVERFLOWS)),
  /** Classic: the highest message priority that counts (Q14). */
  maxPriority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(255))),
  /** Quorum: how many returns a message is granted; 20 unless said (Q11). */
  deliveryLimit: v.optional(countSchema),
  deadLetter: v.optional(deadLetterSchema, 'tray'),
});

export type BrokerConfig = v.InferOutput<typeof brokerSchema>;
export type ExchangeConfig = v.InferOutput<typeof exchangeSchema>;
export type QueueConfig = v.InferOutput<typeof queueSchema>;
export type QueueType = QueueConfig['type'];
