/** Shows how a layout gets lower where the frame has no room for it. */
import { describe, expect, it } from 'vitest';
import { orderFulfilment } from '../../projection/testing/orderFulfilment';
import { bottom, right } from './geometry';
import { makeScene, type Scene } from './scene';

const topology = orderFulfilment();
const { width, height } = topology.layout.wide;
const sceneIn = (roomHeight: number, roomWidth = width): Scene =>
  makeScene(topology, {
    ...{ variant: 'wide', fullQueue: null, moved: {} },
    room: { width: roomWidth, height: roomHeight },
  });
const full = sceneIn(height);

describe('a frame that is lower than the layout', () => {
  it('takes from the kill zone first: the nodes stay', () => {
    const scene = sceneIn(height - 40);
    expect(scene.boxes).toEqual(full.boxes);
    expect(scene.killZone.height).toBe(full.killZone.height - 40);
    expect(scene.height).toBe(height - 40);
  });

  it('then from the gaps between nodes, until they would touch', () => {
    const scene = sceneIn(1);
    expect(scene.height).toBeLessThan(height - 52);
    expect(bottom(scene.killZone)).toBeLessThan(scene.height);
    const boxes = [...scene.boxes.values()];
    for (const one of boxes) {
      expect(bottom(one)).toBeLessThan(scene.killZone.y);
      for (const other of boxes) {
        const beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
        if (one !== other && !beside && one.y < other.y) {
          expect(other.y - bottom(one)).toBeGreaterThanOrEqual(4);
        }
      }
    }
  });

  it('keeps rows level with their consumers’ inboxes', () => {
    const scene = sceneIn(height - 80);
    const card = scene.boxes.get('notification');
    expect(Math.abs((scene.rows.get('notification.inbox')?.y ?? 0) - (card?.y ?? 0) - 24)).toBe(0);
  });

  it('is left as it is where there is room', () => {
    const asItIs = makeScene(topology, { variant: 'wide', fullQueue: null, moved: {} });
    expect(sceneIn(2000, 2000)).toEqual(asItIs);
  });
});

describe('a frame that is narrower than the layout', () => {
  it('takes slots from the broker and some of every gap; cards stay readable', () => {
    const scene = sceneIn(height, width - 120);
    expect(scene.width).toBe(width - 120);
    expect(scene.rows.get('payment.inbox')?.slotCount).toBeGreaterThanOrEqual(6);
    for (const id of ['orders', 'payment', 'notification']) {
      expect(scene.boxes.get(id)?.width).toBeGreaterThanOrEqual(148);
    }
    expect(right(scene.killZone)).toBeLessThanOrEqual(scene.width - 8);
  });
});
