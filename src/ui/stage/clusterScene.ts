/**
 * Owns where things stand within a cluster: a band for each stream with its partitions as rows of
 * cells, a line for each group, the broker nodes along the lower wall. Only topology and what is
 * selected decide it; what happens in the run does not.
 */
import type { Topology, TopologyPart } from '../../projection';
import type { Point, Rect } from './geometry';

/** A partition's row of cells, oldest on the left. */
export interface PartitionPlace {
  readonly number: number;
  /** The whole row with flags and offsets, to press and to focus. */
  readonly box: Rect;
  /** Middle of the cells. */
  readonly y: number;
  readonly left: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** The cells have so much room, beside the one that is written next. */
  readonly room: number;
}

export interface BandPlace {
  readonly stream: string;
  /** The stream's name, to press and to focus; its text stands on `title`. */
  readonly head: Rect;
  readonly title: Point;
  readonly rows: readonly PartitionPlace[];
  /** Partitions that are not shown, and where that is said; null if all are. */
  readonly more: { readonly count: number; readonly box: Rect } | null;
}

export interface ClusterPlace {
  readonly bands: readonly BandPlace[];
  readonly groups: readonly { readonly group: string; readonly box: Rect }[];
  readonly nodes: readonly { readonly number: number; readonly box: Rect }[];
  /** Where the cluster's name stands. */
  readonly name: Point;
}

/** A stream with more partitions shows only the first few, until it is selected. */
const ALL_SHOWN = 6;
const FEW_SHOWN = 3;
const EXPANDED_SHOWN = 16;

const PAD = 10;
const HEAD = 22;
const CELL = { height: 24, widthMin: 20, widthMax: 24 } as const;
/** Above a row's cells fly the first group's flags, below them the others', offsets and the lag. */
const ABOVE = 18;
const BELOW = 25;
const LEVEL = 14;
const MORE = 24;
const GROUP = 22;
const NODES = 40;
const NAME = 26;
const LABEL = 38;
/** Room on the right for the cell that is written next and its offset. */
const NEXT = 34;
/** Where the box is higher than it must be, a partition gets so much more at most. */
const SPARE = 24;

/** How many partitions of a stream are shown. */
function shownOf(stream: TopologyPart, expanded: boolean): number {
  const count = stream.partitions ?? 0;
  if (expanded) return Math.min(count, EXPANDED_SHOWN);
  return count > ALL_SHOWN ? FEW_SHOWN : count;
}

/** Flags below a row stand in so many levels. */
function levelsOf({ memberships }: Topology, stream: TopologyPart): number {
  const groups = memberships.filter(({ streams }) => streams.includes(stream.index));
  const others = new Set(groups.map(({ group }) => group)).size - 1;
  return Math.max(0, Math.min(others, 3) - 1);
}

const within = (topology: Topology, cluster: TopologyPart, kind: TopologyPart['kind']) =>
  topology.parts.filter((part) => part.kind === kind && part.host === cluster.index);

/** The id of the stream that is shown with all its partitions; null: none. */
type Expanded = string | null;

const pitchOf = (topology: Topology, stream: TopologyPart): number =>
  ABOVE + CELL.height + BELOW + LEVEL * levelsOf(topology, stream);

/** How high a cluster must be for what stands in it. */
export function clusterHeight(
  topology: Topology,
  cluster: TopologyPart,
  expanded: Expanded,
): number {
  const bands = within(topology, cluster, 'stream').map((stream) => {
    const shown = shownOf(stream, stream.id === expanded);
    const more = shown < (stream.partitions ?? 0) ? MORE : 0;
    return HEAD + shown * pitchOf(topology, stream) + more;
  });
  const groups = within(topology, cluster, 'group').length * GROUP;
  const nodes = (cluster.nodes ?? 1) > 1 ? NODES : 0;
  return PAD + bands.reduce((sum, height) => sum + height, 0) + groups + nodes + NAME;
}

/** Places what stands in a cluster with this box. */
export function placeCluster(
  topology: Topology,
  cluster: TopologyPart,
  box: Rect,
  expanded: Expanded,
): ClusterPlace {
  let top = box.y + PAD;
  const inner = { left: box.x + PAD, width: box.width - 2 * PAD };
  const take = (height: number): Rect => {
    const rect = { x: inner.left, y: top, width: inner.width, height };
    top += height;
    return rect;
  };
  const streams = within(topology, cluster, 'stream');
  const spare = Math.max(0, box.height - clusterHeight(topology, cluster, expanded));
  const rowCount = streams.reduce((sum, one) => sum + shownOf(one, one.id === expanded), 0);
  const looser = Math.min(SPARE, Math.floor(spare / Math.max(1, rowCount)));
  const bands = streams.map((stream): BandPlace => {
    const head = take(HEAD);
    const shown = shownOf(stream, stream.id === expanded);
    const pitch = pitchOf(topology, stream) + looser;
    const rows = Array.from({ length: shown }, (_, number) => partitionRow(number, take(pitch)));
    const count = (stream.partitions ?? 0) - shown;
    const more = count > 0 ? { count, box: take(MORE) } : null;
    const title = { x: head.x + 4, y: head.y + 15 };
    return { stream: stream.id, head, title, rows, more };
  });
  // What is said below the strips stands along the lower wall.
  top += spare - looser * rowCount;
  const groups = within(topology, cluster, 'group').map(({ id }) => ({
    group: id,
    box: take(GROUP),
  }));
  const nodeCount = cluster.nodes ?? 1;
  const lane = nodeCount > 1 ? take(NODES) : null;
  return {
    bands,
    groups,
    nodes: lane === null ? [] : nodeBoxes(lane, nodeCount),
    name: { x: inner.left + 4, y: top + 17 },
  };
}

function partitionRow(number: number, box: Rect): PartitionPlace {
  const left = box.x + LABEL;
  const room = box.width - LABEL - NEXT;
  const width = Math.max(CELL.widthMin, Math.min(CELL.widthMax, Math.floor(room / 17)));
  return {
    number,
    box,
    y: box.y + ABOVE + CELL.height / 2,
    left,
    cell: { width, height: CELL.height },
    room: Math.max(3 * width, room - width),
  };
}

const NODE = { width: 92, height: 28, gap: 8 } as const;

function nodeBoxes(lane: Rect, count: number): ClusterPlace['nodes'] {
  const width = Math.min(NODE.width, (lane.width - NODE.gap * (count - 1)) / count);
  return Array.from({ length: count }, (_, number) => ({
    number,
    box: {
      x: lane.x + number * (width + NODE.gap),
      y: lane.y + 6,
      ...{ width, height: NODE.height },
    },
  }));
}
