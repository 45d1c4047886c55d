/** Answers the inspector's questions about streams and groups, from a world and its journal. */
import { Column } from '../kernel';
import {
  committedOffset,
  FactKind,
  type FactReader,
  forEachRecord,
  FORMS,
  groupSettings,
  groupState,
  isVoid,
  keyOf,
  membersOf,
  messageId,
  ownerOf,
  partitionsOf,
  ratePerSecondMilli,
  shareNextOffset,
  shareRecords,
  streamAt,
  type World,
} from '../world';
import { PARTITIONS_SHOWN } from './frame';
import type { Query, QueryResult, RecordRow } from './query';
import { groupSettingViews, streamSettingViews } from './settingViews';
import { streamsRead } from './streamFrames';

/** What these questions are asked about; see answers.ts. */
interface AskedOfStreams {
  readonly world: World;
  readonly reader: FactReader;
  readonly length: number;
  readonly cursorMs: number;
}

/** The most records that one answer carries. */
const MAX_RECORDS = 50;

/** When the record of a fact was written, as readers see it: its message's birth. */
function recordMs({ journal }: FactReader, seq: number): number {
  const isMarker = journal.kind(seq) === FactKind.MarkerAppended;
  return journal.atMs(isMarker ? seq : journal.read(seq, Column.d));
}

/** A stream's partitions and settings. */
export function streamAnswer(asked: AskedOfStreams, id: string): QueryResult {
  const { world, reader, cursorMs } = asked;
  const index = world.plan.indexOf(id);
  if (world.states.at(index)?.kind !== 'stream' || index < 0) {
    return { kind: 'stream', partitions: [], settings: [], perSecond: 0, records: 0 };
  }
  const state = streamAt(world, index);
  const views = partitionsOf(world, index);
  return {
    kind: 'stream',
    partitions: views.slice(0, PARTITIONS_SHOWN).map((view, partition) => {
      let oldestMs: number | null = null;
      forEachRecord(world, index, partition, view.startOffset, 1, (seq) => {
        oldestMs = recordMs(reader, seq);
      });
      const { leader, leaderAlive, epoch, startOffset, highWatermark, endOffset, bytes } = view;
      return {
        ...{ partition, leader, leaderAlive, epoch, startOffset, highWatermark, endOffset, bytes },
        replicas: view.replicas,
        segments: view.segments,
        oldestMs,
      };
    }),
    settings: streamSettingViews(state),
    perSecond: ratePerSecondMilli(state.activity, cursorMs) / 1000,
    records: views.reduce(
      (sum, { segments }) => sum + segments.reduce((count, segment) => count + segment.count, 0),
      0,
    ),
  };
}

/** Records of a partition from an offset on; -1: the last ones. */
export function recordsAnswer(
  { world, reader }: AskedOfStreams,
  query: Extract<Query, { kind: 'records' }>,
): QueryResult {
  const index = world.plan.indexOf(query.part);
  const known = index >= 0 && world.states[index].kind === 'stream';
  const partition = known ? streamAt(world, index).partitions.at(query.partition) : undefined;
  if (partition === undefined || query.partition < 0) {
    return { kind: 'records', rows: [], startOffset: 0, endOffset: 0 };
  }
  const { startOffset, endOffset } = partitionsOf(world, index)[query.partition];
  const last = Math.max(startOffset, endOffset - MAX_RECORDS);
  const from = query.from < 0 ? last : query.from;
  const rows: RecordRow[] = [];
  forEachRecord(world, index, query.partition, from, MAX_RECORDS, (seq, offset) => {
    const isMarker = reader.journal.kind(seq) === FactKind.MarkerAppended;
    const isAborted = !isMarker && isVoid(reader.journal, partition, seq, offset);
    const atMs = recordMs(reader, seq);
    rows.push({
      ...{ offset, seq, atMs },
      state: isMarker ? 'marker' : isAborted ? 'aborted' : 'plain',
      ...(isMarker ? MARKER : messageOf(reader, reader.journal.read(seq, Column.d))),
    });
  });
  return { kind: 'records', rows, startOffset, endOffset };
}

const MARKER = { message: null, type: '', form: '', key: null, data: null };

