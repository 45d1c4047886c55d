/**
 * What a schema cannot see: that ids are unique, that references lead to parts of the right
 * kind, that everything that talks is joined by a link, and that no call leads back to itself.
 */
import { MAX_FAULTS, type ScenarioFault } from './errors';
import type { Readable, Unreadable } from './readable';
import type { PartConfig } from './schema';

type Kind = PartConfig['kind'];
type Part = PartConfig | Unreadable;
type Report = (code: string, path: string, message: string, hint: string) => void;

/** Kinds of part that somebody can do something to. */
const ACTED_ON: readonly Kind[] = ['workload', 'service', 'external', 'queue'];

/**
 * The faults of reference in a document; at least the first MAX_FAULTS. What cannot be read is
 * taken for right: its own faults are said already.
 */
export function checkReferences(scenario: Readable): ScenarioFault[] {
  const faults: ScenarioFault[] = [];
  const report: Report = (code, path, message, hint) => faults.push({ code, path, message, hint });
  const byId = new Map<string, Part>();
  scenario.parts.forEach((part, index) => {
    if (part.id === null) return;
    if (byId.has(part.id)) {
      report('duplicateId', `parts[${index}].id`, `"${part.id}" is taken`, 'ids are unique');
    }
    byId.set(part.id, part);
  });
  const refer = (path: string, id: string, kinds: readonly Kind[]): boolean => {
    const part = byId.get(id);
    if (part !== undefined && isOneOf(part, kinds)) return true;
    // A hint may name every part: beyond what is listed none is made.
    if (faults.length >= MAX_FAULTS) return false;
    const known = [...byId.values()].filter((one) => isOneOf(one, kinds));
    const hint =
      known.length === 0
        ? `there is no ${kinds.join(' or ')} in this scenario`
        : `known: ${known.map((one) => one.id).join(', ')}`;
    const message =
      part === undefined
        ? `there is no part "${id}"`
        : `"${id}" is of kind ${part.kind}, not ${kinds.join(' or ')}`;
    report('unknownPart', path, message, hint);
    return false;
  };
  const joined = linkedPairs(scenario, byId);
  const linksAreKnown = !scenario.links.includes(null);
  const talks = (path: string, from: string, to: string): void => {
    const [left, right] = [hostOf(byId, from), hostOf(byId, to)];
    if (left === right || joined.has(`${left} ${right}`)) return;
    if (!linksAreKnown || byId.get(to)?.kind === 'unreadable') return;
    report(
      'noLink',
      path,
      `"${left}" talks to "${right}", and no link joins them`,
      `add { "between": ["${left}", "${right}"], "latencyMs": 50 } to links`,
    );
  };
  checkLinks(scenario, refer, report);
  scenario.parts.forEach((part, index) =>
    checkPart(part, `parts[${index}]`, scenario, { byId, refer, talks, report }),
  );
  checkCallCycles(scenario, report);
  scenario.faults.forEach((fault, index) => {
    if (fault === null) return;
    const { intervention } = fault;
    const path = `faults[${index}].intervention`;
    refer(`${path}.part`, intervention.part, ACTED_ON);
    if (intervention.kind === 'SetConsumption')
      refer(`${path}.queue`, intervention.queue, ['queue']);
  });
  checkLayout(scenario, byId, report);
  return faults;
}

/** Whether a part is of one of these kinds, or may be. */
function isOneOf({ kind }: Part, kinds: readonly Kind[]): boolean {
  return kind === 'unreadable' || kinds.includes(kind);
}

function hostOf(byId: ReadonlyMap<string, Part>, id: string): string {
  const part = byId.get(id);
  return part !== undefined && 'broker' in part ? part.broker : id;
}

function linkedPairs(scenario: Readable, byId: ReadonlyMap<string, Part>): Set<string> {
  return new Set(
    scenario.links.flatMap((link) => {
      const [left, right] = (link?.between ?? []).map((id) => hostOf(byId, id));
      return [`${left} ${right}`, `${right} ${left}`];
    }),
  );
}

interface Checks {
  readonly byId: ReadonlyMap<string, Part>;
  readonly refer: (path: string, id: string, kinds: readonly Kind[]) => boolean;
  readonly talks: (path: string, from: string, to: string) => void;
  readonly report: Report;
}

function checkPart(part: Part, path: string, scenario: Readable, checks: Checks): void {
  const { byId, refer, talks, report } = checks;
  const knownType = (at: string, type: string): void => {
    if (scenario.messages === null || Object.hasOwn(scenario.messages, type)) return;
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
      part.bindings.forEach((id, index) => {
        const at = `${path}.bindings[${index}]`;
        const exchange = refer(at, id, ['exchange']) ? byId.get(id) : undefined;
        if (exchange?.kind !== 'exchange' || exchange.broker === part.broker) return;
        const message = `"${id}" belongs to "${exchange.broker}", the queue to "${part.broker}"`;
        report('otherBroker', at, message, 'bind a queue to exchanges of its own broker');
      });
      return;
    case 'exchange':
      refer(`${path}.broker`, part.broker, ['broker']);
      return;
    case 'broker':
    case 'unreadable':
      return;
  }
}

function checkLinks(scenario: Readable, refer: Checks['refer'], report: Report): void {
  const seen = new Map<string, number>();
  scenario.links.forEach((link, index) => {
    if (link === null) return;
    const { between } = link;
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
function checkCallCycles(scenario: Readable, report: Report): void {
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

function checkLayout(scenario: Readable, byId: ReadonlyMap<string, Part>, report: Report): void {
  const known = [...byId.keys()].join(', ');
  for (const variant of ['wide', 'narrow'] as const) {
    for (const id of Object.keys(scenario.layout?.[variant].nodes ?? {})) {
      if (byId.has(id)) continue;
      const path = `layout.${variant}.nodes.${id}`;
      report('unknownPart', path, `there is no part "${id}"`, `known: ${known}`);
    }
  }
  const selected = scenario.view?.selected ?? null;
  if (selected !== null && !byId.has(selected)) {
    report('unknownPart', 'view.selected', `there is no part "${selected}"`, `known: ${known}`);
  }
}
