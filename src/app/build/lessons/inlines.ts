// Owns the inside of a paragraph: Markdown's marks and the text directives become inlines with
// their references resolved. Blocks are made elsewhere.
import type { PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import * as v from 'valibot';
import type { Inline } from '../../../course';
import { readAttributes } from './checkedData';
import type { FileFaults } from './faults';
import { type LessonNames, mustExist } from './names';

/** What is needed to compile text: what can be referred to, and where faults go. */
export interface TextContext {
  readonly names: LessonNames;
  readonly faults: FileFaults;
  /** Ids of the scripts that `:try[…]` buttons ask for, with their line; collected here. */
  readonly triesAsked: Map<string, number>;
}

const noAttributes = v.strictObject({});
const tryAttributes = v.strictObject({ id: v.string() });
const unitAttributes = v.union([
  noAttributes,
  v.strictObject({ one: v.string(), other: v.string() }),
]);
const linkAttributes = v.strictObject({
  number: v.pipe(v.string(), v.transform(Number), v.integer()),
});

const FORMS = ['event', 'command', 'query', 'reply'];
const DIRECTIVES = ['service', ...FORMS, 'metric', 'key', 'try', 'lesson'];

/** Compiles the children of a paragraph or heading; a line break is a space. */
export function compileInlines(nodes: readonly PhrasingContent[], context: TextContext): Inline[] {
  const compiled = nodes.flatMap((node) => compileInline(node, context));
  return joinTexts(compiled);
}

/** The plain text of a run of inlines: for titles, labels and near misses. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if ('value' in node) return node.value;
      return 'children' in node ? plainText(node.children) : '';
    })
    .join('')
    .replaceAll(/\s*\n\s*/g, ' ');
}

function compileInline(node: PhrasingContent, context: TextContext): Inline[] {
  const line = node.position?.start.line ?? 0;
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value.replaceAll(/\s*\n\s*/g, ' ') }];
    case 'break':
      return [{ kind: 'text', text: ' ' }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, text: plainText(node.children) }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'textDirective':
      return compileDirective(node, line, context);
    default:
      context.faults.add(line, `A lesson's text has no ${node.type}`, 'see src/course/lesson.ts');
      return [];
  }
}

function compileDirective(node: TextDirective, line: number, context: TextContext): Inline[] {
  const { names, faults } = context;
  const text = plainText(node.children);
  const attributes = <Output>(schema: v.GenericSchema<unknown, Output>): Output | undefined =>
    readAttributes(`:${node.name}`, node.attributes, line, schema, faults);

  // "00:05" is a time, not a directive called 05.
  if (/^\d/.test(node.name)) return [{ kind: 'text', text: `:${node.name}` }];
  if (FORMS.includes(node.name)) {
    attributes(noAttributes);
    return compileMessage(node.name, text, line, context);
  }
  switch (node.name) {
    case 'service': {
      attributes(noAttributes);
      mustExist('part labelled', text, names.partsByLabel.keys(), line, faults);
      return [{ kind: 'service', label: text, part: names.partsByLabel.get(text) ?? '' }];
    }
    case 'metric': {
      const unit = attributes(unitAttributes);
      mustExist('metric', text, names.metrics, line, faults);
      return [{ kind: 'metric', id: text, unit: unit && 'one' in unit ? unit : null }];
    }
    case 'key':
      attributes(noAttributes);
      return [{ kind: 'key', text }];
    case 'try': {
      const { id } = attributes(tryAttributes) ?? { id: '' };
      context.triesAsked.set(id, line);
      return [{ kind: 'try', label: text, id }];
    }
    case 'lesson': {
      const { number } = attributes(linkAttributes) ?? { number: 0 };
      mustExist('lesson', String(number), [...names.lessons].map(String), line, faults);
      return [{ kind: 'link', label: text, lesson: number }];
    }
    default:
      mustExist('directive', node.name, DIRECTIVES, line, faults);
      return [];
  }
}

function compileMessage(form: string, type: string, line: number, context: TextContext): Inline[] {
  const { names, faults } = context;
  const known = mustExist('message', type, names.messages.keys(), line, faults);
  const actual = names.messages.get(type);
  if (known && actual !== form) {
    faults.add(line, `${type} is no ${form}`, `write :${actual}[${type}]`);
  }
  return [{ kind: 'message', type, form }];
}

function joinTexts(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (last?.kind === 'text' && inline.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else {
      joined.push(inline);
    }
  }
  return joined;
}
