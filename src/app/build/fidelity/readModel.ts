// Owns reading `src/world/MODEL.md`: its numbered rules, how each is known, what is simplified.
// Whether the world obeys them is for the tests and the recordings to say.
import type { List, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Evidence, FidelityReport, Mark, Prose, Rule } from '../../../ui/fidelity';
import { plainText } from '../lessons/inlines';

export type Model = Pick<FidelityReport, 'groups' | 'simplified'>;

const EVIDENCE: readonly Evidence[] = ['observed', 'source', 'documentation'];
const RULE = /^([A-Z]\d+)(?:, (.+))?$/;
const SIMPLIFIED = /^Simplified(?: \(([^)]*)\))?: /;

/**
 * Reads the document. Throws an Error that names every rule without a source, and every source
 * and simplification of a rule that is not there.
 */
export function readModel(markdown: string): Model {
  const root = unified().use(remarkParse).parse(markdown);
  const sections = sectionsOf(root);
  const known = readSources(sections.get('Sources') ?? []);
  const notes = itemsOf(sections.get('Simplified') ?? []).map(readNote);
  const groups = [...sections].flatMap(([title, nodes]) => {
    const rules = itemsOf(nodes).flatMap((item) => readRule(item, known, notes));
    return rules.length === 0 ? [] : [{ title, rules }];
  });
  check(groups.flatMap(({ rules }) => rules), known, notes);
  const general = notes.filter(({ ids }) => ids.length === 0).map(({ prose }) => prose);
  return { groups, simplified: general };
}

function sectionsOf(root: Root): Map<string, RootContent[]> {
  const sections = new Map<string, RootContent[]>();
  let current: RootContent[] = [];
  for (const node of root.children) {
    if (node.type === 'heading' && node.depth === 2) {
      current = [];
      sections.set(plainText(node.children), current);
    } else {
      current.push(node);
    }
  }
  return sections;
}

function itemsOf(nodes: readonly RootContent[]): ListItem[] {
  return nodes.filter((node): node is List => node.type === 'list').flatMap((list) => list.children);
}

function paragraphOf(item: ListItem): PhrasingContent[] {
  return item.children.flatMap((node) => (node.type === 'paragraph' ? node.children : []));
}

/** `- **Q5, by hand** What it says`. */
function readRule(
  item: ListItem,
  known: ReadonlyMap<string, readonly Evidence[]>,
  notes: readonly Note[],
): Rule[] {
  const [name, ...text] = paragraphOf(item);
  const match = name?.type === 'strong' ? RULE.exec(plainText(name.children)) : null;
  if (match === null) return [];
  const [, id, part = ''] = match;
  const simplified = notes.filter(({ ids }) => ids.includes(id)).map(({ prose }) => prose);
  return [{ id, part, text: proseOf(text), evidence: known.get(id) ?? [], simplified }];
}

interface Note {
  readonly ids: readonly string[];
  readonly prose: Prose;
}

/** `- Simplified (Q4, Q7): what is simpler`; without ids it belongs to no one rule. */
function readNote(item: ListItem): Note {
  const prose = proseOf(paragraphOf(item));
  const [first, ...rest] = prose;
  const match = SIMPLIFIED.exec(first?.text ?? '');
  if (match === null) return { ids: [], prose };
  const shorter = { ...first, text: first.text.slice(match[0].length) };
  return { ids: match[1] === undefined ? [] : expand(match[1]), prose: [shorter, ...rest] };
}

/** `- observed: Q1–Q6, Q8`, of what and how in the words that follow. */
function readSources(nodes: readonly RootContent[]): Map<string, Evidence[]> {
  const known = new Map<string, Evidence[]>();
  for (const item of itemsOf(nodes)) {
    const text = plainText(paragraphOf(item));
    const evidence = EVIDENCE.find((one) => text.startsWith(`${one}: `));
    if (evidence === undefined) throw new Error(`Sources: "${text}" begins with no kind of source`);
    const [ids] = text.slice(evidence.length + 2).split(/[;.]/);
    for (const id of expand(ids)) known.set(id, [...(known.get(id) ?? []), evidence]);
  }
  return known;
}

/** "Q1–Q3, Q7" → Q1 Q2 Q3 Q7. */
function expand(ids: string): string[] {
  return ids.split(',').flatMap((piece) => {
    const [first, last = first] = piece.trim().split('–');
    const letter = first.charAt(0);
    const from = Number(first.slice(1));
    const count = Number(last.slice(1)) - from + 1;
    return Array.from({ length: count }, (_, index) => `${letter}${from + index}`);
  });
}

function check(
  rules: readonly Rule[],
  known: ReadonlyMap<string, readonly Evidence[]>,
  notes: readonly Note[],
): void {
  const ids = new Set(rules.map(({ id }) => id));
  const named = [...known.keys(), ...notes.flatMap((note) => note.ids)];
  const faults = [
    ...rules.filter(({ evidence }) => evidence.length === 0).map(({ id }) => `${id} has no source`),
    ...named.filter((id) => !ids.has(id)).map((id) => `there is no rule ${id}`),
  ];
  if (faults.length > 0) throw new Error(`MODEL.md: ${[...new Set(faults)].join('; ')}`);
}

function proseOf(nodes: readonly PhrasingContent[]): Prose {
  const marks = nodes.map((node): Mark => {
    const text = plainText([node]);
    switch (node.type) {
      case 'inlineCode':
        return { kind: 'code', text };
      case 'strong':
      case 'emphasis':
        return { kind: node.type, text };
      default:
        return { kind: 'text', text };
    }
  });
  const [first, ...rest] = marks;
  if (first?.kind !== 'text') return marks;
  return [{ kind: 'text', text: first.text.trimStart() }, ...rest];
}
