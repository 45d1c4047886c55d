/**
 * A group on a bench, for specs only: its streams, and members that do what a client does when the
 * coordinator speaks to it, at once and without work. What they read is left out.
 */
import type * as v from 'valibot';
import { Column, type Journal, type Json } from '../../../../kernel';
import { FACT_NAMES, FactKind, readFact } from '../../../facts';
import type { Intervention } from '../../../intervention';
import { packProduce, type Purpose, PURPOSES } from '../../../parcel';
import type { Plan } from '../../../plan';
import { factReader } from '../../../reader';
import { LoneCluster } from '../../loneCluster';
import { membersOf } from '../read';
import type { groupSchema } from '../schema';
import { configOf } from '../state';

export interface GroupBenchSetup {
  /** Number of partitions by stream; "t0" with six unless said. */
  readonly topics?: Readonly<Record<string, number>>;
  readonly group?: Partial<v.InferInput<typeof groupSchema>>;
  /** How many clients there are: "m0", "m1" … */
  readonly clients?: number;
}

/** Partitions as "t0-3", by member. */
export type Lists = Record<string, string[]>;

/** How often a living member is heard. */
const HEARTBEAT_MS = 3000;

/** What a client knows of itself. */
interface Client {
  streams: readonly string[];
  owned: string[];
  /** It does not answer, though its heartbeats go on. */
  busy: boolean;
  /** What it was told meanwhile: seqs of MessageSent. */
  readonly missed: number[];
}

export class GroupBench {
  readonly lone: LoneCluster;
  readonly group: number;
  private readonly clients = new Map<string, Client>();
  private readonly produced = new Map<string, number>();
  private heardUpTo = 0;
  private watchedFrom = 0;

  constructor({ topics = { t0: 6 }, group, clients = 7 }: GroupBenchSetup = {}) {
    this.lone = new LoneCluster({
      parts: [
        { kind: 'group', id: 'readers', offsetReset: 'earliest', ...group },
        ...Object.entries(topics).map(([id, partitions]) => {
          return { kind: 'stream' as const, id, partitions }; // else it would be any text
        }),
      ],
      clients: ['shop', ...Array.from({ length: clients }, (_, at) => `m${at}`)],
    });
    this.group = this.plan.indexOf('readers');
  }

  get plan(): Plan {
    return this.lone.plan;
  }

  get journal(): Journal {
    return this.lone.journal;
  }

  /** A newcomer asks to be a member, though it may have been one in an earlier life. */
  join(id: string, streams: readonly string[] = ['t0']): this {
    this.clients.set(id, { streams, owned: [], busy: false, missed: [] });
    this.sendJoin(id, FactKind.MembershipBegun);
    return this.answer();
  }

  /** A member says that it goes. */
  leave(id: string): this {
    this.clients.delete(id);
    this.send(id, 'leave');
    return this.answer();
  }

  /** A member dies, and says nothing. */
  die(id: string): this {
    this.clients.delete(id);
    return this;
  }

  /** A member is heard, but does not answer; or it answers again, late as it is. */
  hang(id: string, busy = true): this {
    const client = this.clients.get(id);
    if (client === undefined) return this;
    client.busy = busy;
    while (!busy && client.missed.length > 0) {
      const [seq] = client.missed.splice(0, 1);
      this.heed(id, client, seq);
      // It may have begun anew.
      if (this.clients.get(id) !== client) break;
    }
    return this.answer();
  }

  /** Every living member is heard once. */
  beat(...ids: string[]): this {
    const beating = ids.length > 0 ? ids : [...this.clients.keys()];
    for (const id of beating) {
      this.send(id, 'heartbeat');
      this.answer();
    }
    return this;
  }

  /** Time goes by; the living are heard all the while. */
  pass(ms: number): this {
    const end = this.lone.nowMs + ms;
    for (;;) {
      const next = Math.min(end, this.lone.nowMs + HEARTBEAT_MS);
      this.until(next);
      if (next === end) return this;
      this.beat();
    }
  }

  /** Time goes on to `atMs`, and nobody is heard. */
  until(atMs: number): this {
    while (this.lone.nextMs <= atMs) {
      this.lone.until(this.lone.nextMs);
      this.answer();
    }
    this.lone.until(atMs);
    return this;
  }

  /** A record is appended; returns its RecordAppended fact. */
  append(stream = 't0', partition = 0): number {
    const [shop, at] = [this.index('shop'), this.index(stream)];
    const message = this.lone.create(shop);
    const key = `${stream}-${partition}`;
    const sequence = this.produced.get(key) ?? 0;
    this.produced.set(key, sequence + 1);
    const terms = packProduce({ epoch: 0, acks: 1, transactional: false });
    const { RecordPrepared } = FactKind;
    const prepared = this.lone.state(
      RecordPrepared,
      message,
      shop,
      0,
      at,
      message,
      partition,
      sequence,
      terms,
    );
    this.lone.pass('produce', shop, at, { message, argument: prepared });
    this.answer();
    return this.find(FactKind.RecordAppended);
  }

  /** A client says something to the group, whoever it is. */
  say(id: string, purpose: Purpose, argument = 0): this {
    this.send(id, purpose, argument);
    return this.answer();
  }

  /** A person does something; returns a refusal, if it was one. */
  intervene(intervention: Intervention): string | undefined {
    const refusal = this.lone.intervene(intervention);
    this.answer();
    return refusal;
  }

