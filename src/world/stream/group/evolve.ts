/** Owns how facts change a group. Nothing is decided here; see decide.ts. */
import { InvariantError } from '../../../kernel';
import { FactKind, GROUP_STATES, type Setting, SETTINGS } from '../../facts';
import type { Evolve, Row, World } from '../../part';
import { Step } from '../../steps';
import { shareEvolve } from './share/evolve';
import { configOf, groupOf, type GroupState, type Member, memberKey, partitionKey } from './state';

type Change = (group: GroupState, row: Row, world: World) => void;

/** Changes a group by a fact that names it in its first column. */
const change =
  (apply: Change): Evolve =>
  (world, row) => {
    apply(groupOf(world, row.a), row, world);
  };

/** What a fact speaks of is there: decide states nothing else. */
function known<T>(thing: T | undefined, row: Row): T {
  if (thing === undefined) throw new InvariantError('a fact about nothing', 0, row.seq);
  return thing;
}

function memberOf(group: GroupState, row: Row): Member {
  return known(group.members.get(memberKey(row.b, row.c)), row);
}

/** The session begins anew: the coordinator has heard of the member (K7). */
function hear(group: GroupState, member: Member, row: Row, world: World): void {
  if (member.sessionOrder >= 0) world.agenda.cancel(member.sessionOrder);
  member.heardMs = row.atMs;
  member.sessionOrder = world.agenda.schedule(
    row.atMs + group.sessionTimeoutMs,
    Step.memberSession,
    row.seq,
    row.a,
    memberKey(member.service, member.instance),
  );
}

const joined: Change = (group, row, world) => {
  const key = memberKey(row.b, row.c);
  const member = group.members.get(key) ?? {
    service: row.b,
    instance: row.c,
    subscription: row.seq,
    heardMs: row.atMs,
    sessionOrder: -1,
    joined: true,
    told: false,
    generation: -1,
    assigned: [],
    revokeOrder: -1,
  };
  group.members.set(key, member);
  member.subscription = row.seq;
  member.joined = true;
  hear(group, member, row, world);
};

const heard: Change = (group, row, world) => {
  const member = memberOf(group, row);
  hear(group, member, row, world);
  if (group.state === JOINING && !member.joined) member.told = true;
};

/** MemberLeft, MemberExpired. What it owned is given up by facts of its own, before. */
function forget(group: GroupState, member: Member, world: World): void {
  const key = memberKey(member.service, member.instance);
  if (member.sessionOrder >= 0) world.agenda.cancel(member.sessionOrder);
  if (member.revokeOrder >= 0) world.agenda.cancel(member.revokeOrder);
  group.members.delete(key);
  group.share.parked.delete(key);
}

const left: Change = (group, row, world) => {
  forget(group, memberOf(group, row), world);
};

/** The timer that ran out opened this step: it is off the agenda already. */
const expired: Change = (group, row, world) => {
  const member = memberOf(group, row);
  if (row.d === 0) member.sessionOrder = -1;
  else if (member.revokeOrder >= 0) member.revokeOrder = -1;
  else group.rebalanceOrder = -1;
  forget(group, member, world);
};

const JOINING = GROUP_STATES.indexOf('joining');

const stateChanged: Change = (group, row, world) => {
  group.state = row.b;
  group.generation = row.c;
  if (group.rebalanceOrder >= 0) world.agenda.cancel(group.rebalanceOrder);
  group.rebalanceOrder = -1;
  if (row.b !== JOINING) return;
  for (const member of group.members.values()) member.joined = member.told = false;
  const { rebalanceTimeoutMs } = configOf(world.plan, row.a);
  const untilMs = row.atMs + rebalanceTimeoutMs;
  group.rebalanceOrder = world.agenda.schedule(untilMs, Step.rebalanceEnd, row.seq, row.a, -1);
};

/** AssignmentMade. Under KIP-848 a member that must let go has only so long for it. */
const assignmentMade: Change = (group, row) => {
  const member = memberOf(group, row);
  member.generation = row.d;
  member.assigned = [];
};

const assigned: Change = (group, row) => {
  const key = partitionKey(row.d, row.e);
  memberOf(group, row).assigned.push(key);
  group.owners.set(key, memberKey(row.b, row.c));
};

const revocationAsked: Change = (group, row, world) => {
  const member = memberOf(group, row);
  const { rebalanceTimeoutMs } = configOf(world.plan, row.a);
  const key = memberKey(row.b, row.c);
  const untilMs = row.atMs + rebalanceTimeoutMs;
  if (member.revokeOrder >= 0) world.agenda.cancel(member.revokeOrder);
  member.revokeOrder = world.agenda.schedule(untilMs, Step.rebalanceEnd, row.seq, row.a, key);
};

const targeted: Change = (group, row) => {
  const key = partitionKey(row.b, row.c);
  if (row.d < 0) group.targets.delete(key);
  else group.targets.set(key, memberKey(row.d, row.e));
};

const givenUp: Change = (group, row, world) => {
  const owner = memberKey(row.b, row.c);
  group.owners.delete(partitionKey(row.d, row.e));
  const member = group.members.get(owner);
  if (member === undefined || member.revokeOrder < 0) return;
  const owned = new Set(member.assigned);
  for (const [key, holder] of group.owners) if (holder === owner && !owned.has(key)) return;
  world.agenda.cancel(member.revokeOrder);
  member.revokeOrder = -1;
};

const committed: Change = (group, row) => {
  group.offsets.set(partitionKey(row.b, row.c), row.d);
  group.moves.delete(partitionKey(row.b, row.c));
};

const moved: Change = (group, row) => {
  const key = partitionKey(row.b, row.c);
  group.offsets.set(key, row.d);
  if (group.owners.has(key)) group.moves.set(key, row.seq);
};

/** By setting: how it takes a new value. */
const SET: { readonly [S in Setting]?: (group: GroupState, value: number) => void } = {
  assignor: (group, value) => {
    group.assignor = value;
  },
  sessionTimeoutMs: (group, value) => {
    group.sessionTimeoutMs = value;
  },
  offsetReset: (group, value) => {
    group.offsetReset = value;
  },
};

const settingChanged: Change = (group, row) => {
  known(SET[SETTINGS[row.b]], row)(group, row.c);
};

export const groupEvolve: Readonly<Record<number, Evolve>> = {
  [FactKind.SettingChanged]: change(settingChanged),
  [FactKind.MemberJoined]: change(joined),
  [FactKind.MemberHeard]: change(heard),
  [FactKind.MemberLeft]: change(left),
  [FactKind.MemberExpired]: change(expired),
  [FactKind.GroupStateChanged]: change(stateChanged),
  [FactKind.AssignmentMade]: change(assignmentMade),
  [FactKind.PartitionAssigned]: change(assigned),
  [FactKind.RevocationAsked]: change(revocationAsked),
  [FactKind.PartitionTargeted]: change(targeted),
  [FactKind.OwnershipGivenUp]: change(givenUp),
  [FactKind.OffsetCommitted]: change(committed),
  [FactKind.OffsetMoved]: change(moved),
  ...shareEvolve,
};
