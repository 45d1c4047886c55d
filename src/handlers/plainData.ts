// Owns the border between handler code and messages: what crosses it is checked and copied. It
// does not know what the data is for.
import type { Json } from '../world';
import { errorTexts } from './messages.en';

/** Size of one message's data, in characters of JSON, at most. */
export const DATA_CHARACTERS_MAX = 64 * 1024;
/** Levels of objects and arrays inside one another, at most. */
const DATA_LEVELS_MAX = 64;

/** Handler code gave something that is no message data. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/**
 * A copy that shares nothing with `value`. Fields that are undefined are left out, as JSON does;
 * `undefined` itself becomes null.
 *
 * @param name how errors call it, such as "data"
 * @throws DataError for anything that JSON cannot say, and for too much of it
 */
export function plainCopy(value: unknown, name: string): Json {
  return value === undefined ? null : new Copier(name).copy(value);
}

class Copier {
  private charactersLeft = DATA_CHARACTERS_MAX;
  /** Where the value in hand stands; the words are put together for an error only. */
  private readonly path: (string | number)[] = [];

  constructor(private readonly name: string) {}

  copy(value: unknown): Json {
    if (value === null || typeof value === 'boolean') {
      this.spend(5);
      return value;
    }
    if (typeof value === 'string') {
      this.spend(value.length + 2);
      return value;
    }
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw this.notPlain(String(value));
      this.spend(8);
      return value === 0 ? 0 : value; // JSON has no -0
    }
    if (typeof value !== 'object') {
      throw this.notPlain(value === undefined ? 'undefined' : `a ${typeof value}`);
    }
    if (this.path.length >= DATA_LEVELS_MAX) {
      throw new DataError(errorTexts.tooNested(this.name, DATA_LEVELS_MAX));
    }
    return Array.isArray(value) ? this.copyArray(value) : this.copyObject(value);
  }

  private copyArray(value: readonly unknown[]): Json {
    const result: Json[] = [];
    const { length } = value;
    for (let index = 0; index < length; index++) {
      this.spend(1);
      this.path.push(index);
      result.push(this.copy(value[index]));
      this.path.pop();
    }
    return result;
  }

  private copyObject(value: object): Json {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw this.notPlain('not a plain object');
    }
    // Each field is read once, whatever reading it may do.
    const fields = value as { readonly [key: string]: unknown }; // its own enumerable keys only
    const result: Record<string, Json> = {};
    for (const key of Object.keys(fields)) {
      this.path.push(key);
      const field = fields[key];
      if (key === '__proto__') throw this.notPlain('a field of the language itself');
      this.spend(key.length + 4);
      if (field !== undefined) result[key] = this.copy(field);
      this.path.pop();
    }
    return result;
  }

  private spend(characters: number): void {
    this.charactersLeft -= characters;
    if (this.charactersLeft < 0) {
      throw new DataError(errorTexts.tooLarge(this.name, DATA_CHARACTERS_MAX));
    }
  }

  private notPlain(what: string): DataError {
    const steps = this.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
    return new DataError(errorTexts.notPlain(this.name + steps.join(''), what));
  }
}
