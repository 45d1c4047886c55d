/** Says what becomes of a deed on a broker node: it dies, it lives again, or a fork is offered. */
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createProjection } from '../../projection';
import { At, logFrame, orderLog } from '../../projection/testing/orderLog';
import type { RunActions, RunContextValue, RunState } from '../run';
import { createCommands, targetOf } from './commands';
import { createTable } from './table';

const topology = orderLog();

function setUp(isAlive: boolean, live = true) {
  const nodes = [0, 1, 2].map((node) => [At.cluster, node, node === 1 && !isAlive ? 0 : 1]);
  const view = createProjection(topology).accept(logFrame(topology, { nodes }, { live }));
  const store = createStore<RunState>(() => ({
    ...view,
    ...{ playback: 'paused', speed: 1, seed: 1, selection: null },
  }));
  const [kill, revive] = [vi.fn(), vi.fn()];
  for (const deed of [kill, revive]) deed.mockResolvedValue({ kind: 'done' });
  const actions = { kill, revive } as unknown as RunActions; // the command calls no others
  const said: string[] = [];
  const run: RunContextValue = {
    ...{ topology, store, actions, onBeat: () => () => undefined },
    announce: (text) => said.push(text),
  };
  const table = createTable();
  return { commands: createCommands(run, table), kill, revive, table, said };
}

describe('a broker node', () => {
  it('is killed while it lives and revived when it is dead, and that is said (K14)', async () => {
    const alive = setUp(true);
    alive.commands.toggleNode('log', 1);
    expect(alive.kill).toHaveBeenCalledWith('log', 1);
    await vi.waitFor(() => expect(alive.said).toEqual(['Broker node 2 killed.']));
    const dead = setUp(false);
    dead.commands.toggleNode('log', 1);
    expect(dead.revive).toHaveBeenCalledWith('log', 1);
  });

  it('stays as it was in the past: a fork is offered', () => {
    const past = setUp(true, false);
    past.commands.toggleNode('log', 1);
    expect(past.kill).not.toHaveBeenCalled();
    const change = { kind: 'Kill', part: 'log', instance: 1 };
    expect(past.table.getState().offer).toEqual({ part: 'log', change });
  });

  it('is not what a key means when its cluster, a stream or a group is selected', () => {
    for (const part of ['log', 'orders', 'billing'])
      expect(targetOf(topology, part)).toBe(undefined);
    expect(targetOf(topology, 'charge')).toBe('charge');
  });
});
