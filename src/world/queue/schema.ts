/** Owns the configuration of a broker and of what stands in it, as a scenario states it. */
import * as v from 'valibot';
import { idSchema, labelSchema, noteSchema } from '../schemas';

/** A broker: the house of exchanges and queues, and the end of the links to them. */
export const brokerSchema = v.strictObject({
  kind: v.literal('broker'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
});

/** An exchange: takes what is published and puts a copy into each queue bound to it (Q13). */
export const exchangeSchema = v.variant('type', [
  v.strictObject({
    kind: v.literal('exchange'),
    type: v.literal('fanout'),
    id: idSchema,
    label: v.optional(labelSchema),
    note: v.optional(noteSchema, ''),
    /** Id of its broker. */
    broker: idSchema,
  }),
]);

/** A queue of a message broker. */
export const queueSchema = v.strictObject({
  kind: v.literal('queue'),
  id: idSchema,
  label: v.optional(labelSchema),
  note: v.optional(noteSchema, ''),
  /** Id of its broker. */
  broker: idSchema,
  type: v.picklist(['classic', 'quorum']),
  /** Ids of the exchanges that feed it, of the same broker. */
  bindings: v.optional(v.pipe(v.array(idSchema), v.maxLength(50)), []),
  /** One consumer receives, the others stand by (Q7). */
  singleActiveConsumer: v.optional(v.boolean(), false),
});

export type BrokerConfig = v.InferOutput<typeof brokerSchema>;
export type ExchangeConfig = v.InferOutput<typeof exchangeSchema>;
export type QueueConfig = v.InferOutput<typeof queueSchema>;
export type QueueType = QueueConfig['type'];
