/**
 * A whole world on a bench, for specs: parts without a scenario, handlers as scripts, time by hand.
 * What happened since the last deed is read back as facts.
 */
import * as v from 'valibot';
import { Journal, Values } from '../../kernel';
import {
  brokerSchema,
  clusterSchema,
  exchangeSchema,
  externalSchema,
  factReader,
  type FactName,
  type FactOf,
  FACT_NAMES,
  type Form,
  groupSchema,
  initialWorld,
  type Intervention,
  type Plan,
  type PlannedLink,
  type PlannedPart,
  queueSchema,
  readFact,
  saveWorld,
  serviceSchema,
  Simulation,
  streamSchema,
  workloadSchema,
} from '../index';
import { atOnce, scripted, type Script } from './scripted';

const partSchema = v.variant('kind', [
  workloadSchema,
  serviceSchema,
  externalSchema,
  brokerSchema,
  exchangeSchema,
  queueSchema,
  clusterSchema,
  streamSchema,
  groupSchema,
]);

/** A part as an author writes it. */
export type PartInput = v.InferInput<typeof partSchema>;
/** Two hosts that are linked, latency and jitter in ms. */
export type LinkInput = readonly [string, string, number?, number?];

/** What stands on a bench. */
export interface Setup {
  readonly parts: readonly PartInput[];
  readonly links?: readonly LinkInput[];
  /** The code of each service; one without does nothing. */
  readonly handlers?: { readonly [service: string]: Script };
  readonly forms?: { readonly [type: string]: Form };
  readonly seed?: number;
}

const nothing = atOnce(() => null);

/** The plan of parts and links, as a scenario would give it. */
export function planFor({ parts, links = [], forms = {}, seed = 1 }: Setup): Plan {
  const configs = parts.map((part) => v.parse(partSchema, part));
  const indexOf = (id: string): number => configs.findIndex((one) => one.id === id);
  const planned = configs.map((config, index): PlannedPart => {
    const host = 'broker' in config ? indexOf(config.broker) : index;
    return { index, id: config.id, kind: config.kind, label: config.id, host, config };
  });
  const linked = links.map(([one, other, latencyMs = 0, jitterMs = 0], index): PlannedLink => {
    return { index, ends: [indexOf(one), indexOf(other)], latencyMs, jitterMs };
  });
  return {
    seed,
    parts: planned,
    links: linked,
    forms: new Map(Object.entries(forms)),
    indexOf,
    linkBetween: (from, to) => {
      const hosts = [planned[from].host, planned[to].host];
      return linked.findIndex(
        ({ ends }) => hosts.includes(ends[0]) && hosts.includes(ends[1]) && ends[0] !== ends[1],
      );
    },
    correlationPrefix: (part) => {
      const config = configs[part];
      return config.kind === 'workload' ? config.correlation : config.id;
    },
  };
}

/** A world that goes on by hand. */
export class WorldBench {
  readonly simulation: Simulation;
  /** Code of the last refusal, if the last deed was refused. */
  refusal: string | undefined;
  private readonly reader;
  private watchedFrom = 0;
  private nowMs = 0;

  constructor(setup: Setup) {
    const plan = planFor(setup);
    const behaviours = new Map(
      plan.parts
        .filter(({ kind }) => kind === 'service')
        .map(({ id }) => [id, scripted(setup.handlers?.[id] ?? nothing)]),
    );
    const journal = new Journal();
    const values = new Values();
    const world = initialWorld(plan, journal);
    this.simulation = new Simulation({ plan, journal, values, behaviours, world });
    this.reader = factReader(plan, journal, values);
  }

  get journal(): Journal {
    return this.simulation.journal;
  }

  /** The world as integers. */
  get row(): Int32Array {
    return saveWorld(this.simulation.world);
  }

  /** Time goes on to `atMs`, everything due by then included. */
  until(atMs: number): this {
    while (this.simulation.nextMs <= atMs) this.simulation.step();
    this.nowMs = atMs;
    return this;
  }

  /** Somebody does something now; facts are watched from here on. */
  when(intervention: Intervention): this {
    this.watchedFrom = this.journal.length;
    this.refusal = this.simulation.intervene(intervention, this.nowMs);
    return this;
  }

  /** Facts of these kinds since the last deed (from the start, if there was none). */
  facts<K extends FactName>(...kinds: readonly K[]): FactOf<K>[] {
    const { journal, reader } = this;
    const wanted = new Set<FactName>(kinds);
    const found: FactOf<K>[] = [];
    for (let seq = this.watchedFrom; seq < journal.length; seq++) {
      if (!wanted.has(FACT_NAMES[journal.kind(seq)])) continue;
      found.push(readFact(reader, seq) as FactOf<K>); // its kind is one of those wanted
    }
    return found;
  }

  /** The fact at a seq. */
  factAt(seq: number): ReturnType<typeof readFact> {
    return readFact(this.reader, seq);
  }

  /** Names of the facts since the last deed, parcels' journeys aside, with their times. */
  story(): string[] {
    const { journal } = this;
    const lines: string[] = [];
    for (let seq = this.watchedFrom; seq < journal.length; seq++) {
      const name = FACT_NAMES[journal.kind(seq)];
      if (name !== 'MessageSent') lines.push(`${journal.atMs(seq)} ${name}`);
    }
    return lines;
  }
}
