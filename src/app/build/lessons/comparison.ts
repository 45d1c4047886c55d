// Owns the front matter's `compare`: what it says, and that its two worlds are given the same input
// and suffer the same faults. What is wrong within one of them is said where scenarios are read.
import * as v from 'valibot';
import type { Comparison } from '../../../course';
import { MEASURES } from '../../../projection';
import { parseScenario, type Scenario, ScenarioError } from '../../../scenario';
import type { Json } from '../../../world';
import type { FileFaults } from './faults';
import { mustExist } from './names';

const words = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

const sideSchema = v.strictObject({
  scenario: v.pipe(v.string(), v.endsWith('.json')),
  name: words(12),
  title: words(40),
  subtitle: words(80),
  service: v.string(),
});

/** `compare` in a lesson's front matter. */
export const comparisonSchema = v.strictObject({
  left: sideSchema,
  right: sideSchema,
  pairs: v.optional(v.record(v.string(), v.string()), {}),
  key: v.optional(v.string()),
  input: v.optional(words(60)),
  notes: v.optional(v.record(v.picklist(MEASURES), words(120)), {}),
});

export type ComparisonMatter = v.InferOutput<typeof comparisonSchema>;

/** The comparison of two scenarios, once it has been checked. */
export function compileComparison(
  matter: ComparisonMatter,
  scenarios: { readonly left: Json; readonly right: Json },
  faults: FileFaults,
): Comparison {
  const { pairs, key, input, notes } = matter;
  checkPair(matter, scenarios, faults);
  return {
    left: toldOf(matter.left),
    right: toldOf(matter.right),
    scenario: scenarios.right,
    partners: pairs,
    key: key ?? null,
    input: input ?? null,
    notes,
  };
}

function toldOf({ name, title, subtitle, service }: ComparisonMatter['left']): Comparison['left'] {
  return { name, title, subtitle, service };
}

function checkPair(
  matter: ComparisonMatter,
  scenarios: { readonly left: Json; readonly right: Json },
  faults: FileFaults,
): void {
  const left = parsed(scenarios.left);
  const right = parsed(scenarios.right);
  // What is wrong with them has been said.
  if (left === null || right === null) return;
  mustExist('service', matter.left.service, idsOf(left, 'service'), 1, faults);
  mustExist('service', matter.right.service, idsOf(right, 'service'), 1, faults);
  for (const [one, other] of Object.entries(matter.pairs)) {
    mustExist('part', one, idsOf(left), 1, faults);
    mustExist('part', other, idsOf(right), 1, faults);
  }
  const there = (id: string): string => matter.pairs[id] ?? id;
  const same = (what: string, one: unknown, other: unknown): void => {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    faults.add(1, `The two worlds have not the same ${what}`, 'compare like with like');
  };
  same('seed', left.seed, right.seed);
  same(
    'workloads',
    workloadsOf(left, there),
    workloadsOf(right, (id) => id),
  );
  same(
    'faults',
    faultsOf(left, there),
    faultsOf(right, (id) => id),
  );
}

function parsed(scenario: Json): Scenario | null {
  try {
    return parseScenario(scenario);
  } catch (error) {
    if (error instanceof ScenarioError) return null;
    throw error;
  }
}

function idsOf(scenario: Scenario, kind?: string): string[] {
  return scenario.parts
    .filter((part) => kind === undefined || part.kind === kind)
    .map(({ id }) => id);
}

/** What comes from outside, wherever it is sent. */
function workloadsOf(scenario: Scenario, there: (id: string) => string): unknown[] {
  return scenario.parts.flatMap((part) => {
    if (part.kind !== 'workload') return [];
    const { id, instances, pattern, sends } = part;
    return [{ id: there(id), instances, pattern, type: sends.type, data: sends.data }];
  });
}

function faultsOf(scenario: Scenario, there: (id: string) => string): unknown[] {
  return scenario.faults.map(({ atMs, intervention }) => ({
    atMs,
    kind: intervention.kind,
    part: there(intervention.part),
  }));
}
