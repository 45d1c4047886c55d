/** K10, K11: nothing is sent to a reader that is below the retention edge, or was compacted. */
import { Column, type Journal } from '../../kernel';
import { FactKind } from '../facts';
import { PurposeCode } from '../parcel';
import type { Plan } from '../plan';
import type { Checker, Violation } from './checker';
import { partitionNumber } from './denseOffsets';

/** Watches the streams of a plan. */
export function retentionEdge(plan: Plan): Checker {
  const edges = new Map<number, number>();
  const compacted = new Set<number>();
  const found: Violation[] = [];
  const check = (journal: Journal, record: number): void => {
    const [stream, partition] = [journal.read(record, Column.a), journal.read(record, Column.b)];
    const offset = journal.read(record, Column.c);
    const edge = edges.get(partitionNumber(stream, partition)) ?? 0;
    if (offset >= edge && !compacted.has(record)) return;
    const text = `${partition}@${offset} was served, the log begins at ${edge}`;
    found.push({ invariant: 'retentionEdge', part: plan.parts[stream].id, text });
  };
  return {
    see: (journal, seq) => {
      switch (journal.kind(seq)) {
        case FactKind.SegmentDeleted: {
          const key = partitionNumber(journal.read(seq, Column.a), journal.read(seq, Column.b));
          edges.set(key, journal.read(seq, Column.d));
          break;
        }
        case FactKind.RecordCompacted:
          compacted.add(journal.read(seq, Column.d));
          break;
        case FactKind.MessageSent:
          if (journal.read(seq, Column.c) === PurposeCode.record) {
            check(journal, journal.read(seq, Column.g));
          }
          break;
        default:
          break;
      }
    },
    violations: () => found,
  };
}
