/**
 * What a schema cannot see: that ids are unique, that references lead to parts of the right
 * kind, that everything that talks is joined by a link, and that no call leads back to itself.
 */
import type { ScenarioFault } from './errors';
import type { PartConfig, Scenario } from './schema';

type Kind = PartConfig['kind'];
type Report = (code: string, path: string, message: string, hint: string) => void;

/** Kinds of part that somebody can do something to. */
const ACTED_ON: readonly Kind[] = ['workload', 'service', 'external', 'queue'];

/** All faults of reference in a document whose shape is right. */
export function checkReferences(scenario: Scenario): ScenarioFault[] {
  const faults: ScenarioFault[] = [];
  const report: Report = (code, path, message, hint) => faults.push({ code, path, message, hint });
  const byId = new Map<string, PartConfig>();
  scenario.parts.forEach((part, index) => {
    if (byId.has(part.id)) {
      report('duplicateId', `parts[${index}].id`, `"${part.id}" is taken`, 'ids are unique');
    }
    byId.set(part.id, part);
  });
  const refer = (path: string, id: string, kinds: readonly Kind[]): boolean => {
    const part = byId.get(id);
    if (part !== undefined && kinds.includes(part.kind)) return true;
    const known = [...byId.values()].filter((one) => kinds.includes(one.kind));
    const hint =
      known.length === 0
        ? `there is no ${kinds.join(' or ')} in this scenario`
        : `known: ${known.map((one) => one.id).join(', ')}`;
    const message =
      part === undefined
        ? `there is no part "${id}"`
        : `"${id}" is a ${part.kind}, not a ${kinds.join(' or ')}`;
    report('unknownPart', path, message, hint);
    return false;
  };
  const joined = linkedPairs(scenario, byId);
  const talks = (path: string, from: string, to: string): void => {
    const [left, right] = [hostOf(byId, from), hostOf(byId, to)];
    if (left === right || joined.has(`${left} ${right}`)) return;
    report(
      'noLink',
      path,
      `"${left}" talks to "${right}", and no link joins them`,
      `add { "between": ["${left}", "${right}"], "latencyMs": 50 } to links`,
    );
  };
  checkLinks(scenario, refer, report);
  scenario.parts.forEach((part, index) =>
    checkPart(part, `parts[${index}]`, scenario, { refer, talks, report }),
  );
  checkCallCycles(scenario, report);
  scenario.faults.forEach(({ intervention }, index) => {
    refer(`faults[${index}].intervention.part`, intervention.part, ACTED_ON);
  });
  checkLayout(scenario, byId, report);
  return faults;
}

function hostOf(byId: ReadonlyMap<string, PartConfig>, id: string): string {
  const part = byId.get(id);
  return part !== undefined && 'broker' in part ? part.broker : id;
}

function linkedPairs(scenario: Scenario, byId: ReadonlyMap<string, PartConfig>): Set<string> {
  return new Set(
    scenario.links.flatMap(({ between }) => {
      const [left, right] = between.map((id) => hostOf(byId, id));
      return [`${left} ${right}`, `${right} ${left}`];
    }),
  );
}

interface Checks {
  readonly refer: (path: string, id: string, kinds: readonly Kind[]) => boolean;
  readonly talks: (path: string, from: string, to: string) => void;
  readonly report: Report;
}

