/** Says how a run is looked at, continued, forked and taken back. */
import { describe, expect, it } from 'vitest';
import { COLUMN_COUNT } from '../kernel';
import { saveWorld } from '../world';
import { journalHash } from './hash';
import { MAX_BRANCHES, type Run } from './run';
import { ALL, KILL, openTill, REVIVE, tillAt } from './testing/till';

const hashOf = (run: Run): string => journalHash(run.current.reader);
const worldOf = (run: Run): Int32Array => saveWorld(run.worldAtCursor());
const doneTo = ({ current: { origin } }: Run): string[] =>
  origin.interventions.map(({ atMs, intervention }) => `${atMs} ${intervention.kind}`);

/** Killed at 100, revived at 200, an instance more at 300; at 400 now. */
function eventful(): Run {
  const run = tillAt(100);
  run.intervene(KILL);
  run.advance(200, ALL);
  run.intervene(REVIVE);
  run.advance(300, ALL);
  run.intervene({ kind: 'AddInstance', part: 'till' });
  run.advance(400, ALL);
  return run;
}

describe('time', () => {
  it('goes on to where it is let, though nothing happens there', () => {
    const run = tillAt(90);
    expect(run.cursor).toMatchObject({ atMs: 90 });
    expect(run.isLive).toBe(true);
  });

  it('stops when so many facts have happened, and goes on from there', () => {
    const run = openTill();
    const straight = tillAt(1000);
    let portions = 0;
    while (run.current.headMs < 1000) {
      const before = run.current.journal.length;
      run.advance(1000, 10);
      // A step that has begun is finished.
      expect(run.current.journal.length - before).toBeLessThan(20);
      portions++;
    }
    expect(portions).toBeGreaterThan(5);
    expect(hashOf(run)).toBe(hashOf(straight));
  });

  it('goes through what is known first, when it goes on in the past', () => {
    const run = tillAt(500);
    run.seek({ kind: 'time', atMs: 100 });
    const { length } = run.current.journal;
    run.advance(300, ALL);
    expect(run.cursor.atMs).toBe(300);
    expect(run.current.journal).toHaveLength(length);
    run.advance(500, ALL);
    expect(run.isLive).toBe(true);
    run.advance(600, ALL);
    expect(run.current.journal.length).toBeGreaterThan(length);
  });

  it('does to the world what the scenario says, at its time', () => {
    const run = openTill({ faults: [{ atMs: 300, intervention: KILL }] });
    run.advance(299, ALL);
    expect(doneTo(run)).toEqual([]);
    run.advance(400, ALL);
    expect(doneTo(run)).toEqual(['300 Kill']);
  });
});

describe('a cursor', () => {
  it('is moved to a time: everything that happened by then has happened', () => {
    const run = tillAt(500);
    run.seek({ kind: 'time', atMs: 15 });
    const after = run.query({ kind: 'fact', seq: run.cursor.seq + 1 });
    expect(after).toMatchObject({ row: { atMs: 20 } });
    expect(run.cursor.atMs).toBe(15);
    expect(run.isLive).toBe(false);
  });

  it('is moved to a fact, and steps by facts', () => {
    const run = tillAt(500);
    run.seek({ kind: 'fact', seq: 20 });
    expect(run.cursor.seq).toBe(20);
    run.seek({ kind: 'step', by: -1 });
    expect(run.cursor.seq).toBe(19);
    run.seek({ kind: 'step', by: 1 });
    run.seek({ kind: 'step', by: 1 });
    expect(run.cursor.seq).toBe(21);
  });

  it('steps into the future at the head: one fact, though its step states several', () => {
    const run = tillAt(9);
    const { length } = run.current.journal;
    run.seek({ kind: 'step', by: 1 });
    expect(run.cursor).toMatchObject({ seq: length, atMs: 10 });
    expect(run.current.journal.length).toBeGreaterThan(length + 1);
  });

  it('stays within the run, whatever is asked', () => {
    const run = tillAt(100);
    run.seek({ kind: 'time', atMs: -5 });
    expect(run.cursor.atMs).toBe(0);
    run.seek({ kind: 'fact', seq: -9 });
    expect(run.cursor.seq).toBe(0);
    run.seek({ kind: 'step', by: -1 });
    expect(run.cursor.seq).toBe(0);
    run.seek({ kind: 'fact', seq: 1e9 });
    expect(run.cursor.seq).toBe(run.current.journal.length - 1);
    run.seek({ kind: 'time', atMs: 1e9 });
    expect(run.cursor.atMs).toBe(100);
  });

  it('does not move at the end of everything', () => {
    const run = tillAt(5000, { atMs: [10] });
    const { cursor } = run;
    run.seek({ kind: 'step', by: 1 });
    expect(run.cursor).toEqual(cursor);
  });

  it('shows the world as it was, wherever it comes from', () => {
    const run = eventful();
    const seen = [50, 250, 150].map((atMs) => {
      run.seek({ kind: 'time', atMs });
      return worldOf(run);
    });
    run.seek({ kind: 'head' });
    [50, 250, 150].forEach((atMs, index) => {
      run.seek({ kind: 'time', atMs });
      expect(worldOf(run)).toEqual(seen[index]);
    });
    expect(worldOf(tillAt(50))).toEqual(seen[0]);
  });
});

