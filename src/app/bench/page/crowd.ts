/**
 * A hundred nodes with messages in flight between them, on the site's own stage: the scene of the
 * drawing benchmark. No engine runs; the flights are made up.
 */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { createProjection, FLIGHT_STRIDE, FlightColumn, type Json } from '../../../projection';
import { parseScenario, planOf } from '../../../scenario';
import { topologyOf } from '../../../timeline';
import { type FlightBeat, RunContext, type RunActions, type RunState } from '../../../ui/run';
import { Stage } from '../../../ui/stage';

const COLUMNS = 10;
const ROWS = 10;
const FLIGHT_MS = 2000;
const REQUEST = 9;
const WIDTH = 2400;
const HEIGHT = 1400;

const idOf = (column: number, row: number): string => `service-${column}-${row}`;

/** A grid of services, each of which calls its neighbour on the right. */
function crowdScenario(): Json {
  const parts: Json[] = [];
  const links: Json[] = [];
  const nodes: { [id: string]: Json } = {};
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const id = idOf(column, row);
      const next = column + 1 < COLUMNS ? [idOf(column + 1, row)] : [];
      parts.push({
        ...{ kind: 'service', id, label: id, instances: 2, handler: 'handlers/none.ts' },
        ...{ workMs: { min: 1, max: 1 }, calls: next },
      });
      for (const to of next) links.push({ between: [id, to], latencyMs: FLIGHT_MS });
      nodes[id] = { x: 20 + column * 235, y: 20 + row * 128, width: 150, height: 80 };
    }
  }
  const killZone = { x: 20, y: HEIGHT - 80, width: WIDTH - 40, height: 60 };
  const variant = { width: WIDTH, height: HEIGHT, nodes, killZone };
  const layout = { wide: variant, narrow: variant };
  return { version: 1, name: 'Crowd', seed: 1, messages: {}, parts, links, layout };
}

/** A crowd that is on the stage. */
export interface Crowd {
  /** Puts so many messages in flight at each frame until the promise of `seconds` is over. */
  fly(count: number, seconds: number): Promise<{ frames: number; seconds: number }>;
  close(): void;
}

/** Draws the crowd into an element. */
export function openCrowd(ground: Element): Crowd {
  const scenario = parseScenario(crowdScenario());
  const topology = topologyOf(scenario, planOf(scenario));
  const listeners = new Set<(beat: FlightBeat) => void>();
  const store = createStore<RunState>(() => ({
    ...createProjection(topology).opening,
    playback: 'playing',
    speed: 1,
    seed: 1,
    selection: null,
  }));
  const root = createRoot(ground);
  // Nobody acts on this stage.
  const actions = {} as RunActions;
  const onBeat = (listener: (beat: FlightBeat) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const value = { topology, store, actions, onBeat, announce: () => undefined };
  root.render(createElement(RunContext, { value }, createElement(Stage, { variant: 'wide' })));
  return {
    fly: (count, seconds) =>
      new Promise((resolve) => {
        const ways = topology.sends.map(({ from, to }): [number, number] => [from, to]);
        let frames = 0;
        let begun = 0;
        const frame = (now: number): void => {
          begun ||= now;
          if (now - begun >= seconds * 1000) {
            resolve({ frames, seconds: (now - begun) / 1000 });
            return;
          }
          frames++;
          const atMs = Math.round(now);
          const beat = { flights: flightsAt(atMs, count, ways), atMs, rate: 1, returned: [] };
          for (const listener of listeners) listener(beat);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    close: () => root.unmount(),
  };
}

/** Messages evenly spread over ways and time: as one arrives, the next one leaves. */
function flightsAt(
  atMs: number,
  count: number,
  ways: readonly (readonly [number, number])[],
): Int32Array {
  const flights = new Int32Array(count * FLIGHT_STRIDE);
  for (let index = 0; index < count; index++) {
    const row = index * FLIGHT_STRIDE;
    const [from, to] = ways[index % ways.length];
    const departMs = atMs - ((atMs + index * 37) % FLIGHT_MS);
    flights[row + FlightColumn.from] = from;
    flights[row + FlightColumn.to] = to;
    flights[row + FlightColumn.departMs] = departMs;
    flights[row + FlightColumn.arriveMs] = departMs + FLIGHT_MS;
    flights[row + FlightColumn.form] = index % 4;
    flights[row + FlightColumn.message] = index;
    flights[row + FlightColumn.purpose] = REQUEST;
  }
  return flights;
}
