/**
 * What became of the work of one service, folded from facts alone: what it handled in which order,
 * what it began again, what was lost, what waits, what could be read again. It is asked of two runs
 * and compared; comparing them is projection's.
 */
import { Column, type Journal } from '../kernel';
import {
  correlationId,
  FactKind,
  type FactReader,
  FORMS,
  type Json,
  keyOf,
  messageId,
  rootOf,
} from '../world';
import { type Copy, type Inputs, trackInputs } from './inputs';

/** A number with the facts behind it: seqs, ascending, at most 200 of them. */
export interface Finding {
  readonly count: number;
  readonly seqs: readonly number[];
}

/** Something in the order of what a service handled. */
export type Handling =
  | {
      readonly kind: 'handled';
      /** Of the fact that says so (HandlerCompleted). */
      readonly seq: number;
      readonly atMs: number;
      readonly message: string;
      /** "order-30", and the 30 alone. */
      readonly correlation: string;
      readonly ordinal: number;
      /** Null where the message has none. */
      readonly key: string | null;
      readonly form: string;
      /** How often the service had begun to handle it by then, this time included. */
      readonly begun: number;
      /** A later message of the same key had been handled before, and this one never. */
      readonly isLate: boolean;
    }
  | {
      readonly kind: 'killed';
      readonly seq: number;
      readonly atMs: number;
      readonly instance: number;
    };

/** What became of a service's work, up to a moment. */
export interface Outcome {
  /**
   * Taken from queue or group, never handled to the end, and in nobody's hands; behind it stands
   * the last that was heard of each.
   */
  readonly lost: Finding;
  /** Messages whose handling was begun more than once. */
  readonly again: Finding;
  /** Handled for the first time after a later one of the same key. */
  readonly late: Finding;
  /** Still to be read by anybody who begins at the beginning. */
  readonly replayable: Finding;
  /** Not yet settled: ready and unacked in queues, above the committed offset in streams. */
  readonly backlog: Finding;
  /** The latest of what it handled, oldest first. */
  readonly handled: readonly Handling[];
  readonly handledCount: number;
}

/** Whose outcome is asked for. */
export interface OutcomeQuestion {
  /** Id of the service. */
  readonly service: string;
  /** Name of the field of a message's data that is its key; null: the key it was sent with. */
  readonly key: string | null;
  /** How many of the latest handlings are told. */
  readonly last: number;
}

/** The most facts that stand behind one number. */
const EVIDENCE_MAX = 200;

/** What the service did with one message. */
interface Work {
  begun: number;
  /** Seq of the latest beginning after the first; -1 before. */
  againSeq: number;
  /** Seq of the first completion; -1 before. */
  doneSeq: number;
}

/** A completion or a death, as it is kept. */
interface Entry {
  readonly seq: number;
  readonly begun: number;
  readonly isLate: boolean;
}

/** Folds one journal for one service; facts are seen in order, each once. */
class OutcomeFold {
  seen = 0;
  private readonly works = new Map<number, Work>();
  /** The newest message that was handled, by key. */
  private readonly newest = new Map<string, number>();
  private readonly entries: Entry[] = [];
  private readonly lateSeqs: number[] = [];
  private readonly inputs: Inputs;
  private handledCount = 0;

  constructor(
    private readonly reader: FactReader,
    private readonly service: number,
    private readonly key: string | null,
  ) {
    this.inputs = trackInputs(reader.journal, service);
  }

  seeUpTo(length: number): void {
    for (; this.seen < length; this.seen++) this.see(this.seen);
  }

  outcome(last: number): Outcome {
    const again = [...this.works.values()].filter(({ againSeq }) => againSeq >= 0);
    const copies = this.inputs.copies();
    const isDone = ({ message }: Copy): boolean => (this.works.get(message)?.doneSeq ?? -1) >= 0;
    const isLost = (copy: Copy): boolean =>
      copy.isPassed && !copy.isElsewhere && copy.holder < 0 && !isDone(copy);
    const arrived = ({ arrivedSeq }: Copy): number => arrivedSeq;
    return {
      lost: finding(copies.filter(isLost).map(({ toldSeq }) => toldSeq)),
      again: finding(again.map(({ againSeq }) => againSeq)),
      late: finding(this.lateSeqs),
      replayable: finding(copies.filter((copy) => copy.isInLog).map(arrived)),
      backlog: finding(copies.filter((copy) => !copy.isPassed && !copy.isElsewhere).map(arrived)),
      handled: (last > 0 ? this.entries.slice(-last) : []).map((entry) => this.told(entry)),
      handledCount: this.handledCount,
    };
  }

