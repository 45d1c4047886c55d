/** The state of a workload: its instances' timers, and who still waits for an answer. */
import { InvariantError, type IntReader, type IntWriter } from '../../kernel';
import { type Activity, loadActivity, noActivity, saveActivity } from '../activity';
import type { PartState, World } from '../part';
import type { Plan, PlannedPart } from '../plan';
import { loadProducing, noProducing, type Producing, saveProducing } from '../producers';
import type { WorkloadConfig } from './schema';

export interface WorkloadInstance {
  alive: boolean;
  startedMs: number;
  /** How many times it has come: the ordinal of its draws. */
  arrivals: number;
  /** The agenda's number of its next arrival, or -1. */
  order: number;
}

export interface WorkloadState extends PartState {
  readonly kind: 'workload';
  readonly instances: WorkloadInstance[];
  /** Requests without an answer: message, and the agenda's number of the deadline. */
  readonly waiting: Map<number, number>;
  perSecondMilli: number;
  answered: number;
  failed: number;
  deadSinceMs: number;
  readonly activity: Activity;
  readonly producing: Producing;
}

export function workloadOf(world: World, index: number): WorkloadState {
  const state = world.states[index];
  if (state.kind !== 'workload') throw new InvariantError(`part ${index} is no workload`);
  return state as WorkloadState; // its kind says so
}

export function configOf(plan: Plan, index: number): WorkloadConfig {
  return plan.parts[index].config as WorkloadConfig; // checked by workloadSchema
}

export const newInstance = (): WorkloadInstance => ({
  alive: false,
  startedMs: 0,
  arrivals: 0,
  order: -1,
});

export function initialWorkload(part: PlannedPart, plan: Plan): WorkloadState {
  const { instances, pattern } = configOf(plan, part.index);
  return {
    kind: 'workload',
    instances: Array.from({ length: instances }, newInstance),
    waiting: new Map(),
    perSecondMilli: 'perSecond' in pattern ? Math.round(pattern.perSecond * 1000) : 0,
    answered: 0,
    failed: 0,
    deadSinceMs: -1,
    activity: noActivity(),
    producing: noProducing(),
  };
}

export function saveWorkload(state: WorkloadState, out: IntWriter): void {
  out.push(state.perSecondMilli);
  out.push(state.answered);
  out.push(state.failed);
  out.push(state.deadSinceMs);
  saveActivity(state.activity, out);
  out.push(state.instances.length);
  for (const { alive, startedMs, arrivals, order } of state.instances) {
    out.push(alive ? 1 : 0);
    out.push(startedMs);
    out.push(arrivals);
    out.push(order);
  }
  out.push(state.waiting.size);
  for (const [message, order] of state.waiting) {
    out.push(message);
    out.push(order);
  }
  saveProducing(state.producing, out);
}

export function loadWorkload(input: IntReader): WorkloadState {
  const perSecondMilli = input.next();
  const answered = input.next();
  const failed = input.next();
  const deadSinceMs = input.next();
  const activity = loadActivity(input);
  const instances = input.many(() => ({
    alive: input.next() === 1,
    startedMs: input.next(),
    arrivals: input.next(),
    order: input.next(),
  }));
  const waiting = new Map<number, number>();
  for (let left = input.next(); left > 0; left--) waiting.set(input.next(), input.next());
  const producing = loadProducing(input);
  return {
    kind: 'workload',
    perSecondMilli,
    answered,
    failed,
    deadSinceMs,
    activity,
    instances,
    waiting,
    producing,
  };
}
