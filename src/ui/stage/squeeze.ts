/**
 * Owns how a layout is drawn closer together where its frame is smaller: first the kill zone gets
 * lower, then the gaps between nodes; from side to side brokers give most, with some of their
 * slots. Text keeps its size; what is still too large is panned.
 */
import type { LayoutVariant } from '../../projection';
import { type Rect, right } from './geometry';

/** A node's place with its size, in stage pixels. */
export interface Standing extends Rect {
  /** A broker stands along all the others: it gives way more than they do. */
  readonly isWall: boolean;
}

type Nodes = { readonly [id: string]: Standing };

/** Width and height of a frame, in stage pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** The lowest that a kill zone gets: a card of one line lies in it. */
const LOW_ZONE = 56;
/** Between nodes above one another, at least. */
const GAP_MIN = 5;
/** The narrowest card, and the narrowest margin beside the nodes. */
const CARD_MIN = 148;
const MARGIN_MIN = 8;
/** How much of their width brokers give, and gaps between nodes. */
const WALL_GIVES = 0.28;
const GAP_GIVES = 0.06;

/**
 * The layout, made as small as the room asks for, as far as there is anything to give.
 *
 * @param standing the layout's nodes with their sizes, by id
 */
export function squeezed(layout: LayoutVariant, standing: Nodes, room: Room): LayoutVariant {
  const narrow = narrowed(layout, standing, room.width);
  return lowered(narrow.layout, narrow.standing, room.height);
}

function lowered(layout: LayoutVariant, standing: Nodes, roomHeight: number): LayoutVariant {
  const { killZone } = layout;
  const nodes = Object.values(standing).filter(({ isWall }) => !isWall);
  const highest = Math.min(...nodes.map(({ y }) => y));
  const lowest = Math.max(...nodes.map(({ y }) => y));
  const excess = Math.max(0, layout.height - roomHeight);
  const byZone = Math.min(excess, Math.max(0, killZone.height - LOW_ZONE));
  const wanted = (excess - byZone) / Math.max(1, lowest - highest);
  const share = Math.min(wanted, gapShare(nodes));
  const byGaps = share > 0 ? Math.round((lowest - highest) * share) : 0;
  const moved = (place: Standing) =>
    place.isWall
      ? { ...place, height: place.height - byGaps }
      : { ...place, y: Math.round(place.y - (place.y - highest) * share) };
  return {
    ...layout,
    nodes: byGaps === 0 ? standing : mapped(standing, moved),
    height: layout.height - byZone - byGaps,
    killZone: { ...killZone, y: killZone.y - byGaps, height: killZone.height - byZone },
  };
}

/** By which share nodes may move up before two of them come too close. */
function gapShare(nodes: readonly Standing[]): number {
  let share = 1;
  for (const above of nodes) {
    for (const below of nodes) {
      const beside = right(above) <= below.x || right(below) <= above.x;
      if (beside || below.y <= above.y) continue;
      const least = (above.height + GAP_MIN) / (below.y - above.y);
      share = Math.min(share, Math.max(0, 1 - least));
    }
  }
  return share;
}

function narrowed(layout: LayoutVariant, standing: Nodes, roomWidth: number) {
  const { width, killZone } = layout;
  const excess = width - roomWidth;
  if (excess <= 0) return { layout, standing };
  const nodes = Object.values(standing);
  const edges = [0, width, killZone.x, right(killZone)];
  for (const node of nodes) edges.push(node.x, right(node));
  const ends = [...new Set(edges)].sort((one, other) => one - other);
  // Between two edges all nodes are the same: how much each such strip can give.
  const gives = ends.slice(1).map((end, at) => giveOf(nodes, width, ends[at], end));
  const share = Math.min(1, excess / gives.reduce((sum, give) => sum + give, 0));
  const given = (x: number): number =>
    gives.reduce((sum, give, at) => (ends[at + 1] <= x ? sum + give : sum), 0) * share;
  const fit = <Place extends Rect>(place: Place): Place => {
    const x = Math.round(place.x - given(place.x));
    return { ...place, x, width: Math.round(right(place) - given(right(place))) - x };
  };
  return {
    layout: { ...layout, width: Math.round(width - given(width)), killZone: fit(killZone) },
    standing: mapped(standing, fit),
  };
}

function giveOf(nodes: readonly Standing[], width: number, from: number, end: number): number {
  const length = end - from;
  const here = nodes.filter((node) => node.x < end && right(node) > from);
  if (here.some(({ isWall }) => isWall)) return length * WALL_GIVES;
  const widest = Math.max(0, ...here.map((node) => node.width));
  if (widest > 0) return (length * Math.max(0, widest - CARD_MIN)) / widest;
  const atEdge = from === 0 || end === width;
  return atEdge ? Math.max(0, length - MARGIN_MIN) : length * GAP_GIVES;
}

const mapped = (nodes: Nodes, change: (place: Standing) => Standing): Nodes =>
  Object.fromEntries(Object.entries(nodes).map(([id, place]) => [id, change(place)]));
