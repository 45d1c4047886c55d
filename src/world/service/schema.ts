/** The configuration of a service, as a scenario states it. */
import * as v from 'valibot';
import {
  idSchema,
  instancesSchema,
  labelSchema,
  noteSchema,
  spanMsSchema,
  typeSchema,
} from '../schemas';

/** A queue that each instance subscribes to. */
const consumptionSchema = v.strictObject({
  queue: idSchema,
  /** Unacknowledged messages an instance may hold; 0 is no limit (Q4). */
  prefetch: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  acknowledge: v.picklist(['afterWork', 'onDelivery']),
  /** Consumer priority (Q3). */
  priority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-128), v.maxValue(127)), 0),
});

export const serviceSchema = v.strictObject({
  kind: v.literal('service'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
  instances: instancesSchema,
  /** Path of the handler module beside the scenario. */
  handler: v.pipe(v.string(), v.regex(/^[\w/-]+\.ts$/, 'a path such as handlers/payment.ts')),
  /** Processing time before the handler's first step. */
  workMs: spanMsSchema,
  consumes: v.optional(v.pipe(v.array(consumptionSchema), v.maxLength(50)), []),
  /** Exchange to which each type of event is published. */
  publishes: v.optional(v.record(typeSchema, idSchema), {}),
  /** Parts that its handler calls. */
  calls: v.optional(v.pipe(v.array(idSchema), v.maxLength(50)), []),
  /** Type of the reply to each request that it answers. */
  replies: v.optional(v.record(typeSchema, typeSchema), {}),
  /** What becomes of a message whose handler throws: back to the queue, or rejected. */
  onError: v.optional(v.picklist(['requeue', 'reject']), 'requeue'),
});

export type ServiceConfig = v.InferOutput<typeof serviceSchema>;
