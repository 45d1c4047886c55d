/**
 * What of a document can be read though other things in it are wrong, so that faults of reference
 * are said together with faults of shape.
 */
import * as v from 'valibot';
import type { Json } from '../world';
import {
  faultSchema,
  linkSchema,
  partSchema,
  type PartConfig,
  type Scenario,
  scenarioSchema,
} from './schema';

/** A part of which not even the shape is right. `id` if it has one. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly id: string | null;
}

/** A scenario with gaps, each thing at its place: null stands for what cannot be read. */
export interface Readable {
  readonly messages: Scenario['messages'] | null;
  readonly parts: readonly (PartConfig | Unreadable)[];
  readonly links: readonly (Scenario['links'][number] | null)[];
  readonly faults: readonly (Scenario['faults'][number] | null)[];
  readonly layout?: Scenario['layout'] | null;
  readonly view: Scenario['view'] | null;
}

/** As many of anything as are looked at: a document with more is refused for that. */
const MAX_READ = 2000;

/** Reads what can be read. */
export function readableOf(document: { readonly [key: string]: Json }): Readable {
  const { entries } = scenarioSchema;
  return {
    messages: read(entries.messages, document.messages),
    parts: listOf(document.parts).map(
      (part) => read(partSchema, part) ?? { kind: 'unreadable', id: idOf(part) },
    ),
    links: listOf(document.links).map((link) => read(linkSchema, link)),
    faults: listOf(document.faults).map((fault) => read(faultSchema, fault)),
    layout: read(entries.layout, document.layout),
    view: read(entries.view, document.view),
  };
}

function read<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value.slice(0, MAX_READ) : [];
}

function idOf(part: Json): string | null {
  const isObject = typeof part === 'object' && part !== null && 'id' in part;
  return isObject && typeof part.id === 'string' ? part.id : null;
}
