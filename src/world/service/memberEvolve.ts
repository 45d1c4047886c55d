/** How facts change what an instance keeps of its groups. Nothing is decided here. */
import { Column, InvariantError } from '../../kernel';
import { FactKind } from '../facts';
import type { Evolve, Row, World } from '../part';
import { Step } from '../steps';
import {
  type Membership,
  newOwned,
  NOTHING,
  type Owned,
  ownedOf,
  partitionKey,
  receivedRecord,
  STANDS,
} from './membership';
import { type GroupConsumption, groupsOf } from './schema';
import { configOf, type Held, type Instance, newHeld, serviceOf } from './state';

/** The terms of a membership, by the group's index. */
export function termsOf(world: World, service: number, group: number): GroupConsumption {
  const { id } = world.plan.parts[group];
  const terms = groupsOf(configOf(world.plan, service)).find((one) => one.group === id);
  if (terms === undefined) throw new InvariantError(`no membership in ${id}`);
  return terms;
}

type Change = (membership: Membership, row: Row, world: World, instance: Instance) => void;

/** Changes the membership that a fact names by service, instance and group. */
const change =
  (apply: Change): Evolve =>
  (world, row) => {
    const instance = serviceOf(world, row.a).instances[row.b];
    const membership = instance.memberships.find(({ group }) => group === row.c);
    if (membership !== undefined) apply(membership, row, world, instance);
  };

/** Changes the partition that a fact names after the group. */
const changeOwned = (apply: (one: Owned, row: Row, world: World, instance: Instance) => void) =>
  change((membership, row, world, instance) => {
    const one = ownedOf(membership, row.d, row.e);
    if (one !== undefined) apply(one, row, world, instance);
  });

const scheduleHeartbeat = (membership: Membership, row: Row, world: World, atMs: number): void => {
  membership.heartbeatOrder = world.agenda.schedule(atMs, Step.heartbeat, row.seq);
};

const begun: Change = (membership, row, world) => {
  membership.begun = true;
  membership.joinSeq = row.seq;
  const { heartbeatMs } = termsOf(world, row.a, row.c);
  scheduleHeartbeat(membership, row, world, row.atMs + heartbeatMs);
};

/** Forgets a membership with its timers; records that wait are the inbox's. */
export function endMembership(world: World, membership: Membership): void {
  const { agenda } = world;
  if (membership.heartbeatOrder >= 0) agenda.cancel(membership.heartbeatOrder);
  if (membership.commitOrder >= 0) agenda.cancel(membership.commitOrder);
  for (const { pauseOrder } of membership.owned.values()) {
    if (pauseOrder >= 0) agenda.cancel(pauseOrder);
  }
  membership.begun = membership.acquiring = false;
  membership.joinSeq = -1;
  membership.awaited = NOTHING;
  membership.heartbeatOrder = membership.commitOrder = -1;
  membership.owned.clear();
}

/** Takes records out of the inbox that nobody will handle here. */
function forget({ inbox }: Instance, isMeant: (held: Held) => boolean): void {
  for (let at = inbox.length - 1; at >= 0; at--) {
    if (inbox[at].received >= 0 && isMeant(inbox[at])) inbox.splice(at, 1);
  }
}

const isOf =
  (world: World, group: number, one: Owned) =>
  ({ received }: Held): boolean => {
    const at = receivedRecord(world.journal, received);
    return at.group === group && at.stream === one.stream && at.partition === one.partition;
  };

const lost: Change = (membership, row, world, instance) => {
  endMembership(world, membership);
  forget(instance, ({ received }) => world.journal.read(received, Column.c) === row.c);
};

const closed: Change = (membership, row, world, instance) => {
  const one = ownedOf(membership, row.d, row.e);
  if (one === undefined) return;
  if (one.pauseOrder >= 0) world.agenda.cancel(one.pauseOrder);
  membership.owned.delete(partitionKey(row.d, row.e));
  forget(instance, isOf(world, row.c, one));
};

const fetched: Change = (membership, row) => {
  if (row.d < 0) {
    membership.acquiring = true;
    return;
  }
  let one = ownedOf(membership, row.d, row.e);
  if (one === undefined) {
    one = newOwned(row.d, row.e, row.seq);
    membership.owned.set(partitionKey(row.d, row.e), one);
  }
  one.fetchSeq = row.seq;
  one.nextOffset = row.f;
  // If it stood still, the step that ends this is the one in which it is fetched.
  one.pauseOrder = -1;
};

