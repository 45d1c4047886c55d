/** Owns the regular look over a stream: what retention (K10) and compaction (K11) do, as facts. */
import { Column } from '../../../kernel';
import { FactKind, RETENTIONS } from '../../facts';
import { dataOf } from '../../messages';
import type { Decide, Sim } from '../../part';
import { compact, compacts, passEnd } from './compaction';
import { overdue } from './retention';
import { isLed, streamAt } from './state';

/** What is due is deleted and compacted; last, the next look is planned. */
export const streamCheck: Decide = (sim, cause, index) => {
  const stream = streamAt(sim.world, index);
  stream.partitions.forEach((partition, number) => {
    if (!isLed(sim.world, stream, partition)) return;
    deleteOverdue(sim, index, number, cause);
    compactDue(sim, index, number, cause);
  });
  sim.state(FactKind.StreamChecked, cause, index);
};

/** K10: whole segments, oldest first, up to the first that must stay. */
function deleteOverdue(sim: Sim, index: number, number: number, cause: number): void {
  const { settings, partitions } = streamAt(sim.world, index);
  const partition = partitions[number];
  for (;;) {
    const retention = overdue(partition, settings, sim.nowMs);
    if (retention === undefined) return;
    // The active segment goes too: it rolls to an empty one first.
    if (partition.segments.length === 1) {
      sim.state(FactKind.SegmentRolled, cause, index, number, partition.endOffset);
    }
    const [{ baseOffset, nextOffset }] = partition.segments;
    sim.state(
      FactKind.SegmentDeleted,
      cause,
      index,
      number,
      baseOffset,
      nextOffset,
      RETENTIONS.indexOf(retention),
    );
  }
}

/** K11: one pass, if there is enough that is new, or a tombstone whose time is over. */
function compactDue(sim: Sim, index: number, number: number, cause: number): void {
  const { journal, nowMs } = sim;
  const { settings, partitions, config } = streamAt(sim.world, index);
  if (!compacts(settings)) return;
  const partition = partitions[number];
  const toOffset = passEnd(partition, config.minCleanableDirtyRatio, nowMs);
  if (toOffset === undefined) return;
  const isTombstone = (message: number): boolean => dataOf(sim, message) === null;
  const pass = compact(journal, partition, toOffset, nowMs, isTombstone);
  for (const record of pass.doomed) {
    const offset = journal.read(record, Column.c);
    sim.state(FactKind.RecordCompacted, cause, index, number, offset, record);
  }
  sim.state(
    FactKind.SegmentsCleaned,
    cause,
    index,
    number,
    toOffset,
    partition.cleanedTo,
    pass.tombstones ? nowMs + config.deleteRetentionMs : -1,
  );
}
