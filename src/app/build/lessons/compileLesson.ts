// Owns turning a lesson's folder into the data that the page loads, with every fault of the folder
// at once. Finding folders and serving the data are lessonsPlugin.ts's.
import type { Heading, Root, RootContent } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import * as v from 'valibot';
import type { Block, Comparison, Lesson, Step } from '../../../course';
import { type Compilation, compileHandler, compileModule } from '../../../handlers/compile';
import { parseScenario, ScenarioError } from '../../../scenario';
import type { Json } from '../../../world';
import { emit } from '../emit';
import { type BlockContext, compileBlocks } from './blocks';
import { readYaml } from './checkedData';
import { compileComparison, type ComparisonMatter, comparisonSchema } from './comparison';
import type { FaultList, FileFaults } from './faults';
import type { LessonFolder } from './folders';
import { plainText } from './inlines';
import {
  goalNames,
  joinedNames,
  type LessonNames,
  mustExist,
  NO_GOALS,
  scenarioNames,
} from './names';

/** The front matter. `sources` names documents of the course's coverage. */
const frontMatterSchema = v.strictObject({
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
  teaches: v.pipe(v.string(), v.minLength(1)),
  mechanism: v.pipe(v.string(), v.minLength(1)),
  sources: v.pipe(v.array(v.string()), v.minLength(1)),
  needs: v.array(v.pipe(v.number(), v.integer())),
  /** Two worlds side by side, in the place of `scenario.json`. */
  compare: v.optional(comparisonSchema),
});

type FrontMatter = v.InferOutput<typeof frontMatterSchema>;

interface Section {
  readonly heading: Heading;
  readonly kind: 'step' | 'debrief';
  readonly title: string;
  readonly content: RootContent[];
}

/**
 * Compiles one lesson. Faults are added to the list; the lesson that is given back is fit for use
 * only if none were.
 *
 * @param lessonNumbers numbers of all lessons of the course
 */
export function compileLesson(
  folder: LessonFolder,
  lessonNumbers: ReadonlySet<number>,
  list: FaultList,
): Lesson {
  const faults = list.in(folder.file('lesson.en.md'));
  const tree = unified()
    .use(remarkParse)
    .use(remarkDirective)
    .use(remarkFrontmatter)
    .parse(folder.text);
  const frontMatter = readFrontMatter(tree, faults);
  const { names, run, comparison } = compileRun(folder, lessonNumbers, frontMatter?.compare, list);
  const context: BlockContext = {
    names,
    faults,
    isCompared: comparison !== null,
    triesAsked: new Map(),
    waits: new Map(),
    tries: new Map(),
    goals: new Set(),
    questions: new Set(),
    nearMisses: new Set(),
  };
  const { steps, debrief } = compileSections(tree, context);
  checkComplete(context, list.in(folder.file('goals.ts')));
  for (const number of frontMatter?.needs ?? []) {
    mustExist('lesson', String(number), [...lessonNumbers].map(String), 1, faults);
  }
  return {
    number: folder.number,
    part: folder.part,
    title: frontMatter?.title ?? '',
    minutes: frontMatter?.minutes ?? 0,
    teaches: frontMatter?.teaches.trim() ?? '',
    mechanism: frontMatter?.mechanism ?? '',
    sources: frontMatter?.sources ?? [],
    needs: frontMatter?.needs ?? [],
    steps,
    debrief: { blocks: debrief },
    tries: Object.fromEntries(context.tries),
    run: { ...run, waits: Object.fromEntries(context.waits) },
    ...(comparison === null ? {} : { comparison }),
  };
}

/** Reads the front matter of a lesson's text. Undefined if it is missing or faulty. */
function readFrontMatter(tree: Root, faults: FileFaults): FrontMatter | undefined {
  const [first] = tree.children;
  if (first?.type === 'yaml') return readYaml(first.value, 2, frontMatterSchema, faults);
  faults.add(1, 'The front matter is missing', 'open the file with --- and title, minutes, …');
  return undefined;
}

function compileSections(
  tree: Root,
  context: BlockContext,
): { readonly steps: Step[]; readonly debrief: Block[] } {
  const sections = splitSections(tree, context.faults);
  const steps = sections
    .filter(({ kind }) => kind === 'step')
    .map(({ title, content }) => ({ title, blocks: compileBlocks(content, context) }));
  const debriefs = sections.filter(({ kind }) => kind === 'debrief');
  const isLast = sections.at(-1)?.kind === 'debrief';
  if (steps.length === 0 || debriefs.length !== 1 || !isLast) {
    context.faults.add(0, 'A lesson has steps, then one debrief', 'see another lesson.en.md');
  }
  return { steps, debrief: debriefs.flatMap(({ content }) => compileBlocks(content, context)) };
}