const paused = changeOwned((one, row, world, instance) => {
  if (row.g >= 0) {
    one.pauseOrder = world.agenda.schedule(row.g, Step.partitionDue, row.seq);
  } else {
    one.pauseOrder = STANDS;
  }
  one.failures = one.failedOffset === row.f ? one.failures + 1 : 1;
  one.failedOffset = row.f;
  one.nextOffset = row.f;
  one.fetchSeq = -1;
  one.waiting = 0;
  forget(instance, isOf(world, row.c, one));
});

const received: Evolve = (world, row) => {
  const instance = serviceOf(world, row.a).instances[row.b];
  const { group, stream, partition, offset } = receivedRecord(world.journal, row.seq);
  instance.inbox.push(newHeld(row.d, stream, row.f, false, row.seq));
  const membership = instance.memberships.find((one) => one.group === group);
  if (membership === undefined) return;
  membership.acquiring = false;
  const one = ownedOf(membership, stream, partition);
  if (one === undefined) return;
  one.waiting++;
  one.nextOffset = offset + 1;
};

/** The partition of a record in somebody's hands, if it is owned still, and since then. */
export function ownedBy(
  world: World,
  { memberships }: Instance,
  held: Held,
): { readonly membership: Membership; readonly one: Owned } | undefined {
  if (held.received < 0) return undefined;
  const { group, stream, partition } = receivedRecord(world.journal, held.received);
  const membership = memberships.find((own) => own.group === group);
  const one = membership === undefined ? undefined : ownedOf(membership, stream, partition);
  if (membership === undefined || one === undefined || one.sinceSeq > held.received) {
    return undefined;
  }
  return { membership, one };
}

/** HandlerStarted: one record fewer waits. */
export function recordTaken(world: World, instance: Instance, held: Held): void {
  const found = ownedBy(world, instance, held);
  if (found !== undefined) found.one.waiting--;
}

/** A record's pass is over and it counts as handled. `service` is the part's index. */
export function recordHandled(
  world: World,
  service: number,
  instanceIndex: number,
  held: Held,
  row: Row,
): void {
  const instance = serviceOf(world, service).instances[instanceIndex];
  const found = ownedBy(world, instance, held);
  if (found === undefined) return;
  const { membership, one } = found;
  one.failures = 0;
  one.failedOffset = -1;
  const { commit, commitIntervalMs, transactional } = termsOf(world, service, membership.group);
  if (commit === 'beforeWork' && !transactional) return;
  one.handled = world.journal.read(held.received, Column.e);
  one.uncommitted++;
  if (commit !== 'interval' || transactional || membership.commitOrder >= 0) return;
  membership.commitOrder = world.agenda.schedule(
    row.atMs + commitIntervalMs,
    Step.commitDue,
    row.seq,
    service,
    instanceIndex * 64 + instance.memberships.indexOf(membership),
  );
}

const commitRequested: Change = (membership, row, world) => {
  const one = ownedOf(
    membership,
    world.journal.read(row.d, Column.a),
    world.journal.read(row.d, Column.b),
  );
  if (one === undefined) return;
  one.handled = -1;
  one.uncommitted = 0;
};

export const memberEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.MembershipBegun]: change(begun),
  [FactKind.MembershipLost]: change(lost),
  [FactKind.MembershipRenewed]: change((membership, row) => {
    membership.joinSeq = row.seq;
    membership.awaited = NOTHING;
  }),
  [FactKind.RebalanceHeard]: change((membership, row) => {
    membership.awaited = row.d;
  }),
  [FactKind.PartitionsTaken]: change((membership) => {
    membership.joinSeq = -1;
    membership.awaited = NOTHING;
  }),
  [FactKind.PartitionClosed]: change(closed),
  [FactKind.PartitionsRevoked]: () => undefined,
  [FactKind.HeartbeatSent]: change((membership, row, world) => {
    scheduleHeartbeat(membership, row, world, row.d);
  }),
  [FactKind.FetchRequested]: change(fetched),
  [FactKind.FetchCompleted]: changeOwned((one, row) => {
    one.fetchSeq = -1;
    one.nextOffset = row.f;
  }),
  [FactKind.PartitionPaused]: paused,
  [FactKind.RecordReceived]: received,
  [FactKind.CommitRequested]: change(commitRequested),
  [FactKind.CommitConfirmed]: () => undefined,
  [FactKind.CommitIntervalEnded]: change((membership) => {
    membership.commitOrder = -1;
  }),
};
