// @vitest-environment happy-dom
/** Shows what becomes of a broker node in the hand: it dies in the kill zone, else it goes back. */
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createProjection } from '../../projection';
import { orderLog } from '../../projection/testing/orderLog';
import { type RunActions, RunContext, type RunContextValue, type RunState } from '../run';
import { BrokerNodeBox } from './BrokerNodeBox';
import type { StageCommands } from './commands';
import { makeScene } from './scene';
import { StageContext, type StageContextValue } from './stageContext';
import { createTable } from './table';

afterEach(cleanup);

const topology = orderLog();
const scene = makeScene(topology, { variant: 'wide', fullQueue: null, moved: {} });

function setUp(alive: boolean) {
  const store = createStore<RunState>(() => ({
    ...createProjection(topology).opening,
    ...{ playback: 'paused', speed: 1, seed: 1, selection: null },
  }));
  const said: string[] = [];
  const run: RunContextValue = {
    ...{ topology, store, onBeat: () => () => undefined },
    actions: {} as RunActions, // carrying calls the stage's commands alone
    announce: (text) => said.push(text),
  };
  const toggleNode = vi.fn();
  const stage: StageContextValue = {
    ...{ scene, table: createTable(), toStage: (client) => client },
    commands: { toggleNode } as unknown as StageCommands, // no other is called
    revealZone: () => undefined,
    openMenu: () => undefined,
  };
  const [box, place] = [scene.boxes.get('log'), scene.clusters.get('log')?.nodes[1]];
  if (box === undefined || place === undefined) throw new Error('The scene has no such node');
  const node = { number: 1, alive, leads: 1, copies: 2 };
  const { getByRole } = render(
    <RunContext value={run}>
      <StageContext value={stage}>
        <BrokerNodeBox cluster="log" node={node} box={box} nodeBox={place.box} />
      </StageContext>
    </RunContext>,
  );
  const button = getByRole('button');
  button.setPointerCapture = () => undefined;
  const pointer = (type: string, x: number, y: number) =>
    fireEvent(
      button,
      new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, bubbles: true }),
    );
  const carryTo = (x: number, y: number) => {
    pointer('pointerdown', place.box.x + 5, place.box.y + 5);
    pointer('pointermove', x, y);
    pointer('pointerup', x, y);
  };
  return { carryTo, toggleNode, said, button };
}

const { killZone } = scene;

describe('a broker node in the hand', () => {
  it('is killed where it is dropped in the kill zone (K14)', () => {
    const { carryTo, toggleNode, button } = setUp(true);
    carryTo(killZone.x + 200, killZone.y + 50);
    expect(toggleNode).toHaveBeenCalledWith('log', 1);
    expect(button.style.transform).toBe('');
  });

  it('goes back from anywhere else, and if it is dead', () => {
    const alive = setUp(true);
    alive.carryTo(300, 30);
    expect(alive.toggleNode).not.toHaveBeenCalled();
    expect(alive.said.at(-1)).toBe('Broker 2 is back in its place.');
    cleanup();
    const dead = setUp(false);
    dead.carryTo(killZone.x + 200, killZone.y + 50);
    expect(dead.toggleNode).not.toHaveBeenCalled();
  });
});