describe('a fork', () => {
  it('is a new future from the cursor that keeps the old one', () => {
    const run = eventful();
    const before = hashOf(run);
    run.seek({ kind: 'time', atMs: 150 });
    expect(run.fork('what if', false)).toBe(1);
    expect(run.isLive).toBe(true);
    expect(run.cursor.atMs).toBe(150);
    expect(doneTo(run)).toEqual(['100 Kill']);
    run.advance(400, ALL);
    expect(hashOf(run)).not.toBe(before);
    run.switchTo(0);
    expect(hashOf(run)).toBe(before);
    expect(run.cursor.atMs).toBe(400);
  });

  it('does again what was done later, if it is to be kept: the same future, if nothing changed', () => {
    const run = eventful();
    const before = hashOf(run);
    run.seek({ kind: 'time', atMs: 150 });
    run.fork('again', true);
    run.advance(400, ALL);
    expect(doneTo(run)).toEqual(['100 Kill', '200 Revive', '300 AddInstance']);
    expect(hashOf(run)).toBe(before);
  });

  it('begins between two steps, though the cursor stands within one', () => {
    const run = tillAt(500);
    // The third of the facts of one step.
    run.seek({ kind: 'time', atMs: 15 });
    run.seek({ kind: 'step', by: -1 });
    run.fork('', false);
    run.advance(500, ALL);
    expect(hashOf(run)).toBe(hashOf(tillAt(500)));
  });

  it('keeps the checkpoints and answers of the common past', () => {
    const run = tillAt(100);
    run.checkpoint('early');
    run.answer({ kind: 'Predicted', question: 'q', option: 1 });
    run.advance(300, ALL);
    run.checkpoint('late');
    run.answer({ kind: 'Predicted', question: 'q', option: 2 });
    run.seek({ kind: 'time', atMs: 200 });
    run.fork('', false);
    const { checkpoints, answers, label } = run.current.origin;
    expect(checkpoints.map((one) => one.label)).toEqual(['early']);
    expect(answers).toMatchObject([{ atMs: 100, answer: { option: 1 } }]);
    expect(label).toBe('branch 1');
  });

  it('is refused when there are as many branches as a run keeps', () => {
    const run = tillAt(50);
    for (let id = 1; id < MAX_BRANCHES; id++) expect(run.fork('', false)).toBe(id);
    expect(run.fork('', false)).toBe(-1);
    expect(run.branches).toHaveLength(MAX_BRANCHES);
  });
});

describe('what a person does', () => {
  it('at the head happens on that branch', () => {
    const run = tillAt(100);
    expect(run.intervene(KILL)).toBeUndefined();
    expect(run.branches).toHaveLength(1);
    expect(run.cursor).toEqual({ atMs: 100, seq: run.current.journal.length - 1 });
  });

  it('in the past begins a new branch without what was done later', () => {
    const run = eventful();
    run.seek({ kind: 'time', atMs: 150 });
    expect(run.intervene(REVIVE)).toBeUndefined();
    expect(doneTo(run)).toEqual(['100 Kill', '150 Revive']);
    expect(run.branches).toHaveLength(2);
  });

  it('in the past begins no branch if it is refused, and leaves the cursor where it is', () => {
    const run = eventful();
    run.seek({ kind: 'time', atMs: 50 });
    const { cursor } = run;
    expect(run.intervene(REVIVE)).toBe('alreadyAlive');
    expect(run.branches).toHaveLength(1);
    expect(run.cursor).toEqual(cursor);
  });

  it('in the past is refused when there are too many branches, and changes no other', () => {
    const run = eventful();
    while (run.fork('', false) >= 0);
    const before = hashOf(run);
    run.seek({ kind: 'time', atMs: 50 });
    expect(run.intervene(KILL)).toBe('tooManyBranches');
    expect(hashOf(run)).toBe(before);
  });
});

