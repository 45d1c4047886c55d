/** What a stream's schema cannot see: whether its cluster has room for its copies (K14). */
import type { Checks } from './checks';
import type { PartConfig } from './schema';

type StreamPart = Extract<PartConfig, { kind: 'stream' }>;

/** Checks a stream against its cluster. */
export function checkStream(part: StreamPart, path: string, checks: Checks): void {
  const { byId, refer, report } = checks;
  const cluster = refer(`${path}.broker`, part.broker, ['cluster'])
    ? byId.get(part.broker)
    : undefined;
  if (cluster?.kind !== 'cluster' || part.replication <= cluster.nodes) return;
  const message = `${part.replication} copies of each partition on ${cluster.nodes} nodes`;
  const hint = `a node holds one copy: at most ${cluster.nodes}, or more nodes for "${cluster.id}"`;
  report('contradiction', `${path}.replication`, message, hint);
}
