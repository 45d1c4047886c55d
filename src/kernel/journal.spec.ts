/** The journal: facts in columns, and the past that branches share. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_FACTS, CHUNK_LENGTH, Column, COLUMN_COUNT, COLUMN_STRIDE, Journal } from './journal';
import { BY_INTERVENTION, OPENS_STEP } from './journal';

/** A journal of so many facts, each at its own millisecond. */
function journalOf(length: number): Journal {
  const journal = new Journal();
  for (let seq = 0; seq < length; seq++) journal.append(seq, 3, seq - 1, seq, 1, 2, 3, 4, 5, -seq);
  return journal;
}

/** A fact as its ten integers. */
function rowOf(journal: Journal, seq: number): number[] {
  return Array.from({ length: COLUMN_COUNT }, (_, column) => journal.read(seq, column));
}

describe('a journal', () => {
  it('numbers facts from 0 and gives back what was written', () => {
    const journal = journalOf(2);
    expect(journal.append(7, 9 | OPENS_STEP | BY_INTERVENTION, 1, 10, 11, 12, 13, 14, 15, 16)).toBe(
      2,
    );
    expect(rowOf(journal, 2)).toEqual([
      ...[7, 9 | OPENS_STEP | BY_INTERVENTION, 1],
      ...[10, 11, 12, 13, 14, 15, 16],
    ]);
    expect(journal.kind(2)).toBe(9);
    expect(journal.atMs(2)).toBe(7);
    expect(journal.length).toBe(3);
  });

  it('has room in a chunk for its facts, column after column', () => {
    expect(CHUNK_LENGTH).toBe(COLUMN_COUNT * COLUMN_STRIDE);
    const journal = journalOf(CHUNK_FACTS + 1);
    expect(journal.segments.map(({ length }) => length)).toEqual([CHUNK_LENGTH, CHUNK_LENGTH]);
    expect(journal.segments[0][Column.a * COLUMN_STRIDE + 5]).toBe(5);
    expect(journal.read(CHUNK_FACTS, Column.a)).toBe(CHUNK_FACTS);
  });

  it('finds the first fact after a time', () => {
    const journal = new Journal();
    for (const atMs of [0, 0, 5, 5, 5, 9]) journal.append(atMs, 1, -1);
    expect([-1, 0, 4, 5, 8, 9].map((atMs) => journal.firstAfter(atMs))).toEqual([0, 2, 2, 5, 5, 6]);
    expect(new Journal().firstAfter(0)).toBe(0);
  });

  it.each([1, CHUNK_FACTS - 1, CHUNK_FACTS, CHUNK_FACTS + 1, 2 * CHUNK_FACTS])(
    'forks at %i facts: the past is shared, the futures are apart',
    (length) => {
      const journal = journalOf(3 * CHUNK_FACTS);
      const fork = journal.fork(length);
      expect(fork.length).toBe(length);
      expect(fork.append(5_000, 8, -1, 77)).toBe(length);
      expect(rowOf(fork, length)).toEqual([5_000, 8, -1, 77, 0, 0, 0, 0, 0, 0]);
      expect(journal.read(length, Column.a)).toBe(length);
      journal.append(6_000, 1, -1);
      expect(rowOf(fork, length - 1)).toEqual(rowOf(journal, length - 1));
      const shared = Math.floor(length / CHUNK_FACTS);
      for (let chunk = 0; chunk < shared; chunk++) {
        expect(fork.segments[chunk]).toBe(journal.segments[chunk]);
      }
      expect(fork.segments[shared]).not.toBe(journal.segments[shared]);
    },
  );

  it('forks before the first fact', () => {
    const fork = journalOf(10).fork(0);
    expect(fork.append(1, 2, -1)).toBe(0);
    expect(fork.length).toBe(1);
  });

  it('goes on from kept chunks', () => {
    for (const length of [0, 5, CHUNK_FACTS, CHUNK_FACTS + 5]) {
      const kept = journalOf(length);
      const chunks = kept.segments.map((chunk) => chunk.slice());
      const again = new Journal(chunks, length);
      expect(again.append(9_999, 4, -1, 42)).toBe(length);
      expect(again.read(length, Column.a)).toBe(42);
      if (length > 0) expect(rowOf(again, length - 1)).toEqual(rowOf(kept, length - 1));
    }
  });

  it('copies any span of facts as one block of columns', () => {
    const journal = journalOf(2 * CHUNK_FACTS + 100);
    fc.assert(
      fc.property(fc.nat(journal.length), fc.nat(journal.length), (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const count = to - from;
        const block = journal.columns(from, to);
        expect(block.length).toBe(count * COLUMN_COUNT);
        for (const at of [0, count >> 1, count - 1]) {
          if (at < 0 || count === 0) continue;
          const row = Array.from({ length: COLUMN_COUNT }, (_, k) => block[k * count + at]);
          expect(row).toEqual(rowOf(journal, from + at));
        }
      }),
      { numRuns: 50 },
    );
  });
});
