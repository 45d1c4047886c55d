/** The authored document: its parts' schemas put together, with layout and opening view. */
import * as v from 'valibot';
import {
  brokerSchema,
  clusterSchema,
  exchangeSchema,
  externalSchema,
  FORMS,
  groupSchema,
  idSchema,
  interventionSchema,
  LAST_MS,
  queueSchema,
  serviceSchema,
  streamSchema,
  typeSchema,
  workloadSchema,
} from '../world';

/** The version that is written today; older ones are migrated (migrations.ts). */
export const SCENARIO_VERSION = 1;

const coordinate = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));
const length = v.pipe(v.number(), v.minValue(1), v.maxValue(10_000));
const box = { x: coordinate, y: coordinate, width: length, height: length };

/** Where things stand: top left corners in stage pixels, by part id. */
const variantSchema = v.strictObject({
  width: length,
  height: length,
  nodes: v.record(
    idSchema,
    v.strictObject({
      x: coordinate,
      y: coordinate,
      width: v.optional(length),
      height: v.optional(length),
    }),
  ),
  killZone: v.strictObject(box),
});

export const partSchema = v.variant('kind', [
  workloadSchema,
  serviceSchema,
  externalSchema,
  brokerSchema,
  exchangeSchema,
  queueSchema,
  clusterSchema,
  streamSchema,
  groupSchema,
]);
export type PartConfig = v.InferOutput<typeof partSchema>;

export const linkSchema = v.strictObject({
  between: v.tuple([idSchema, idSchema]),
  latencyMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  /** Added to the latency of each parcel: 0 to this. */
  jitterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)), 0),
});

export const faultSchema = v.strictObject({
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_MS)),
  intervention: interventionSchema,
});

export const scenarioSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(SCENARIO_VERSION),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0x7fffffff)),
  /** Form of each message type. */
  messages: v.record(typeSchema, v.strictObject({ form: v.picklist(FORMS) })),
  parts: v.pipe(v.array(partSchema), v.minLength(1), v.maxLength(500)),
  links: v.pipe(v.array(linkSchema), v.maxLength(2000)),
  /** What is done to the world of itself, at these times: kills, revivals, changes. */
  faults: v.optional(v.pipe(v.array(faultSchema), v.maxLength(1000)), []),
  layout: v.optional(v.strictObject({ wide: variantSchema, narrow: variantSchema })),
  view: v.optional(
    v.strictObject({
      speed: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(100)), 1),
      selected: v.optional(v.nullable(idSchema), null),
    }),
    { speed: 1, selected: null },
  ),
});

/** A scenario that has been parsed and checked. */
export type Scenario = v.InferOutput<typeof scenarioSchema>;
