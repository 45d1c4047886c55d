/**
 * Owns where everything on the stage stands: boxes of the nodes, rows of the queues, links and
 * their labels, in stage pixels. It comes from topology, layout and what the learner has moved;
 * what happens in the run does not change it.
 */
import type { Layout, Topology, TopologyPart } from '../../projection';
import { clusterHeight, type ClusterPlace, placeCluster } from './clusterScene';
import { bottom, centre, connect, elbow, type Point, type Rect, right } from './geometry';
import { type Room, squeezed } from './squeeze';

/** How the stage is shown: on the workbench, on a phone, on the home page. */
export type StageVariant = 'wide' | 'narrow' | 'hero';

/** A queue's place in its broker: a row of slots with the head on the right. */
export interface RowPlace {
  readonly queue: string;
  /** The whole row with its texts, to press and to focus. */
  readonly box: Rect;
  /** Middle of the slots. */
  readonly y: number;
  /** Outer edges of the slots. */
  readonly left: number;
  readonly right: number;
  readonly slot: { readonly width: number; readonly height: number; readonly gap: number };
  readonly slotCount: number;
  /** `small`: slots alone, without texts, as on a phone for all queues but one. */
  readonly size: 'full' | 'small';
}

/** A line between two nodes. */
export interface LinkShape {
  readonly id: string;
  /** Node ids. */
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** A queue's link to its consumer: it goes dead with the consumer. */
  readonly queue: string | null;
  /** From a cluster to a service that reads: lines for each partition say more. */
  readonly reader?: true;
  /** What goes over it, if that is written beside it. */
  readonly label: { readonly type: string; readonly form: string } | null;
  readonly latencyMs: number | null;
}

/** Inside a broker: from the wall to the line along which copies are made, and on to the rows. */
export interface Spine {
  readonly broker: string;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  /** Heights at which links come in. */
  readonly inlets: readonly number[];
}

export interface Scene {
  readonly variant: StageVariant;
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rect>;
  readonly rows: ReadonlyMap<string, RowPlace>;
  /** What stands in each cluster, by the cluster's id. */
  readonly clusters: ReadonlyMap<string, ClusterPlace>;
  readonly links: readonly LinkShape[];
  readonly spines: readonly Spine[];
  readonly killZone: Rect;
}

/** Distance of a card's inbox tab from the card's top to the tab's middle, and half its width. */
export const TAB = { y: 24, halfWidth: 12 } as const;

const SLOTS = {
  wide: { width: 20, height: 26, gap: 3 },
  hero: { width: 24, height: 32, gap: 4 },
  narrow: { width: 26, height: 32, gap: 4 },
  small: { width: 13, height: 16, gap: 2 },
} as const;
const SMALL_ROW_SLOTS = 3;
const DEFAULT_SIZE = {
  service: { width: 168, height: 80 },
  workload: { width: 148, height: 40 },
  external: { width: 132, height: 36 },
  broker: { width: 248, height: 448 },
  cluster: { width: 448, height: 0 },
} as const;

/** What stands within a broker or cluster is no node of its own. */
type NodeKind = keyof typeof DEFAULT_SIZE;
const isNodeKind = (kind: TopologyPart['kind']): kind is NodeKind => kind in DEFAULT_SIZE;

export interface SceneOptions {
  readonly variant: StageVariant;
  /** The queue that is shown in full on a phone. */
  readonly fullQueue: string | null;
  /** The stream that is shown with all its partitions. */
  readonly expanded?: string | null;
  /** How far the learner has moved nodes, by id. */
  readonly moved: { readonly [id: string]: Point };
  /** The frame, in stage pixels: a layout that is larger is drawn closer together. */
  readonly room?: Room | undefined;
}

/** Makes the scene of a topology. Parts without a place in the layout are left out. */
export function makeScene(topology: Topology, options: SceneOptions): Scene {
  return new SceneMaker(topology, options).scene();
}

