/** Kinds of agenda steps. Append only: keyframes keep the codes. */
export const Step = {
  /** A parcel arrives; cause = its MessageSent fact. */
  arrive: 1,
  /** A handler's processing time is over; cause = its HandlerStarted fact. */
  workDone: 2,
  /** A handler's step has had no answer in time; cause = its HandlerStepStarted fact. */
  stepDeadline: 3,
  /** A workload's next arrival; a = part, b = instance. */
  arrival: 4,
  /** A customer gives up waiting; a = part, b = message. */
  requestDeadline: 5,
  /** An external system has done its work; cause = its CallAccepted fact. */
  served: 6,
  /** The message at the head of a queue expires; a = part. */
  messageExpiry: 7,
  /** A follower's fetch is answered; a = stream, b = copy (partition and node). */
  replicaFetch: 10,
  /** A copy has been behind for too long; a = stream, b = copy. */
  replicaLag: 11,
  /** The cluster notices that a node is dead; a = cluster, b = node. */
  nodeFence: 12,
  /** A stream is looked over for what is due for deletion or compaction; a = stream. */
  streamCheck: 13,
  /** A transaction was left open for too long; a = stream, b = producer's instance. */
  transactionDeadline: 14,
  /** A service's record had no answer, or is to be sent again; a = part, b = RecordPrepared. */
  recordDue: 20,
  /** The same of a workload's record. */
  sendingDue: 21,
  /** A member's next heartbeat; cause = MembershipBegun or HeartbeatSent. */
  heartbeat: 22,
  /** A partition has stood still long enough; cause = its PartitionPaused fact. */
  partitionDue: 23,
  /** Time for an automatic commit; a = service, b = instance * 64 + number of the membership. */
  commitDue: 24,
  /** A member of a group has been silent for a whole session; a = part, b = member's key. */
  memberSession: 15,
  /** A rebalance's patience is over; a = part, b = member's key, or -1 for the whole group. */
  rebalanceEnd: 16,
  /** A record's lock in a share group runs out; a = part, b = record. */
  shareLock: 17,
} as const;
