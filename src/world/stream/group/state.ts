/** Owns the state of a group as a whole and its form as a row of integers, no rule of it. */
import { type IntReader, type IntWriter, InvariantError } from '../../../kernel';
import { GROUP_STATES } from '../../facts';
import type { PartState, World } from '../../part';
import type { Plan, PlannedPart } from '../../plan';
import { ASSIGNORS, ASSIGNORS_OF, type GroupConfig, OFFSET_RESETS } from './schema';
import { loadShare, noShare, saveShare, type ShareState } from './share/state';

/** A member of the group: an instance of a service. */
export interface Member {
  readonly service: number;
  readonly instance: number;
  /** Seq of the MemberJoined fact that says to which streams it subscribed. */
  subscription: number;
  /** When the coordinator heard of it last (K7). */
  heardMs: number;
  /** The agenda's number of the end of its session. */
  sessionOrder: number;
  /** It has joined the rebalance that is under way. */
  joined: boolean;
  /** It was told of that rebalance. */
  told: boolean;
  /** Of its last assignment; -1 if it has had none. */
  generation: number;
  /** Keys of the partitions that it was told to own last. */
  assigned: number[];
  /** KIP-848: the agenda's number of the moment until which it must have let go; or -1. */
  revokeOrder: number;
}

export interface GroupState extends PartState {
  readonly kind: 'group';
  /** Position in GROUP_STATES. */
  state: number;
  generation: number;
  /** By member key, in the order in which they came. */
  readonly members: Map<number, Member>;
  /** Member key by partition key: who owns what (K4). */
  readonly owners: Map<number, number>;
  /** KIP-848: member key by partition key: who shall own what (K6). */
  readonly targets: Map<number, number>;
  /** Committed offset by partition key. */
  readonly offsets: Map<number, number>;
  /** Seq of OffsetMoved by partition key, while its owner has not committed since (K8). */
  readonly moves: Map<number, number>;
  /** Positions in ASSIGNORS (-1: none) and OFFSET_RESETS; they can be changed by hand. */
  assignor: number;
  offsetReset: number;
  sessionTimeoutMs: number;
  /** The agenda's number of the end of the rebalance's patience; or -1. */
  rebalanceOrder: number;
  readonly share: ShareState;
}

const MEMBER_KEY = 128;
const PARTITION_KEY = 1024;

/** One number for a member: no service has more instances. */
export function memberKey(service: number, instance: number): number {
  return service * MEMBER_KEY + instance;
}

/** Index of the service in the plan, of a member key. */
export function serviceOfKey(key: number): number {
  return Math.floor(key / MEMBER_KEY);
}

/** Number of the instance, of a member key. */
export function instanceOfKey(key: number): number {
  return key % MEMBER_KEY;
}

/** One number for a partition of a stream: no stream has more. */
export function partitionKey(stream: number, partition: number): number {
  return stream * PARTITION_KEY + partition;
}

/** Index of the stream in the plan, of a partition key. */
export function streamOfKey(key: number): number {
  return Math.floor(key / PARTITION_KEY);
}

/** Number of the partition, of a partition key. */
export function partitionOfKey(key: number): number {
  return key % PARTITION_KEY;
}

/** The state of the group at an index. */
export function groupOf(world: World, index: number): GroupState {
  const state = world.states[index];
  if (state.kind !== 'group') throw new InvariantError(`part ${index} is no group`);
  return state as GroupState; // its kind says so
}

/** The configuration of the group at an index. */
export function configOf(plan: Plan, index: number): GroupConfig {
  return plan.parts[index].config as GroupConfig; // checked by groupSchema
}

/** How many partitions a stream has. */
export function partitionCountOf(plan: Plan, stream: number): number {
  return (plan.parts[stream].config as { readonly partitions: number }).partitions; // streamSchema
}

export function initialGroup(part: PlannedPart): GroupState {
  const config = part.config as GroupConfig; // checked by groupSchema
  const assignor = config.assignor ?? ASSIGNORS_OF[config.protocol].at(0);
  return {
    kind: 'group',
    state: GROUP_STATES.indexOf('empty'),
    generation: 0,
    members: new Map(),
    owners: new Map(),
    targets: new Map(),
    offsets: new Map(),
    moves: new Map(),
    assignor: assignor === undefined ? -1 : ASSIGNORS.indexOf(assignor),
    offsetReset: OFFSET_RESETS.indexOf(config.offsetReset),
    sessionTimeoutMs: config.sessionTimeoutMs,
    rebalanceOrder: -1,
    share: noShare(),
  };
}

function saveMember(member: Member, out: IntWriter): void {
  out.push(member.service);
  out.push(member.instance);
  out.push(member.subscription);
  out.push(member.heardMs);
  out.push(member.sessionOrder);
  out.push((member.joined ? 1 : 0) + (member.told ? 2 : 0));
  out.push(member.generation);
  out.list(member.assigned);
  out.push(member.revokeOrder);
}

function loadMember(input: IntReader): Member {
  const [service, instance, subscription, heardMs, sessionOrder, flags, generation] = Array.from(
    { length: 7 },
    () => input.next(),
  );
  return {
    service,
    instance,
    subscription,
    heardMs,
    sessionOrder,
    joined: (flags & 1) !== 0,
    told: (flags & 2) !== 0,
    generation,
    assigned: input.list(),
    revokeOrder: input.next(),
  };
}

function saveMap(map: ReadonlyMap<number, number>, out: IntWriter): void {
  out.push(map.size);
  for (const [key, value] of map) {
    out.push(key);
    out.push(value);
  }
}

function loadMap(map: Map<number, number>, input: IntReader): void {
  for (let count = input.next(); count > 0; count--) {
    const key = input.next();
    map.set(key, input.next());
  }
}

export function saveGroup(group: GroupState, out: IntWriter): void {
  out.push(group.state);
  out.push(group.generation);
  out.push(group.assignor);
  out.push(group.offsetReset);
  out.push(group.sessionTimeoutMs);
  out.push(group.rebalanceOrder);
  out.push(group.members.size);
  for (const member of group.members.values()) saveMember(member, out);
  saveMap(group.owners, out);
  saveMap(group.targets, out);
  saveMap(group.offsets, out);
  saveMap(group.moves, out);
  saveShare(group.share, out);
}

export function loadGroup(input: IntReader, part: PlannedPart): GroupState {
  const group = initialGroup(part);
  group.state = input.next();
  group.generation = input.next();
  group.assignor = input.next();
  group.offsetReset = input.next();
  group.sessionTimeoutMs = input.next();
  group.rebalanceOrder = input.next();
  for (const member of input.many(() => loadMember(input))) {
    group.members.set(memberKey(member.service, member.instance), member);
  }
  loadMap(group.owners, input);
  loadMap(group.targets, input);
  loadMap(group.offsets, input);
  loadMap(group.moves, input);
  loadShare(group.share, input);
  return group;
}