class SceneMaker {
  private readonly boxes = new Map<string, Rect>();
  private readonly rows = new Map<string, RowPlace>();
  private readonly clusters = new Map<string, ClusterPlace>();
  private readonly links: LinkShape[] = [];

  constructor(
    private readonly topology: Topology,
    private readonly options: SceneOptions,
  ) {}

  scene(): Scene {
    const { variant } = this.options;
    const layout = this.layout();
    for (const part of this.topology.parts) this.placeNode(part, layout.nodes[part.id]);
    for (const broker of this.partsOf('broker')) this.placeRows(broker);
    for (const cluster of this.partsOf('cluster')) this.placeStreams(cluster);
    this.linkSends();
    this.linkConsumers();
    this.linkReaders();
    const { width, height, killZone } = layout;
    const { boxes, rows, clusters, links } = this;
    const spines = this.spines();
    return { variant, width, height, boxes, rows, clusters, links, spines, killZone };
  }

  private layout(): Layout['wide'] {
    const { variant, room } = this.options;
    if (variant === 'narrow') return this.topology.layout.narrow;
    const { wide } = this.topology.layout;
    if (room === undefined) return wide;
    const standing = this.topology.parts.flatMap(({ id, kind }) => {
      const place = wide.nodes[id];
      if (place === undefined || !isNodeKind(kind)) return [];
      const isWall = kind === 'broker' || kind === 'cluster';
      return [[id, { ...DEFAULT_SIZE[kind], ...place, isWall }] as const];
    });
    return squeezed(wide, Object.fromEntries(standing), room);
  }

  private partsOf(kind: TopologyPart['kind']): readonly TopologyPart[] {
    return this.topology.parts.filter((part) => part.kind === kind);
  }

  private placeNode(part: TopologyPart, place: Layout['wide']['nodes'][string] | undefined): void {
    if (place === undefined || !isNodeKind(part.kind)) return;
    const size = DEFAULT_SIZE[part.kind];
    const height = place.height ?? size.height;
    const moved = this.options.moved[part.id] ?? { x: 0, y: 0 };
    this.boxes.set(part.id, {
      x: place.x + moved.x,
      y: place.y + moved.y,
      width: place.width ?? size.width,
      height:
        part.kind === 'cluster'
          ? Math.max(height, clusterHeight(this.topology, part, this.options.expanded ?? null))
          : height,
    });
  }

  private placeStreams(cluster: TopologyPart): void {
    const box = this.boxes.get(cluster.id);
    if (box === undefined) return;
    const place = placeCluster(this.topology, cluster, box, this.options.expanded ?? null);
    this.clusters.set(cluster.id, place);
  }

  private placeRows(broker: TopologyPart): void {
    const box = this.boxes.get(broker.id);
    if (box === undefined) return;
    const queues = this.partsOf('queue').filter(({ host }) => host === broker.index);
    if (this.options.variant === 'narrow') this.placeNarrowRows(box, queues);
    else this.placeWideRows(box, queues);
  }

  /** A row lies level with its consumer's inbox, and never closer to the next than it needs. */
  private placeWideRows(box: Rect, queues: readonly TopologyPart[]): void {
    const { variant } = this.options;
    const slot = variant === 'hero' ? SLOTS.hero : SLOTS.wide;
    const inset = queues.length > 1 ? { left: 32, right: 12 } : { left: 16, right: 16 };
    const pitch = slot.height + 58;
    const below = queues.length > 1 ? 77 : 51; // a row's texts, and the broker's name under several
    let above = -Infinity;
    queues.forEach((queue, at) => {
      const consumer = this.consumerBoxes(queue)[0];
      const level = consumer === undefined ? -Infinity : consumer.y + TAB.y;
      const lowest = bottom(box) - below - pitch * (queues.length - 1 - at);
      const y = Math.max(Math.min(level, lowest), above + pitch, box.y + 11 + slot.height / 2);
      above = y;
      const [left, end] = [box.x + inset.left, right(box) - inset.right];
      this.rows.set(queue.id, {
        queue: queue.id,
        box: { x: left - 8, y: y - slot.height / 2 - 6, width: end - left + 16, height: pitch - 8 },
        ...{ y, left, right: end, size: 'full' },
        ...slotsWithin(end - left, slot),
      });
    });
  }

