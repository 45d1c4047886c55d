/**
 * Says under which key a part produces to its streams, for whoever looks at it: the rule in force
 * and the fields that could be one. Changing it is keys.ts's.
 */
import { Column, type Journal, type Values } from '../kernel';
import { isStream, type KeyRule, placeOf } from './destinations';
import { FactKind } from './facts';
import type { World } from './part';
import type { Producing } from './producers';
import type { ServiceConfig, ServiceState } from './service';
import type { WorkloadConfig, WorkloadState } from './workload';

/** What a part produces to one stream. */
export interface KeyView {
  /** Index of the stream. */
  readonly stream: number;
  /** A field's name, a fixed text, none; `mixed` if its types of messages differ in it. */
  readonly key: KeyRule | 'mixed';
  /** Fields of the data of what it produced there last; before the first record maybe none. */
  readonly fields: readonly string[];
}

/**
 * The streams that a part produces to, in the order of its configuration; `world` is the one after
 * the first `length` facts.
 */
export function keyViews(world: World, values: Values, part: number, length: number): KeyView[] {
  const { config, kind } = world.plan.parts[part];
  const said = (rules: readonly Rule[], producing: Producing, fields: readonly string[]): Said => ({
    rules,
    producing,
    fieldsFor: (stream) => {
      const seen = fieldsOf(world.journal, values, part, stream, length);
      return [...new Set([...fields, ...seen])];
    },
  });
  switch (kind) {
    case 'service': {
      const { publishes } = config as ServiceConfig; // by its kind
      const { producing } = world.states[part] as ServiceState; // by its kind
      const rules = Object.values(publishes).map((one): Rule => {
        const { id, terms } = placeOf(one);
        return { stream: world.plan.indexOf(id), key: terms.key ?? null };
      });
      return views(world, values, said(rules, producing, []));
    }
    case 'workload': {
      const { sends } = config as WorkloadConfig; // by its kind
      const { producing } = world.states[part] as WorkloadState; // by its kind
      const rules = [{ stream: world.plan.indexOf(sends.to), key: sends.key ?? null }];
      return views(world, values, said(rules, producing, Object.keys(sends.data)));
    }
    default:
      return [];
  }
}

interface Rule {
  readonly stream: number;
  readonly key: KeyRule;
}

/** What a part says of what it produces. */
interface Said {
  readonly rules: readonly Rule[];
  readonly producing: Producing;
  fieldsFor(stream: number): readonly string[];
}

function views({ plan }: World, values: Values, said: Said): KeyView[] {
  const streams = [...new Set(said.rules.map(({ stream }) => stream))];
  return streams
    .filter((stream) => isStream(plan, stream))
    .map((stream) => ({
      stream,
      key: keyInForce(values, stream, said),
      fields: said.fieldsFor(stream),
    }));
}

function keyInForce(values: Values, stream: number, { rules, producing }: Said): KeyView['key'] {
  const chosen = producing.keys.get(stream);
  if (chosen !== undefined) return chosen < 0 ? null : String(values.get(chosen));
  const [first, ...others] = rules.filter((one) => one.stream === stream).map(({ key }) => key);
  const same = others.every((key) => JSON.stringify(key) === JSON.stringify(first));
  return same ? first : 'mixed';
}

/** Fields of the data of the last record that a part prepared for a stream. */
function fieldsOf(
  journal: Journal,
  values: Values,
  part: number,
  stream: number,
  length: number,
): string[] {
  for (let seq = length - 1; seq >= 0; seq--) {
    if (journal.kind(seq) !== FactKind.RecordPrepared) continue;
    if (journal.read(seq, Column.a) !== part || journal.read(seq, Column.c) !== stream) continue;
    const data = values.get(journal.read(journal.read(seq, Column.d), Column.d));
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
    return isObject ? Object.keys(data) : [];
  }
  return [];
}
