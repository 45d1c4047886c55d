/** Owns a group's committed offsets: commits by members (K7, K9), and moving them by hand (K8). */
import { Column } from '../../../kernel';
import { FactKind } from '../../facts';
import type { Intervention } from '../../intervention';
import { dropParcel } from '../../parcels';
import { type Parcel, PurposeCode } from '../../parcel';
import type { Sim } from '../../part';
import { offsetAtTime, offsetsOf } from '../log/read';
import { senderOf } from './divide';
import { assign, fence } from './membership';
import { configOf, groupOf, partitionCountOf, partitionKey } from './state';

/**
 * A member has done everything up to and including a record, or a marker. Who is no member is
 * fenced; what a member commits of a partition that is no longer its own comes to nothing.
 */
export function commit(sim: Sim, parcel: Parcel): void {
  const { to: index, from, instance, argument: record, sentSeq } = parcel;
  const { journal } = sim;
  const group = groupOf(sim.world, index);
  const member = senderOf(parcel);
  const stream = journal.read(record, Column.a);
  const partition = journal.read(record, Column.b);
  if (group.owners.get(partitionKey(stream, partition)) !== member) {
    if (group.members.has(member)) dropParcel(sim, parcel, 'fenced');
    else fence(sim, parcel);
    return;
  }
  if (isFromBeforeMove(sim, parcel, group.moves.get(partitionKey(stream, partition)))) {
    dropParcel(sim, parcel, 'stale');
    return;
  }
  const next = journal.read(record, Column.c) + 1;
  const kind = FactKind.OffsetCommitted;
  const committed = sim.state(kind, sentSeq, index, stream, partition, next, from, instance);
  sim.send(committed, index, from, PurposeCode.committed, -1, instance, record);
}

/**
 * Whether a commit was on its way when its sender heard that the offset had been moved: it must
 * not undo what a person did. `moved`: seq of that OffsetMoved, if there is one.
 */
function isFromBeforeMove(sim: Sim, parcel: Parcel, moved: number | undefined): boolean {
  if (moved === undefined) return false;
  const { journal } = sim;
  const tells = (seq: number): boolean =>
    journal.kind(seq) === FactKind.MessageSent &&
    journal.read(seq, Column.a) === parcel.to &&
    journal.read(seq, Column.b) === parcel.from &&
    journal.read(seq, Column.c) === PurposeCode.assigned &&
    journal.read(seq, Column.e) === parcel.instance;
  let told = moved + 1;
  while (told < journal.length && !tells(told)) told++;
  if (told === journal.length) return false;
  const heardMs = journal.read(told, Column.f);
  if (parcel.sentMs !== heardMs) return parcel.sentMs < heardMs;
  // In that very millisecond nothing can have been read anew, unless the link takes no time.
  return heardMs > journal.read(moved, Column.atMs);
}

type MoveOffset = Extract<Intervention, { kind: 'MoveOffset' }>;

/**
 * Moves committed offsets; the owners are told what they own once more, and begin there.
 * Simplified: Kafka's tool refuses while the group has members.
 */
export function moveOffset(sim: Sim, index: number, move: MoveOffset): string | undefined {
  if (configOf(sim.plan, index).protocol === 'share') return 'notPossible';
  const stream = sim.plan.indexOf(move.stream);
  if (sim.plan.parts[stream]?.kind !== 'stream') return 'unknownStream';
  const count = partitionCountOf(sim.plan, stream);
  if (move.partition !== undefined && move.partition >= count) return 'unknownPartition';
  const partitions =
    move.partition === undefined ? Array.from({ length: count }, (_, at) => at) : [move.partition];
  const offsets = partitions.map((partition) => newOffset(sim, stream, partition, move.to));
  if (offsets.some((offset) => offset < 0)) return 'offsetOutOfRange';
  const group = groupOf(sim.world, index);
  const owners = new Set<number>();
  let moved = -1;
  partitions.forEach((partition, at) => {
    moved = sim.state(FactKind.OffsetMoved, -1, index, stream, partition, offsets[at]);
    const owner = group.owners.get(partitionKey(stream, partition));
    if (owner !== undefined) owners.add(owner);
  });
  for (const owner of owners) {
    const member = group.members.get(owner);
    if (member !== undefined) assign(sim, index, member, [...member.assigned], moved);
  }
  return undefined;
}

/** The offset that is meant; -1 if the partition has none such. */
function newOffset(sim: Sim, stream: number, partition: number, to: MoveOffset['to']): number {
  const { startOffset, highWatermark } = offsetsOf(sim.world, stream, partition);
  switch (to.kind) {
    case 'beginning':
      return startOffset;
    case 'end':
      return highWatermark;
    case 'time':
      return offsetAtTime(sim.world, stream, partition, to.atMs);
    case 'offset':
      return to.offset >= startOffset && to.offset <= highWatermark ? to.offset : -1;
  }
}