  /** One row in full, the others as a few slots above their consumers. */
  private placeNarrowRows(box: Rect, queues: readonly TopologyPart[]): void {
    const { fullQueue } = this.options;
    const full = queues.find(({ id }) => id === fullQueue) ?? queues[0];
    for (const queue of queues) {
      if (queue === full) {
        const slot = SLOTS.narrow;
        const [left, end] = [box.x + 16, right(box) - 16];
        this.rows.set(queue.id, {
          queue: queue.id,
          box: { x: box.x + 4, y: box.y + 4, width: box.width - 8, height: 80 },
          ...{ y: box.y + 30, left, right: end, slot, size: 'full' },
          slotCount: Math.floor((end - left + slot.gap) / (slot.width + slot.gap)),
        });
        continue;
      }
      const consumer = this.consumerBoxes(queue)[0];
      if (consumer === undefined) continue;
      const slot = SLOTS.small;
      const width = SMALL_ROW_SLOTS * (slot.width + slot.gap) - slot.gap;
      const [left, y] = [centre(consumer).x - width / 2, bottom(box) - 14];
      this.rows.set(queue.id, {
        queue: queue.id,
        box: { x: left - 14, y: y - 14, width: width + 28, height: 28 },
        ...{ y, left, right: left + width, slot, slotCount: SMALL_ROW_SLOTS, size: 'small' },
      });
    }
  }

  private consumerBoxes(queue: TopologyPart): readonly Rect[] {
    return this.topology.consumptions
      .filter((consumption) => consumption.queue === queue.index)
      .map(({ service }) => this.boxes.get(this.topology.parts[service].id))
      .filter((box) => box !== undefined);
  }

  private linkSends(): void {
    const { parts, sends } = this.topology;
    const done = new Map<string, number>();
    for (const { from, to, type, form } of sends) {
      const [sender, receiver] = [parts[from], parts[parts[to].host]];
      const [start, end] = [this.boxes.get(sender.id), this.boxes.get(receiver.id)];
      const id = `${sender.id}>${receiver.id}`;
      if (start === undefined || end === undefined || done.has(id)) continue;
      const published = receiver.kind === 'broker' || receiver.kind === 'cluster';
      const points = published ? this.publication(start, end) : connect(start, end);
      if (points === null) continue;
      done.set(id, this.links.length);
      const label = { type, form };
      const latencyMs = this.latency(from, receiver.index);
      this.links.push({
        ...{ id, from: sender.id, to: receiver.id, points, queue: null, label, latencyMs },
      });
    }
  }

  /** A publisher's way to the broker's wall; on a phone those below the broker draw none. */
  private publication(start: Rect, broker: Rect): readonly Point[] | null {
    if (right(start) <= broker.x) {
      const rows = [...this.rows.values()];
      const level = rows.length === 1 && rows[0].y > start.y && rows[0].y < bottom(start);
      const y = level ? rows[0].y : centre(start).y;
      return elbow({ x: right(start), y }, { x: broker.x, y: clampInto(y, broker) });
    }
    if (start.x >= right(broker)) {
      const y = bottom(start) - 24;
      return elbow({ x: start.x, y }, { x: right(broker), y: clampInto(y, broker) });
    }
    if (bottom(start) > broker.y) return null;
    const x = start.x + Math.min(32, start.width / 2);
    return [
      { x, y: bottom(start) },
      { x, y: broker.y },
    ];
  }

