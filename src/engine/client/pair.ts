// Owns two runs under one clock: every command goes to both, one after the other, so that whenever
// none is under way both stand at the same virtual time, on branches of the same number. What each
// side's views are is the page's.
import { createActor } from 'xstate';
import type { Cursor, Frame, Query, QueryResult } from '../../timeline';
import type { Intervention } from '../../world';
import type { OpenRun } from '../protocol';
import { createBeats } from './beats';
import type { EngineClient } from './client';
import type { MemberCommand } from './member';
import { Members, type Sent } from './members';
import { type PairDeed, PairDeeds } from './pairDeeds';
import { deedOf, otherSide, type Partners, type Side, SIDES } from '../partners';
import { playbackMachine } from './playback';
import { type DeedOutcome, isSame, nameOf, type RunSnapshot } from './run';

/** Two runs to be opened together. */
export interface OpenPair {
  readonly left: OpenRun;
  readonly right: OpenRun;
  readonly partners: Partners;
}

/** What the page is told of a pair. */
export interface PairListener {
  frame(side: Side, frame: Frame): void;
  /** Both stand at the same time, and have shown it. */
  settled(): void;
}

/** What is said while commands cannot be taken. */
export const NOT_READY: DeedOutcome = { kind: 'refused', reason: 'notReady' };
/** Steps into a quiet future look at so many moments, at most. */
const MOMENTS_MAX = 1000;
const DONE: DeedOutcome = { kind: 'done' };

/** The pair; a side's own view of it is pairSides.ts's. */
export class Pair {
  private readonly actor = createActor(playbackMachine, { input: { speed: 1 } });
  private readonly members: Members;
  private readonly listeners = new Set<() => void>();
  private readonly shown: { [side in Side]?: RunSnapshot } = {};
  /** Commands are carried out one after the other. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly deeds = new PairDeeds();
  private isClosed = false;
  private readonly beats = createBeats((dtMs) => {
    this.actor.send({ type: 'TICK', dtMs });
    this.changed();
  });

  constructor(
    private readonly client: EngineClient,
    private readonly partners: Partners,
    private readonly listener: PairListener,
  ) {
    this.members = new Members(client, (side, frame) => listener.frame(side, frame), {
      lost: (reason) => this.send({ type: 'LOST', reason }),
      rebuilt: () => this.rebuilt(),
      failed: (reason) => this.send({ type: 'FAILED', reason }),
    });
    this.actor.on('send', ({ command }) => {
      if (command.kind === 'advance') void this.advance(command.toMs);
    });
    this.actor.subscribe(() => this.changed());
    this.actor.start();
  }

  async open({ left, right }: OpenPair): Promise<void> {
    await Promise.all([this.members.left.open(left), this.members.right.open(right)]);
    await this.members.settle();
    this.actor.send({ type: 'SPEED', speed: this.members.left.topology.view.speed });
    this.actor.send({ type: 'OPENED' });
    this.tellCursor();
  }

  snapshot(side: Side): RunSnapshot {
    const state = this.actor.getSnapshot();
    const { isLive, speed, reason } = state.context;
    const { topology } = this.members[side];
    const next = { playback: nameOf(state), isLive, speed, reason, topology };
    const before = this.shown[side];
    if (before !== undefined && isSame(before, next)) return before;
    this.shown[side] = next;
    return next;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  send(event: Parameters<typeof this.actor.send>[0]): void {
    if (!this.isClosed) this.actor.send(event);
  }

  /** To the end of a moment, or to the head. */
  seek(to: { readonly kind: 'time'; readonly atMs: number } | { readonly kind: 'head' }) {
    return this.deed(async () => this.outcome(await this.members.toBoth({ kind: 'seek', to })));
  }