  /** From here on it counts what happens. */
  when(command: (bench: this) => void): this {
    this.watchedFrom = this.journal.length;
    command(this);
    return this;
  }

  /** Facts of the group since `when`: "PartitionAssigned m1 t0 2 3", without the instance. */
  facts(...kinds: readonly (typeof FACT_NAMES)[number][]): string[] {
    const { plan, journal } = this;
    const reader = factReader(plan, journal, this.lone.values);
    const lines: string[] = [];
    for (let seq = this.watchedFrom; seq < journal.length; seq++) {
      const code = journal.kind(seq);
      const name = FACT_NAMES[code];
      // What a client is told goes nowhere on this bench.
      const isJourney = code === FactKind.MessageSent || code === FactKind.ParcelDropped;
      if (journal.read(seq, Column.a) !== this.group || isJourney) continue;
      if (kinds.length > 0 && !kinds.includes(name)) continue;
      const { kind, ...fields } = readFact(reader, seq);
      const told = Object.entries(fields).filter(([field]) => !UNSAID.has(field));
      lines.push([kind, ...told.map(([, value]) => text(value))].join(' '));
    }
    return lines;
  }

  /** What the group has sent since `when`: "m0 rebalance". */
  sent(): string[] {
    const { journal } = this;
    const lines: string[] = [];
    for (let seq = this.watchedFrom; seq < journal.length; seq++) {
      const isSent = journal.kind(seq) === FactKind.MessageSent;
      if (!isSent || journal.read(seq, Column.a) !== this.group) continue;
      const to = this.plan.parts[journal.read(seq, Column.b)].id;
      lines.push(`${to} ${PURPOSES[journal.read(seq, Column.c)]}`);
    }
    return lines;
  }

  /** Who owns what, as the coordinator has it. */
  owners(): Lists {
    return Object.fromEntries(
      membersOf(this.lone.world, this.group, this.lone.nowMs).map(({ service, owned }) => [
        this.plan.parts[service].id,
        owned.map(({ stream, partition }) => `${this.plan.parts[stream].id}-${partition}`),
      ]),
    );
  }

  /** What each client takes itself to own. */
  held(): Lists {
    return Object.fromEntries([...this.clients].map(([id, { owned }]) => [id, [...owned].sort()]));
  }

  /** Streams that somebody living subscribed to. */
  subscribed(): Set<string> {
    return new Set([...this.clients.values()].flatMap(({ streams }) => streams));
  }

  /** Seq of the last fact of a kind; -1 if there is none. */
  find(kind: number): number {
    for (let seq = this.journal.length - 1; seq >= 0; seq--) {
      if (this.journal.kind(seq) === kind) return seq;
    }
    return -1;
  }

  private index(id: string): number {
    return this.plan.indexOf(id);
  }

  private send(id: string, purpose: Purpose, argument = 0, cause = -1): void {
    this.lone.pass(purpose, this.index(id), this.group, { argument, cause });
  }

  private sendJoin(id: string, kind: number, cause = -1): void {
    const streams: Json = [...(this.clients.get(id)?.streams ?? [])];
    const value = this.lone.values.add(streams);
    const begun = this.lone.state(kind, cause, this.index(id), 0, this.group, value);
    this.send(id, 'join', begun, begun);
  }

  /** The clients do what they were told, and what they are told thereupon. */
  private answer(): this {
    const { journal } = this;
    for (; this.heardUpTo < journal.length; this.heardUpTo++) {
      const seq = this.heardUpTo;
      if (journal.kind(seq) !== FactKind.MessageSent) continue;
      const { id } = this.plan.parts[journal.read(seq, Column.b)];
      const client = this.clients.get(id);
      if (client?.busy === true) client.missed.push(seq);
      else if (client !== undefined) this.heed(id, client, seq);
    }
    return this;
  }

  private heed(id: string, client: Client, seq: number): void {
    const purpose = PURPOSES[this.journal.read(seq, Column.c)];
    const argument = this.journal.read(seq, Column.g);
    if (purpose === 'rebalance') this.rejoin(id, client, argument === 1, seq);
    if (purpose === 'assigned') this.take(id, client, argument, seq);
    if (purpose === 'fenced') this.join(id, client.streams);
  }

  private rejoin(id: string, client: Client, keepsReading: boolean, cause: number): void {
    if (!keepsReading) client.owned = [];
    this.sendJoin(id, FactKind.MembershipRenewed, cause);
  }

  private take(id: string, client: Client, made: number, cause: number): void {
    // A list of pairs, as the group writes it.
    const said = this.lone.values.get(this.journal.read(made, Column.e)) as [string, number][];
    const assigned = said.map(([stream, partition]) => `${stream}-${partition}`);
    const lost = client.owned.filter((one) => !assigned.includes(one));
    client.owned = assigned;
    if (lost.length === 0) return;
    const value = this.lone.values.add(
      lost.map((one): Json => {
        const dash = one.lastIndexOf('-');
        return [one.slice(0, dash), Number(one.slice(dash + 1))];
      }),
    );
    const { PartitionsRevoked } = FactKind;
    const revoked = this.lone.state(PartitionsRevoked, cause, this.index(id), 0, this.group, value);
    this.send(id, 'revoked', revoked, revoked);
    if (configOf(this.plan, this.group).protocol === 'classic') this.sendJoin(id, FactKind.MembershipRenewed, revoked);
  }
}

/** What a line leaves out of a fact. */
const UNSAID = new Set(['seq', 'atMs', 'causeSeq', 'group', 'instance', 'byHand']);

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
