/** The configuration of a workload: customers who ask, or producers who publish. */
import * as v from 'valibot';
import {
  exchangeTerms,
  headersSchema,
  keyRuleSchema,
  prioritySchema,
  streamTerms,
} from '../destinations';
import {
  durationMsSchema,
  idSchema,
  instancesSchema,
  labelSchema,
  LAST_MS,
  noteSchema,
  typeSchema,
} from '../schemas';

const perSecond = v.pipe(v.number(), v.minValue(0), v.maxValue(1000));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** How one field of a message's data is made: as it stands, drawn, or counted from 1. */
const fieldSchema = v.union([
  scalar,
  v.strictObject({ oneOf: v.pipe(v.array(scalar), v.minLength(1), v.maxLength(100)) }),
  v.pipe(
    v.strictObject({
      between: v.tuple([v.pipe(v.number(), v.integer()), v.pipe(v.number(), v.integer())]),
    }),
    v.check((field) => field.between[0] <= field.between[1], 'the first is larger than the second'),
  ),
  v.strictObject({ count: v.literal(true) }),
]);

/** When messages are sent, for each instance on its own. */
const patternSchema = v.variant('kind', [
  /** Evenly, each up to `jitterMs` early or late. */
  v.strictObject({
    kind: v.literal('steady'),
    perSecond,
    jitterMs: v.optional(durationMsSchema, 0),
  }),
  /** As independent people come: exponential gaps. */
  v.strictObject({ kind: v.literal('random'), perSecond }),
  /** `count` at once, every `everyMs`. */
  v.strictObject({
    kind: v.literal('burst'),
    count,
    everyMs: v.pipe(durationMsSchema, v.minValue(1)),
  }),
  /**
   * At these times, then never again. `data` replaces the fields that it names; null is a message
   * without data, in a compacted stream a tombstone (K11). The rest replaces what `sends` says.
   */
  v.strictObject({
    kind: v.literal('list'),
    at: v.pipe(
      v.array(
        v.strictObject({
          atMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_MS)),
          data: v.optional(v.nullable(v.record(v.string(), scalar)), {}),
          key: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(255)))),
          routingKey: v.optional(v.pipe(v.string(), v.maxLength(255))),
          priority: v.optional(prioritySchema),
          ttlMs: v.optional(durationMsSchema),
          headers: v.optional(headersSchema),
        }),
      ),
      v.maxLength(10_000),
      v.check(
        (list) => list.every((one, index) => index === 0 || list[index - 1].atMs <= one.atMs),
        'the times must not go back',
      ),
    ),
  }),
]);

export const workloadSchema = v.strictObject({
  kind: v.literal('workload'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
  /** Stands for people or systems outside: drawn as such. */
  outside: v.optional(v.boolean(), false),
  instances: v.optional(instancesSchema, 1),
  pattern: patternSchema,
  sends: v.strictObject({
    type: typeSchema,
    /**
     * A service (a request, answered), an exchange (a publication, confirmed) or a stream (a
     * record, acknowledged).
     */
    to: idSchema,
    data: v.optional(v.record(v.string(), fieldSchema), {}),
    key: v.optional(keyRuleSchema),
    ...exchangeTerms,
    ...streamTerms,
  }),
  /** What the chains that begin here are called by: "order" gives "order-1" … */
  correlation: v.pipe(v.string(), v.regex(/^[a-z][a-z-]*$/), v.maxLength(30)),
  /** How long a customer waits for an answer. */
  timeoutMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 3000),
});

export type WorkloadConfig = v.InferOutput<typeof workloadSchema>;
export type WorkloadField = v.InferOutput<typeof fieldSchema>;
