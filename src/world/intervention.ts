/**
 * What a person can do to a running world. Interventions are data: recorded with the virtual
 * time at which they were made, they are as much the run's input as scenario and seed.
 */
import * as v from 'valibot';
import { SETTINGS } from './facts';

/** How a person settles a message by hand, on its consumer's behalf if it is held. */
export const SETTLEMENTS = ['ack', 'nack', 'deadLetter'] as const;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const instance = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)));

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_000_000_000));

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
  /** Dead letters go back to where they died: all of a queue's tray, or one. */
  v.strictObject({ kind: v.literal('Redrive'), part: id, message: v.optional(id) }),
  /** Changes settings of a queue, stream or group; each part checks its own (null: none). */
  v.strictObject({
    kind: v.literal('Configure'),
    part: id,
    settings: v.pipe(
      v.record(v.picklist(SETTINGS), v.union([v.number(), v.boolean(), v.string(), v.null()])),
      v.check((settings) => Object.keys(settings).length > 0, 'no setting is named'),
    ),
  }),
  /** Which field of the data is the key of what a part produces to a stream; null: none (K1). */
  v.strictObject({
    kind: v.literal('SetKey'),
    part: id,
    stream: id,
    key: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  }),
  /** Moves a group's committed offset of a stream: all its partitions, or one (K8). */
  v.strictObject({
    kind: v.literal('MoveOffset'),
    part: id,
    stream: id,
    partition: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999))),
    to: v.variant('kind', [
      v.strictObject({ kind: v.literal('beginning') }),
      v.strictObject({ kind: v.literal('end') }),
      v.strictObject({ kind: v.literal('time'), atMs: whole }),
      v.strictObject({ kind: v.literal('offset'), offset: whole }),
    ]),
  }),
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
  /** It is such a fault, and could not be done here: in another future it may be. */
  readonly refused?: true;
};
