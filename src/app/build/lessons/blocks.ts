// Owns the blocks of a step: paragraphs, lists, waits, questions and goals with their near misses
// and hints. The inside of a paragraph is compiled by inlines.ts.
import type { Code, List, ListItem, Paragraph, RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import * as v from 'valibot';
import type { Block, GoalText, Hint, Question, ScriptStep } from '../../../course';
import { readAttributes } from './checkedData';
import { compileInlines, plainText, type TextContext } from './inlines';
import { mustExist } from './names';
import { compileScript } from './script';

/** What the blocks of a whole lesson gather beside themselves. */
export interface BlockContext extends TextContext {
  /** Two worlds stand side by side. */
  readonly isCompared: boolean;
  /** What each `::until` waits for, by the id that it was given. */
  readonly waits: Map<string, { readonly message: string; readonly count: number }>;
  /** Scripts by the id of the `:try[…]` that runs them. */
  readonly tries: Map<string, readonly ScriptStep[]>;
  /** Ids of the goals and questions met so far: each stands once. */
  readonly goals: Set<string>;
  readonly questions: Set<string>;
  /** Near misses that have words. */
  readonly nearMisses: Set<string>;
}

const HINTS = 3;

const untilAttributes = v.strictObject({
  fact: v.string(),
  count: v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(10_000)),
});
const predictAttributes = v.strictObject({
  id: v.string(),
  lock: v.optional(v.literal('before-run')),
});
const goalAttributes = v.strictObject({
  id: v.string(),
  asks: v.optional(v.literal('selection')),
  side: v.optional(v.picklist(['left', 'right', 'both'])),
});
const nearAttributes = v.strictObject({ id: v.string() });
const hintAttributes = v.union([
  v.strictObject({}),
  v.strictObject({ act: v.string(), done: v.string() }),
]);

/** Compiles the content of a step or of the debrief. */
export function compileBlocks(nodes: readonly RootContent[], context: BlockContext): Block[] {
  return nodes.flatMap((node) => compileBlock(node, context));
}

function compileBlock(node: RootContent, context: BlockContext): Block[] {
  const line = lineOf(node);
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: compileInlines(node.children, context) }];
    case 'list':
      return [{ kind: 'list', items: node.children.map((item) => compileItem(item, context)) }];
    case 'code':
      compileTry(node, context);
      return [];
    case 'leafDirective':
      if (node.name === 'until') return compileUntil(node, context);
      mustExist('block', `::${node.name}`, ['::until'], line, context.faults);
      return [];
    case 'containerDirective':
      if (node.name === 'predict') return compilePredict(node, context);
      if (node.name === 'goal') return compileGoal(node, context);
      mustExist('block', `:::${node.name}`, [':::predict', ':::goal'], line, context.faults);
      return [];
    default:
      context.faults.add(line, `A lesson has no ${node.type}`, 'see src/course/lesson.ts');
      return [];
  }
}

function compileItem(item: ListItem, context: BlockContext) {
  const [first, ...others] = item.children;
  if (first?.type === 'paragraph' && others.length === 0) {
    return compileInlines(first.children, context);
  }
  context.faults.add(lineOf(item), 'An item is one paragraph', 'split the list');
  return [];
}

/** ```` ```script try="id" ````: what a `:try[…]` button does. */
function compileTry(node: Code, context: BlockContext): void {
  const line = lineOf(node);
  const id = /^try="([\w-]+)"$/.exec(node.meta ?? '')?.[1];
  if (node.lang !== 'script' || id === undefined) {
    context.faults.add(line, 'Only scripts of tries stand here', 'open it with ```script try="id"');
    return;
  }
  if (context.tries.has(id)) {
    context.faults.add(line, `There is a script for "${id}" already`, 'give it another id');
  }
  context.tries.set(id, compileScript(node.value, line + 1, context.names, context.faults));
}

function compileUntil(node: LeafDirective, context: BlockContext): Block[] {
  const line = lineOf(node);
  const { names, faults } = context;
  const attributes = readAttributes('::until', node.attributes, line, untilAttributes, faults);
  if (attributes === undefined) return [];
  mustExist('message', attributes.fact, names.messages.keys(), line, faults);
  const id = `until-${context.waits.size + 1}`;
  context.waits.set(id, { message: attributes.fact, count: attributes.count });
  if (node.children.length === 0) {
    faults.add(line, '::until says nothing', 'write ::until[Ten payments]{…}');
  }
  return [{ kind: 'until', id, text: compileInlines(node.children, context) }];
}

function compilePredict(node: ContainerDirective, context: BlockContext): Block[] {
  const line = lineOf(node);
  const { faults } = context;
  const attributes = readAttributes(':::predict', node.attributes, line, predictAttributes, faults);
  const [text, list, ...others] = node.children;
  if (text?.type !== 'paragraph' || list?.type !== 'list' || others.length > 0) {
    faults.add(line, 'A prediction is one paragraph and one list', 'the list holds the options');
    return [];
  }
  const options = compileOptions(list, context);
  if (options.filter(({ right }) => right).length !== 1) {
    faults.add(lineOf(list), 'Exactly one option is right', 'mark it with [x]');
  }
  const id = attributes?.id ?? '';
  once('question', id, context.questions, line, context);
  const holdsRun = attributes?.lock === 'before-run';
  const question = { id, holdsRun, text: compileInlines(text.children, context), options };
  return [{ kind: 'predict', question }];
}

