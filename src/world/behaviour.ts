/**
 * How the world runs a service's handler without knowing what it is made of. A behaviour is
 * code; a passage is one run of it over one message, driven step by step in virtual time. It can
 * always be thrown away and made again from the recorded answers (ARCHITECTURE 7).
 */
import type { Json } from '../kernel';
import type { Form, Outcome } from './facts';

/** What a handler reads of the message in its hands: CloudEvents' attribute names. */
export interface HandlerEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** Virtual time of creation, in ms. */
  readonly time: number;
  readonly form: Form;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** How often the broker handed it out, this time included; 1 for the first. */
  readonly delivery: number;
  readonly data: Json;
  /** By which a stream found its partition; null if it has none. */
  readonly key: string | null;
  /** Where a record stands; a message of a queue has none of these. */
  readonly stream?: string;
  readonly partition?: number;
  readonly offset?: number;
  /** What a publisher gave along; absent where nothing was given. */
  readonly headers?: { readonly [name: string]: Json };
  readonly priority?: number;
}

/** What a handler says of one publication; it outweighs the configuration. */
export interface PublishOptions {
  /** Null: none, whatever the configuration says. */
  readonly key?: string | null;
  readonly priority?: number;
  readonly ttlMs?: number;
  readonly headers?: { readonly [name: string]: Json };
  readonly routingKey?: string;
}

/** One step that a handler asks for. */
export type Effect =
  | {
      readonly kind: 'publish';
      readonly type: string;
      readonly data: Json;
      readonly options?: PublishOptions;
    }
  | {
      readonly kind: 'call';
      readonly to: string;
      readonly type: string;
      readonly data: Json;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'log'; readonly text: string };

/** The answer to a step, at a virtual time. `value` is a call's reply data, or an error's text. */
export interface Answer {
  readonly outcome: Outcome;
  readonly value: Json;
  readonly atMs: number;
}

/** How a passage ended. `line` is 0 where it is not known. */
export type Ending =
  | { readonly kind: 'returned'; readonly value: Json }
  | { readonly kind: 'threw'; readonly error: string; readonly line: number };

/** One run of a handler over one message. */
export interface Passage {
  /** Steps asked for so far, in order; a step's number is its position. */
  readonly effects: readonly Effect[];
  /** How it ended, once it has. */
  readonly ending: Ending | undefined;
  /** Answers a step and runs on until the handler waits again or ends. */
  settle(step: number, answer: Answer): void;
}

/** What a passage is given to begin with. Draws are pure: `stream` names this passage. */
export interface PassageStart {
  readonly event: HandlerEvent;
  readonly nowMs: number;
  /** Stream of this passage's random draws. */
  readonly stream: number;
}

/** A service's code, compiled. Running it never throws: what it throws is its ending. */
export interface Behaviour {
  begin(start: PassageStart): Passage;
}

/** The code of each service that has a handler, by part id. */
export type Behaviours = ReadonlyMap<string, Behaviour>;

/** Passages that are under way, by `service * 256 + instance`; a cache, never part of the world. */
export type Passages = Map<number, { readonly startedSeq: number; readonly passage: Passage }>;