  /** To the next moment, or the last one, in which anything happens on either side. */
  step(by: 1 | -1): Promise<DeedOutcome> {
    this.send({ type: 'PAUSE' });
    return this.deed(async () => {
      if (by === -1) {
        const atMs = Math.max(
          0,
          ...(await this.members.moments()).map(({ previousMs }) => previousMs ?? 0),
        );
        return this.outcome(
          await this.members.toBoth({ kind: 'seek', to: { kind: 'time', atMs } }),
        );
      }
      const factsBefore = this.members.factCount;
      const wasLive = this.members.left.shown.live;
      for (let left = MOMENTS_MAX; left > 0; left--) {
        const next = (await this.members.moments()).flatMap(({ nextMs }) => nextMs ?? []);
        if (next.length === 0) break;
        const atMs = Math.min(...next);
        await this.members.reach(atMs);
        if (!wasLive || this.members.factCount > factsBefore) break;
      }
      return DONE;
    });
  }

  intervene(from: Side, intervention: Intervention): Promise<DeedOutcome> {
    return this.deed(async () => {
      if (!this.members.left.shown.live) return this.forked(false, '', { from, intervention });
      const { branch, cursor } = this.members.left.shown;
      const { sides, refusal } = await this.doOn(from, intervention, (one) => ({
        kind: 'intervene',
        intervention: one,
      }));
      if (sides.length === 0) return refusal;
      this.deeds.note(branch, { atMs: cursor.atMs, sides });
      return DONE;
    });
  }

  fork(keepLater: boolean, label: string, from: Side, change: Intervention | null) {
    return this.deed(() =>
      this.forked(keepLater, label, change === null ? null : { from, intervention: change }),
    );
  }

  async resumeHere(label: string): Promise<DeedOutcome> {
    const outcome = await this.deed(() => this.forked(false, label, null));
    if (outcome.kind === 'done') this.send({ type: 'PLAY' });
    return outcome;
  }

  /** Resumes before the last deed: where it was not done, from the same time. */
  undo(): Promise<DeedOutcome> {
    return this.deed(async () => {
      const { head, branch } = this.members.left.shown;
      const deed = this.deeds.last(branch, head.atMs);
      if (deed === undefined) return { kind: 'refused', reason: 'nothingToUndo' };
      const to = { kind: 'time', atMs: deed.atMs } as const;
      await this.members.toEach((side) =>
        deed.sides.includes(side) ? null : { kind: 'seek', to },
      );
      const fork = { kind: 'fork', keepLater: false, label: '', change: null } as const;
      const sent = await this.members.toEach((side) =>
        deed.sides.includes(side) ? { kind: 'undo' } : fork,
      );
      const outcome = this.outcome(sent);
      if (outcome.kind === 'done') {
        this.deeds.undone(branch, this.members.left.shown.branch, deed);
      }
      return outcome;
    });
  }

  restart(seed: number): Promise<DeedOutcome> {
    return this.deed(async () => {
      const sent = await this.members.toBoth({ kind: 'restart', seed });
      this.deeds.clear();
      return this.outcome(sent);
    });
  }

  /** Whatever is the same for both. */
  both(command: MemberCommand): Promise<DeedOutcome> {
    return this.deed(async () => this.outcome(await this.members.toBoth(command)));
  }

  async query<K extends Query['kind']>(
    side: Side,
    query: Extract<Query, { kind: K }>,
  ): Promise<Extract<QueryResult, { kind: K }> | null> {
    if (!this.isReady()) return null;
    return this.members.query<K>(side, query);
  }

  /** After `failed`: tries with another engine. */
  retry(): void {
    if (this.actor.getSnapshot().matches('failed')) this.client.retry();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.beats.stop();
    this.actor.stop();
    this.listeners.clear();
    this.members.close();
  }

  private isReady(): boolean {
    return !this.isClosed && this.actor.getSnapshot().matches('ready');
  }

  /** Carries out a deed when those before it are done; playback rests meanwhile. */
  private deed(carryOut: () => Promise<DeedOutcome>): Promise<DeedOutcome> {
    if (!this.isReady()) return Promise.resolve(NOT_READY);
    this.send({ type: 'MOVING' });
    return this.inTurn(async () => {
      const outcome = this.isReady() ? await carryOut() : NOT_READY;
      if (this.isClosed) return { kind: 'lost' };
      this.send({ type: 'ANSWERED', isAdvance: false, isOk: true });
      this.tellCursor();
      return outcome;
    });
  }

