// Owns counting what handler code does, stopping what would not end, and knowing the line. It does
// not know where the calls come from: compile/ writes them into the code.
import { errorTexts } from './messages.en';

/** Loop rounds, calls and resumed steps of one passage, at most. */
const TICKS_MAX = 2_000_000;

/** Calls inside one another, at most. Any engine's own stack holds more than these. */
const DEPTH_MAX = 400;

/** Handler code was stopped: it ends its passage, whatever the code does with it. */
export class RunawayError extends Error {
  override readonly name = 'RunawayError';
}

/** The counters of one program; compiled code calls them. Lines are the TypeScript's, from 1. */
export class Meter {
  /** Line of the statement that is running; 0 before the first. */
  line = 0;
  /** Why the passage under way was stopped, once it was. */
  stopped: RunawayError | undefined;
  private ticks = 0;
  private depth = 0;
  private readonly callerLines = new Int32Array(DEPTH_MAX + 2);
  private readonly thrownLines = new WeakMap<object, number>();

  /** A passage goes on, with the ticks it has used so far. */
  resume(ticks: number): void {
    this.line = 0;
    this.ticks = ticks;
    this.depth = 0;
    this.stopped = undefined;
  }

  /** Ticks that the passage under way has used. */
  get used(): number {
    return this.ticks;
  }

  /** A round of a loop, or a resumed step. Throws once the budget is spent, and ever after. */
  tick(line: number): void {
    if (line !== 0) this.line = line; // 0: code that the compiler added
    if (++this.ticks > TICKS_MAX) this.stop(errorTexts.endless(TICKS_MAX, this.line));
  }

  /** A function begins; `leave` must follow. */
  enter(line: number): void {
    this.callerLines[this.depth++] = this.line;
    this.tick(line);
    if (this.depth > DEPTH_MAX) this.stop(errorTexts.tooDeep(DEPTH_MAX, this.line));
  }

  /** A function ends, in whatever way. Where nobody called it, its own last line goes on. */
  leave(): void {
    if (--this.depth > 0) this.line = this.callerLines[this.depth];
  }

  /** A value leaves a function by `throw`. Where it did first is remembered; returns the value. */
  thrown(value: unknown): unknown {
    if (typeof value === 'object' && value !== null && !this.thrownLines.has(value)) {
      this.thrownLines.set(value, this.line);
    }
    return value;
  }

  /** The line that threw a value: the running one if that is not known. */
  lineOf(value: unknown): number {
    const known = typeof value === 'object' && value !== null && this.thrownLines.get(value);
    return known || this.line;
  }

  private stop(text: string): never {
    this.ticks = TICKS_MAX; // each further tick throws again: the error cannot be swallowed
    this.stopped ??= new RunawayError(text);
    throw this.stopped;
  }
}
