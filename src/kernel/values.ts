/**
 * The table of everything in a run that is not an integer: names, message data, error texts.
 * Facts refer to a value by its id. Append-only and shared by the branches of a run, so ids
 * may differ between two explorations of one run; what is hashed and shown is always the text.
 */

/** A JSON value. Objects handed out by the table are frozen to the ground. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys: the one spelling of a value that is hashed. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const record = value as { readonly [key: string]: Json }; // not an array, not null: an object
  const fields = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${fields.join(',')}}`;
}

function freezeDeep(value: Json): void {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values<Json>(value)) freezeDeep(inner);
}

/** Append-only table of values; id = position. */
export class Values {
  private readonly kept: (Json | undefined)[] = [];
  private readonly texts: (string | undefined)[] = [];
  private readonly names = new Map<string, number>();

  /** How many values there are; the next id. */
  get length(): number {
    return this.kept.length;
  }

  /** The id of a string, the same each time. */
  name(text: string): number {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const id = this.kept.push(text) - 1;
    this.texts.push(undefined);
    this.names.set(text, id);
    return id;
  }

  /** Keeps a value and freezes it; strings are interned, everything else gets a new id. */
  add(value: Json): number {
    if (typeof value === 'string') return this.name(value);
    freezeDeep(value);
    this.texts.push(undefined);
    return this.kept.push(value) - 1;
  }

  /** The value under an id; reading one that was restored as text parses it once. */
  get(id: number): Json {
    const value = this.kept[id];
    if (value !== undefined) return value;
    const parsed = JSON.parse(this.texts[id] ?? 'null') as Json; // our own text, written by text()
    freezeDeep(parsed);
    this.kept[id] = parsed;
    return parsed;
  }

  /**
   * The value under an id as JSON, its keys in their own order: learner code that asks for them
   * must get the same answer before and after a reload.
   */
  text(id: number): string {
    return (this.texts[id] ??= JSON.stringify(this.get(id)));
  }

  /**
   * The texts of the values from one id up to, not including, another: what storage keeps. Each
   * is asked for once, so none is remembered here beside its value.
   */
  textsBetween(from: number, to: number): string[] {
    const out: string[] = [];
    for (let id = from; id < to; id++) out.push(this.texts[id] ?? JSON.stringify(this.get(id)));
    return out;
  }

  /** Appends values that were stored as text. Parsing waits until somebody reads them. */
  restore(texts: readonly string[]): void {
    for (const text of texts) {
      const isName = text.charCodeAt(0) === 34;
      const name = isName ? (JSON.parse(text) as string) : undefined; // a leading quote: a string
      if (name !== undefined) this.names.set(name, this.kept.length);
      this.kept.push(name);
      this.texts.push(text);
    }
  }
}
