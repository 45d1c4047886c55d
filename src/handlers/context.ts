// Owns `ctx`: what handler code can do, as steps. It does not know how a step is answered, nor
// how long it takes.
import type { Answer, Effect } from '../world';
import { errorTexts } from './messages.en';
import { plainCopy } from './plainData';
import type { Task } from './task';

/** How long `ctx.call` waits for an answer unless told otherwise, in virtual ms. */
const CALL_TIMEOUT_MS = 5_000;
const CALL_TIMEOUT_MS_MAX = 3_600_000;
const LOG_CHARACTERS_MAX = 2_000;

/** A step of `ctx` that did not end well: catchable by handler code. */
export class StepError extends Error {
  /** @param outcome `refused`, `timedOut` or `failed` */
  constructor(
    override readonly name: 'CallError' | 'PublishError',
    readonly outcome: string,
    message: string,
  ) {
    super(message);
  }
}

/** Handler code used `ctx` in a way that it cannot be used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `ctx` asks of the passage that is running. */
export interface Steps {
  readonly nowMs: number;
  /** Asks for a step that will be answered. */
  ask(effect: Effect): Task;
  /** Notes a step that needs no answer. */
  note(effect: Effect): void;
  /** The next draw in (0, 1). */
  draw(): number;
}

/**
 * The frozen object that handlers get as their second argument. The passages of a program share
 * it: one runs at a time, and `running` is that one.
 */
export function createContext(running: () => Steps): object {
  const context = {
    get now(): number {
      return running().nowMs;
    },
    publish(type: unknown, data?: unknown): Task {
      return running().ask({
        kind: 'publish',
        type: text(type, 'the type of a message'),
        data: plainCopy(data, 'data'),
      });
    },
    call(part: unknown, type: unknown, data?: unknown, options?: unknown): Task {
      return running().ask({
        kind: 'call',
        to: text(part, 'the part to call'),
        type: text(type, 'the type of a message'),
        data: plainCopy(data, 'data'),
        timeoutMs: timeoutOf(options),
      });
    },
    log(line: unknown): void {
      const shown = typeof line === 'string' ? line : JSON.stringify(plainCopy(line, 'the line'));
      running().note({ kind: 'log', text: shown.slice(0, LOG_CHARACTERS_MAX) });
    },
    random(): number {
      return running().draw();
    },
  };
  // A method is an object too: nothing may be kept on it from one passage to another.
  for (const { value, get } of Object.values(Object.getOwnPropertyDescriptors(context))) {
    Object.freeze(value ?? get);
  }
  return Object.freeze(context);
}

/** The error with which a step rejects that was not answered `ok`. */
export function stepError(effect: Effect, answer: Answer): StepError {
  const reason = typeof answer.value === 'string' ? answer.value : '';
  if (effect.kind !== 'call') {
    const type = effect.kind === 'publish' ? effect.type : '';
    const text = errorTexts.publishFailed(type, reason || answer.outcome);
    return new StepError('PublishError', answer.outcome, text);
  }
  const { to, type, timeoutMs } = effect;
  switch (answer.outcome) {
    case 'refused':
      return new StepError('CallError', 'refused', errorTexts.callRefused(to, type, reason));
    case 'timedOut':
      return new StepError('CallError', 'timedOut', errorTexts.callTimedOut(to, type, timeoutMs));
    case 'failed':
    case 'ok':
      return new StepError('CallError', 'failed', errorTexts.callFailed(to, type, reason));
  }
}

function text(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 200) return value;
  throw new UsageError(errorTexts.notText(what));
}

/** Whole milliseconds: the world's time has no parts of one. */
function timeoutOf(options: unknown): number {
  if (options === undefined || options === null) return CALL_TIMEOUT_MS;
  const timeoutMs: unknown = Reflect.get(Object(options), 'timeoutMs');
  if (timeoutMs === undefined) return CALL_TIMEOUT_MS;
  if (typeof timeoutMs === 'number' && timeoutMs >= 1 && timeoutMs <= CALL_TIMEOUT_MS_MAX) {
    return Math.ceil(timeoutMs);
  }
  throw new UsageError(errorTexts.timeout(CALL_TIMEOUT_MS_MAX));
}
