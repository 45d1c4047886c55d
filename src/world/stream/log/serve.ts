/**
 * Owns what readers are answered (K8, K13): where a fetch begins, what it gets, and that it waits
 * while there is nothing.
 */
import { assertNever, Column } from '../../../kernel';
import { FactKind, type Position, POSITIONS } from '../../facts';
import { type Parcel, PurposeCode } from '../../parcel';
import { dropParcel } from '../../parcels';
import type { Sim } from '../../part';
import { wakeShareGroups } from '../group';
import { committedOffset, type GroupSettings, groupSettings } from '../group/read';
import { forEachReadable, offsetAtTime, offsetsOf, readableEnd } from './read';
import { isLed, startOffsetOf, streamAt } from './state';

/** What a FetchRequested's offset says where it is none. */
const COMMITTED = -1;
const EARLIEST = -2;
const LATEST = -3;

/** A fetch, read back from its FetchRequested. */
interface Fetch {
  readonly requested: number;
  readonly stream: number;
  readonly partition: number;
  readonly group: number;
  readonly service: number;
  readonly instance: number;
  readonly offset: number;
  readonly recordsMax: number;
}

/** Where to read from, and why there. */
interface Place {
  readonly offset: number;
  readonly position: Position;
}

function readFetch({ journal }: Sim, requested: number): Fetch {
  return {
    requested,
    service: journal.read(requested, Column.a),
    instance: journal.read(requested, Column.b),
    group: journal.read(requested, Column.c),
    stream: journal.read(requested, Column.d),
    partition: journal.read(requested, Column.e),
    offset: journal.read(requested, Column.f),
    recordsMax: journal.read(requested, Column.g),
  };
}

/** A fetch has arrived: it is answered, or waits. */
export function receiveFetch(sim: Sim, parcel: Parcel): void {
  const fetch = readFetch(sim, parcel.argument);
  if (fetch.partition >= streamAt(sim.world, fetch.stream).partitions.length) {
    dropParcel(sim, parcel, 'unroutable');
    return;
  }
  if (!serve(sim, fetch, fetch.offset, parcel.sentSeq)) {
    park(sim, fetch, fetch.offset, parcel.sentSeq);
  }
}

/** A reader of a group goes: what it waits for is forgotten. */
export function receiveCloseReader(sim: Sim, parcel: Parcel): void {
  const { sentSeq, to, from, instance, argument } = parcel;
  sim.state(FactKind.ReaderClosed, sentSeq, to, argument, from, instance);
}

/** More can be read in a partition, or other things: whoever waits for it is served. */
export function serveReaders(sim: Sim, stream: number, partition: number, cause: number): void {
  const { shared, partitions } = streamAt(sim.world, stream);
  if (shared) wakeShareGroups(sim, stream, cause);
  const { parked } = partitions[partition];
  if (parked.size === 0) return;
  for (const { requested, offset } of [...parked.values()]) {
    serve(sim, readFetch(sim, requested), offset, cause);
  }
}

/** Answers a fetch that is at an offset; false if it has to wait there. */
function serve(sim: Sim, fetch: Fetch, asked: number, cause: number): boolean {
  const stream = streamAt(sim.world, fetch.stream);
  const partition = stream.partitions[fetch.partition];
  if (!isLed(sim.world, stream, partition)) return false;
  const settings = groupSettings(sim.world, fetch.group);
  const isInRange = asked >= startOffsetOf(partition) && asked <= partition.endOffset;
  if (isInRange) return answer(sim, fetch, asked, settings, cause);
  const place = placeOf(sim, fetch, asked, settings);
  if (place === undefined) {
    fail(sim, fetch, cause);
    return true;
  }
  const found = sim.state(
    FactKind.PositionFound,
    cause,
    fetch.stream,
    fetch.partition,
    fetch.group,
    fetch.service,
    fetch.instance,
    place.offset,
    POSITIONS.indexOf(place.position),
  );
  if (!answer(sim, fetch, place.offset, settings, found)) park(sim, fetch, place.offset, found);
  return true;
}

function park(sim: Sim, fetch: Fetch, offset: number, cause: number): void {
  const { stream, partition, requested } = fetch;
  sim.state(FactKind.FetchParked, cause, stream, partition, requested, offset);
}

/** K8, policy `none`: the reader is told that there is no place for it. */
function fail(sim: Sim, fetch: Fetch, cause: number): void {
  const { stream, partition, group, service, instance, offset } = fetch;
  const failed = sim.state(
    FactKind.FetchFailed,
    cause,
    stream,
    partition,
    group,
    service,
    instance,
    offset,
  );
  sim.send(failed, stream, service, PurposeCode.fetchFailed, -1, instance, failed);
}

/** Sends what can be read from an offset on; false if there is nothing. */
function answer(
  sim: Sim,
  fetch: Fetch,
  offset: number,
  { isolation }: GroupSettings,
  cause: number,
): boolean {
  const { requested, stream, partition, service, instance, recordsMax } = fetch;
  const { world, journal } = sim;
  const committed = isolation === 'committed';
  const records: number[] = [];
  const terms = { committed, recordsMax };
  const nextOffset = forEachReadable(world, stream, partition, offset, terms, (seq) => {
    records.push(seq);
  });
  if (nextOffset === offset) return false;
  const answered = sim.state(
    FactKind.FetchAnswered,
    cause,
    stream,
    partition,
    requested,
    offset,
    nextOffset,
    records.length,
  );
  for (const record of records) {
    const message = journal.read(record, Column.d);
    sim.send(answered, stream, service, PurposeCode.record, message, instance, record);
  }
  sim.send(answered, stream, service, PurposeCode.fetched, -1, instance, answered);
  return true;
}

/** Where a fetch begins that did not say so, or is out of range (K8); undefined: nowhere. */
function placeOf(
  sim: Sim,
  fetch: Fetch,
  asked: number,
  settings: GroupSettings,
): Place | undefined {
  const { group, stream, partition } = fetch;
  const { startOffset, endOffset } = offsetsOf(sim.world, stream, partition);
  const earliest: Place = { offset: startOffset, position: 'earliest' };
  const committed = settings.isolation === 'committed';
  const end = readableEnd(sim.world, stream, partition, committed);
  const latest: Place = { offset: end, position: 'latest' };
  if (asked === EARLIEST) return earliest;
  if (asked === LATEST) return latest;
  if (asked === COMMITTED) {
    const offset = committedOffset(sim.world, group, stream, partition);
    if (offset >= startOffset && offset <= endOffset) return { offset, position: 'committed' };
  }
  const { offsetReset, resetDurationMs } = settings;
  switch (offsetReset) {
    case 'earliest':
      return earliest;
    case 'latest':
      return latest;
    case 'none':
      return undefined;
    case 'duration': {
      const offset = offsetAtTime(sim.world, stream, partition, sim.nowMs - resetDurationMs);
      return { offset: Math.min(offset, end), position: 'duration' };
    }
    default:
      return assertNever(offsetReset);
  }
}