describe('undo', () => {
  it('resumes before the last intervention and keeps the old future', () => {
    const run = eventful();
    expect(run.undo()).toBe(true);
    expect(doneTo(run)).toEqual(['100 Kill', '200 Revive']);
    expect(run.cursor.atMs).toBe(300);
    expect(run.undo()).toBe(true);
    expect(doneTo(run)).toEqual(['100 Kill']);
    expect(run.branches).toHaveLength(3);
  });

  it('undoes nothing where nothing was done', () => {
    const run = tillAt(100);
    expect(run.undo()).toBe(false);
    expect(run.branches).toHaveLength(1);
  });

  it('is refused when there are too many branches, and leaves the cursor where it is', () => {
    const run = eventful();
    while (run.fork('', false) >= 0);
    run.seek({ kind: 'head' });
    const { cursor } = run;
    expect(run.undo()).toBe(false);
    expect(run.cursor).toEqual(cursor);
  });
});

describe('branches', () => {
  it('are looked at by their number; an unknown one changes nothing', () => {
    const run = eventful();
    run.fork('other', false);
    expect(run.switchTo(0)).toBe(true);
    expect(run.current.origin.id).toBe(0);
    expect(run.switchTo(9)).toBe(false);
    expect(run.current.origin.id).toBe(0);
  });

  it('have a checkpoint where the cursor stood', () => {
    const run = eventful();
    run.seek({ kind: 'fact', seq: 20 });
    run.checkpoint('here');
    expect(run.current.origin.checkpoints).toMatchObject([{ seq: 20, label: 'here' }]);
  });
});

describe('a frame', () => {
  it('carries each fact of a branch once', () => {
    const run = openTill();
    const sent: number[] = [];
    for (let atMs = 0; atMs <= 500; atMs += 50) {
      run.advance(atMs, ALL);
      const { facts } = run.frame(1, atMs);
      expect(facts.from).toBe(sent.length);
      for (let row = 0; row < facts.count; row++) sent.push(facts.columns[row]);
      expect(facts.columns).toHaveLength(facts.count * COLUMN_COUNT);
    }
    const { journal } = run.current;
    expect(sent).toEqual(Array.from({ length: journal.length }, (_, seq) => journal.atMs(seq)));
    expect(run.frame(1, 0).facts.count).toBe(0);
    expect(run.hasMoreFacts).toBe(false);
  });

  it('carries the facts from where branches part when another comes into view', () => {
    const run = eventful();
    run.frame(1, 0);
    run.seek({ kind: 'time', atMs: 150 });
    run.fork('first', false);
    const { forkSeq } = run.current.origin;
    run.advance(300, ALL);
    expect(run.frame(1, 1).facts.from).toBe(forkSeq);
    run.seek({ kind: 'time', atMs: 50 });
    run.fork('second', false);
    const second = run.current.origin.forkSeq;
    run.frame(1, 2);
    run.switchTo(0);
    expect(run.frame(1, 3).facts.from).toBe(second);
    run.switchTo(1);
    expect(run.frame(1, 4).facts.from).toBe(forkSeq);
  });

  it('says of branches, verdicts and metrics only what changed', () => {
    const run = openTill({ waits: { one: { message: 'Charged', count: 1 } } });
    expect(run.frame(1, 0)).toMatchObject({ branches: [{ id: 0 }], verdicts: [{ met: false }] });
    expect(run.frame(1, 1)).toMatchObject({ branches: null, verdicts: null, metrics: null });
    run.advance(100, ALL);
    expect(run.frame(1, 2)).toMatchObject({ branches: null, verdicts: [{ met: true }] });
    run.intervene(KILL);
    expect(run.frame(1, 3).branches).toMatchObject([{ marks: [{ kind: 'kill' }] }]);
  });

  it('says where cursor and head stand', () => {
    const run = eventful();
    run.seek({ kind: 'time', atMs: 150 });
    const head = { atMs: 400, seq: run.current.journal.length - 1 };
    expect(run.frame(4, 9)).toMatchObject({ run: 4, beat: 9, branch: 0, live: false, head });
    run.seek({ kind: 'head' });
    expect(run.frame(4, 10)).toMatchObject({ live: true, cursor: head });
  });
});
