/** Which partition a record goes to: by key as Kafka's clients, sticky without one. */
import { describe, expect, it } from 'vitest';
import { streamOf } from '../kernel';
import { adaptiveWeights, murmur2, nextStickyPartition, partitionOf } from './partitioner';

const hashOf = (key: string): number => murmur2(new TextEncoder().encode(key));

describe('the partition of a record with a key', () => {
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['abc', 479470107],
    ['', 275646681],
    ['giberish123456789', -1890243828],
    ['order-3', -849583649],
  ])('[K1] the murmur2 of "%s" is Kafka’s', (key, hash) => {
    expect(hashOf(key)).toBe(hash);
  });

  it.each([
    ['21', 6, 0],
    ['abc', 6, 3],
    ['order-1', 6, 4],
    ['', 12, 9],
    ['giberish123456789', 50, 20],
  ])('[K1] "%s" among %i partitions goes to %i', (key, count, partition) => {
    expect(partitionOf(key, count)).toBe(partition);
  });
});

describe('the partition of a record without a key', () => {
  const draw = (lengths: readonly number[], current: number): number[] => {
    const counts = lengths.map(() => 0);
    const stream = streamOf(1, 'sticky');
    for (let ordinal = 0; ordinal < 21_000; ordinal++) {
      const available = lengths.map((_, at) => at);
      counts[nextStickyPartition({ current, available, lengths, stream, ordinal })]++;
    }
    return counts;
  };

  it('[K2] the longer a partition’s queue, the more seldom it is drawn', () => {
    expect(adaptiveWeights([5, 0, 3, 0, 1])).toEqual([1, 6, 3, 6, 5]);
    const counts = draw([5, 0, 3, 0, 1], -1);
    [1000, 6000, 3000, 6000, 5000].forEach((expected, at) => {
      expect(Math.abs(counts[at] - expected)).toBeLessThan(300);
    });
  });

  it('[K2] the next batch goes to another partition, drawn and not in turn', () => {
    const counts = draw([0, 0, 0], 1);
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0] - counts[2])).toBeLessThan(600);
  });

  it('[K2] only partitions with a leader are drawn; the only one stays', () => {
    const stream = streamOf(1, 'sticky');
    for (let ordinal = 0; ordinal < 100; ordinal++) {
      const next = nextStickyPartition({ current: 0, available: [0, 4], stream, ordinal });
      expect(next).toBe(4);
    }
    expect(nextStickyPartition({ current: 4, available: [4], stream, ordinal: 0 })).toBe(4);
  });
});
