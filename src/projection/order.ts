/**
 * Owns in which order the nodes of a stage are gone through: who starts things first, then what
 * that causes, so that the Tab key tells the story.
 */
import type { Topology } from '../timeline';

const WITHIN: readonly string[] = ['queue', 'exchange', 'stream', 'group'];

/** Indices of the parts that are nodes (the others lie within their broker or cluster). */
export function causalOrder(topology: Topology): readonly number[] {
  const { parts, sends, consumptions, memberships } = topology;
  const effects = new Map<number, number[]>();
  const causes = (from: number, to: number) => {
    const start = parts[from].host;
    effects.set(start, [...(effects.get(start) ?? []), parts[to].host]);
  };
  for (const { from, to } of sends) causes(from, to);
  for (const { queue, service } of consumptions) causes(queue, service);
  for (const { group, service } of memberships) causes(group, service);

  const order = new Set<number>();
  const visit = (index: number) => {
    if (order.has(index)) return;
    order.add(index);
    for (const next of effects.get(index) ?? []) visit(next);
  };
  const nodes = parts.filter(({ kind }) => !WITHIN.includes(kind));
  for (const part of nodes) if (part.kind === 'workload') visit(part.index);
  for (const part of nodes) visit(part.index);
  return [...order];
}
