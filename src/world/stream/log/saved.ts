/**
 * Owns how a stream and its cluster become a row of integers and come back. Records are not in
 * it: they are facts of the journal, found again through each segment's last one.
 */
import type { IntReader, IntWriter } from '../../../kernel';
import { loadActivity, saveActivity } from '../../activity';
import type { Plan, PlannedPart } from '../../plan';
import {
  type ClusterState,
  initialCluster,
  initialStream,
  type Partition,
  type Segment,
  STREAM_SETTINGS,
  type StreamState,
} from './state';

export function saveStream(stream: StreamState, out: IntWriter): void {
  for (const setting of STREAM_SETTINGS) out.push(stream.settings[setting]);
  for (const partition of stream.partitions) savePartition(partition, out);
  out.push(stream.transactions.size);
  for (const [key, { deadlineOrder, ending, partitions }] of stream.transactions) {
    out.push(key);
    out.push(deadlineOrder);
    out.push(ending);
    out.list(partitions);
  }
  out.push(stream.checkOrder);
  out.push(stream.checkMs);
  out.push(stream.paces);
  saveActivity(stream.activity, out);
}

export function loadStream(input: IntReader, part: PlannedPart, plan: Plan): StreamState {
  const initial = initialStream(part, plan);
  const settings = { ...initial.settings };
  for (const setting of STREAM_SETTINGS) settings[setting] = input.next();
  for (const partition of initial.partitions) loadPartition(partition, input);
  for (let left = input.next(); left > 0; left--) {
    const key = input.next();
    const deadlineOrder = input.next();
    const ending = input.next();
    initial.transactions.set(key, { deadlineOrder, ending, partitions: input.list() });
  }
  return {
    ...initial,
    settings,
    checkOrder: input.next(),
    checkMs: input.next(),
    paces: input.next(),
    activity: loadActivity(input),
  };
}

function savePartition(partition: Partition, out: IntWriter): void {
  const { leader, epoch, endOffset, highWatermark, bytes, lastRecord, cleanedTo } = partition;
  for (const value of [leader, epoch, endOffset, highWatermark, bytes, lastRecord, cleanedTo]) {
    out.push(value);
  }
  out.push(partition.segments.length);
  for (const segment of partition.segments) saveSegment(segment, out);
  for (const replica of partition.replicas) {
    out.push(replica.endOffset);
    out.push(replica.inSync ? 1 : 0);
    out.push(replica.paceMs);
    out.push(replica.fetchOrder);
    out.push(replica.lagOrder);
  }
  out.push(partition.producers.size);
  for (const [key, memory] of partition.producers) {
    out.push(key);
    out.push(memory.epoch);
    out.list(memory.records);
  }
  out.list([...partition.open].flat());
  out.list(partition.aborted.flatMap((one) => [one.producer, one.firstOffset, one.markerOffset]));
  out.push(partition.parked.size);
  for (const [key, { requested, offset }] of partition.parked) {
    out.push(key);
    out.push(requested);
    out.push(offset);
  }
  out.list(partition.horizons.flatMap((one) => [one.fromOffset, one.toOffset, one.atMs]));
}

function loadPartition(partition: Partition, input: IntReader): void {
  partition.leader = input.next();
  partition.epoch = input.next();
  partition.endOffset = input.next();
  partition.highWatermark = input.next();
  partition.bytes = input.next();
  partition.lastRecord = input.next();
  partition.cleanedTo = input.next();
  partition.segments = input.many(() => loadSegment(input));
  partition.inSyncCount = 0;
  for (const replica of partition.replicas) {
    replica.endOffset = input.next();
    replica.inSync = input.next() === 1;
    replica.paceMs = input.next();
    replica.fetchOrder = input.next();
    replica.lagOrder = input.next();
    if (replica.inSync) partition.inSyncCount++;
  }
  for (let left = input.next(); left > 0; left--) {
    const key = input.next();
    partition.producers.set(key, { epoch: input.next(), records: input.list() });
  }
  for (let left = input.next(); left > 0; left -= 2) {
    partition.open.set(input.next(), input.next());
  }
  for (let left = input.next(); left > 0; left -= 3) {
    const producer = input.next();
    partition.aborted.push({
      producer,
      firstOffset: input.next(),
      markerOffset: input.next(),
    });
  }
  for (let left = input.next(); left > 0; left--) {
    const key = input.next();
    partition.parked.set(key, { requested: input.next(), offset: input.next() });
  }
  for (let left = input.next(); left > 0; left -= 3) {
    const fromOffset = input.next();
    partition.horizons.push({ fromOffset, toOffset: input.next(), atMs: input.next() });
  }
}

function saveSegment(segment: Segment, out: IntWriter): void {
  out.push(segment.baseOffset);
  out.push(segment.nextOffset);
  out.push(segment.count);
  out.push(segment.bytes);
  out.push(segment.firstMs);
  out.push(segment.largestMs);
  out.push(segment.lastRecord);
  out.list(segment.removed);
}

function loadSegment(input: IntReader): Segment {
  return {
    baseOffset: input.next(),
    nextOffset: input.next(),
    count: input.next(),
    bytes: input.next(),
    firstMs: input.next(),
    largestMs: input.next(),
    lastRecord: input.next(),
    removed: input.list(),
    seqs: undefined,
  };
}

export function saveCluster(cluster: ClusterState, out: IntWriter): void {
  cluster.alive.forEach((alive, node) => {
    out.push(alive ? 1 : 0);
    out.push(cluster.fenceOrders[node]);
  });
}

export function loadCluster(input: IntReader, part: PlannedPart): ClusterState {
  const cluster = initialCluster(part);
  cluster.alive.forEach((_, node) => {
    cluster.alive[node] = input.next() === 1;
    cluster.fenceOrders[node] = input.next();
  });
  return cluster;
}
