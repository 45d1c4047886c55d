/** What stands on the stage, said once: names, places and who talks to whom. */
import type { PartConfig, Scenario } from '../scenario';
import { FactKind, FORMS, groupsOf, placeOf, type Plan, PURPOSES, queuesOf } from '../world';
import type { Layout, LayoutVariant, Topology, TopologyPart } from './frame';

/** The topology of a scenario under its plan. */
export function topologyOf(scenario: Scenario, plan: Plan): Topology {
  const { parts } = scenario;
  const sends: { from: number; to: number; type: string; form: string }[] = [];
  const consumptions: { queue: number; service: number }[] = [];
  const memberships: { group: number; service: number; streams: number[] }[] = [];
  const bindings: { exchange: number; queue: number }[] = [];
  const send = (from: number, to: string, type: string, usual: string): void => {
    const form = scenario.messages[type]?.form ?? usual;
    sends.push({ from, to: plan.indexOf(to), type, form });
  };
  parts.forEach((part, index) => {
    switch (part.kind) {
      case 'workload':
        send(index, part.sends.to, part.sends.type, 'command');
        break;
      case 'service':
        for (const { queue } of queuesOf(part)) {
          consumptions.push({ queue: plan.indexOf(queue), service: index });
        }
        for (const { group, streams } of groupsOf(part)) {
          const read = streams.map((id) => plan.indexOf(id));
          memberships.push({ group: plan.indexOf(group), service: index, streams: read });
        }
        for (const [type, destination] of Object.entries(part.publishes)) {
          send(index, placeOf(destination).id, type, 'event');
        }
        for (const id of part.calls) send(index, id, callType(parts, id), 'command');
        break;
      case 'queue':
        for (const { exchange } of part.bindings) {
          bindings.push({ exchange: plan.indexOf(exchange), queue: index });
        }
        break;
      case 'external':
      case 'broker':
      case 'exchange':
      case 'cluster':
      case 'stream':
      case 'group':
        break;
    }
  });
  return {
    name: scenario.name,
    seed: plan.seed,
    parts: parts.map((part, index) => topologyPart(part, index, plan)),
    links: plan.links.map(({ ends, latencyMs, jitterMs }) => ({ ends, latencyMs, jitterMs })),
    consumptions,
    memberships,
    bindings,
    sends,
    layout: scenario.layout ?? plainLayout(scenario),
    view: scenario.view,
    factCodes: FactKind,
    purposes: PURPOSES,
    forms: FORMS,
  };
}

/** What a part is usually asked: an external system's first operation. */
function callType(parts: readonly PartConfig[], id: string): string {
  const part = parts.find((one) => one.id === id);
  return part?.kind === 'external' ? Object.keys(part.operations)[0] : '';
}

function topologyPart(part: PartConfig, index: number, plan: Plan): TopologyPart {
  return {
    index,
    id: part.id,
    label: plan.parts[index].label,
    kind: part.kind,
    host: plan.parts[index].host,
    note: part.note,
    perSecond: part.kind === 'workload' && 'perSecond' in part.pattern ? part.pattern.perSecond : 0,
    outside: part.kind === 'workload' && part.outside,
    ...(part.kind === 'stream' ? { partitions: part.partitions } : null),
    ...(part.kind === 'cluster' ? { nodes: part.nodes } : null),
  };
}

/** A layout for scenarios without one: senders left, brokers in the middle, services right. */
function plainLayout(scenario: Scenario): Layout {
  const variant = (width: number, height: number): LayoutVariant => {
    const columns: { readonly [kind: string]: number } = { workload: 0, broker: 1, cluster: 1 };
    const nodes: { [id: string]: { x: number; y: number } } = {};
    const rows = [0, 0, 0];
    for (const { kind, id } of scenario.parts) {
      if (['exchange', 'queue', 'stream', 'group'].includes(kind)) continue;
      const column = columns[kind] ?? 2;
      nodes[id] = { x: 20 + (column * (width - 188)) / 2, y: 8 + rows[column]++ * 104 };
    }
    return {
      width,
      height,
      nodes,
      killZone: { x: 20, y: height - 120, width: width - 40, height: 108 },
    };
  };
  const tallest = 8 + 104 * Math.max(4, scenario.parts.length);
  return { wide: variant(784, tallest + 120), narrow: variant(390, tallest + 120) };
}
