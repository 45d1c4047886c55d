/**
 * What an instance leaves behind: a living one that is taken away tidies up, one that comes back
 * ends what a former life of it left open. How it stops is in index.ts.
 */
import type { Sim } from '../part';
import { endTransactions, hasLived, openTransactions } from '../producing';
import { leaveGroups } from './member';
import { groupsOf } from './schema';
import { configOf, type Place, serviceOf, streamsOf } from './state';

/** An instance that is taken away leaves nothing open behind it. */
export function leave(sim: Sim, place: Place, cause: number): void {
  const { service, instance } = place;
  const { instances, producing } = serviceOf(sim.world, service);
  if (!instances[instance].alive) return;
  const open = [...openTransactions(producing, instance)];
  endTransactions(sim, cause, { producer: service, instance }, open, false);
  leaveGroups(sim, place, cause);
}

/** K13: whatever an earlier life of the instance left open is aborted. */
export function closeFormer(sim: Sim, service: number, instance: number, cause: number): void {
  const config = configOf(sim.plan, service);
  const { producing } = serviceOf(sim.world, service);
  if (!hasLived(producing, instance)) return;
  if (!groupsOf(config).some(({ transactional }) => transactional)) return;
  endTransactions(sim, cause, { producer: service, instance }, streamsOf(sim.plan, service), false);
}
