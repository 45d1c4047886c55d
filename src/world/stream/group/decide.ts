/** Owns which protocol answers to what reaches a group, and when its time is up. */
import { assertNever, Column } from '../../../kernel';
import { FactKind } from '../../facts';
import { dropParcel } from '../../parcels';
import type { Parcel, Purpose } from '../../parcel';
import type { Decide, Sim } from '../../part';
import { Step } from '../../steps';
import { departClassic, endPatience, hearClassic, joinClassic, letGoClassic } from './classic';
import { departConsumer, hearConsumer, joinConsumer, letGoConsumer } from './consumer';
import { senderOf } from './divide';
import type { Departure } from './membership';
import { commit } from './offsets';
import type { Protocol } from './schema';
import {
  acquire,
  departShare,
  hearShare,
  joinShare,
  lockExpired,
  settleShare,
} from './share/decide';
import { configOf, groupOf, type Member, partitionKey } from './state';

type Receive = (sim: Sim, parcel: Parcel) => void;
type Answers = { readonly [P in Purpose]?: Receive };

/** The member that a parcel comes from says that it goes. */
const leave: Receive = (sim, parcel) => {
  const member = groupOf(sim.world, parcel.to).members.get(senderOf(parcel));
  if (member === undefined) dropParcel(sim, parcel, 'stale');
  else departBy(sim, parcel.to, member, 'left', parcel.sentSeq);
};

/** A member has let go of partitions: those of them that it owned. */
const letGo =
  (receive: (sim: Sim, parcel: Parcel, keys: readonly number[]) => void): Receive =>
  (sim, parcel) => {
    receive(sim, parcel, revokedKeys(sim, parcel));
  };

function revokedKeys(sim: Sim, parcel: Parcel): number[] {
  const { journal, values, plan } = sim;
  if (journal.kind(parcel.argument) !== FactKind.PartitionsRevoked) return [];
  const said = values.get(journal.read(parcel.argument, Column.d));
  const { owners } = groupOf(sim.world, parcel.to);
  const pairs = Array.isArray(said) ? said : [];
  return pairs
    .map((pair) => {
      const [stream, partition] = Array.isArray(pair) ? pair : [];
      return partitionKey(plan.indexOf(String(stream)), Number(partition));
    })
    .filter((key) => owners.get(key) === senderOf(parcel));
}

const ANSWERS: { readonly [P in Protocol]: Answers } = {
  classic: {
    join: joinClassic,
    heartbeat: hearClassic,
    revoked: letGo(letGoClassic),
    leave,
    commit,
  },
  consumer: {
    join: joinConsumer,
    heartbeat: hearConsumer,
    revoked: letGo(letGoConsumer),
    leave,
    commit,
  },
  share: {
    join: joinShare,
    heartbeat: hearShare,
    leave,
    acquire,
    accept: settleShare,
    release: settleShare,
    refuse: settleShare,
    renew: settleShare,
  },
};

/** A parcel has arrived at a group. */
export function receiveAtGroup(sim: Sim, parcel: Parcel): void {
  const receive = ANSWERS[configOf(sim.plan, parcel.to).protocol][parcel.purpose];
  if (receive === undefined) dropParcel(sim, parcel, 'unroutable');
  else receive(sim, parcel);
}

function departBy(
  sim: Sim,
  index: number,
  member: Member,
  departure: Departure,
  cause: number,
): void {
  const { protocol } = configOf(sim.plan, index);
  switch (protocol) {
    case 'classic':
      departClassic(sim, index, member, departure, cause);
      return;
    case 'consumer':
      departConsumer(sim, index, member, departure, cause);
      return;
    case 'share':
      departShare(sim, index, member, departure, cause);
      return;
    default:
      assertNever(protocol);
  }
}

/** K7: a member was silent for as long as a session lasts. */
const sessionEnded: Decide = (sim, cause, index, key) => {
  const member = groupOf(sim.world, index).members.get(key);
  if (member !== undefined) departBy(sim, index, member, 'silent', cause);
};

/** Patience is over: with all who have not joined, or with one that has not let go. */
const rebalanceEnded: Decide = (sim, cause, index, key) => {
  if (key < 0) {
    endPatience(sim, index, cause);
    return;
  }
  const member = groupOf(sim.world, index).members.get(key);
  if (member !== undefined) departBy(sim, index, member, 'late', cause);
};

export const groupDecide: Readonly<Record<number, Decide>> = {
  [Step.memberSession]: sessionEnded,
  [Step.rebalanceEnd]: rebalanceEnded,
  [Step.shareLock]: lockExpired,
};
