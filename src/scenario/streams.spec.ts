/** Says what a stream cannot be: each contradiction with its path. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../world';
import { type Draft, faultsOf, shop } from './testing/shop';

const faults = (stream: Readonly<Record<string, Json>>): string[] =>
  faultsOf(
    shop((draft: Draft) => {
      const parts = [
        { kind: 'cluster', id: 'kafka', label: 'Kafka', nodes: 3 },
        { kind: 'stream', id: 'log', broker: 'kafka', partitions: 3, ...stream },
      ];
      for (const part of parts) draft.parts.push(part as unknown as Draft); // a document's piece
    }),
  ).map(({ path, message, hint }) => {
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
    return path.replace(/^parts\[\d+\]\./, '');
  });

describe('a stream', () => {
  it.each([
    ['replication', { replication: 4 }],
    ['minInSyncReplicas', { replication: 2, minInSyncReplicas: 3 }],
    ['retentionBytes', { retentionBytes: 10, segmentBytes: 20, recordBytes: 1 }],
    ['recordBytes', { segmentBytes: 20 }],
    ['broker', { broker: 'broker' }],
    ['partitions', { partitions: 0 }],
  ])('[K10] [K14] is refused at %s', (path, stream) => {
    expect(faults(stream)).toEqual([path]);
  });

  it('[K14] may have as many copies as its cluster has nodes', () => {
    expect(faults({ replication: 3, minInSyncReplicas: 2 })).toEqual([]);
  });
});
