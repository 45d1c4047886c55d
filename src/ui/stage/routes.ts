/**
 * Owns the ways on which messages move, as tables of points: along the links, and inside a broker
 * on to every queue that gets a copy. Sampled once a scene, so that drawing only looks up.
 */
import type { Topology } from '../../projection';
import { type Point, type Rect, reversed, right, sampled } from './geometry';
import { type RowPlace, type Scene, TAB } from './scene';

/** Points of a table; positions between them are interpolated. */
const ROUTE_POINTS = 33;
/** Share of a publication's time that the link takes; the rest is the way to the rows. */
export const LINK_SHARE = 0.72;

/** The way between two parts, by their indices. */
export interface Route {
  readonly from: number;
  readonly to: number;
  /** x, y, x, y … evenly spaced. */
  readonly points: Float32Array<ArrayBuffer>;
  /** Where it splits at the end: one table for each copy. */
  readonly branches: readonly Float32Array<ArrayBuffer>[];
}

/** All ways of a scene, both directions of each. */
export function makeRoutes(topology: Topology, scene: Scene): readonly Route[] {
  const routes: Route[] = [];
  const { parts } = topology;
  const indexOf = new Map(parts.map(({ id, index }) => [id, index]));
  const add = (from: number, to: number, points: readonly Point[], branches: Route['branches']) => {
    routes.push({ from, to, points: sampled(points, ROUTE_POINTS), branches });
    routes.push({
      from: to,
      to: from,
      points: sampled(reversed(points), ROUTE_POINTS),
      branches: [],
    });
  };
  for (const link of scene.links) {
    const [from, to] = [indexOf.get(link.from), indexOf.get(link.to)];
    if (from === undefined || to === undefined) continue;
    if (link.queue !== null) {
      const queue = indexOf.get(link.queue);
      const row = scene.rows.get(link.queue);
      if (queue === undefined || row === undefined) continue;
      add(queue, to, [headOf(row), ...link.points], []);
    } else if (parts[to].kind === 'broker') {
      for (const exchange of parts.filter(({ kind, host }) => kind === 'exchange' && host === to)) {
        add(
          from,
          exchange.index,
          link.points,
          copies(topology, scene, exchange.index, link.points),
        );
      }
    } else if (parts[to].kind === 'cluster' || parts[from].kind === 'cluster') {
      const cluster = parts[to].kind === 'cluster' ? to : from;
      for (const { kind, host, index } of parts) {
        if (host !== cluster || (kind !== 'stream' && kind !== 'group')) continue;
        add(from === cluster ? index : from, to === cluster ? index : to, link.points, []);
      }
    } else {
      add(from, to, link.points, []);
    }
  }
  return routes;
}

/** Middle of the slot that a message leaves from. */
function headOf(row: RowPlace): Point {
  return { x: row.right - row.slot.width / 2, y: row.y };
}

/** From the broker's wall to the tail of each queue that the exchange feeds. */
function copies(
  topology: Topology,
  scene: Scene,
  exchange: number,
  link: readonly Point[],
): Route['branches'] {
  const wall = link[link.length - 1];
  const broker = topology.parts[topology.parts[exchange].host].id;
  const spine = scene.spines.find((candidate) => candidate.broker === broker);
  return topology.bindings
    .filter((binding) => binding.exchange === exchange)
    .flatMap(({ queue }) => scene.rows.get(topology.parts[queue].id) ?? [])
    .map((row) => {
      const tail = { x: row.left + row.slot.width / 2, y: row.y };
      const way =
        spine === undefined
          ? [wall, { x: row.left, y: wall.y === row.y ? row.y : wall.y }, tail]
          : [wall, { x: spine.x, y: wall.y }, { x: spine.x, y: row.y }, tail];
      return sampled(way, ROUTE_POINTS);
    });
}

/**
 * Left edges of the slots for messages that consumers hold: between the broker's wall and the
 * nearest inbox. Fewer than `count` if there is no room for all.
 */
export function unackedPlaces(row: RowPlace, wall: Rect, box: Rect, count: number): number[] {
  const { width, gap } = row.slot;
  const from = right(wall) + 21;
  const to = box.x - TAB.halfWidth - 19;
  const fits = Math.max(1, Math.floor((to - from + gap) / (width + gap)));
  const shown = Math.min(count, fits);
  const room = shown > 1 ? (to - from - width) / (shown - 1) : Infinity;
  const step = Math.min(width + 12, room);
  return Array.from({ length: shown }, (_, at) => from + at * step);
}
