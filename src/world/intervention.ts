/**
 * What a person can do to a running world. Interventions are data: recorded with the virtual
 * time at which they were made, they are as much the run's input as scenario and seed.
 */
import * as v from 'valibot';

/** How a person settles a message by hand, on its consumer's behalf if it is held. */
export const SETTLEMENTS = ['ack', 'nack', 'deadLetter'] as const;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const instance = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)));

/** One intervention, without its time. `part` is a part's id; instances count from 0. */
export const interventionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('Kill'), part: id, instance }),
  v.strictObject({ kind: v.literal('Revive'), part: id, instance }),
  v.strictObject({ kind: v.literal('AddInstance'), part: id }),
  v.strictObject({ kind: v.literal('RemoveInstance'), part: id }),
  v.strictObject({
    kind: v.literal('SetRate'),
    part: id,
    /** Arrivals a second of each instance. */
    perSecond: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  }),
  v.strictObject({
    kind: v.literal('SetConsumption'),
    part: id,
    queue: id,
    acknowledge: v.picklist(['afterWork', 'onDelivery']),
    prefetch: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  }),
  v.strictObject({
    kind: v.literal('Settle'),
    part: id,
    /** The message's id, such as "orders/54". */
    message: id,
    how: v.picklist(SETTLEMENTS),
  }),
  v.strictObject({ kind: v.literal('Purge'), part: id }),
]);

export type Intervention = v.InferOutput<typeof interventionSchema>;

/**
 * An intervention at its moment: applied between two steps of the agenda, once all steps up to
 * `atMs` are done, or, where `afterSeq` is given, right after that fact's step.
 */
export const timedInterventionSchema = v.strictObject({
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_000_000_000)),
  afterSeq: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1))),
  intervention: interventionSchema,
});

export type TimedIntervention = v.InferOutput<typeof timedInterventionSchema> & {
  /** It is the scenario's own fault: it happens in every future, and nobody takes it back. */
  readonly authored?: true;
};