function compileOptions(list: List, context: BlockContext): Question['options'] {
  return list.children.map((item) => {
    const [text, quote, ...others] = item.children;
    const reply = quote?.type === 'blockquote' ? quote.children : [];
    const [said, ...more] = reply;
    const well =
      text?.type === 'paragraph' &&
      others.length + more.length === 0 &&
      (quote === undefined || said?.type === 'paragraph');
    if (!well) {
      const hint = 'its reply is one quoted paragraph below it';
      context.faults.add(lineOf(item), 'An option is one line', hint);
      return { text: [], right: false, reply: null };
    }
    const inlines = compileInlines(text.children, context);
    const [first, ...rest] = inlines;
    const right = first?.kind === 'text' && first.text.startsWith('[x] ');
    return {
      text: right ? [{ kind: 'text' as const, text: first.text.slice(4) }, ...rest] : inlines,
      right,
      reply: said?.type === 'paragraph' ? compileInlines(said.children, context) : null,
    };
  });
}

/** One part of a goal: its title, a near miss or a hint, with what stands below its directive. */
interface GoalSection {
  readonly head: LeafDirective | null;
  readonly body: RootContent[];
}

function compileGoal(node: ContainerDirective, context: BlockContext): Block[] {
  const line = lineOf(node);
  const { faults } = context;
  const attributes = readAttributes(':::goal', node.attributes, line, goalAttributes, faults);
  const { id = '', side } = attributes ?? {};
  if (side !== undefined && !context.isCompared) {
    faults.add(line, 'There is one world here, without sides', 'leave side out');
  }
  mustExist('goal', id, context.names.goals, line, faults);
  once('goal', id, context.goals, line, context);

  const [title, ...sections] = goalSections(node);
  const nearMisses: Record<string, string> = {};
  const hints: Hint[] = [];
  for (const { head, body } of sections) {
    if (head?.name === 'near') Object.assign(nearMisses, compileNear(head, body, context));
    else if (head?.name === 'hint') hints.push(compileHint(head, body, context));
    else mustExist('part of a goal', `::${head?.name}`, ['::near', '::hint'], line, faults);
  }
  if (hints.length !== HINTS || hints.at(-1)?.act == null) {
    faults.add(line, `A goal has ${HINTS} hints`, 'the last one has act="…" and done="…"');
  }
  const goal: GoalText = {
    id,
    title: compileInlines(onlyParagraph(title.body, line, context)?.children ?? [], context),
    asksSelection: attributes?.asks === 'selection',
    ...(side === undefined ? {} : { side }),
    nearMisses,
    hints,
  };
  return [{ kind: 'goal', goal }];
}

function goalSections(node: ContainerDirective): [GoalSection, ...GoalSection[]] {
  const sections: [GoalSection, ...GoalSection[]] = [{ head: null, body: [] }];
  for (const child of node.children) {
    if (child.type === 'leafDirective') sections.push({ head: child, body: [] });
    else sections.at(-1)?.body.push(child);
  }
  return sections;
}

function compileNear(
  head: LeafDirective,
  body: readonly RootContent[],
  context: BlockContext,
): Record<string, string> {
  const line = lineOf(head);
  const { names, faults } = context;
  const id = readAttributes('::near', head.attributes, line, nearAttributes, faults)?.id ?? '';
  mustExist('near miss in goals.ts', id, names.nearMisses, line, faults);
  context.nearMisses.add(id);
  return { [id]: plainText(onlyParagraph(body, line, context)?.children ?? []) };
}

function compileHint(
  head: LeafDirective,
  body: readonly RootContent[],
  context: BlockContext,
): Hint {
  const line = lineOf(head);
  const { names, faults } = context;
  const attributes = readAttributes('::hint', head.attributes, line, hintAttributes, faults);
  const scripts = body.filter((node): node is Code => node.type === 'code');
  const others = body.filter(({ type }) => type !== 'code');
  const text = compileInlines(onlyParagraph(others, line, context)?.children ?? [], context);
  const [code] = scripts;
  if (attributes === undefined || !('act' in attributes)) {
    if (code) faults.add(lineOf(code), 'A script needs a button', 'give the hint act and done');
    return { text, act: null };
  }
  if (code?.lang !== 'script' || scripts.length > 1) {
    faults.add(line, 'A button needs one script', 'open it with ```script');
    return { text, act: null };
  }
  const script = compileScript(code.value, lineOf(code) + 1, names, faults);
  return { text, act: { label: attributes.act, done: attributes.done, script } };
}

function onlyParagraph(
  nodes: readonly RootContent[],
  line: number,
  context: BlockContext,
): Paragraph | undefined {
  const [first, ...others] = nodes;
  if (first?.type === 'paragraph' && others.length === 0) return first;
  context.faults.add(line, 'One paragraph stands here', 'near misses and hints are short');
  return undefined;
}

function once(
  what: string,
  id: string,
  seen: Set<string>,
  line: number,
  context: BlockContext,
): void {
  if (seen.has(id)) context.faults.add(line, `There is a ${what} "${id}" already`, 'rename one');
  seen.add(id);
}

function lineOf(node: RootContent | ListItem): number {
  return node.position?.start.line ?? 0;
}
