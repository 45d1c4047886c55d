/**
 * K3: the offsets of a partition are dense and never given twice. What an election lost is no
 * more: the new leader's log goes on where it ends.
 */
import { Column } from '../../kernel';
import { FactKind } from '../facts';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';

/** One number for a partition of a stream. */
export function partitionNumber(stream: number, partition: number): number {
  return stream * 1024 + partition;
}

/** Watches the streams of a plan. */
export function denseOffsets(plan: Plan): Checker {
  const ends = new Map<number, number>();
  const found: Violation[] = [];
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      const isAppend = kind === FactKind.RecordAppended || kind === FactKind.MarkerAppended;
      if (!isAppend && kind !== FactKind.LeaderElected) return;
      const [stream, partition] = [journal.read(seq, Column.a), journal.read(seq, Column.b)];
      const key = partitionNumber(stream, partition);
      const end = ends.get(key) ?? 0;
      const said = journal.read(seq, isAppend ? Column.c : Column.e);
      ends.set(key, isAppend ? said + 1 : said);
      if (isAppend ? said === end : said <= end) return;
      const text = `partition ${partition} ends at ${end}, and fact ${seq} says ${said}`;
      found.push({ invariant: 'denseOffsets', part: plan.parts[stream].id, text });
    },
    violations: () => found,
  };
}
