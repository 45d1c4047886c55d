/** Shows what is known of a stage before its run is open. */
import { describe, expect, it } from 'vitest';
import { outlinesOf } from './outlines';

describe('the outlines of a stage that is being opened', () => {
  it('are the places of the layout and the kill zone', () => {
    const place = { x: 8, y: 4, width: 20, height: 10 };
    const wide = { width: 100, height: 50, nodes: { orders: place, bank: { x: 1, y: 1 } } };
    const scenario = { layout: { wide: { ...wide, killZone: { ...place, y: 30 } } } };
    expect(outlinesOf(scenario, 'wide')).toEqual({
      width: 100,
      height: 50,
      places: [
        { id: 'orders', ...place },
        { id: 'kill-zone', ...place, y: 30 },
      ],
    });
  });

  it('are none where the scenario has no layout of that kind', () => {
    expect(outlinesOf({ layout: {} }, 'narrow')).toBeNull();
    expect(outlinesOf(null, 'wide')).toBeNull();
  });
});