/** `# step: title` and `# debrief` begin a section; nothing stands before the first one. */
function splitSections(tree: Root, faults: FileFaults): Section[] {
  const sections: Section[] = [];
  for (const node of tree.children) {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'yaml') continue;
    if (node.type !== 'heading') {
      const current = sections.at(-1);
      if (current) current.content.push(node);
      else faults.add(line, 'Text before the first step', 'begin with # step: …');
      continue;
    }
    const [, kind, title] = /^(step|debrief)(?:: (.+))?$/.exec(plainText(node.children)) ?? [];
    const isStep = kind === 'step' && title !== undefined;
    const isDebrief = kind === 'debrief' && title === undefined;
    if (node.depth !== 1 || !(isStep || isDebrief)) {
      faults.add(line, 'Not a heading of a lesson', '# step: title, or # debrief');
    }
    sections.push({
      heading: node,
      kind: isDebrief ? 'debrief' : 'step',
      title: title ?? '',
      content: [],
    });
  }
  return sections;
}

/** What both sides must agree on: every goal has words, every near miss too, every try a script. */
function checkComplete(context: BlockContext, goalsFile: FileFaults): void {
  const { names, faults } = context;
  for (const id of names.goals) {
    if (!context.goals.has(id)) goalsFile.add(0, `Goal "${id}" has no words`, 'add :::goal{id=…}');
  }
  for (const id of names.nearMisses) {
    if (!context.nearMisses.has(id)) {
      goalsFile.add(0, `Near miss "${id}" has no words`, 'add ::near{id=…} to its goal');
    }
  }
  for (const [id, line] of context.triesAsked) {
    mustExist('script for try', id, context.tries.keys(), line, faults);
  }
}

/** What a lesson runs in. */
interface CompiledRun {
  readonly names: LessonNames;
  readonly run: Omit<Lesson['run'], 'waits'>;
  readonly comparison: Comparison | null;
}

/** The world that the lesson runs in, or its two: scenarios, handlers, goals, and their names. */
function compileRun(
  folder: LessonFolder,
  lessonNumbers: ReadonlySet<number>,
  matter: ComparisonMatter | undefined,
  list: FaultList,
): CompiledRun {
  const files = matter ? [matter.left.scenario, matter.right.scenario] : ['scenario.json'];
  const scenarios = files.map((file) => readScenario(folder, file, list));
  for (const file of Object.keys(folder.scenarios)) {
    if (!files.includes(file)) list.add(folder.file(file), 0, 'No lesson names it', 'delete it');
  }
  const [scenario, other] = scenarios;
  const found = scenarios.map(scenarioNames);
  const handlers = [...new Set(found.flatMap((one) => one.handlers))];
  files.forEach((file, index) => {
    for (const path of found[index].handlers) {
      mustExist('handler', path, Object.keys(folder.handlers), 0, list.in(folder.file(file)));
    }
  });
  const codes: Record<string, string> = {};
  for (const [path, source] of Object.entries(folder.handlers)) {
    if (!handlers.includes(path)) {
      list.add(folder.file(path), 0, 'No service names this handler', 'delete it');
    }
    const faults = list.in(folder.file(path));
    codes[path] = compiledCode(compileHandler(source, path, emit), faults) ?? '';
  }
  const { goals, ids } = compileGoals(folder, list.in(folder.file('goals.ts')));
  const metrics = matter ? sidedNames(ids.metrics) : ids.metrics;
  return {
    names: { ...joinedNames(found), ...ids, metrics, lessons: lessonNumbers },
    run: { scenario, handlers: codes, sources: folder.handlers, goals },
    comparison: matter
      ? compileComparison(
          matter,
          { left: scenario, right: other },
          list.in(folder.file('lesson.en.md')),
        )
      : null,
  };
}

/** A comparison has each number twice: `left.lost`, `right.lost`. */
function sidedNames(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].flatMap((name) => [`left.${name}`, `right.${name}`]));
}

function compileGoals(folder: LessonFolder, faults: FileFaults) {
  if (folder.goals === null) return { goals: null, ids: NO_GOALS };
  const goals = compiledCode(compileModule(folder.goals, 'goals.ts', emit), faults);
  if (goals === null) return { goals, ids: NO_GOALS };
  return { goals, ids: goalNames(goals, folder.goals, faults) };
}

/** The code, or null and the faults. */
function compiledCode(compilation: Compilation, faults: FileFaults): string | null {
  if (compilation.kind === 'compiled') return compilation.code;
  for (const { line, message, hint } of compilation.faults) faults.add(line, message, hint);
  return null;
}

/** The scenario as JSON; what its own room finds wrong with it is reported. */
function readScenario(folder: LessonFolder, file: string, list: FaultList): Json {
  const text = folder.scenarios[file];
  const faults = list.in(folder.file(file));
  if (text === undefined) {
    faults.add(0, 'There is no such file', 'a lesson runs in a scenario');
    return null;
  }
  let scenario: Json;
  try {
    scenario = JSON.parse(text);
  } catch (error) {
    faults.add(0, error instanceof Error ? error.message : String(error), 'mend the JSON');
    return null;
  }
  try {
    parseScenario(scenario);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    for (const { path, message, hint } of error.faults) faults.add(0, `${path}: ${message}`, hint);
  }
  return scenario;
}