function checkPart(part: PartConfig, path: string, scenario: Scenario, checks: Checks): void {
  const { refer, talks, report } = checks;
  const knownType = (at: string, type: string): void => {
    if (type in scenario.messages) return;
    const known = Object.keys(scenario.messages).join(', ');
    report('unknownMessage', at, `"${type}" is no message of this scenario`, `known: ${known}`);
  };
  switch (part.kind) {
    case 'workload':
      knownType(`${path}.sends.type`, part.sends.type);
      if (refer(`${path}.sends.to`, part.sends.to, ['service', 'external', 'exchange'])) {
        talks(`${path}.sends.to`, part.id, part.sends.to);
      }
      return;
    case 'service':
      part.consumes.forEach(({ queue }, index) => {
        const at = `${path}.consumes[${index}].queue`;
        if (part.consumes.findIndex((one) => one.queue === queue) !== index) {
          report('duplicate', at, `"${queue}" is consumed twice`, 'name each queue once');
        }
        if (refer(at, queue, ['queue'])) talks(at, part.id, queue);
      });
      for (const [type, exchange] of Object.entries(part.publishes)) {
        const at = `${path}.publishes.${type}`;
        knownType(at, type);
        if (refer(at, exchange, ['exchange'])) talks(at, part.id, exchange);
      }
      part.calls.forEach((id, index) => {
        const at = `${path}.calls[${index}]`;
        if (refer(at, id, ['service', 'external'])) talks(at, part.id, id);
      });
      for (const [asked, reply] of Object.entries(part.replies)) {
        knownType(`${path}.replies.${asked}`, asked);
        knownType(`${path}.replies.${asked}`, reply);
      }
      return;
    case 'external':
      for (const [type, { reply }] of Object.entries(part.operations)) {
        knownType(`${path}.operations.${type}`, type);
        knownType(`${path}.operations.${type}.reply`, reply);
      }
      return;
    case 'queue':
      refer(`${path}.broker`, part.broker, ['broker']);
      part.bindings.forEach((exchange, index) =>
        refer(`${path}.bindings[${index}]`, exchange, ['exchange']),
      );
      return;
    case 'exchange':
      refer(`${path}.broker`, part.broker, ['broker']);
      return;
    case 'broker':
      return;
  }
}

function checkLinks(scenario: Scenario, refer: Checks['refer'], report: Report): void {
  const seen = new Map<string, number>();
  scenario.links.forEach(({ between }, index) => {
    const path = `links[${index}]`;
    between.forEach((id, end) =>
      refer(`${path}.between[${end}]`, id, ['workload', 'service', 'external', 'broker']),
    );
    if (between[0] === between[1]) {
      report('selfLink', path, `"${between[0]}" is linked to itself`, 'a link joins two parts');
    }
    const pair = [...between].sort().join(' ');
    const first = seen.get(pair);
    if (first !== undefined) {
      report('duplicateLink', path, `the same two as links[${first}]`, 'one link joins two parts');
    }
    seen.set(pair, index);
  });
}

/** Services that call each other in a circle wait for each other for ever. */
function checkCallCycles(scenario: Scenario, report: Report): void {
  const calls = new Map<string, readonly string[]>();
  for (const part of scenario.parts) if (part.kind === 'service') calls.set(part.id, part.calls);
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      const cycle = [...path.slice(path.indexOf(id)), id];
      const index = scenario.parts.findIndex((part) => part.id === id);
      report(
        'callCycle',
        `parts[${index}].calls`,
        `these call each other in a circle: ${cycle.join(' → ')}`,
        'let one of them publish an event instead',
      );
      return;
    }
    if (done.has(id)) return;
    for (const next of calls.get(id) ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of calls.keys()) visit(id, []);
}

function checkLayout(
  scenario: Scenario,
  byId: ReadonlyMap<string, PartConfig>,
  report: Report,
): void {
  const known = [...byId.keys()].join(', ');
  for (const variant of ['wide', 'narrow'] as const) {
    for (const id of Object.keys(scenario.layout?.[variant].nodes ?? {})) {
      if (byId.has(id)) continue;
      const path = `layout.${variant}.nodes.${id}`;
      report('unknownPart', path, `there is no part "${id}"`, `known: ${known}`);
    }
  }
  const selected = scenario.view.selected;
  if (selected !== null && !byId.has(selected)) {
    report('unknownPart', 'view.selected', `there is no part "${selected}"`, `known: ${known}`);
  }
}
