/**
 * Instances that start, are killed and come back: what services, workloads and external systems
 * have in common. The facts are the same for all three; what an instance held is each one's own.
 */
import { FactKind } from './facts';
import type { Sim } from './part';
import { MAX_INSTANCES } from './schemas';

/** The common half of a part that has instances. */
export interface Lifecycle {
  readonly instances: { alive: boolean; startedMs: number }[];
  /** When it was killed as a whole, or -1. */
  deadSinceMs: number;
}

/** How many instances are alive. */
export function aliveCount(part: Lifecycle): number {
  let count = 0;
  for (const instance of part.instances) if (instance.alive) count++;
  return count;
}

/** Which instances an intervention means: one, or all that are (not) alive. */
function instancesMeant(part: Lifecycle, instance: number | undefined, alive: boolean): number[] {
  const all = instance === undefined ? part.instances.map((_, index) => index) : [instance];
  return all.filter((index) => part.instances[index]?.alive === alive);
}

/**
 * Kills one instance or the whole part. `stop` states InstanceKilled for one instance and tells
 * those who are connected with it. Refuses if there is nothing alive to kill.
 */
export function killPart(
  sim: Sim,
  index: number,
  part: Lifecycle,
  instance: number | undefined,
  held: number,
  stop: (instance: number, cause: number) => void,
): string | undefined {
  const meant = instancesMeant(part, instance, true);
  if (meant.length === 0) return 'alreadyDead';
  const whole = meant.length === aliveCount(part);
  const cause = whole ? sim.state(FactKind.ServiceKilled, -1, index, held) : -1;
  for (const one of meant) stop(one, cause);
  return undefined;
}

/**
 * Revives one instance or all; `start` states InstanceStarted, connects it and returns the fact's
 * seq. One fact begins it, the others have that one as their cause: it is one intervention.
 */
export function revivePart(
  sim: Sim,
  index: number,
  part: Lifecycle,
  instance: number | undefined,
  start: (instance: number, cause: number) => number,
): string | undefined {
  const meant = instancesMeant(part, instance, false);
  if (meant.length === 0) return 'alreadyAlive';
  const whole = aliveCount(part) === 0;
  let cause = whole ? sim.state(FactKind.ServiceRevived, -1, index) : -1;
  for (const one of meant) {
    const started = start(one, cause);
    if (cause < 0) cause = started;
  }
  return undefined;
}

/**
 * Adds an instance; `start` states InstanceStarted and connects it. The first to live in a part
 * that was killed whole revives it.
 */
export function addInstance(
  sim: Sim,
  index: number,
  part: Lifecycle,
  start: (instance: number, cause: number) => number,
): string | undefined {
  if (part.instances.length >= MAX_INSTANCES) return 'tooMany';
  const cause = aliveCount(part) === 0 ? sim.state(FactKind.ServiceRevived, -1, index) : -1;
  start(part.instances.length, cause);
  return undefined;
}

/**
 * Takes the last instance away; `stop` states InstanceRemoved and tells those who are connected
 * with it. Without the only one alive the part is dead.
 */
export function removeInstance(
  sim: Sim,
  index: number,
  part: Lifecycle,
  held: number,
  stop: (instance: number, cause: number) => void,
): string | undefined {
  const last = part.instances.length - 1;
  if (last === 0) return 'lastInstance';
  const only = part.instances[last].alive && aliveCount(part) === 1;
  stop(last, only ? sim.state(FactKind.ServiceKilled, -1, index, held) : -1);
  return undefined;
}
