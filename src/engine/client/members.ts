// Owns sending to both of two compared runs: what is sent to one, to both, and when both have shown
// what came of it. What is sent, and in which order, is pair.ts's.
import type { Frame, Query, QueryResult } from '../../timeline';
import type { Reply } from '../protocol';
import type { EngineClient } from './client';
import { Member, type MemberCommand, type MemberListener } from './member';
import { type Side, SIDES } from '../partners';
import { textOf } from './run';

/** What a command was answered on each side; undefined where it was not sent, or got lost. */
export type Sent = { readonly [side in Side]: Reply | undefined };

/** Facts of one advance, at most; a crowded world is sent several. */
const FACTS_MAX = 10_000;

/** Two runs. */
export class Members {
  readonly left: Member;
  readonly right: Member;
  private waiting: (() => void)[] = [];

  constructor(
    client: EngineClient,
    onFrame: (side: Side, frame: Frame) => void,
    private readonly listener: Omit<MemberListener, 'settled'>,
  ) {
    const member = (side: Side): Member =>
      new Member(client, (frame) => onFrame(side, frame), {
        settled: () => this.wake(),
        rebuilt: () => listener.rebuilt(),
        lost: (reason) => {
          listener.lost(reason);
          this.wake();
        },
        failed: (reason) => {
          listener.failed(reason);
          this.wake();
        },
      });
    this.left = member('left');
    this.right = member('right');
  }

  /** True if neither has lost its engine. */
  get areThere(): boolean {
    return this.left.isThere && this.right.isThere;
  }

  /** True once both have shown anything. */
  get areShown(): boolean {
    return this.left.frameShown !== undefined && this.right.frameShown !== undefined;
  }

  /** How many facts have happened at the cursor, on both sides together. */
  get factCount(): number {
    return this.left.shown.cursor.seq + this.right.shown.cursor.seq + 2;
  }

  toBoth(command: MemberCommand): Promise<Sent> {
    return this.toEach(() => command);
  }

  /** Sends each side its command, if it has one; resolves when both have shown what came of it. */
  async toEach(command: (side: Side) => MemberCommand | null): Promise<Sent> {
    const [left, right] = await Promise.all(
      SIDES.map((side) => {
        const own = command(side);
        return own === null ? undefined : this[side].send(own);
      }),
    );
    await this.settle();
    for (const reply of [left, right]) {
      if (reply?.ok === false) this.listener.failed(textOf(reply.failure));
    }
    return { left, right };
  }

  /** Lets time go on in both, as often as a crowded world needs, until both are there. */
  async reach(toMs: number): Promise<void> {
    const isBehind = (side: Side): boolean => this[side].shown.cursor.atMs < toMs;
    const placeOf = (sides: readonly Side[]): string =>
      sides.map((side) => JSON.stringify(this[side].shown.cursor)).join();
    const command = { kind: 'advance', toMs, maxFacts: FACTS_MAX } as const;
    // Also if none is behind: something may be left to do in this very moment.
    let sides: readonly Side[] = SIDES;
    while (sides.length > 0) {
      const before = placeOf(sides);
      const sent = await this.toEach((side) => (sides.includes(side) ? command : null));
      if (placeOf(sides) === before) return;
      sides = sides.filter((side) => sent[side]?.ok === true && isBehind(side));
    }
  }

  /** Resolves when both have shown all that they owe. */
  async settle(): Promise<void> {
    while (SIDES.some((side) => !this[side].isSettled)) {
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  /** Null if the engine could not answer. */
  async query<K extends Query['kind']>(
    side: Side,
    query: Extract<Query, { kind: K }>,
  ): Promise<Extract<QueryResult, { kind: K }> | null> {
    const reply = await this[side].send({ kind: 'query', query });
    if (!reply?.ok || reply.value.kind !== 'result') return null;
    // The engine answers a query with the result of its kind.
    return reply.value.result as Extract<QueryResult, { kind: K }>;
  }

  /** The moments beside the cursor at which something happens, of each side. */
  async moments(): Promise<readonly Extract<QueryResult, { kind: 'moments' }>[]> {
    const found = await Promise.all(
      SIDES.map((side) => this.query<'moments'>(side, { kind: 'moments' })),
    );
    return found.flatMap((one) => one ?? []);
  }

  close(): void {
    for (const side of SIDES) this[side].close();
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
