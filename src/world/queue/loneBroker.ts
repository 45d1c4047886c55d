/**
 * A broker with nothing around it, driven parcel by parcel: for recordings, benchmarks and specs.
 * What it sends to its clients is kept in the journal and goes nowhere.
 */
import * as v from 'valibot';
import {
  Agenda,
  InvariantError,
  IntReader,
  IntWriter,
  Journal,
  OPENS_STEP,
  Values,
} from '../../kernel';
import { FactKind } from '../facts';
import type { Intervention } from '../intervention';
import { countMessage, createMessage, type MessageProperties } from '../messages';
import { type Parcel, type Purpose, PurposeCode } from '../parcel';
import type { Evolve, PartDefinition, Row, Sim, World } from '../part';
import type { Plan, PlannedPart } from '../plan';
import { brokerPart } from './broker';
import { exchangePart } from './exchange';
import { queuePart } from './queuePart';
import { exchangeSchema, queueSchema } from './schema';

/** An exchange or a queue of the broker, as a scenario writes it; the broker's id is "broker". */
export type BrokerPartInput =
  | Omit<v.InferInput<typeof exchangeSchema>, 'broker'>
  | Omit<v.InferInput<typeof queueSchema>, 'broker'>;

type Contents = Pick<Parcel, 'message' | 'instance' | 'argument'>;

const BROKER = 'broker';

const clientPart: PartDefinition = {
  kind: 'client',
  initial: () => ({ kind: 'client' }),
  save: () => undefined,
  load: () => ({ kind: 'client' }),
  evolve: {},
  decide: {},
};

const DEFINITIONS: ReadonlyMap<string, PartDefinition> = new Map(
  [brokerPart, exchangePart, queuePart, clientPart].map((one) => [one.kind, one]),
);

const EVOLVE: readonly (Evolve | undefined)[] = Object.values(FactKind).map((code) =>
  code === FactKind.MessageCreated
    ? (world: World, row: Row): void => {
        countMessage(world, row.a);
      }
    : queuePart.evolve[code],
);

function definitionOf({ kind }: PlannedPart): PartDefinition {
  const definition = DEFINITIONS.get(kind);
  if (definition === undefined) throw new InvariantError(`a broker knows no ${kind}`);
  return definition;
}

function planOf(parts: readonly BrokerPartInput[], clients: readonly string[]): Plan {
  const configs: { readonly kind: string; readonly id: string }[] = [
    { kind: 'broker', id: BROKER },
    ...parts.map((part) =>
      part.kind === 'queue'
        ? v.parse(queueSchema, { ...part, broker: BROKER })
        : v.parse(exchangeSchema, { ...part, broker: BROKER }),
    ),
    ...clients.map((id) => ({ kind: 'client', id })),
  ];
  const planned = configs.map((config, index): PlannedPart => {
    const { id, kind } = config;
    return { index, id, kind, label: id, host: kind === 'client' ? index : 0, config };
  });
  const indices = new Map(planned.map(({ id, index }) => [id, index]));
  return {
    seed: 1,
    parts: planned,
    links: [],
    forms: new Map(),
    indexOf: (id) => indices.get(id) ?? -1,
    linkBetween: () => -1,
    correlationPrefix: (part) => planned[part].id,
  };
}

/** The broker, and everything that happened to it. */
export class LoneBroker implements Sim {
  readonly plan: Plan;
  readonly world: World;
  readonly journal = new Journal();
  readonly values = new Values();
  readonly behaviours = new Map();
  readonly passages = new Map();
  nowMs = 0;
  private flags = 0;
  private readonly row: Row = { seq: 0, atMs: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0 };

  /** `clients`: ids of those who publish and consume. */
  constructor(parts: readonly BrokerPartInput[], clients: readonly string[]) {
    this.plan = planOf(parts, clients);
    this.world = {
      plan: this.plan,
      journal: this.journal,
      agenda: new Agenda(),
      states: this.plan.parts.map((part) => definitionOf(part).initial(part, this.plan)),
      created: this.plan.parts.map(() => 0),
      sentCount: [],
      lastArrivalMs: [],
    };
  }

  state(kind: number, cause: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0): number {
    const { row, nowMs } = this;
    const seq = this.journal.append(nowMs, kind | this.flags, cause, a, b, c, d, e, f, g);
    this.flags = 0;
    row.seq = seq;
    row.atMs = nowMs;
    row.a = a;
    row.b = b;
    row.c = c;
    row.d = d;
    row.e = e;
    row.f = f;
    row.g = g;
    EVOLVE[kind]?.(this.world, row);
    return seq;
  }

  send(
    cause: number,
    from: number,
    to: number,
    purpose: number,
    message: number,
    instance = -1,
    argument = 0,
  ): number {
    const { MessageSent } = FactKind;
    return this.state(
      MessageSent,
      cause,
      from,
      to,
      purpose,
      message,
      instance,
      this.nowMs,
      argument,
    );
  }

  /** Makes a message of a client's, which is in no queue yet; returns its seq. */
  create(client: string, properties?: MessageProperties): number {
    return createMessage(this, -1, {
      producer: this.plan.indexOf(client),
      type: 'Happened',
      form: 'event',
      data: null,
      causation: -1,
      ...(properties === undefined ? {} : { properties }),
    });
  }

  /** A parcel from one part to another is sent and arrives. Returns its MessageSent fact. */
  pass(purpose: Purpose, from: string, to: string, contents: Partial<Contents>): number {
    const { message = -1, instance = 0, argument = 0 } = contents;
    const ends = { from: this.plan.indexOf(from), to: this.plan.indexOf(to) };
    return this.deliver({ purpose, ...ends, message, instance, argument });
  }

  /** The same, by indices. */
  deliver(parcel: Omit<Parcel, 'sentSeq' | 'sentMs'>): number {
    const { purpose, from, to, message, instance, argument } = parcel;
    const code = PurposeCode[purpose];
    const sentSeq = this.send(-1, from, to, code, message, instance, argument);
    const sentMs = this.nowMs;
    definitionOf(this.plan.parts[to]).receive?.(this, {
      sentSeq,
      sentMs,
      from,
      to,
      purpose,
      message,
      instance,
      argument,
    });
    return sentSeq;
  }

  /** A person does something; returns a refusal, if it was one. */
  intervene(intervention: Intervention): string | undefined {
    const index = this.plan.indexOf(intervention.part);
    if (index < 0) return 'unknownPart';
    const part = this.plan.parts[index];
    return definitionOf(part).intervene?.(this, part, intervention);
  }

  /** Time goes on by so many ms, and what falls due then is done. */
  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    const { agenda } = this.world;
    while (agenda.nextMs <= untilMs && agenda.pop()) {
      this.nowMs = agenda.atMs;
      this.flags = OPENS_STEP;
      queuePart.decide[agenda.kind](this, agenda.cause, agenda.a, agenda.b);
    }
    this.nowMs = untilMs;
  }

  /** Replaces the state of every part, and what is pending, by what was saved of it. */
  reload(): Int32Array {
    const saved = this.save();
    const input = new IntReader(saved);
    this.world.agenda.load(input);
    const { states } = this.world;
    for (const part of this.plan.parts) {
      states[part.index] = definitionOf(part).load(input, part, this.plan);
    }
    return saved;
  }

  /** What is pending and the state of every part as integers. */
  save(): Int32Array {
    const out = new IntWriter();
    this.world.agenda.save(out);
    for (const part of this.plan.parts) {
      definitionOf(part).save(this.world.states[part.index], out);
    }
    return out.finish();
  }
}
