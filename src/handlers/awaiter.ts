// Owns how an async function of handler code goes on after each await. The compiler has made a
// generator of it; this drives it, and keeps track of the line for errors.
import type { Meter } from './meter';
import { awaitValue, pendingTask, Reaction, settleTask, type Task } from './task';

type Steps = Iterator<unknown, unknown, unknown>;
type Body = (...parameters: unknown[]) => Steps;

/** Called by compiled code in place of every async function, as TypeScript's `__awaiter` is. */
export type Awaiter = (
  thisArgument: unknown,
  parameters: ArrayLike<unknown> | undefined,
  promise: unknown,
  body: Body,
) => Task;

/** Drives async functions, and keeps `meter` told of the line at which each goes on. */
export function createAwaiter(meter: Meter): Awaiter {
  return (thisArgument, parameters, _promise, body) => {
    const result = pendingTask();
    try {
      const steps = Reflect.apply(body, thisArgument, parameters ?? []);
      new AsyncFunction(meter, result, steps).fulfilled(undefined);
    } catch (error) {
      settleTask(result, false, error);
    }
    return result;
  };
}

/** One call of an async function; waits for what it awaits. */
class AsyncFunction extends Reaction {
  private line: number;

  constructor(
    private readonly meter: Meter,
    private readonly result: Task,
    private readonly steps: Steps,
  ) {
    super();
    this.line = meter.line;
  }

  fulfilled(value: unknown): void {
    this.meter.line = this.line;
    try {
      this.goOn(this.steps.next(value));
    } catch (error) {
      settleTask(this.result, false, this.meter.thrown(error));
    }
  }

  rejected(reason: unknown): void {
    this.meter.line = this.line;
    try {
      // A generator always has it.
      if (this.steps.throw) this.goOn(this.steps.throw(reason));
    } catch (error) {
      settleTask(this.result, false, this.meter.thrown(error));
    }
  }

  private goOn(step: IteratorResult<unknown, unknown>): void {
    if (step.done) {
      settleTask(this.result, true, step.value);
    } else {
      this.line = this.meter.line;
      awaitValue(step.value, this);
    }
  }
}
