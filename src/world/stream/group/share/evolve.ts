/** Owns how facts change what a share group has in flight (K15). Nothing is decided here. */
import { Column, InvariantError } from '../../../../kernel';
import { FactKind, RELEASES } from '../../../facts';
import type { Evolve, Row, World } from '../../../part';
import { Step } from '../../../steps';
import { groupOf, memberKey, partitionKey } from '../state';
import type { Flight, SharePartition, ShareState } from './state';

type Change = (share: ShareState, row: Row, world: World) => void;

const change =
  (apply: Change): Evolve =>
  (world, row) => {
    apply(groupOf(world, row.a).share, row, world);
  };

/** What a fact speaks of is there: decide states nothing else. */
function known<T>(thing: T | undefined, row: Row): T {
  if (thing === undefined) throw new InvariantError('a fact about nothing', 0, row.seq);
  return thing;
}

function partitionOf(share: ShareState, flight: Flight, row: Row): SharePartition {
  return known(share.partitions.get(flight.partition), row);
}

const begun: Change = (share, row) => {
  const key = partitionKey(row.b, row.c);
  share.partitions.set(key, { nextOffset: row.d, inFlight: 0, available: 0 });
};

const parked: Change = (share, row) => {
  const key = memberKey(row.b, row.c);
  share.parked.delete(key);
  share.parked.set(key, row.d);
};

function takeOff({ journal }: World, share: ShareState, row: Row): Flight {
  const record = row.b;
  const offset = journal.read(record, Column.c);
  const partition = partitionKey(journal.read(record, Column.a), journal.read(record, Column.b));
  const flight = { record, partition, offset, count: 0, owner: -1, untilMs: -1, lockOrder: -1 };
  const place = partitionOf(share, flight, row);
  place.nextOffset = offset + 1;
  place.inFlight++;
  place.available++;
  share.flights.set(record, flight);
  return flight;
}

function lock(world: World, flight: Flight, row: Row, untilMs: number): void {
  flight.untilMs = untilMs;
  const { record } = flight;
  flight.lockOrder = world.agenda.schedule(untilMs, Step.shareLock, row.seq, row.a, record);
}

const acquired: Change = (share, row, world) => {
  const flight = share.flights.get(row.b) ?? takeOff(world, share, row);
  flight.owner = memberKey(row.c, row.d);
  flight.count = row.e;
  lock(world, flight, row, row.f);
  partitionOf(share, flight, row).available--;
  share.lastServed = flight.partition;
  share.parked.delete(flight.owner);
};

const renewed: Change = (share, row, world) => {
  const flight = known(share.flights.get(row.b), row);
  world.agenda.cancel(flight.lockOrder);
  lock(world, flight, row, row.c);
};

const released: Change = (share, row, world) => {
  const flight = known(share.flights.get(row.b), row);
  // The lock that ran out opened this step: it is off the agenda already.
  if (RELEASES[row.e] !== 'lockExpired') world.agenda.cancel(flight.lockOrder);
  flight.owner = flight.untilMs = flight.lockOrder = -1;
  partitionOf(share, flight, row).available++;
};

/** RecordAccepted, RecordArchived: the group is done with the record. */
const done: Change = (share, row, world) => {
  const flight = known(share.flights.get(row.b), row);
  const place = partitionOf(share, flight, row);
  if (flight.owner < 0) place.available--;
  else world.agenda.cancel(flight.lockOrder);
  place.inFlight--;
  share.flights.delete(row.b);
};

export const shareEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.ShareBegun]: change(begun),
  [FactKind.AcquireParked]: change(parked),
  [FactKind.RecordAcquired]: change(acquired),
  [FactKind.LockRenewed]: change(renewed),
  [FactKind.RecordAccepted]: change(done),
  [FactKind.RecordReleased]: change(released),
  [FactKind.RecordArchived]: change(done),
};
