/**
 * Owns the key that a person chose for what a part produces to a stream, in place of the one in
 * its configuration (K1). What a handler says of one publication outweighs both.
 */
import type { Terms } from './destinations';
import { FactKind } from './facts';
import type { Intervention } from './intervention';
import type { Sim } from './part';
import type { Producing } from './producers';

/** The terms of a publication to a stream, with the key that was chosen by hand, if one was. */
export function termsNow(sim: Sim, { keys }: Producing, stream: number, terms: Terms): Terms {
  const key = keys.get(stream);
  if (key === undefined) return terms;
  return { ...terms, key: key < 0 ? null : String(sim.values.get(key)) };
}

/**
 * From now on the records that a part produces to a stream have this field of their data for a
 * key, or none. `streams` are those that it produces to. Returns a refusal's code, or nothing.
 */
export function setKey(
  sim: Sim,
  producer: number,
  streams: readonly number[],
  { stream, key }: Extract<Intervention, { kind: 'SetKey' }>,
): string | undefined {
  const index = sim.plan.indexOf(stream);
  if (!streams.includes(index)) return 'notProduced';
  const value = key === null ? -1 : sim.values.name(key);
  sim.state(FactKind.KeyChanged, -1, producer, index, value);
  return undefined;
}
