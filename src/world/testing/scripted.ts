/** Behaviours written as generators, for specs that need handlers and not the handlers' room. */
import { drawUnit } from '../../kernel';
import type { Json } from '../../kernel';
import type { Answer, Behaviour, Effect, Ending, HandlerEvent, Passage } from '../behaviour';

/** What a script is given beside the event: the passage's draws, counted by the script. */
export interface ScriptContext {
  readonly nowMs: number;
  draw(ordinal: number): number;
}

/** A handler: yields effects, gets their answers (a log's at once), returns or throws. */
export type Script = (
  event: HandlerEvent,
  context: ScriptContext,
) => Generator<Effect, Json, Answer>;

const LOGGED: Answer = { outcome: 'ok', value: null, atMs: -1 };

class ScriptedPassage implements Passage {
  readonly effects: Effect[] = [];
  ending: Ending | undefined;

  constructor(private readonly steps: Generator<Effect, Json, Answer>) {
    this.goOn(() => this.steps.next());
  }

  settle(step: number, answer: Answer): void {
    if (this.ending !== undefined || step !== this.effects.length - 1) {
      throw new Error(`step ${step} waits for no answer`);
    }
    this.goOn(() => this.steps.next(answer));
  }

  private goOn(next: () => IteratorResult<Effect, Json>): void {
    try {
      let result = next();
      while (result.done !== true) {
        this.effects.push(result.value);
        if (result.value.kind !== 'log') return;
        result = this.steps.next(LOGGED);
      }
      this.ending = { kind: 'returned', value: result.value };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.ending = { kind: 'threw', error: text, line: 1 };
    }
  }
}

/** A service's code, of a script. */
export function scripted(script: Script): Behaviour {
  return {
    begin: ({ event, nowMs, stream }) =>
      new ScriptedPassage(script(event, { nowMs, draw: (ordinal) => drawUnit(stream, ordinal) })),
  };
}

/** A script that asks for nothing: it returns what `end` returns, or throws what it throws. */
export function atOnce(end: (event: HandlerEvent) => Json): Script {
  return function* (event) {
    yield* [];
    return end(event);
  };
}
