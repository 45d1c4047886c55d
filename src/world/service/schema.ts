/** The configuration of a service, as a scenario states it. */
import * as v from 'valibot';
import { destinationSchema } from '../destinations';
import {
  durationMsSchema,
  idSchema,
  instancesSchema,
  labelSchema,
  noteSchema,
  spanMsSchema,
  typeSchema,
} from '../schemas';

const someMs = v.pipe(durationMsSchema, v.minValue(1));

/** A queue that each instance subscribes to. */
const queueConsumptionSchema = v.strictObject({
  queue: idSchema,
  /** Unacknowledged messages an instance may hold; 0 is no limit (Q4). */
  prefetch: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  acknowledge: v.picklist(['afterWork', 'onDelivery']),
  /** Consumer priority (Q3). */
  priority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-128), v.maxValue(127)), 0),
});

/** A group that each instance is a member of, and the streams that it reads as such (K4). */
const groupConsumptionSchema = v.strictObject({
  group: idSchema,
  streams: v.pipe(
    v.array(idSchema),
    v.minLength(1),
    v.maxLength(50),
    v.check((ids) => new Set(ids).size === ids.length, 'a stream is named twice'),
  ),
  /** When a record counts as read (K9): handled, or received, or now and then what is handled. */
  commit: v.optional(v.picklist(['afterWork', 'beforeWork', 'interval']), 'afterWork'),
  /** For afterWork: after how many records of a partition. */
  commitEvery: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1),
  /** For interval: how long what was handled waits at most to be committed. */
  commitIntervalMs: v.optional(someMs, 5000),
  /** How many records one fetch brings at most. */
  recordsMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 10),
  heartbeatMs: v.optional(someMs, 3000),
  /** How long a partition stands still before a record whose handler threw is tried again. */
  retryMs: v.optional(someMs, 1000),
  /** What a pass publishes to streams and its commit belong together (K13). */
  transactional: v.optional(v.boolean(), false),
});

/** A queue, or the streams of a group. */
const consumptionSchema = v.lazy((input) => {
  const isGroup = typeof input === 'object' && input !== null && 'group' in input;
  return isGroup ? groupConsumptionSchema : queueConsumptionSchema;
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
  /** Where each type of event is published: an exchange or a stream. */
  publishes: v.optional(v.record(typeSchema, destinationSchema), {}),
  /** Parts that its handler calls. */
  calls: v.optional(v.pipe(v.array(idSchema), v.maxLength(50)), []),
  /** Type of the reply to each request that it answers. */
  replies: v.optional(v.record(typeSchema, typeSchema), {}),
  /**
   * What becomes of a message whose handler throws: back to the queue, or rejected. A record of a
   * stream: tried again while its partition stands still, or skipped.
   */
  onError: v.optional(v.picklist(['requeue', 'reject']), 'requeue'),
});

export type ServiceConfig = v.InferOutput<typeof serviceSchema>;
/** A consumption of a queue. */
export type QueueConsumption = v.InferOutput<typeof queueConsumptionSchema>;
/** A membership in a group. */
export type GroupConsumption = v.InferOutput<typeof groupConsumptionSchema>;

/** The groups of which a service's instances are members. */
export function groupsOf({ consumes }: Pick<ServiceConfig, 'consumes'>): GroupConsumption[] {
  return consumes.filter((one) => 'group' in one);
}

/** The queues that a service consumes. */
export function queuesOf({ consumes }: Pick<ServiceConfig, 'consumes'>): QueueConsumption[] {
  return consumes.filter((one) => 'queue' in one);
}
