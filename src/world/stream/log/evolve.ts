/**
 * Owns how facts change a stream: its logs, readers, transactions and settings. What becomes of
 * its copies is in replicas.ts. Nothing is decided here.
 */
import { Column } from '../../../kernel';
import { countActivity } from '../../activity';
import { FactKind, SETTINGS } from '../../facts';
import type { Evolve, Row, World } from '../../part';
import { planAll, planCleaning, planDeletion } from './due';
import { remember } from './producers';
import { appended, replicaEvolve } from './replicas';
import { appendRecord, deleteOldest, joinSegments, removeRecord, rollSegment } from './segments';
import {
  instanceKey,
  type Partition,
  readerKey,
  STREAM_SETTINGS,
  streamAt,
  type StreamState,
} from './state';
import { noteEnded, noteMarker, noteTransactional } from './transactions';

const nothing: Evolve = () => undefined;

/** Applies a fact to the partition that it names. */
const ofPartition =
  (apply: (partition: Partition, row: Row, stream: StreamState, world: World) => void): Evolve =>
  (world, row) => {
    const stream = streamAt(world, row.a);
    apply(stream.partitions[row.b], row, stream, world);
  };

/** K3, and what follows from a longer log. */
const recordAppended = ofPartition((partition, row, stream, world) => {
  const { journal } = world;
  const timestampMs = journal.atMs(row.d);
  appendRecord(partition, { seq: row.seq, offset: row.c, timestampMs, bytes: row.g });
  countActivity(stream.activity, row.atMs);
  remember(journal, partition, row.seq);
  noteTransactional(world, stream, row, { prepared: row.f, offset: row.c });
  appended(world, stream, partition, row);
  planDeletion(world, stream, partition, row);
});

/** K13: a marker takes an offset. */
const markerAppended = ofPartition((partition, row, stream, world) => {
  const bytes = stream.config.recordBytes;
  appendRecord(partition, { seq: row.seq, offset: row.c, timestampMs: row.atMs, bytes });
  const committed = row.g === 1;
  noteMarker(stream, row.b, { key: instanceKey(row.d, row.f), offset: row.c, committed });
  appended(world, stream, partition, row);
  planDeletion(world, stream, partition, row);
  planCleaning(world, stream, partition, row);
});

const segmentRolled = ofPartition((partition, row, stream, world) => {
  rollSegment(partition);
  planCleaning(world, stream, partition, row);
});

const recordCompacted = ofPartition((partition, row, _, world) => {
  const { journal } = world;
  removeRecord(partition, row.c, journal.read(row.d, Column.g));
});

/** K11: from a pass on its tombstones have so much time left. */
const segmentsCleaned = ofPartition((partition, row, { settings }) => {
  const [toOffset, fromOffset, atMs] = [row.c, row.d, row.e];
  partition.horizons = partition.horizons.filter((one) => one.atMs >= row.atMs);
  if (atMs >= 0) partition.horizons.push({ fromOffset, toOffset, atMs });
  partition.cleanedTo = toOffset;
  joinSegments(partition, toOffset, settings.segmentBytes);
});

const streamChecked: Evolve = (world, row) => {
  const stream = streamAt(world, row.a);
  stream.checkOrder = -1;
  stream.checkMs = -1;
  planAll(world, stream, row);
};

const highWatermarkMoved = ofPartition((partition, row, stream, world) => {
  partition.highWatermark = row.c;
  planDeletion(world, stream, partition, row);
  planCleaning(world, stream, partition, row);
});

/** Key of the reader that stated a FetchRequested. */
function readerOf(world: World, requested: number): number {
  const { journal } = world;
  return readerKey(
    journal.read(requested, Column.c),
    journal.read(requested, Column.a),
    journal.read(requested, Column.b),
  );
}

/** A reader has one fetch at a time in a partition: a new one takes the old one's place. */
const fetchParked = ofPartition((partition, row, _, world) => {
  partition.parked.set(readerOf(world, row.c), { requested: row.c, offset: row.d });
});

const fetchAnswered = ofPartition((partition, row, _, world) => {
  partition.parked.delete(readerOf(world, row.c));
});

const fetchFailed = ofPartition((partition, row) => {
  partition.parked.delete(readerKey(row.c, row.d, row.e));
});

const readerClosed: Evolve = (world, row) => {
  const key = readerKey(row.b, row.c, row.d);
  for (const { parked } of streamAt(world, row.a).partitions) parked.delete(key);
};

const transactionEnded: Evolve = (world, row) => {
  const key = instanceKey(row.b, row.c);
  noteEnded(world, streamAt(world, row.a), {
    key,
    committed: row.d === 1,
    timedOut: row.e === 1,
  });
};

const settingChanged: Evolve = (world, row) => {
  const stream = streamAt(world, row.a);
  const setting = STREAM_SETTINGS.find((one) => one === SETTINGS[row.b]);
  if (setting === undefined) return;
  stream.settings[setting] = row.c;
  planAll(world, stream, row);
};

export const streamEvolve: Readonly<Record<number, Evolve>> = {
  ...replicaEvolve,
  [FactKind.RecordAppended]: recordAppended,
  [FactKind.MarkerAppended]: markerAppended,
  [FactKind.DuplicateIgnored]: nothing,
  [FactKind.ProduceRefused]: nothing,
  [FactKind.SegmentRolled]: segmentRolled,
  [FactKind.SegmentDeleted]: ofPartition(deleteOldest),
  [FactKind.RecordCompacted]: recordCompacted,
  [FactKind.SegmentsCleaned]: segmentsCleaned,
  [FactKind.StreamChecked]: streamChecked,
  [FactKind.HighWatermarkMoved]: highWatermarkMoved,
  [FactKind.PositionFound]: nothing,
  [FactKind.FetchFailed]: fetchFailed,
  [FactKind.FetchParked]: fetchParked,
  [FactKind.FetchAnswered]: fetchAnswered,
  [FactKind.ReaderClosed]: readerClosed,
  [FactKind.TransactionEnded]: transactionEnded,
  [FactKind.SettingChanged]: settingChanged,
};