  private see(seq: number): void {
    const { journal } = this.reader;
    this.inputs.see(seq);
    if (journal.read(seq, Column.a) !== this.service) return;
    switch (journal.kind(seq)) {
      case FactKind.HandlerStarted:
        this.begun(seq, journal.read(seq, Column.c));
        break;
      case FactKind.HandlerCompleted:
        this.completed(seq, journal.read(seq, Column.c));
        break;
      case FactKind.InstanceKilled:
        this.entries.push({ seq, begun: 0, isLate: false });
        break;
      // Whatever else the service does changes nothing in what it handled.
      default:
    }
  }

  private begun(seq: number, message: number): void {
    if (!this.inputs.isInput(message)) return;
    const work = this.workOf(message);
    work.begun++;
    if (work.begun > 1) work.againSeq = seq;
  }

  private completed(seq: number, message: number): void {
    if (!this.inputs.isInput(message)) return;
    const work = this.workOf(message);
    const isFirst = work.doneSeq < 0;
    const key = this.keyOf(message) ?? '';
    const newest = this.newest.get(key) ?? -1;
    const isLate = isFirst && newest > message;
    if (isFirst) work.doneSeq = seq;
    if (isLate) this.lateSeqs.push(seq);
    if (message > newest) this.newest.set(key, message);
    this.entries.push({ seq, begun: work.begun, isLate });
    this.handledCount++;
  }

  private workOf(message: number): Work {
    let work = this.works.get(message);
    if (work === undefined) {
      work = { begun: 0, againSeq: -1, doneSeq: -1 };
      this.works.set(message, work);
    }
    return work;
  }

  private keyOf(message: number): string | null {
    const { journal, values } = this.reader;
    const own = keyOf(journal, message);
    if (this.key === null) return own < 0 ? null : String(values.get(own));
    const data: Json = values.get(journal.read(message, Column.d));
    if (data === null || typeof data !== 'object' || Array.isArray(data)) return null;
    const value = Object.entries(data).find(([name]) => name === this.key)?.[1];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  }

  private told({ seq, begun, isLate }: Entry): Handling {
    const { reader } = this;
    const { journal } = reader;
    const atMs = journal.atMs(seq);
    if (journal.kind(seq) === FactKind.InstanceKilled) {
      return { kind: 'killed', seq, atMs, instance: journal.read(seq, Column.b) };
    }
    const message = journal.read(seq, Column.c);
    return {
      kind: 'handled',
      seq,
      atMs,
      message: messageId(reader, message),
      correlation: correlationId(reader, message),
      ordinal: journal.read(rootOf(journal, message), Column.b) + 1,
      key: this.keyOf(message),
      form: FORMS[journal.read(message, Column.f)],
      begun,
      isLate,
    };
  }
}

function finding(seqs: readonly number[]): Finding {
  const ordered = [...seqs].sort((one, other) => one - other);
  return { count: ordered.length, seqs: ordered.slice(0, EVIDENCE_MAX) };
}

/** What was folded last, by journal and question: time mostly goes on from there. */
const folds = new WeakMap<Journal, Map<string, OutcomeFold>>();

/**
 * The outcome after the first `length` facts.
 *
 * @param service index of the service
 */
export function outcomeAt(
  reader: FactReader,
  length: number,
  service: number,
  { key, last }: OutcomeQuestion,
): Outcome {
  const known = folds.get(reader.journal) ?? new Map<string, OutcomeFold>();
  folds.set(reader.journal, known);
  const name = `${service} ${key}`;
  let fold = known.get(name);
  if (fold === undefined || fold.seen > length) {
    fold = new OutcomeFold(reader, service, key);
    known.set(name, fold);
  }
  fold.seeUpTo(length);
  return fold.outcome(last);
}