  private advance(toMs: number): Promise<void> {
    return this.inTurn(async () => {
      if (this.isReady()) await this.members.reach(toMs);
      if (this.isClosed) return;
      this.send({ type: 'ANSWERED', isAdvance: true, isOk: true });
      this.tellCursor();
    });
  }

  private inTurn<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.last.then(what);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** A new branch on both sides; a change that one side refuses is left out there. */
  private async forked(
    keepLater: boolean,
    label: string,
    change: { readonly from: Side; readonly intervention: Intervention } | null,
  ): Promise<DeedOutcome> {
    const { branch, cursor } = this.members.left.shown;
    const plain = { kind: 'fork', keepLater, label, change: null } as const;
    let outcome: DeedOutcome;
    let own: PairDeed | null = null;
    if (change === null) {
      outcome = this.outcome(await this.members.toBoth(plain));
    } else {
      const { from, intervention } = change;
      const { sides, refusal } = await this.doOn(from, intervention, (one) => ({
        ...plain,
        change: one,
      }));
      if (sides.length === 0) return refusal;
      const sent = await this.members.toEach((side) => (sides.includes(side) ? null : plain));
      outcome = this.outcome(sent);
      own = { atMs: cursor.atMs, sides };
    }
    const next = this.members.left.shown.branch;
    if (next === branch) return outcome;
    this.deeds.forked(branch, next, { atMs: cursor.atMs, keepLater });
    if (own !== null) this.deeds.note(next, own);
    return outcome;
  }

  /** Does the same on both sides, each to its own part; says which have done it. */
  private async doOn(
    from: Side,
    intervention: Intervention,
    command: (intervention: Intervention) => MemberCommand,
  ): Promise<{ readonly sides: readonly Side[]; readonly refusal: DeedOutcome }> {
    const to = otherSide(from);
    const there = deedOf(intervention, from, this.partners, this.members[to].topology);
    const sent = await this.members.toEach((side) => {
      const own = side === from ? intervention : there;
      return own === null ? null : command(own);
    });
    const sides = SIDES.filter((side) => {
      const reply = sent[side];
      return reply?.ok === true && reply.value.kind !== 'refused';
    });
    const refused = sent[from] ?? sent[to];
    const reason = refused?.ok && refused.value.kind === 'refused' ? refused.value.reason : '';
    return { sides, refusal: reason === '' ? { kind: 'lost' } : { kind: 'refused', reason } };
  }

  private outcome(sent: Sent): DeedOutcome {
    const replies = SIDES.flatMap((side) => sent[side] ?? []);
    if (replies.length === 0 || replies.some(({ ok }) => !ok)) return { kind: 'lost' };
    for (const reply of replies) {
      if (reply.ok && reply.value.kind === 'refused') {
        return { kind: 'refused', reason: reply.value.reason };
      }
    }
    return DONE;
  }

  private tellCursor(): void {
    const { left, right, areShown } = this.members;
    if (!areShown) return;
    const cursor: Cursor = left.shown.cursor;
    this.send({ type: 'FRAME', cursor, live: left.shown.live && right.shown.live });
    this.listener.settled();
  }

  /** Both are there again: one may have been lost a moment further on than the other. */
  private rebuilt(): void {
    if (!this.members.areThere) return;
    void this.inTurn(async () => {
      const heads = SIDES.map((side) => this.members[side].shown.head.atMs);
      if (heads[0] !== heads[1]) {
        await this.members.toBoth({ kind: 'seek', to: { kind: 'head' } });
        await this.members.reach(Math.max(...heads));
      }
      this.send({ type: 'REBUILT' });
      this.tellCursor();
    });
  }

  private changed(): void {
    if (this.actor.getSnapshot().matches({ ready: { motion: 'playing' } })) this.beats.ask();
    else this.beats.stop();
    if (!this.members.areShown) return;
    const before = this.shown.left;
    const now = this.snapshot('left');
    this.snapshot('right');
    if (now !== before) this.listeners.forEach((listener) => listener());
  }
}
