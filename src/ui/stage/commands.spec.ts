/** Shows what becomes of a deed on the stage: live, refused, and in the past. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createProjection } from '../../projection';
import { makeFrame, orderFulfilment } from '../../projection/testing/orderFulfilment';
import type { ActionOutcome, RunActions, RunContextValue, RunState } from '../run';
import { createCommands, targetOf } from './commands';
import { createTable, followLife } from './table';

const topology = orderFulfilment();
const alive = {};
const dead = { payment: { instances: ['dead', 'dead'] as const, sinceMs: 5000 } };
const half = { payment: { instances: ['busy', 'dead', 'idle'] as const } };

function setUp(states: Parameters<typeof makeFrame>[1], outcome?: ActionOutcome, live = true) {
  const projection = createProjection(topology);
  const view = (of: typeof states) => projection.accept(makeFrame(topology, of, { live }));
  const store = createStore<RunState>(() => ({
    ...view(states),
    ...{ playback: 'paused', speed: 1, seed: 1, selection: null },
  }));
  const deeds: unknown[][] = [];
  const said: string[] = [];
  const act = (name: string) =>
    vi.fn((...given: unknown[]) => {
      deeds.push([name, ...given.filter((value) => value !== undefined)]);
      return Promise.resolve(outcome ?? { kind: 'done' });
    });
  const names = ['kill', 'revive', 'duplicate', 'removeInstance', 'setRate', 'fork', 'undo'];
  const some = Object.fromEntries(names.map((name) => [name, act(name)]));
  const actions = some as unknown as RunActions; // the stage's commands call no others
  const run: RunContextValue = {
    ...{ topology, store, actions, onBeat: () => () => undefined },
    announce: (text) => said.push(text),
  };
  const table = createTable();
  followLife(table, store);
  return { commands: createCommands(run, table), table, deeds, said, store, view };
}

describe('a card that is let go of', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('kills in the kill zone and lies where it was dropped', async () => {
    const { commands, table, deeds, said, store, view } = setUp(alive);
    commands.drop('payment', true, { x: 300, y: 480 });
    await vi.advanceTimersByTimeAsync(100);
    store.setState(view(dead));
    await vi.advanceTimersByTimeAsync(1000);
    expect(deeds).toEqual([['kill', 'payment']]);
    expect(table.getState().places).toEqual({ payment: { x: 300, y: 480 } });
    expect(said).toEqual(['Payment killed.']);
  });

  it('goes home when the kill is refused, and says why', async () => {
    const { commands, table, said } = setUp(alive, { kind: 'refused', reason: 'Not now.' });
    commands.drop('payment', true, { x: 300, y: 480 });
    await vi.advanceTimersByTimeAsync(0);
    expect(table.getState().places).toEqual({});
    expect(said).toEqual(['Not now.']);
  });

  it('revives outside of the zone and flies home', async () => {
    const { commands, table, deeds, store, view } = setUp(dead);
    commands.drop('payment', false, { x: 100, y: 100 });
    expect(table.getState().places).toEqual({ payment: 'home' });
    await vi.advanceTimersByTimeAsync(0);
    store.setState(view(alive));
    expect(deeds).toEqual([['revive', 'payment']]);
    expect(table.getState().places).toEqual({});
  });

  it('only moves within the zone while it is dead', () => {
    const { commands, table, deeds } = setUp(dead);
    commands.drop('payment', true, { x: 40, y: 480 });
    expect(deeds).toEqual([]);
    expect(table.getState().places).toEqual({ payment: { x: 40, y: 480 } });
  });

  it('is forgotten in the zone when its part lives again by other means', async () => {
    const { commands, table, store, view } = setUp(dead);
    commands.drop('payment', true, { x: 40, y: 480 });
    store.setState(view(alive));
    await vi.advanceTimersByTimeAsync(0);
    expect(table.getState().places).toEqual({});
  });
});

describe('a deed in the past', () => {
  it('changes nothing and offers a fork that begins with it', async () => {
    const { commands, table, deeds } = setUp(alive, undefined, false);
    commands.drop('payment', true, { x: 300, y: 480 });
    await Promise.resolve();
    await Promise.resolve();
    expect(deeds).toEqual([]);
    expect(table.getState()).toMatchObject({ places: {}, offer: { part: 'payment' } });
    commands.takeOffer();
    expect(deeds).toEqual([['fork', { kind: 'Kill', part: 'payment' }]]);
    expect(table.getState().offer).toBeNull();
  });
});

describe('keys and menu', () => {
  it('kill what lives and revive what is dead', () => {
    const living = setUp(alive);
    living.commands.toggleLife('payment');
    expect(living.deeds).toEqual([['kill', 'payment']]);
    const killed = setUp(dead);
    killed.commands.toggleLife('payment');
    expect(killed.deeds).toEqual([['revive', 'payment']]);
  });

  it('kill the last living instance and revive a dead one', () => {
    const { commands, deeds } = setUp(half);
    commands.killInstance('payment');
    commands.reviveInstance('payment');
    expect(deeds).toEqual([
      ['kill', 'payment', 2],
      ['revive', 'payment', 1],
    ]);
  });

  it('mean a queue’s consumer when the queue is selected, and nothing for a broker', () => {
    expect(targetOf(topology, 'payment.inbox')).toBe('payment');
    expect(targetOf(topology, 'bank')).toBe('bank');
    expect(targetOf(topology, 'broker')).toBeUndefined();
    expect(targetOf(topology, undefined)).toBeUndefined();
  });
});