function messageOf(reader: FactReader, message: number) {
  const { journal, values } = reader;
  const key = keyOf(journal, message);
  return {
    message: messageId(reader, message),
    type: String(values.get(journal.read(message, Column.c))),
    form: FORMS[journal.read(message, Column.f)],
    key: key < 0 ? null : String(values.get(key)),
    data: values.get(journal.read(message, Column.d)),
  };
}

const NO_GROUP: Extract<QueryResult, { kind: 'group' }> = {
  kind: 'group',
  ...{ protocol: '', state: 'empty', generation: 0, sessionTimeoutMs: 0 },
  ...{ members: [], partitions: [], inFlight: [], settings: [] },
};

/** A group's members, offsets and settings. */
export function groupAnswer({ world, cursorMs }: AskedOfStreams, id: string): QueryResult {
  const { plan } = world;
  const index = plan.indexOf(id);
  if (index < 0 || world.states[index].kind !== 'group') return NO_GROUP;
  const settings = groupSettings(world, index);
  const { protocol, sessionTimeoutMs } = settings;
  const named = ({ stream, partition }: { stream: number; partition: number }) => {
    return { stream: plan.parts[stream].id, partition };
  };
  return {
    kind: 'group',
    ...groupState(world, index),
    ...{ protocol, sessionTimeoutMs },
    members: membersOf(world, index, cursorMs).map((member) => ({
      service: plan.parts[member.service].id,
      instance: member.instance,
      sinceHeardMs: member.sinceHeardMs,
      generation: member.generation,
      joined: member.joined,
      owned: member.owned.map(named),
    })),
    partitions: streamsRead(plan, index).flatMap((stream) =>
      partitionsOf(world, stream).map(({ startOffset, highWatermark }, partition) => {
        const offset =
          protocol === 'share'
            ? shareNextOffset(world, index, stream, partition)
            : committedOffset(world, index, stream, partition);
        const owner = ownerOf(world, index, stream, partition);
        return {
          ...{ stream: plan.parts[stream].id, partition, startOffset, endOffset: highWatermark },
          committed: offset < 0 ? null : offset,
          lag: offset < 0 ? null : Math.max(0, highWatermark - offset),
          owner:
            owner === undefined
              ? null
              : { service: plan.parts[owner.service].id, instance: owner.instance },
        };
      }),
    ),
    inFlight: shareRecords(world, index).map((record) => ({
      ...named(record),
      ...{ offset: record.offset, count: record.count },
      lockedBy:
        record.lock === undefined
          ? null
          : `${plan.parts[record.lock.service].label} ${record.lock.instance + 1}`,
    })),
    settings: groupSettingViews(settings),
  };
}

/** A group's lag over time, folded from the facts: what is readable less what is committed. */
export function lagAnswer(
  { world, reader, length }: AskedOfStreams,
  query: Extract<Query, { kind: 'lag' }>,
): QueryResult {
  const { journal } = reader;
  const group = world.plan.indexOf(query.part);
  const readable = new Map<number, number>();
  const committed = new Map<number, number>();
  const keyOfRow = (seq: number, stream: number): number =>
    journal.read(seq, stream) * 1024 + journal.read(seq, stream + 1);
  const lagOf = (key: number): number => {
    const offset = committed.get(key);
    return offset === undefined ? 0 : Math.max(0, (readable.get(key) ?? 0) - offset);
  };
  const times: number[] = [query.fromMs];
  const lags: number[] = [0];
  let lag = 0;
  for (let seq = 0; seq < length; seq++) {
    const kind = journal.kind(seq);
    const moved = kind === FactKind.HighWatermarkMoved;
    const stepped = kind === FactKind.OffsetCommitted || kind === FactKind.OffsetMoved;
    if (!moved && !(stepped && journal.read(seq, Column.a) === group)) continue;
    const key = moved ? keyOfRow(seq, Column.a) : keyOfRow(seq, Column.b);
    const before = lagOf(key);
    if (moved) readable.set(key, journal.read(seq, Column.c));
    else committed.set(key, journal.read(seq, Column.d));
    const change = lagOf(key) - before;
    if (change === 0) continue;
    lag += change;
    const atMs = journal.atMs(seq);
    if (atMs <= query.fromMs) lags[0] = lag;
    else {
      times.push(atMs);
      lags.push(lag);
    }
  }
  times.push(Math.max(query.toMs, query.fromMs));
  lags.push(lag);
  return { kind: 'lag', atMs: Int32Array.from(times), lag: Int32Array.from(lags) };
}
