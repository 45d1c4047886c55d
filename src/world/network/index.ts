/**
 * Links between parts: latency, jitter, and the order that a connection keeps (S7). A parcel's
 * journey is one fact, which carries its arrival; its arrival is a step of the agenda.
 */
import { drawInteger, streamOf } from '../../kernel';
import { FactKind } from '../facts';
import type { Evolve, Sim } from '../part';
import type { Plan } from '../plan';
import { Step } from '../steps';

/** Streams of draws, one per lane (2 * link + direction). */
export function laneStreams(plan: Plan): readonly number[] {
  return plan.links.flatMap((link) => {
    const [first, second] = link.ends.map((index) => plan.parts[index].id);
    return [`link/${first}/${second}`, `link/${second}/${first}`].map((name) =>
      streamOf(plan.seed, name),
    );
  });
}

/** The lane from one part to another: 2 * link + direction; -1 if no link joins them. */
export function laneBetween(plan: Plan, from: number, to: number): number {
  const link = plan.linkBetween(from, to);
  if (link < 0) return -1;
  return 2 * link + (plan.links[link].ends[0] === plan.parts[from].host ? 0 : 1);
}

/** When a parcel sent now arrives: latency and jitter, never before the one sent before it. */
export function arrivalMs(sim: Sim, streams: readonly number[], lane: number): number {
  if (lane < 0) return sim.nowMs;
  const link = sim.plan.links[lane >> 1];
  const jitter = drawInteger(streams[lane], sim.world.sentCount[lane], 0, link.jitterMs);
  return Math.max(sim.nowMs + link.latencyMs + jitter, sim.world.lastArrivalMs[lane]);
}

/** MessageSent: it is on its way. */
const messageSent: Evolve = (world, row) => {
  const lane = laneBetween(world.plan, row.a, row.b);
  if (lane >= 0) {
    world.sentCount[lane]++;
    world.lastArrivalMs[lane] = row.f;
  }
  world.agenda.schedule(row.f, Step.arrive, row.seq);
};

/** A parcel came to nothing: it left the world with the step that brought it. */
const parcelDropped: Evolve = () => undefined;

export const networkEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.MessageSent]: messageSent,
  [FactKind.ParcelDropped]: parcelDropped,
};
