/**
 * Where the messages of one service stand, copy by copy, in the queues that it consumes and the
 * streams that its groups read: folded from facts alone, the same way for both. What the service
 * does with them is `outcome.ts`'s.
 */
import { Column, type Journal } from '../kernel';
import { FactKind, POSITIONS, PURPOSES } from '../world';

/** One copy of a message in a queue, or one record of a stream. */
export interface Copy {
  readonly message: number;
  /** Of the fact by which it came: MessageEnqueued, RecordAppended. */
  readonly arrivedSeq: number;
  /** The last that was heard of it: seq of a fact that names it. */
  toldSeq: number;
  /** Acknowledged, or below the group's committed offset: nobody will hand it out again. */
  isPassed: boolean;
  /** Dead-lettered, archived, superseded, settled by hand: kept, or taken care of elsewhere. */
  isElsewhere: boolean;
  /** True for a record as long as its stream keeps it. */
  isInLog: boolean;
  /** Number of the service's instance that has it, or that it is on its way to; -1 for none. */
  holder: number;
}

export interface Inputs {
  see(seq: number): void;
  /** True if the message came through one of the service's inputs. */
  isInput(message: number): boolean;
  /** All copies that are not done with. */
  copies(): Copy[];
}

/** Tracks the inputs of a service; `see` every fact in order. */
export function trackInputs(journal: Journal, service: number): Inputs {
  return new ServiceInputs(journal, service);
}

/** A queue's copies by message, or a stream's by record. */
interface Source {
  readonly copies: Map<number, Copy>;
  /** Streams only: the records of each partition with their offsets, ascending. */
  readonly partitions: Map<number, { offset: number; copy: Copy }[]>;
  /** Streams only: what the service's group has committed, by partition. */
  readonly committed: Map<number, number>;
  /** The service reads it. */
  isInput: boolean;
}

const { a: A, b: B, c: C, d: D, e: E, f: F, g: G } = Column;
const DELIVER = PURPOSES.indexOf('deliver');
/** Who begins there never reads what came before. */
const LATEST = POSITIONS.indexOf('latest');

class ServiceInputs implements Inputs {
  private readonly sources = new Map<number, Source>();
  private readonly groups = new Set<number>();
  /** What the service's instances have in hand, by message. */
  private readonly held = new Map<number, Copy>();

  constructor(
    private readonly journal: Journal,
    private readonly service: number,
  ) {}

  isInput(message: number): boolean {
    return this.held.has(message);
  }

  copies(): Copy[] {
    return [...this.sources.values()]
      .filter(({ isInput }) => isInput)
      .flatMap(({ copies }) => [...copies.values()]);
  }

  see(seq: number): void {
    this.seeQueue(seq);
    this.seeStream(seq);
    this.seeService(seq);
  }

  private seeQueue(seq: number): void {
    const { journal, service } = this;
    const source = (): Source => this.sourceOf(journal.read(seq, A));
    const copy = (): Copy | undefined => source().copies.get(journal.read(seq, B));
    switch (journal.kind(seq)) {
      case FactKind.ConsumerSubscribed:
        if (journal.read(seq, B) === service) source().isInput = true;
        break;
      case FactKind.MessageEnqueued: {
        const message = journal.read(seq, B);
        source().copies.set(message, newCopy(message, seq, false));
        break;
      }
      case FactKind.MessageDelivered:
        if (journal.read(seq, C) === service) this.hold(copy(), journal.read(seq, D), seq);
        break;
      case FactKind.MessageAcked:
        this.acked(seq, source(), journal.read(seq, B));
        break;
      case FactKind.MessageReturned:
        change(copy(), seq, { isPassed: false, holder: -1 });
        break;
      case FactKind.MessageDeadLettered:
        source().copies.delete(journal.read(seq, B));
        break;
      case FactKind.QueuePurged:
        for (const one of source().copies.values()) {
          if (one.holder < 0) one.isPassed = true;
        }
        break;
      // Facts of other parts.
      default:
    }
  }

  /** Acknowledged by this service it is passed; by another, or by hand, no concern of this one. */
  private acked(seq: number, source: Source, message: number): void {
    const own = this.journal.read(seq, C) === this.service;
    if (own) change(source.copies.get(message), seq, { isPassed: true });
    else source.copies.delete(message);
  }

  private seeStream(seq: number): void {
    const { journal } = this;
    const read = (column: number): number => journal.read(seq, column);
    switch (journal.kind(seq)) {
      case FactKind.RecordAppended: {
        const source = this.sourceOf(read(A));
        const copy = newCopy(read(D), seq, true);
        source.copies.set(seq, copy);
        partitionOf(source, read(B)).push({ offset: read(C), copy });
        break;
      }
      case FactKind.RecordCompacted:
        for (const copy of between(this.sourceOf(read(A)), read(B), read(C), read(C) + 1)) {
          change(copy, seq, { isInLog: false, isElsewhere: true });
        }
        break;
      case FactKind.SegmentDeleted:
        for (const copy of between(this.sourceOf(read(A)), read(B), read(C), read(D))) {
          drop(copy);
        }
        break;
      case FactKind.LeaderElected: {
        const source = this.sourceOf(read(A));
        for (const copy of between(source, read(B), read(E), Infinity)) drop(copy);
        const kept = partitionOf(source, read(B)).filter(({ offset }) => offset < read(E));
        source.partitions.set(read(B), kept);
        break;
      }
      case FactKind.OffsetCommitted:
      case FactKind.OffsetMoved:
        if (this.groups.has(read(A))) this.commit(read(B), read(C), read(D));
        break;
      case FactKind.PositionFound:
        if (this.groups.has(read(C))) this.positioned(seq);
        break;
      case FactKind.RecordAccepted:
      case FactKind.RecordArchived:
        if (this.groups.has(read(A))) this.settled(seq);
        break;
      // Facts of other parts.
      default:
    }
  }

