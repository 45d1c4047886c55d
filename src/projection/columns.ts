/**
 * Owns how the columns of a frame are addressed. It repeats timeline/frame.ts, of which this room
 * may know the types only; the compiler keeps the two equal.
 */
import type * as frame from '../timeline';

export const PartColumn: typeof frame.PartColumn = {
  alive: 0,
  instances: 1,
  handledMilli: 2,
  sinceMs: 3,
  holding: 4,
  ready: 5,
  unacked: 6,
  dead: 7,
  redelivered: 8,
  total: 9,
  perSecondMilli: 10,
};
export const PART_STRIDE: typeof frame.PART_STRIDE = 11;

export const InstanceColumn: typeof frame.InstanceColumn = {
  part: 0,
  instance: 1,
  state: 2,
  holding: 3,
  message: 4,
};
export const INSTANCE_STRIDE: typeof frame.INSTANCE_STRIDE = 5;

export const SlotColumn: typeof frame.SlotColumn = {
  queue: 0,
  place: 1,
  message: 2,
  form: 3,
  handouts: 4,
  service: 5,
  instance: 6,
};
export const SLOT_STRIDE: typeof frame.SLOT_STRIDE = 7;

export const FlightColumn: typeof frame.FlightColumn = {
  from: 0,
  to: 1,
  departMs: 2,
  arriveMs: 3,
  form: 4,
  message: 5,
  purpose: 6,
};
export const FLIGHT_STRIDE: typeof frame.FLIGHT_STRIDE = 7;

export const SPARK_BUCKETS: typeof frame.SPARK_BUCKETS = 14;
