// Owns driving handler code through virtual time: a passage runs it until it waits, goes on when
// the world answers, and can be made again from its answers. It does not know how code is loaded.
import type { Answer, Behaviour, Effect, Ending, Passage, PassageStart } from '../world';
import { createAwaiter } from './awaiter';
import { createContext, stepError, type Steps, UsageError } from './context';
import { explain } from './explain';
import { errorTexts } from './messages.en';
import { Meter } from './meter';
import { plainCopy } from './plainData';
import type { Program, Runtime } from './program';
import {
  awaitValue,
  drainJobs,
  forgetJobs,
  pendingTask,
  Reaction,
  settleTask,
  type Task,
} from './task';

/** Steps of one passage, at most. */
const STEPS_MAX = 1_000;

/** A draw in (0, 1), a pure function of stream and ordinal: the kernel's. */
export type DrawUnit = (stream: number, ordinal: number) => number;

/** Makes a service's behaviour of its loaded code. */
export function createBehaviour(program: Program, drawUnit: DrawUnit): Behaviour {
  const shared = new Shared(program, drawUnit);
  return { begin: (start) => new Run(shared, start).begin() };
}

/** What the passages of one program share. They run one at a time, each to its next wait. */
class Shared {
  readonly meter = new Meter();
  readonly runtime: Runtime = { meter: this.meter, awaiter: createAwaiter(this.meter) };
  readonly tickJob = (): void => this.meter.tick(0);
  readonly context = createContext(() => {
    if (this.running) return this.running;
    throw new UsageError(errorTexts.notRunning);
  });
  running: Run | undefined;

  constructor(
    readonly program: Program,
    readonly drawUnit: DrawUnit,
  ) {}
}

class Run implements Passage, Steps {
  readonly effects: Effect[] = [];
  ending: Ending | undefined;
  nowMs: number;
  /** Steps that wait for an answer, by their number. */
  private readonly waiting: (Task | undefined)[] = [];
  private waitingCount = 0;
  private ticks = 0;
  private draws = 0;

  constructor(
    private readonly shared: Shared,
    private readonly start: PassageStart,
  ) {
    this.nowMs = start.nowMs;
  }

  begin(): this {
    this.goOn(true);
    return this;
  }

  settle(step: number, answer: Answer): void {
    // What the handler did not wait for may be answered after its end.
    if (this.ending) return;
    const task = this.waiting[step];
    if (!task) throw new Error(`Step ${step} of this passage waits for no answer`);
    this.waiting[step] = undefined;
    this.waitingCount--;
    this.nowMs = answer.atMs;
    const effect = this.effects[step];
    if (answer.outcome !== 'ok') settleTask(task, false, stepError(effect, answer));
    else settleTask(task, true, effect.kind === 'call' ? answer.value : undefined);
    this.goOn();
  }

  ask(effect: Effect): Task {
    this.note(effect);
    const task = pendingTask();
    this.waiting[this.effects.length - 1] = task;
    this.waitingCount++;
    return task;
  }

  note(effect: Effect): void {
    if (this.effects.length >= STEPS_MAX) {
      throw new UsageError(errorTexts.tooManySteps(STEPS_MAX));
    }
    this.effects.push(effect);
  }

  draw(): number {
    return this.shared.drawUnit(this.start.stream, this.draws++);
  }

  finish(value: unknown): void {
    try {
      this.ending = { kind: 'returned', value: plainCopy(value, 'the returned value') };
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    const line = this.shared.meter.lineOf(error);
    this.ending = { kind: 'threw', error: explain(error), line };
  }

  /** Lets code run, and all that follows from it, until it waits or ends. */
  private goOn(isBeginning = false): void {
    const { meter, tickJob } = this.shared;
    this.shared.running = this;
    meter.resume(this.ticks);
    try {
      if (isBeginning) this.enter();
      drainJobs(tickJob);
    } catch (error) {
      forgetJobs();
      this.fail(error);
    }
    this.shared.running = undefined;
    this.ticks = meter.used;
    if (meter.stopped) this.fail(meter.stopped);
    else if (!this.ending && this.waitingCount === 0) this.fail(new UsageError(errorTexts.stuck));
  }

  private enter(): void {
    const { program, runtime, context } = this.shared;
    const handler = program(runtime);
    if (typeof handler !== 'function') throw new UsageError(errorTexts.notAFunction);
    const result: unknown = handler(Object.freeze(this.start.event), context);
    awaitValue(result, new HandlerEnd(this));
  }
}

/** Waits for what the handler returns. */
class HandlerEnd extends Reaction {
  constructor(private readonly passage: Run) {
    super();
  }

  fulfilled(value: unknown): void {
    this.passage.finish(value);
  }

  rejected(reason: unknown): void {
    this.passage.fail(reason);
  }
}
