/**
 * Owns the stage that specs of streams stand on: a shop writes to a stream of three partitions on
 * three broker nodes, two groups read it. The numbers of its frames are the spec's own.
 */
import type { Frame, Topology, TopologyPart } from '../../timeline';
import { makeFrame } from './orderFulfilment';

const FORMS = ['event', 'command', 'query', 'reply'];

/** Codes of the facts that the fixture's frames use. */
export const LOG_FACTS = {
  HighWatermarkMoved: 1,
  OffsetCommitted: 2,
  OffsetMoved: 3,
  FetchRequested: 4,
  FetchAnswered: 5,
  GroupStateChanged: 6,
};

/** Indices of the fixture's parts. */
export const At = {
  shop: 0,
  cluster: 1,
  stream: 2,
  billing: 3,
  analytics: 4,
  charge: 5,
  report: 6,
};

/** A shop, a cluster with a stream, two groups, and the services that are their members. */
export function orderLog(partitions = 3): Topology {
  const parts: TopologyPart[] = [];
  const add = (id: string, kind: TopologyPart['kind'], more: Partial<TopologyPart> = {}): void => {
    const index = parts.length;
    const given = { label: id, host: index, note: '', perSecond: 0, outside: false };
    parts.push({ index, id, kind, ...given, ...more });
  };
  add('shop', 'workload');
  add('log', 'cluster', { nodes: 3 });
  add('orders', 'stream', { host: At.cluster, partitions });
  add('billing', 'group', { host: At.cluster });
  add('analytics', 'group', { host: At.cluster });
  add('charge', 'service', { label: 'Charge' });
  add('report', 'service', { label: 'Report' });
  const wide = {
    shop: { x: 20, y: 60 },
    log: { x: 220, y: 8, width: 440 },
    charge: { x: 760, y: 20 },
    report: { x: 760, y: 180 },
  };
  const zone = { x: 20, y: 500, width: 740, height: 100 };
  const layout = { width: 940, height: 620, nodes: wide, killZone: zone };
  return {
    ...{ name: 'Order log', seed: 1, parts, layout: { wide: layout, narrow: layout } },
    links: [],
    consumptions: [],
    memberships: [
      { group: At.billing, service: At.charge, streams: [At.stream] },
      { group: At.analytics, service: At.report, streams: [At.stream] },
    ],
    bindings: [],
    sends: [{ from: At.shop, to: At.stream, type: 'OrderTaken', form: 'event' }],
    view: { speed: 1, selected: null },
    factCodes: LOG_FACTS,
    ...{ purposes: [], forms: FORMS },
  };
}

/** Rows of a frame, as the columns of the same names have them. */
export interface LogState {
  readonly partitions?: readonly (readonly number[])[];
  readonly cells?: readonly (readonly number[])[];
  readonly readers?: readonly (readonly number[])[];
  readonly members?: readonly (readonly number[])[];
  readonly groups?: readonly (readonly number[])[];
  readonly nodes?: readonly (readonly number[])[];
}

const AT_REST: Required<LogState> = {
  partitions: [],
  cells: [],
  readers: [],
  members: [],
  groups: [
    [At.billing, 0, 0, 3000],
    [At.analytics, 0, 0, 3000],
  ],
  nodes: [0, 1, 2].map((node) => [At.cluster, node, 1]),
};

/** A frame of the fixture's topology. */
export function logFrame(
  topology: Topology,
  state: LogState,
  more: Parameters<typeof makeFrame>[2] = {},
): Frame {
  const { partitions, cells, readers, members, groups, nodes } = { ...AT_REST, ...state };
  return makeFrame(
    topology,
    {},
    {
      ...more,
      partitions: Int32Array.from(partitions.flat()),
      cells: Int32Array.from(cells.flat()),
      readers: Int32Array.from(readers.flat()),
      members: Int32Array.from(members.flat()),
      groups: Int32Array.from(groups.flat()),
      nodes: Int32Array.from(nodes.flat()),
    },
  );
}
