// Owns how a fault in a lesson's files is said: where it is, what is wrong, what would be right.
// It does not know what can be wrong.

/** One fault. `line` counts from 1; 0 speaks of the whole file. */
export interface LessonFault {
  /** Relative to the project's root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/** Collects the faults of a compilation: all of them are reported, not the first. */
export class FaultList {
  readonly found: LessonFault[] = [];

  add(file: string, line: number, message: string, hint: string): void {
    this.found.push({ file, line, message, hint });
  }

  /** The list for one file. */
  in(file: string): FileFaults {
    return { add: (line, message, hint) => this.add(file, line, message, hint) };
  }
}

/** Faults of one file. */
export interface FileFaults {
  add(line: number, message: string, hint: string): void;
}

/** Thrown once all lessons have been read. */
export class LessonError extends Error {
  constructor(readonly faults: readonly LessonFault[]) {
    super(
      `${faults.length === 1 ? 'A fault' : `${faults.length} faults`} in lessons\n${faults
        .map(faultText)
        .join('\n')}`,
    );
    this.name = 'LessonError';
  }
}

/** `file:line  message (hint)`, as editors and terminals can follow it. */
export function faultText({ file, line, message, hint }: LessonFault): string {
  return `${file}:${line}  ${message} (${hint})`;
}

/** "a, b or c": what would have been right. */
export function oneOf(names: Iterable<string>): string {
  const sorted = [...names].sort();
  if (sorted.length === 0) return 'there are none';
  const last = sorted.pop() ?? '';
  return sorted.length === 0 ? last : `${sorted.join(', ')} or ${last}`;
}
