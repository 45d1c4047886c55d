/** Shows what the painter draws where, on a canvas that only remembers. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { orderFulfilment } from '../../projection/testing/orderFulfilment';
import { FlightPainter } from './flightPainter';
import { routesMessage } from './overlay';
import type { Palette } from './overlayProtocol';
import { makeScene } from './scene';

const topology = orderFulfilment();
const scene = makeScene(topology, { variant: 'wide', fullQueue: null, moved: {} });
const indexOf = (id: string): number => topology.parts.findIndex((part) => part.id === id);
const purpose = (name: string): number => topology.purposes.indexOf(name);
const colours = { event: 'orange', command: 'blue', query: 'teal', reply: 'paper' };
const palette: Palette = {
  ...{ fill: colours, ink: colours, hotspot: 'red', onHotspot: 'white' },
  ...{ neutral: 'grey', lit: 'black', outline: 1 },
};

/** Paths that remember how many stretches were led. */
class FakePath {
  lines = 0;
  arcs = 0;
  moveTo(): void {}
  lineTo(): void {
    this.lines++;
  }
  arc(): void {
    this.arcs++;
  }
}

function setUp(reducedMotion = false) {
  const shapes: [number, number][] = [];
  let [dots, trails, lit] = [0, 0, 0];
  const context = {
    fill: (path: FakePath) => (dots += path.arcs),
    stroke: (path?: FakePath) => (path === undefined ? lit++ : (trails += path.lines)),
    translate: (x: number, y: number) => shapes.push([Math.round(x), Math.round(y)]),
    ...{ setTransform: vi.fn(), clearRect: vi.fn(), save: vi.fn(), restore: vi.fn() },
    ...{ beginPath: vi.fn(), lineTo: vi.fn() },
  };
  const canvas = { width: 0, height: 0 };
  const painter = new FlightPainter(
    canvas as unknown as HTMLCanvasElement, // all that the painter uses of them
    context as unknown as CanvasRenderingContext2D,
  );
  painter.accept({ kind: 'look', palette, reducedMotion }, 0);
  painter.accept(routesMessage(topology, scene), 0);
  const view = { width: 784, height: 588, density: 2, x: 0, y: 0, zoom: 1 };
  painter.accept({ kind: 'view', ...view }, 0);
  return {
    canvas,
    painter,
    /** Every shape is drawn by moving there and back. */
    drawn: () => shapes.filter((_, at) => at % 2 === 0),
    counts: () => ({ dots, trails, lit }),
  };
}

const flight = (from: string, to: string, departMs: number, arriveMs: number, name: string) => [
  ...[indexOf(from), indexOf(to), departMs, arriveMs, 0, 1, purpose(name)],
];
const beat = (rows: number[][], atMs: number, rate = 1, returned: number[] = []) =>
  ({ kind: 'beat', flights: Int32Array.from(rows.flat()), atMs, rate, returned }) as const;

describe('messages in flight', () => {
  beforeEach(() => vi.stubGlobal('Path2D', FakePath));

  it('are drawn where their time has brought them, at constant speed', () => {
    const { painter, drawn, canvas } = setUp();
    painter.accept(beat([flight('customers', 'orders', 0, 100, 'request')], 25), 1000);
    painter.paint(1000);
    painter.paint(1025);
    expect(canvas).toEqual({ width: 1568, height: 1176 });
    expect(drawn()).toEqual([
      [94, 136],
      [94, 156],
    ]);
  });

  it('split behind the broker’s wall, one copy for each queue', () => {
    const { painter, drawn } = setUp();
    painter.accept(beat([flight('orders', 'order-placed', 0, 100, 'publish')], 36), 0);
    painter.paint(0);
    expect(drawn()).toEqual([[206, 242]]);
    painter.accept(beat([flight('orders', 'order-placed', 0, 100, 'publish')], 100), 0);
    painter.paint(0);
    expect(drawn().slice(1)).toEqual([
      [286, 32],
      [286, 192],
      [286, 376],
    ]);
  });

  it('are dots where they carry no message', () => {
    const { painter, drawn, counts } = setUp();
    painter.accept(beat([flight('payment', 'payment.inbox', 0, 100, 'ack')], 50), 0);
    painter.paint(0);
    expect(drawn()).toEqual([]);
    expect(counts().dots).toBe(1);
  });

  it('are trails alone above 4× and nothing above 20×', () => {
    const { painter, drawn, counts } = setUp();
    const rows = [flight('customers', 'orders', 0, 100, 'request')];
    painter.accept(beat(rows, 50, 10), 0);
    painter.paint(0);
    expect(drawn()).toEqual([]);
    expect(counts().trails).toBe(1);
    painter.accept(beat(rows, 50, 30), 0);
    painter.paint(0);
    expect(counts().trails).toBe(1);
  });

  it('fly back to their queue when they are returned', () => {
    const { painter, drawn } = setUp();
    const returned = [indexOf('payment.inbox'), indexOf('payment'), 0];
    painter.accept(beat([], 50, 0, returned), 0);
    expect(painter.paint(0)).toBe(true);
    expect(drawn()).toEqual([[584, 32]]);
    expect(painter.paint(2000)).toBe(false);
  });

  it('light their link once instead of moving when motion is reduced', () => {
    const { painter, drawn, counts } = setUp(true);
    painter.accept(beat([], 0), 0);
    painter.accept(beat([flight('customers', 'orders', 10, 100, 'request')], 16), 16);
    expect(painter.paint(16)).toBe(true);
    expect(painter.paint(200)).toBe(false);
    expect(drawn()).toEqual([]);
    expect(counts().lit).toBe(1);
  });

  it('stand still when no beat comes', () => {
    const { painter } = setUp();
    painter.accept(beat([flight('customers', 'orders', 0, 100, 'request')], 25), 0);
    expect(painter.paint(16)).toBe(true);
    expect(painter.paint(500)).toBe(false);
  });
});
