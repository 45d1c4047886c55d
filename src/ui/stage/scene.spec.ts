/** Shows where the stage puts rows, links and routes for a layout. */
import { describe, expect, it } from 'vitest';
import { orderFulfilment } from '../../projection/testing/orderFulfilment';
import { makeRoutes } from './routes';
import { makeScene } from './scene';

const topology = orderFulfilment();
const options = { fullQueue: null, moved: {} };
const wide = makeScene(topology, { ...options, variant: 'wide' });
const indexOf = (id: string): number => topology.parts.findIndex((part) => part.id === id);

describe('the scene of a workbench', () => {
  it('lays each queue’s row level with its consumer’s inbox, nine slots long', () => {
    expect(wide.rows.get('payment.inbox')).toMatchObject({ y: 32, slotCount: 9, left: 276 });
    expect(wide.rows.get('notification.inbox')).toMatchObject({ y: 376 });
    const link = wide.links.find(({ queue }) => queue === 'payment.inbox');
    expect(link?.points).toEqual([
      { x: 492, y: 32 },
      { x: 584, y: 32 },
    ]);
  });

  it('leads publications to the broker’s wall and copies along its spine', () => {
    expect(wide.links.find(({ id }) => id === 'orders>broker')?.points).toEqual([
      { x: 168, y: 242 },
      { x: 244, y: 242 },
    ]);
    expect(wide.spines).toEqual([{ broker: 'broker', x: 260, fromY: 32, toY: 376, inlets: [242] }]);
  });

  it('moves links with what the learner has moved', () => {
    const moved = makeScene(topology, {
      ...options,
      variant: 'wide',
      moved: { orders: { x: 0, y: 8 } },
    });
    expect(moved.links.find(({ id }) => id === 'orders>broker')?.points[0].y).toBe(250);
  });
});

describe('the scene of a phone', () => {
  it('shows one queue in full and the others above their consumers', () => {
    const scene = makeScene(topology, {
      ...options,
      variant: 'narrow',
      fullQueue: 'shipping.inbox',
    });
    expect(scene.rows.get('shipping.inbox')).toMatchObject({ size: 'full', slotCount: 11 });
    expect(scene.rows.get('payment.inbox')).toMatchObject({ size: 'small', slotCount: 3 });
  });

  it('leaves out what has no place', () => {
    const scene = makeScene(topology, { ...options, variant: 'narrow' });
    expect(scene.boxes.has('customers')).toBe(false);
    expect(scene.links.some(({ from }) => from === 'customers')).toBe(false);
  });
});

describe('the routes of messages', () => {
  const routes = makeRoutes(topology, wide);
  const route = (from: string, to: string) =>
    routes.find((each) => each.from === indexOf(from) && each.to === indexOf(to));

  it('split behind the broker’s wall for every queue that gets a copy', () => {
    expect(route('orders', 'order-placed')?.branches).toHaveLength(3);
    expect(route('shipping', 'shipment-booked')?.branches).toHaveLength(1);
  });

  it('lead from the head of a queue to the consumer’s inbox, and back', () => {
    const there = route('payment.inbox', 'payment')?.points ?? [];
    const back = route('payment', 'payment.inbox')?.points ?? [];
    expect([there[0], there[1]]).toEqual([470, 32]);
    expect([there[64], there[65]]).toEqual([584, 32]);
    expect([back[0], back[1]]).toEqual([584, 32]);
  });
});
