// Owns making behaviours of source text and answering their steps, for specs of handlers.
import ts from 'typescript';
import type { Answer, Behaviour, HandlerEvent, Json, Passage } from '../../world';
import { compileHandler, emitterOf } from '../compile';
import { createBehaviour } from '../driver';
import { loadProgram } from '../load';
import { evaluateInNode } from '../node';

export const emit = emitterOf(ts);

/** Code of a handler that must compile. */
export function codeOf(source: string): string {
  const compilation = compileHandler(source, 'handlers/spec.ts', emit);
  if (compilation.kind === 'compiled') return compilation.code;
  throw new Error(JSON.stringify(compilation.faults));
}

/** A draw that shows its stream and ordinal. */
const drawUnit = (stream: number, ordinal: number): number => stream + ordinal / 1000;

export function behaviourOf(source: string): Behaviour {
  const exactMath = { pow: (base: number, exponent: number) => base ** exponent };
  return createBehaviour(loadProgram(codeOf(source), evaluateInNode, exactMath), drawUnit);
}

/** A module whose handler has this body; the body's first line is line 2. */
export const handlerOf = (body: string): string =>
  `export default async (event, ctx) => {\n${body}\n};\n`;

export function eventOf(data: Json = null): HandlerEvent {
  return {
    id: 'customers/7',
    type: 'PlaceOrder',
    source: 'customers',
    time: 10,
    form: 'command',
    correlationId: 'order-7',
    causationId: null,
    delivery: 1,
    data,
    key: null,
  };
}

export function begin(source: string, data: Json = null): Passage {
  return behaviourOf(source).begin({ event: eventOf(data), nowMs: 100, stream: 5 });
}

export const ok = (value: Json = null, atMs = 200): Answer => ({ outcome: 'ok', value, atMs });

/** What a handler returns that waits for nothing. */
export function resultOf(body: string): unknown {
  const { ending } = begin(handlerOf(body));
  return ending?.kind === 'returned' ? ending.value : ending;
}

/** The texts that a handler logs, each of its steps being answered at once, in order. */
export function logOf(source: string): string[] {
  const passage = begin(source);
  for (let step = 0; step < passage.effects.length; step++) {
    if (passage.effects[step].kind !== 'log') passage.settle(step, ok());
  }
  return passage.effects.flatMap((effect) => (effect.kind === 'log' ? [effect.text] : []));
}
