// Owns what a lesson's text may refer to: parts, message types, goals, metrics, lessons. It reads
// just enough of scenario and goals for that; whether they are right is said by their own rooms.
import ts from 'typescript';
import * as v from 'valibot';
import { loadModule } from '../../../handlers';
import { evaluateInNode } from '../../../handlers/node';
import { type FileFaults, oneOf } from './faults';

/** Everything that a reference in a lesson may resolve to. */
export interface LessonNames {
  /** Id of each part by its label. */
  readonly partsByLabel: ReadonlyMap<string, string>;
  readonly parts: ReadonlySet<string>;
  /** Form of each message type. */
  readonly messages: ReadonlyMap<string, string>;
  readonly goals: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
  /** Text ids of near misses that the goals may return. */
  readonly nearMisses: ReadonlySet<string>;
  /** Numbers of all lessons of the course. */
  readonly lessons: ReadonlySet<number>;
}

const namedScenario = v.object({
  messages: v.record(v.string(), v.object({ form: v.string() })),
  parts: v.array(
    v.object({
      kind: v.string(),
      id: v.string(),
      label: v.optional(v.string()),
      handler: v.optional(v.string()),
    }),
  ),
});

/** The names of a scenario and the paths of its handlers. */
export type ScenarioNames = Pick<LessonNames, 'partsByLabel' | 'parts' | 'messages'> & {
  readonly handlers: readonly string[];
};

/** Reads the names out of a scenario's JSON; one that is not even that has none. */
export function scenarioNames(scenario: unknown): ScenarioNames {
  const result = v.safeParse(namedScenario, scenario);
  const { messages, parts } = result.success ? result.output : { messages: {}, parts: [] };
  return {
    partsByLabel: new Map(parts.flatMap(({ id, label }) => (label ? [[label, id] as const] : []))),
    parts: new Set(parts.map(({ id }) => id)),
    messages: new Map(Object.entries(messages).map(([type, { form }]) => [type, form])),
    handlers: [...new Set(parts.flatMap(({ handler }) => handler ?? []))],
  };
}

/** The names of several scenarios together; of two parts with one label the first is meant. */
export function joinedNames(found: readonly ScenarioNames[]): Omit<ScenarioNames, 'handlers'> {
  const last = [...found].reverse();
  return {
    partsByLabel: new Map(last.flatMap(({ partsByLabel }) => [...partsByLabel])),
    parts: new Set(found.flatMap(({ parts }) => [...parts])),
    messages: new Map(last.flatMap(({ messages }) => [...messages])),
  };
}

/** The names of a goals.ts. */
export type GoalNames = Pick<LessonNames, 'goals' | 'metrics' | 'nearMisses'>;

/** What a goals module must look like from outside; what it does is for the proofs. */
const goalModule = v.object({
  goals: v.record(v.string(), v.object({ verdict: v.function() })),
  metrics: v.record(v.string(), v.object({ value: v.function() })),
});

/** A lesson without goals. */
export const NO_GOALS: GoalNames = { goals: new Set(), metrics: new Set(), nearMisses: new Set() };

/** Runs a compiled goals.ts to read its ids, and its source for the texts that it names. */
export function goalNames(code: string, source: string, faults: FileFaults): GoalNames {
  let module: unknown;
  try {
    module = loadModule(code, evaluateInNode);
  } catch (error) {
    faults.add(0, error instanceof Error ? error.message : String(error), 'it must run by itself');
    return NO_GOALS;
  }
  const result = v.safeParse(goalModule, module);
  if (!result.success) {
    for (const issue of result.issues) {
      const place = ['default', v.getDotPath(issue) ?? ''].join('.');
      faults.add(0, `${place}: ${issue.message}`, 'export a GoalModule as default');
    }
    return NO_GOALS;
  }
  return {
    goals: new Set(Object.keys(result.output.goals)),
    metrics: new Set(Object.keys(result.output.metrics)),
    nearMisses: nearMissTexts(source),
  };
}

/** The texts of `nearMiss: { text: '…' }`, wherever they stand. */
function nearMissTexts(source: string): Set<string> {
  const texts = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isIdentifier(node.name) &&
      node.name.text === 'text' &&
      ts.isStringLiteral(node.initializer)
    ) {
      texts.add(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('goals.ts', source, ts.ScriptTarget.ES2022));
  return texts;
}

/** Checks one reference and says what exists where it does not. */
export function mustExist(
  what: string,
  name: string,
  known: Iterable<string>,
  line: number,
  faults: FileFaults,
): boolean {
  const names = [...known];
  if (names.includes(name)) return true;
  faults.add(line, `There is no ${what} "${name}"`, oneOf(names));
  return false;
}
