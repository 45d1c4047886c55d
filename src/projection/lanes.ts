/**
 * Owns what the facts of the branch in view leave on the time axis: a lane for each service, and
 * the messages that have just gone back to a queue. It folds no state of the world: facts are
 * rows of integers to it, told apart by the codes that the topology names.
 */
import type { Frame, Topology } from '../timeline';
import { Lane } from './lane';
import { type LaneView, RECEIVED } from './views';

/** Columns of a fact as a frame carries them: atMs, kind, cause, then a … g. */
const Column = { atMs: 0, kind: 1, a: 3, b: 4, c: 5, d: 6, f: 8 } as const;
/** A kind without its flags. */
const KIND_MASK = 0xffff;
/** States of a group in which its partitions change hands, as facts carry them. */
const REBALANCING: ReadonlySet<number> = new Set([1, 2]);
/** Returns that lie further before the cursor are history: nothing moves for them any more. */
const FRESH_MS = 200;

/** What a killed service held, and what of it has gone back to a queue: counts of messages. */
export interface Losses {
  readonly heldWhenKilled: number;
  readonly givenBack: number;
}

export class Lanes {
  /** Messages that went back to their queue just now: triples of queue, service, form. */
  returned: number[] = [];
  /** How many facts the branch in view has. */
  factCount = 0;
  private readonly laneOfPart: readonly (Lane | undefined)[];
  private readonly lanes: readonly Lane[];
  /** Lanes of a group's members, by the group's index. */
  private readonly lanesOfGroup: readonly (readonly Lane[])[];
  /** Form of the message that a fact created, by seq. */
  private formOfFact = new Uint8Array(1024);
  private views: readonly LaneView[];

  /** @param services indices of the parts that have a lane, in the order of the lanes */
  constructor(
    private readonly topology: Topology,
    services: readonly number[],
  ) {
    const laneOfPart: (Lane | undefined)[] = topology.parts.map(() => undefined);
    this.lanes = services.map((index) => {
      const { id, label } = topology.parts[index];
      return (laneOfPart[index] = new Lane(id, label));
    });
    this.laneOfPart = laneOfPart;
    this.lanesOfGroup = topology.parts.map(({ index }) =>
      topology.memberships
        .filter(({ group }) => group === index)
        .flatMap(({ service }) => laneOfPart[service] ?? []),
    );
    this.views = this.lanes.map((lane) => lane.view());
  }

  /** The lanes as they stand; the same array while none of them changed. */
  view(): readonly LaneView[] {
    if (this.lanes.some((lane, index) => lane.view() !== this.views[index])) {
      this.views = this.lanes.map((lane) => lane.view());
    }
    return this.views;
  }

  /** What became of the messages of a service that was killed at this time, up to a fact. */
  lossesOf(part: number, sinceMs: number, seq: number): Losses {
    const stretch = this.laneOfPart[part]?.stretchFrom(sinceMs);
    const givenBack = stretch?.givenBack.filter((returned) => returned <= seq).length ?? 0;
    return { heldWhenKilled: stretch?.held ?? 0, givenBack };
  }

  /** Takes a frame's new facts; those from `facts.from` on replace what was there. */
  accept({ facts, cursor }: Frame): void {
    if (facts.from < this.factCount) this.lanes.forEach((lane) => lane.truncate(facts.from));
    this.factCount = facts.from + facts.count;
    this.growForms();
    if (this.returned.length > 0) this.returned = [];
    const { MessageCreated, MessageReceived, MessageReturned, RecordReceived } =
      this.topology.factCodes;
    const { ServiceKilled, ServiceRevived, GroupStateChanged } = this.topology.factCodes;
    const { columns, count, from } = facts;
    const kinds = count * Column.kind;
    const a = count * Column.a;
    const c = count * Column.c;
    for (let row = 0; row < count; row++) {
      const seq = from + row;
      switch (columns[kinds + row] & KIND_MASK) {
        case MessageCreated: {
          const form = columns[count * Column.f + row];
          this.formOfFact[seq] = form;
          this.laneOfPart[columns[a + row]]?.addTick(columns[row], seq, form);
          break;
        }
        case MessageReceived:
          this.laneOfPart[columns[a + row]]?.addTick(
            columns[row],
            seq,
            this.formOfFact[columns[c + row]] | RECEIVED,
          );
          break;
        case RecordReceived:
          this.laneOfPart[columns[a + row]]?.addTick(
            columns[row],
            seq,
            this.formOfFact[columns[count * Column.d + row]] | RECEIVED,
          );
          break;
        case MessageReturned:
          this.laneOfPart[columns[c + row]]?.giveBack(seq);
          if (columns[row] >= cursor.atMs - FRESH_MS && columns[row] <= cursor.atMs) {
            const form = this.formOfFact[columns[count * Column.b + row]];
            this.returned.push(columns[a + row], columns[c + row], form);
          }
          break;
        case ServiceKilled:
          this.laneOfPart[columns[a + row]]?.kill(
            columns[row],
            seq,
            columns[count * Column.b + row],
          );
          break;
        case ServiceRevived:
          this.laneOfPart[columns[a + row]]?.revive(columns[row], seq);
          break;
        case GroupStateChanged: {
          // Before its first generation nothing changes hands.
          const began = columns[c + row] > 0;
          const running = began && REBALANCING.has(columns[count * Column.b + row]);
          for (const lane of this.lanesOfGroup[columns[a + row]]) {
            lane.rebalance(running, columns[row], seq);
          }
          break;
        }
        // Whatever else happened leaves no trace on the time axis.
        default:
      }
    }
  }

  private growForms(): void {
    if (this.factCount <= this.formOfFact.length) return;
    const forms = this.formOfFact;
    this.formOfFact = new Uint8Array(Math.max(this.factCount, forms.length * 2));
    this.formOfFact.set(forms);
  }
}
