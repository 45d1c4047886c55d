/** Owns the configuration of a cluster and of the streams in it, as a scenario states it. */
import * as v from 'valibot';
import { durationMsSchema, idSchema, labelSchema, noteSchema } from '../../schemas';

/** A cluster of broker nodes: the house of streams and groups, and the end of links to them. */
export const clusterSchema = v.strictObject({
  kind: v.literal('cluster'),
  id: idSchema,
  label: labelSchema,
  note: v.optional(noteSchema, ''),
  /** Broker nodes; each can be killed. */
  nodes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 1),
  /** How long it takes until a dead leader is replaced. */
  failoverMs: v.optional(durationMsSchema, 500),
  /** The longest that a copy takes to fetch what its leader has; drawn each time from 1 to this. */
  replicaMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 5),
  /** How long a copy may be behind its leader and still count as in sync. */
  replicaLagMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 10_000),
  /** When what a node wrote is safe on its disk: until then the node's death loses it. */
  flushMs: v.optional(durationMsSchema, 1000),
});

const bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000_000_000));

/** A stream (Kafka's topic): partitions in which records stay after they were read. */
const streamObject = v.strictObject({
  kind: v.literal('stream'),
  id: idSchema,
  label: v.optional(labelSchema),
  note: v.optional(noteSchema, ''),
  /** Id of its cluster. */
  broker: idSchema,
  partitions: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024)),
  /** Copies of each partition, on as many nodes (K14). */
  replication: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 1),
  minInSyncReplicas: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 1),
  uncleanElection: v.optional(v.boolean(), false),
  /** Delete by age or size (K10), compact by key (K11), or both. */
  cleanup: v.optional(v.picklist(['delete', 'compact', 'compactAndDelete']), 'delete'),
  /** Null: for ever. */
  retentionMs: v.optional(v.nullable(v.pipe(durationMsSchema, v.minValue(1))), null),
  /** Null: without limit. */
  retentionBytes: v.optional(v.nullable(bytes), null),
  segmentBytes: v.optional(bytes, 1_000_000),
  segmentMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 3_600_000),
  /** A record's size: the same for all. */
  recordBytes: v.optional(bytes, 100),
  /** How often it is looked whether something is due for deletion or compaction. */
  retentionCheckMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 500),
  /** Closed segments are compacted when more than this share of them is new (K11). */
  minCleanableDirtyRatio: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.5),
  /** How long a tombstone is kept once compaction has met it (K11). */
  deleteRetentionMs: v.optional(durationMsSchema, 60_000),
  /** When a transaction that nobody ends is aborted (K13). */
  transactionTimeoutMs: v.optional(v.pipe(durationMsSchema, v.minValue(1)), 60_000),
});

/** What a stream's configuration may not say of itself, each at its path. */
export const streamSchema = v.pipe(
  streamObject,
  v.forward(
    v.check(
      ({ retentionBytes, segmentBytes }) =>
        retentionBytes === null || retentionBytes >= segmentBytes,
      'retention works on whole segments: at least as large as segmentBytes',
    ),
    ['retentionBytes'],
  ),
  v.forward(
    v.check(
      ({ minInSyncReplicas, replication }) => minInSyncReplicas <= replication,
      'more in-sync replicas than there are copies: at most as many as replication',
    ),
    ['minInSyncReplicas'],
  ),
  v.forward(
    v.check(
      ({ segmentBytes, recordBytes }) => recordBytes <= segmentBytes,
      'a record does not fit into a segment: at most segmentBytes',
    ),
    ['recordBytes'],
  ),
);

export type ClusterConfig = v.InferOutput<typeof clusterSchema>;
export type StreamConfig = v.InferOutput<typeof streamSchema>;
