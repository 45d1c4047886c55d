/** Owns a lesson's text without its marks, for where only words can stand. */
import type { Inline } from '../../course';

/** The words of a text; numbers from the run are left out. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(wordsOf).join('');
}

function wordsOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'strong':
    case 'emphasis':
    case 'code':
    case 'key':
      return inline.text;
    case 'service':
    case 'try':
    case 'link':
      return inline.label;
    case 'message':
      return inline.type;
    case 'metric':
      return '';
    default:
      return assertNever(inline);
  }
}

function assertNever(inline: never): never {
  throw new Error(`no such text: ${JSON.stringify(inline)}`);
}
