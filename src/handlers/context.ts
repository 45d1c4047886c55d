// Owns `ctx`: what handler code can do, as steps. It does not know how a step is answered, nor
// how long it takes.
import type { Answer, Effect, Json, PublishOptions } from '../world';
import { errorTexts, optionTexts } from './messages.en';
import { plainCopy } from './plainData';
import type { Task } from './task';

/** How long `ctx.call` waits for an answer unless told otherwise, in virtual ms. */
const CALL_TIMEOUT_MS = 5_000;
const CALL_TIMEOUT_MS_MAX = 3_600_000;
const LOG_CHARACTERS_MAX = 2_000;
/** A key and a routing key, in characters; a priority and a time to live, at most. */
const TEXT_MAX = 255;
const PRIORITY_MAX = 255;
const TTL_MS_MAX = 3_600_000;

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
    publish(type: unknown, data?: unknown, options?: unknown): Task {
      const said = publishOptions(options);
      return running().ask({
        kind: 'publish',
        type: text(type, 'the type of a message'),
        data: plainCopy(data, 'data'),
        ...(said === undefined ? {} : { options: said }),
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

/** What a handler says of a publication; fields that it does not name are the configuration's. */
function publishOptions(options: unknown): PublishOptions | undefined {
  if (options === undefined || options === null) return undefined;
  const said = plainCopy(options, 'options');
  if (typeof said !== 'object' || said === null || Array.isArray(said)) {
    throw new UsageError(errorTexts.notOptions);
  }
  const known: Partial<Record<keyof PublishOptions, unknown>> = {};
  for (const [name, value] of Object.entries(said)) {
    if (!Object.hasOwn(OPTIONS, name)) throw new UsageError(errorTexts.unknownOption(name));
    const option = name as keyof typeof OPTIONS; // one of its own keys, as just seen
    const { isRight, what } = OPTIONS[option];
    if (!isRight(value)) throw new UsageError(errorTexts.wrongOption(name, what));
    known[option] = value;
  }
  return known as PublishOptions; // each was checked by its own test
}

const isText = (value: Json): boolean => typeof value === 'string' && value.length <= TEXT_MAX;
const isWhole =
  (max: number) =>
  (value: Json): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
const isHeaders = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one !== 'object' || one === null);

/** What each option of a publication must be. */
const OPTIONS: {
  readonly [O in keyof PublishOptions]-?: {
    readonly isRight: (value: Json) => boolean;
    readonly what: string;
  };
} = {
  key: { isRight: (value) => value === null || isText(value), what: optionTexts.key },
  priority: { isRight: isWhole(PRIORITY_MAX), what: optionTexts.whole(PRIORITY_MAX) },
  ttlMs: { isRight: isWhole(TTL_MS_MAX), what: optionTexts.whole(TTL_MS_MAX) },
  headers: { isRight: isHeaders, what: optionTexts.headers },
  routingKey: { isRight: isText, what: optionTexts.text },
};

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
