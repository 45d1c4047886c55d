// Owns finding the place in the TypeScript that a place in the emitted JavaScript came from.
import { decode } from '@jridgewell/sourcemap-codec';

/** A place in a text; both count from 1. Line 0: the compiler made it up. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Looks up places; lines of JavaScript count from 1, columns from 0, as acorn gives them. */
export type PlaceOf = (jsLine: number, jsColumn: number) => Place;

/** @param map a version 3 source map of one source, as JSON text; throws if it is none */
export function readSourceMap(map: string): PlaceOf {
  const parsed: unknown = JSON.parse(map);
  const { mappings } = Object(parsed);
  const lines = decode(String(mappings));
  return (jsLine, jsColumn) => {
    // What the compiler inserted belongs to what stands before it.
    for (let line = jsLine - 1; line >= 0; line--) {
      const segments = lines[line] ?? [];
      for (let index = segments.length - 1; index >= 0; index--) {
        const segment = segments[index];
        const isBefore = line < jsLine - 1 || segment[0] <= jsColumn;
        if (isBefore && segment.length > 1) {
          return { line: (segment[2] ?? -1) + 1, column: (segment[3] ?? -1) + 1 };
        }
      }
    }
    return { line: 0, column: 0 };
  };
}
