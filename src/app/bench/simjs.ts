/** The peer of the kernel's benchmarks: simjs from npm, which wants a page around it. */
import { createRequire } from 'node:module';

/** A timer that was set: `done` is called when it is due. */
interface Timer {
  done(callback: () => void): void;
}

/** Something that lives in a simulation of the peer. */
export interface Entity {
  setTimer(duration: number): Timer;
  start(): void;
}

interface Simulation {
  addEntity(entity: new (...values: never[]) => Entity): void;
  simulate(endTime: number): void;
}

/** The peer's seeded draws. */
interface Draws {
  exponential(rate: number): number;
}

interface Library {
  readonly Sim: new () => Simulation;
  readonly Entity: new (...values: never[]) => Entity;
  readonly Random: new (seed: number) => Draws;
}

const require = createRequire(import.meta.url);

/** Loads simjs. Its Node entry exports nothing; what it makes it leaves on a `window`. */
export function loadSimjs(): Library {
  const page: { Sim?: Library } = {};
  Reflect.set(globalThis, 'window', page);
  require('simjs');
  Reflect.deleteProperty(globalThis, 'window');
  if (page.Sim === undefined) throw new Error('simjs did not load');
  return page.Sim;
}
