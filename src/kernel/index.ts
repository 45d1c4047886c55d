/** The kernel: virtual time, pending steps, seeded draws, values and the journal of facts. */
export { Agenda } from './agenda';
export { assertNever, InvariantError } from './errors';
export { IntReader, IntWriter } from './integers';
export {
  BY_INTERVENTION,
  CHUNK_FACTS,
  CHUNK_LENGTH,
  Column,
  COLUMN_COUNT,
  COLUMN_STRIDE,
  Journal,
  KIND_MASK,
  OPENS_STEP,
} from './journal';
export { cos, exp, log, pow, sin } from './math';
export { drawExponential, drawInteger, drawUnit, streamOf } from './random';
export { canonicalJson, Values } from './values';
export type { Json } from './values';
