/**
 * What a schema cannot see: that ids are unique, that references lead to parts of the right
 * kind, that everything that talks is joined by a link, and that no call leads back to itself.
 */
import { MAX_FAULTS, type ScenarioFault } from './errors';
import type { Checks, Kind, Part, Report } from './checks';
import { checkService, checkWorkload } from './clients';
import { checkQueue } from './queues';
import type { Readable } from './readable';
import { checkStream } from './streams';

/** Kinds of part that somebody can do something to. */
const ACTED_ON: readonly Kind[] = [
  'workload',
  'service',
  'external',
  'queue',
  'cluster',
  'stream',
  'group',
];

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
  const { messages } = scenario;
  const knownType = (path: string, type: string): void => {
    if (messages === null || Object.hasOwn(messages, type)) return;
    const known = Object.keys(messages).join(', ');
    report('unknownMessage', path, `"${type}" is no message of this scenario`, `known: ${known}`);
  };
  scenario.parts.forEach((part, index) =>
    checkPart(part, `parts[${index}]`, { byId, refer, talks, knownType, report }),
  );
  checkCallCycles(scenario, report);
  scenario.faults.forEach((fault, index) => {
    if (fault === null) return;
    const { intervention } = fault;
    const path = `faults[${index}].intervention`;
    refer(`${path}.part`, intervention.part, ACTED_ON);
    if (intervention.kind === 'SetConsumption')
      refer(`${path}.queue`, intervention.queue, ['queue']);
    if (intervention.kind === 'MoveOffset' || intervention.kind === 'SetKey')
      refer(`${path}.stream`, intervention.stream, ['stream']);
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

function checkPart(part: Part, path: string, checks: Checks): void {
  const { refer, knownType } = checks;
  switch (part.kind) {
    case 'workload':
      return checkWorkload(part, path, checks);
    case 'service':
      return checkService(part, path, checks);
    case 'external':
      for (const [type, { reply }] of Object.entries(part.operations)) {
        knownType(`${path}.operations.${type}`, type);
        knownType(`${path}.operations.${type}.reply`, reply);
      }
      return;
    case 'queue':
      refer(`${path}.broker`, part.broker, ['broker']);
      checkQueue(part, path, checks);
      return;
    case 'exchange':
      refer(`${path}.broker`, part.broker, ['broker']);
      return;
    case 'stream':
      return checkStream(part, path, checks);
    case 'group':
      refer(`${path}.broker`, part.broker, ['cluster']);
      return;
    case 'broker':
    case 'cluster':
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
      refer(`${path}.between[${end}]`, id, [
        'workload',
        'service',
        'external',
        'broker',
        'cluster',
      ]),
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
