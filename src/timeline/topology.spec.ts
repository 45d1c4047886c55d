/** Says what the page is told once of what stands on the stage. */
import { describe, expect, it } from 'vitest';
import { openTill } from './testing/till';
import { openShop } from './testing/smallShop';

describe('a topology', () => {
  const { topology } = openShop(1);
  const idOf = (index: number): string => topology.parts[index].id;

  it('names every part, in the order of its index', () => {
    expect(topology.parts.map(({ index }) => index)).toEqual(topology.parts.map((_, at) => at));
    const people = topology.parts.find(({ id }) => id === 'people');
    expect(people).toMatchObject({ kind: 'workload', perSecond: 12, outside: false });
    expect(idOf(topology.parts.find(({ id }) => id === 'till.inbox')?.host ?? -1)).toBe('broker');
  });

  it('says who sends what to whom, and in which form', () => {
    const sends = topology.sends.map(({ from, to, type, form }) => {
      return `${idOf(from)} → ${idOf(to)} ${type} (${form})`;
    });
    expect(sends).toEqual([
      'people → desk Ask (command)',
      'clock → ticks Ticked (event)',
      'desk → asks Asked (event)',
      'till → bank Charge (command)',
    ]);
  });

  it('says who consumes which queue, and which exchange feeds it', () => {
    expect(topology.consumptions.map(({ queue, service }) => [idOf(queue), idOf(service)])).toEqual(
      [
        ['till.inbox', 'till'],
        ['wall.inbox', 'wall'],
        ['one.inbox', 'wall'],
      ],
    );
    expect(topology.bindings.map(({ exchange, queue }) => [idOf(exchange), idOf(queue)])).toEqual([
      ['asks', 'till.inbox'],
      ['asks', 'wall.inbox'],
      ['ticks', 'wall.inbox'],
      ['ticks', 'one.inbox'],
    ]);
  });

  it('hands on links, seed, opening view and the codes that frames use', () => {
    expect(topology.links).toHaveLength(6);
    expect(topology).toMatchObject({ seed: 1, view: { speed: 1, selected: null } });
    expect(topology.factCodes.RunStarted).toBe(0);
    expect(topology.purposes[0]).toBe('publish');
    expect(topology.forms[3]).toBe('reply');
  });
});

describe('a layout', () => {
  it('is the scenario’s own', () => {
    const variant = {
      width: 100,
      height: 100,
      nodes: { till: { x: 1, y: 2 } },
      killZone: { x: 0, y: 0, width: 10, height: 10 },
    };
    const layout = { wide: variant, narrow: variant };
    expect(openTill({ layout }).topology.layout).toEqual(layout);
  });

  it('is a plain one where there is none: nothing overlaps, nothing is left out', () => {
    const { topology } = openShop(1);
    for (const { nodes, width, height } of [topology.layout.wide, topology.layout.narrow]) {
      const shown = topology.parts.filter(({ kind }) => kind !== 'queue' && kind !== 'exchange');
      expect(Object.keys(nodes).sort()).toEqual(shown.map(({ id }) => id).sort());
      const places = Object.values(nodes);
      expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length);
      for (const { x, y } of places) {
        expect(x).toBeLessThan(width);
        expect(y).toBeLessThan(height);
      }
    }
  });
});