  private linkConsumers(): void {
    const { parts, consumptions } = this.topology;
    for (const { queue, service } of consumptions) {
      const row = this.rows.get(parts[queue].id);
      const broker = parts[parts[queue].host];
      const [wall, box] = [this.boxes.get(broker.id), this.boxes.get(parts[service].id)];
      if (row === undefined || wall === undefined || box === undefined) continue;
      const points = consumerLine(this.options.variant, row, wall, box);
      const [from, to] = [broker.id, parts[service].id];
      const latencyMs = this.latency(broker.index, service);
      const id = `${row.queue}>${to}`;
      this.links.push({ ...{ id, from, to, points, queue: row.queue, label: null, latencyMs } });
    }
  }

  /** From a cluster's wall to each service that reads in it. */
  private linkReaders(): void {
    const { parts, memberships } = this.topology;
    const done = new Set<string>();
    for (const { group, service } of memberships) {
      const cluster = parts[parts[group].host];
      const [from, to] = [cluster.id, parts[service].id];
      const [wall, box] = [this.boxes.get(from), this.boxes.get(to)];
      const id = `${from}>${to}`;
      if (wall === undefined || box === undefined || done.has(id)) continue;
      done.add(id);
      const latencyMs = this.latency(cluster.index, service);
      const points = readerLine(this.options.variant, wall, box);
      this.links.push({
        ...{ id, from, to, points, latencyMs },
        queue: null,
        label: null,
        reader: true,
      });
    }
  }

  private latency(from: number, to: number): number | null {
    const link = this.topology.links.find(
      ({ ends: [one, other] }) => (one === from && other === to) || (one === to && other === from),
    );
    return link?.latencyMs ?? null;
  }

  private spines(): readonly Spine[] {
    if (this.options.variant === 'narrow') return [];
    return this.partsOf('broker').flatMap(({ id, index }) => {
      const box = this.boxes.get(id);
      const rows = this.partsOf('queue')
        .filter(({ host }) => host === index)
        .flatMap((queue) => this.rows.get(queue.id)?.y ?? []);
      if (box === undefined || rows.length < 2) return [];
      const inlets = this.links
        .filter(({ to, points }) => to === id && points[points.length - 1].x === box.x)
        .map(({ points }) => points[points.length - 1].y);
      const heights = [...rows, ...inlets];
      const [fromY, toY] = [Math.min(...heights), Math.max(...heights)];
      return [{ broker: id, x: box.x + 16, fromY, toY, inlets }];
    });
  }
}

/** As many slots as a row has room for, spread over the whole of it. */
function slotsWithin(width: number, slot: RowPlace['slot']): Pick<RowPlace, 'slot' | 'slotCount'> {
  const slotCount = Math.max(1, Math.floor((width + slot.gap) / (slot.width + slot.gap)));
  const spare = width - slotCount * slot.width;
  const gap = slotCount === 1 ? slot.gap : spare / (slotCount - 1);
  return { slot: { ...slot, gap }, slotCount };
}

const clampInto = (y: number, box: Rect): number =>
  Math.max(box.y + 12, Math.min(bottom(box) - 12, y));

/** A consumer's line bends this far before its inbox: what is unacked lies on the level part. */
const BEND = 18;

/** From the broker's wall to the consumer's inbox: beside it, or below it on a phone. */
function consumerLine(
  variant: StageVariant,
  row: RowPlace,
  wall: Rect,
  box: Rect,
): readonly Point[] {
  if (variant === 'narrow') {
    const x = centre(box).x;
    return [
      { x, y: bottom(wall) },
      { x, y: box.y },
    ];
  }
  const y = box.y + TAB.y;
  if (box.x < right(wall)) return connect(wall, box);
  const end = { x: box.x - TAB.halfWidth, y };
  return elbow({ x: right(wall), y: row.y }, end, end.x - BEND);
}

/** From the cluster's wall to a reader's card: level with its name, or below it on a phone. */
function readerLine(variant: StageVariant, wall: Rect, box: Rect): readonly Point[] {
  if (variant === 'narrow' || box.x < right(wall)) return connect(wall, box);
  const y = clampInto(box.y + TAB.y, wall);
  return elbow({ x: right(wall), y }, { x: box.x, y: box.y + TAB.y });
}
