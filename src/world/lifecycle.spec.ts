/** Says what is true of every part with instances, whatever it is, when they come and go. */
import { describe, expect, it } from 'vitest';
import { aliveCount, type Lifecycle } from './lifecycle';
import type { WorldBench } from './testing/bench';
import { openCounter } from './testing/counter';
import { openTill } from './testing/till';

const KINDS = [
  { part: 'till', open: () => openTill({ till: { instances: 2 } }) },
  { part: 'bank', open: () => openTill({ bank: { instances: 2 } }) },
  { part: 'people', open: () => openCounter({ people: { instances: 2 } }) },
];

describe.each(KINDS)('a part with instances: $part', ({ part, open }) => {
  const stateOf = ({ simulation: { plan, world } }: WorldBench): Lifecycle => {
    const state = world.states[plan.indexOf(part)];
    return state as unknown as Lifecycle; // services, workloads and external systems are
  };
  const kinds = [
    'ServiceKilled',
    'ServiceRevived',
    'InstanceKilled',
    'InstanceStarted',
    'InstanceRemoved',
  ] as const;
  const said = (bench: WorldBench): string[] =>
    bench
      .facts(...kinds)
      .map((fact) => ('instance' in fact ? `${fact.kind} ${fact.instance}` : fact.kind));

  it('is killed and revived whole, as one deed with one cause', () => {
    const bench = open().until(100).when({ kind: 'Kill', part });
    expect(said(bench)).toEqual(['ServiceKilled', 'InstanceKilled 0', 'InstanceKilled 1']);
    expect(stateOf(bench).deadSinceMs).toBe(100);
    bench.until(200).when({ kind: 'Revive', part });
    expect(said(bench)).toEqual(['ServiceRevived', 'InstanceStarted 0', 'InstanceStarted 1']);
    expect(stateOf(bench)).toMatchObject({ deadSinceMs: -1 });
    const byHand = bench.facts(...kinds).filter((fact) => fact.byHand);
    expect(byHand.map(({ kind }) => kind)).toEqual(['ServiceRevived']);
  });

  it('revives one by one, and lives with the first', () => {
    const bench = open().when({ kind: 'Kill', part });
    bench.when({ kind: 'Revive', part, instance: 1 });
    expect(said(bench)).toEqual(['ServiceRevived', 'InstanceStarted 1']);
    bench.when({ kind: 'Revive', part });
    expect(said(bench)).toEqual(['InstanceStarted 0']);
  });

  it('comes to life when an instance is added to it', () => {
    const bench = open().when({ kind: 'Kill', part }).when({ kind: 'AddInstance', part });
    expect(said(bench)).toEqual(['ServiceRevived', 'InstanceStarted 2']);
    expect(stateOf(bench).deadSinceMs).toBe(-1);
    expect(aliveCount(stateOf(bench))).toBe(1);
  });

  it('dies when the only one alive is taken away', () => {
    const bench = open().when({ kind: 'Kill', part, instance: 0 }).until(50);
    bench.when({ kind: 'RemoveInstance', part });
    expect(said(bench)).toEqual(['ServiceKilled', 'InstanceRemoved 1']);
    expect(stateOf(bench).deadSinceMs).toBe(50);
  });

  it('stays dead since when it died while a dead one is taken away', () => {
    const bench = open().when({ kind: 'Kill', part }).until(50);
    bench.when({ kind: 'RemoveInstance', part });
    expect(said(bench)).toEqual(['InstanceRemoved 1']);
    expect(stateOf(bench).deadSinceMs).toBe(0);
  });

  it('refuses an instance that is not there', () => {
    expect(open().when({ kind: 'Kill', part, instance: 9 }).refusal).toBe('alreadyDead');
    expect(open().when({ kind: 'Revive', part, instance: 9 }).refusal).toBe('alreadyAlive');
  });
});
