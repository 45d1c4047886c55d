// Owns what is said of a thrown value: one text, the same in every engine, since it becomes part
// of the journal. It does not know where the value was thrown.
import { errorTexts } from './messages.en';

const TEXT_CHARACTERS_MAX = 2_000;

/** The text of an error as the journal keeps it. Never throws, whatever was thrown. */
export function explain(error: unknown): string {
  try {
    return describe(error).slice(0, TEXT_CHARACTERS_MAX);
  } catch {
    return errorTexts.unknown;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'object' ? json(error) : String(error);
  const name = String(error.name);
  const message = String(error.message);
  if (isStackOverflow(name, message)) return `RunawayError: ${errorTexts.tooDeepSomewhere}`;
  const native = errorTexts.native[name];
  if (native !== undefined) return native;
  return name === 'Error' ? message : `${name}: ${message}`;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? errorTexts.unknown;
}

/** V8, SpiderMonkey and JavaScriptCore, in this order. */
function isStackOverflow(name: string, message: string): boolean {
  return (
    (name === 'RangeError' && message.startsWith('Maximum call stack size exceeded')) ||
    (name === 'InternalError' && message === 'too much recursion')
  );
}
