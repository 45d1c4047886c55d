/**
 * K14: what was confirmed under acks `all` is not lost while one copy that is in sync lives, save
 * by an unclean election; and the high watermark does not fall below it.
 */
import { Column, type Journal } from '../../kernel';
import { FactKind } from '../facts';
import { PurposeCode, unpackProduce } from '../parcel';
import type { World } from '../part';
import type { Plan } from '../plan';
import { copiesOf, offsetsOf } from '../stream';
import type { Checker, Violation } from './checker';
import { partitionNumber } from './denseOffsets';

interface Watched {
  readonly stream: number;
  readonly partition: number;
  readonly cluster: number;
  readonly inSync: Set<number>;
  /** Below it everything is promised. */
  confirmedEnd: number;
}

/** Watches the streams of a plan. */
export function confirmedRecords(plan: Plan): Checker {
  const watched = new Map<number, Watched>();
  for (const { kind, index, host } of plan.parts) {
    if (kind !== 'stream') continue;
    copiesOf(plan, index).forEach((nodes, partition) => {
      const inSync = new Set(nodes);
      const one = { stream: index, partition, cluster: host, inSync, confirmedEnd: 0 };
      watched.set(partitionNumber(index, partition), one);
    });
  }
  const deadNodes = new Map<number, Set<number>>();
  const offsets = new Map<number, number>();
  const found: Violation[] = [];
  const report = ({ stream, partition, confirmedEnd }: Watched, text: string): void => {
    const promise = `partition ${partition}: confirmed below ${confirmedEnd}, ${text}`;
    found.push({ invariant: 'confirmedRecords', part: plan.parts[stream].id, text: promise });
  };
  /** Where no living copy is in sync, nothing is promised any more. */
  const release = (one: Watched): void => {
    const dead = deadNodes.get(one.cluster);
    if (dead !== undefined && [...one.inSync].every((node) => dead.has(node))) one.confirmedEnd = 0;
  };
  const elected = (one: Watched, journal: Journal, seq: number): void => {
    const [node, end] = [journal.read(seq, Column.c), journal.read(seq, Column.e)];
    if (node < 0) return;
    const isUnclean = journal.read(seq, Column.f) === 1;
    if (isUnclean) one.inSync.clear();
    one.inSync.add(node);
    if (!isUnclean && end < one.confirmedEnd) report(one, `the new leader ends at ${end}`);
    one.confirmedEnd = Math.min(one.confirmedEnd, end);
  };
  return {
    see: (journal, seq) => {
      const kind = journal.kind(seq);
      const a = journal.read(seq, Column.a);
      const b = journal.read(seq, Column.b);
      if (kind === FactKind.NodeKilled || kind === FactKind.NodeRevived) {
        const dead = deadNodes.get(a) ?? new Set();
        deadNodes.set(a, dead);
        if (kind === FactKind.NodeRevived) dead.delete(b);
        else dead.add(b);
        for (const one of watched.values()) release(one);
        return;
      }
      if (kind === FactKind.MessageSent) {
        if (journal.read(seq, Column.c) !== PurposeCode.produced) return;
        confirm(watched, offsets, journal, journal.read(seq, Column.g));
        return;
      }
      if (kind === FactKind.RecordAppended) {
        offsets.set(journal.read(seq, Column.f), journal.read(seq, Column.c));
        return;
      }
      const isElection = kind === FactKind.LeaderElected;
      if (!isElection && kind !== FactKind.InSyncChanged) return;
      const one = watched.get(partitionNumber(a, b));
      if (one === undefined) return;
      if (isElection) elected(one, journal, seq);
      else if (journal.read(seq, Column.d) === 1) one.inSync.add(journal.read(seq, Column.c));
      else one.inSync.delete(journal.read(seq, Column.c));
      release(one);
    },
    violations: (world) => [...found, ...fallen(world, plan, watched)],
  };
}

/** A producer hears that its record is safe. */
function confirm(
  watched: ReadonlyMap<number, Watched>,
  offsets: ReadonlyMap<number, number>,
  journal: Journal,
  prepared: number,
): void {
  if (unpackProduce(journal.read(prepared, Column.g)).acks !== 'all') return;
  const key = partitionNumber(journal.read(prepared, Column.c), journal.read(prepared, Column.e));
  const one = watched.get(key);
  const offset = offsets.get(prepared);
  if (one === undefined || offset === undefined) return;
  one.confirmedEnd = Math.max(one.confirmedEnd, offset + 1);
}

function fallen(world: World, plan: Plan, watched: ReadonlyMap<number, Watched>): Violation[] {
  return [...watched.values()].flatMap(({ stream, partition, confirmedEnd }) => {
    const { highWatermark } = offsetsOf(world, stream, partition);
    if (highWatermark >= confirmedEnd) return [];
    const text = `partition ${partition}: confirmed below ${confirmedEnd}, readable to ${highWatermark}`;
    return [{ invariant: 'confirmedRecords', part: plan.parts[stream].id, text }];
  });
}