  private seeService(seq: number): void {
    const { journal, service } = this;
    const read = (column: number): number => journal.read(seq, column);
    const kind = journal.kind(seq);
    if (kind === FactKind.ParcelDropped) {
      const isOwn = read(B) === service && read(C) === DELIVER;
      if (isOwn) change(this.held.get(read(D)), seq, { holder: -1 });
      return;
    }
    if (kind === FactKind.MemberJoined && read(B) === service) this.groups.add(read(A));
    if (read(A) !== service) return;
    switch (kind) {
      case FactKind.MembershipBegun:
        this.groups.add(read(C));
        break;
      case FactKind.FetchRequested:
        this.groups.add(read(C));
        this.sourceOf(read(D)).isInput = true;
        break;
      case FactKind.RecordReceived: {
        const source = this.sourceOf(journal.read(read(E), A));
        source.isInput = true;
        this.hold(source.copies.get(read(E)), read(B), seq);
        break;
      }
      case FactKind.HandlerFailed:
        change(this.held.get(read(C)), seq, { holder: -1 });
        break;
      case FactKind.InstanceKilled:
      case FactKind.InstanceRemoved:
        for (const copy of this.held.values()) {
          if (copy.holder === read(B)) copy.holder = -1;
        }
        break;
      // Whatever else the service does leaves its messages where they are.
      default:
    }
  }

  private hold(copy: Copy | undefined, instance: number, seq: number): void {
    if (copy === undefined) return;
    change(copy, seq, { holder: instance });
    this.held.set(copy.message, copy);
  }

  /** Everything below the offset is passed, everything from it on will be read again. */
  private commit(stream: number, partition: number, offset: number): void {
    const source = this.sourceOf(stream);
    const before = source.committed.get(partition) ?? 0;
    source.committed.set(partition, offset);
    for (const copy of between(source, partition, before, offset)) copy.isPassed = true;
    for (const copy of between(source, partition, offset, before)) {
      if (copy.isInLog) copy.isPassed = false;
    }
  }

  /** Who begins at the end is not owed what came before. */
  private positioned(seq: number): void {
    const { journal } = this;
    const source = this.sourceOf(journal.read(seq, A));
    const [partition, offset] = [journal.read(seq, B), journal.read(seq, F)];
    source.isInput = true;
    if (journal.read(seq, G) !== LATEST) return;
    const from = source.committed.get(partition) ?? 0;
    for (const copy of between(source, partition, from, offset)) copy.isElsewhere = true;
    source.committed.set(partition, Math.max(from, offset));
  }

  /** A share group settles records one by one. */
  private settled(seq: number): void {
    const { journal } = this;
    const record = journal.read(seq, B);
    const copy = this.sourceOf(journal.read(record, A)).copies.get(record);
    const isArchived = journal.kind(seq) === FactKind.RecordArchived;
    change(copy, seq, isArchived ? { isElsewhere: true } : { isPassed: true });
  }

  private sourceOf(part: number): Source {
    let source = this.sources.get(part);
    if (source === undefined) {
      source = {
        copies: new Map(),
        partitions: new Map(),
        committed: new Map(),
        isInput: false,
      };
      this.sources.set(part, source);
    }
    return source;
  }
}

function newCopy(message: number, seq: number, isInLog: boolean): Copy {
  return {
    message,
    arrivedSeq: seq,
    toldSeq: seq,
    isPassed: false,
    isElsewhere: false,
    isInLog,
    holder: -1,
  };
}

/** A stream keeps it no longer: what was not committed by then will never be read. */
function drop(copy: Copy): void {
  copy.isInLog = false;
  copy.isPassed = true;
}

type Standing = Pick<Copy, 'isPassed' | 'isElsewhere' | 'isInLog' | 'holder'>;

/** By a fact that names it. */
function change(copy: Copy | undefined, seq: number, to: Partial<Standing>): void {
  if (copy !== undefined) Object.assign(copy, to, { toldSeq: seq });
}

function partitionOf(source: Source, partition: number): { offset: number; copy: Copy }[] {
  let records = source.partitions.get(partition);
  if (records === undefined) source.partitions.set(partition, (records = []));
  return records;
}

/** Records of a partition from one offset up to, not including, another. */
function between(source: Source, partition: number, from: number, to: number): Copy[] {
  const records = partitionOf(source, partition);
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle].offset < from) low = middle + 1;
    else high = middle;
  }
  const found: Copy[] = [];
  for (; low < records.length && records[low].offset < to; low++) found.push(records[low].copy);
  return found;
}
