/** A checked scenario, made ready to run: ids become indices, links a table. */
import type { Form, Plan, PlannedLink, PlannedPart } from '../world';
import type { Scenario } from './schema';

/** The plan of a scenario under a seed (the scenario's own unless another is given). */
export function planOf(scenario: Scenario, seed = scenario.seed): Plan {
  const indices = new Map(scenario.parts.map((part, index) => [part.id, index]));
  const indexOf = (id: string): number => indices.get(id) ?? -1;
  const parts: PlannedPart[] = scenario.parts.map((config, index) => ({
    index,
    id: config.id,
    kind: config.kind,
    label: 'label' in config && config.label !== undefined ? config.label : config.id,
    host: 'broker' in config ? indexOf(config.broker) : index,
    config,
  }));
  const links: PlannedLink[] = scenario.links.map((link, index) => ({
    index,
    ends: [indexOf(link.between[0]), indexOf(link.between[1])],
    latencyMs: link.latencyMs,
    jitterMs: link.jitterMs,
  }));
  const count = parts.length;
  const table = new Int32Array(count * count).fill(-1);
  for (const { index, ends } of links) {
    table[ends[0] * count + ends[1]] = index;
    table[ends[1] * count + ends[0]] = index;
  }
  const prefixes = scenario.parts.map((part) =>
    part.kind === 'workload' ? part.correlation : part.id,
  );
  const forms = new Map<string, Form>(
    Object.entries(scenario.messages).map(([type, { form }]) => [type, form]),
  );
  return {
    seed,
    parts,
    links,
    forms,
    indexOf,
    linkBetween: (from, to) => table[parts[from].host * count + parts[to].host],
    correlationPrefix: (part) => prefixes[part],
  };
}
