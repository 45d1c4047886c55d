/**
 * One service between two streams, for specs: it reads `grain` as a member of the group
 * `millers` and writes `flour`. Every link takes 5 ms, the service works for 10, nothing is
 * drawn, a session lasts 200 and a heartbeat comes every 50.
 */
import { type PartInput, WorldBench } from './bench';
import { atOnce, type Script } from './scripted';

type Of<K extends PartInput['kind']> = Extract<PartInput, { kind: K }>;
type Membership = Extract<NonNullable<Of<'service'>['consumes']>[number], { group: string }>;

/** One sack that is sent: when, and by which key. */
export interface Sack {
  readonly atMs: number;
  readonly key?: string | null;
}

/** What differs from the usual mill. */
export interface MillSetup {
  readonly sacks?: readonly Sack[];
  readonly sends?: Partial<Of<'workload'>['sends']>;
  readonly grain?: Partial<Of<'stream'>>;
  readonly flour?: Partial<Of<'stream'>>;
  readonly group?: Partial<Of<'group'>>;
  readonly reads?: Partial<Membership>;
  readonly mill?: Partial<Of<'service'>>;
  readonly nodes?: number;
  readonly handler?: Script;
  /** More parts, and links from each of these ids to the cluster. */
  readonly more?: readonly PartInput[];
  readonly moreLinked?: readonly string[];
  readonly handlers?: { readonly [service: string]: Script };
}

/** Grinds: publishes what it got, and throws if that fails. */
export const grind: Script = function* (event) {
  const ground = yield { kind: 'publish', type: 'Flour', data: event.data };
  if (ground.outcome !== 'ok') throw new Error(String(ground.value));
  return null;
};

/** Does nothing with it. */
const look: Script = atOnce(() => null);

/** A mill at its beginning. */
export function openMill(setup: MillSetup = {}): WorldBench {
  const { sacks = [{ atMs: 100 }], nodes = 1, more = [], moreLinked = [] } = setup;
  const parts: PartInput[] = [
    {
      kind: 'workload',
      id: 'farm',
      label: 'Farm',
      pattern: { kind: 'list', at: [...sacks] },
      sends: { type: 'Grain', to: 'grain', data: { nth: { count: true } }, ...setup.sends },
      correlation: 'sack',
    },
    { kind: 'cluster', id: 'cluster', label: 'Cluster', nodes, failoverMs: 20 },
    { kind: 'stream', id: 'grain', broker: 'cluster', partitions: 1, ...setup.grain },
    { kind: 'stream', id: 'flour', broker: 'cluster', partitions: 1, ...setup.flour },
    {
      kind: 'group',
      id: 'millers',
      broker: 'cluster',
      offsetReset: 'earliest',
      sessionTimeoutMs: 200,
      ...setup.group,
    },
    {
      kind: 'service',
      id: 'mill',
      label: 'Mill',
      handler: 'handlers/mill.ts',
      instances: 1,
      workMs: { min: 10, max: 10 },
      consumes: [{ group: 'millers', streams: ['grain'], heartbeatMs: 50, ...setup.reads }],
      publishes: { Flour: { stream: 'flour' } },
      ...setup.mill,
    },
    ...more,
  ];
  return new WorldBench({
    parts,
    links: ['farm', 'mill', ...moreLinked].map((id) => [id, 'cluster', 5] as const),
    handlers: { mill: setup.handler ?? look, ...setup.handlers },
  });
}

/** Sacks of one key each, at these times. */
export function sacksAt(...times: readonly number[]): Sack[] {
  return times.map((atMs) => ({ atMs, key: 'k' }));
}
