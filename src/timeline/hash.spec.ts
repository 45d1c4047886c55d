/** Says what "the same run" means: the canonical text of its facts, and a hash of it. */
import { describe, expect, it } from 'vitest';
import { factLine, journalHash } from './hash';
import { openShop } from './testing/smallShop';
import { ALL, KILL, tillAt } from './testing/till';

describe('a line of the journal', () => {
  it('is JSON with its keys in order', () => {
    const { reader } = tillAt(100).current;
    expect(factLine(reader, 0)).toBe('{"atMs":0,"causeSeq":-1,"kind":"RunStarted","seq":0}');
    const made = Array.from({ length: 30 }, (_, seq) => factLine(reader, seq)).find((line) =>
      line.includes('MessageCreated'),
    );
    expect(made).toContain('"correlation":"order-1","data":{"nth":1},"form":"event"');
  });
});

describe('a hash', () => {
  const hashAt = (seed: number): string => {
    const run = openShop(seed);
    run.advance(400, ALL);
    return journalHash(run.current.reader);
  };

  it('is sixteen hexadecimal digits, the same for the same run', () => {
    expect(hashAt(1)).toMatch(/^[0-9a-f]{16}$/);
    expect(hashAt(1)).toBe(hashAt(1));
  });

  it('differs with the seed, with one fact more, and with what is done', () => {
    expect(hashAt(2)).not.toBe(hashAt(1));
    const run = tillAt(100);
    const { reader, journal } = run.current;
    const whole = journalHash(reader);
    expect(journalHash(reader, journal.length - 1)).not.toBe(whole);
    run.intervene(KILL);
    expect(journalHash(reader)).not.toBe(whole);
    expect(journalHash(reader, tillAt(100).current.journal.length)).toBe(whole);
  });

  it('of nothing is that of the empty text', () => {
    expect(journalHash(tillAt(10).current.reader, 0)).toBe('811c9dc59747b28c');
  });
});
