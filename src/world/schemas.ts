/** Pieces of schema that several parts share: ids, times, counts, with their limits. */
import * as v from 'valibot';

/** The last virtual time there is: 2,000,000,000 ms, some 23 days. */
export const LAST_MS = 2_000_000_000;

export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9.-]*$/, 'an id is lower case: letters, digits, dots and hyphens'),
  v.maxLength(60),
);
export const labelSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
export const noteSchema = v.pipe(v.string(), v.maxLength(60));
/** The type of a message: "OrderPlaced". */
export const typeSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Z][A-Za-z0-9]*$/, 'a message type is written like OrderPlaced'),
  v.maxLength(60),
);
/** The most instances that a part may have. */
export const MAX_INSTANCES = 50;
export const instancesSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(MAX_INSTANCES),
);
export const durationMsSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(3_600_000),
);
/** A span from which a whole number of ms is drawn, both ends included. */
export const spanMsSchema = v.pipe(
  v.strictObject({ min: durationMsSchema, max: durationMsSchema }),
  v.check((span) => span.min <= span.max, 'min is larger than max'),
);
