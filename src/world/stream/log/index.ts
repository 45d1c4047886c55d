/** Streams of records after Apache Kafka 4 and the cluster they stand in, and a look into them. */
import type { Intervention } from '../../intervention';
import type { Parcel, Purpose } from '../../parcel';
import { dropParcel } from '../../parcels';
import type { PartDefinition, Sim } from '../../part';
import type { PlannedPart } from '../../plan';
import { Step } from '../../steps';
import { streamCheck } from './check';
import { streamEvolve } from './evolve';
import { receiveTransaction, transactionDeadline } from './markers';
import { receiveProduce } from './produce';
import { replicaFetch, replicaLag } from './replicate';
import { loadStream, saveStream } from './saved';
import { receiveCloseReader, receiveFetch } from './serve';
import { configureStream } from './settings';
import { initialStream, type StreamState } from './state';

const RECEIVE: { readonly [P in Purpose]?: (sim: Sim, parcel: Parcel) => void } = {
  produce: receiveProduce,
  fetch: receiveFetch,
  closeReader: receiveCloseReader,
  transaction: receiveTransaction,
};

function receive(sim: Sim, parcel: Parcel): void {
  const take = RECEIVE[parcel.purpose];
  if (take === undefined) dropParcel(sim, parcel, 'unroutable');
  else take(sim, parcel);
}

function intervene(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined {
  return intervention.kind === 'Configure'
    ? configureStream(sim, part, intervention.settings)
    : 'notPossible';
}

/** A stream: partitions in which records stay after they were read. */
export const streamPart: PartDefinition<StreamState> = {
  kind: 'stream',
  initial: initialStream,
  save: saveStream,
  load: loadStream,
  evolve: streamEvolve,
  decide: {
    [Step.replicaFetch]: replicaFetch,
    [Step.replicaLag]: replicaLag,
    [Step.streamCheck]: streamCheck,
    [Step.transactionDeadline]: transactionDeadline,
  },
  receive,
  intervene,
};

export { clusterPart } from './cluster';
export {
  recordSeqAt,
} from './read';
export type { PartitionView, ReadingTerms, ReplicaView } from './read';
