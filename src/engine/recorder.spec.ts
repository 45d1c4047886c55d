/** Says what of a run is sent to storage, and when. */
import { describe, expect, it } from 'vitest';
import { CHUNK_FACTS, WORLD_VERSION } from '../timeline';
import { advance, Conversation } from './testing/conversation';

/** A conversation about a run that is kept. */
function kept(): Conversation {
  const talk = new Conversation();
  talk.open({ storedAs: 'shop' });
  talk.storage.answer(talk.host);
  return talk;
}

const play = (talk: Conversation, toMs: number): void => {
  talk.do(advance(toMs));
  talk.storage.answer(talk.host);
};

describe('a run that is kept', () => {
  it('is sent whole at first, and forgets what was kept under its id', () => {
    const [commit] = kept().storage.commits;
    expect(commit).toMatchObject({ id: 'shop', fresh: true });
    expect(commit.run).toMatchObject({
      seed: 11,
      worldVersion: WORLD_VERSION,
      branches: [{ id: 0 }],
    });
    expect(commit.segments).toHaveLength(1);
  });

  it('is sent nowhere if it has no id', () => {
    const talk = new Conversation();
    talk.open({ storedAs: null });
    talk.do(advance(500));
    expect(talk.storage.requests).toEqual([]);
  });

  it('is sent by what is new: the tail that grew, new segments, new values', () => {
    const talk = kept();
    play(talk, 400);
    const [, second] = talk.storage.commits;
    expect(second).toMatchObject({ fresh: false, values: { from: 0 } });
    expect(second.segments.map(({ index }) => index)).toEqual([0]);
    play(talk, 10_000);
    const [, , third] = talk.storage.commits;
    expect(third.values?.from).toBe(second.run.valueCount);
    const { length } = third.run.branches[0];
    expect(length).toBeGreaterThan(2 * CHUNK_FACTS);
    const indices = third.segments.map(({ index }) => index);
    expect(indices).toEqual(indices.map((_, at) => at));
    expect(indices).toHaveLength(Math.ceil(length / CHUNK_FACTS));
    expect(third.keyframe).toMatchObject({ branch: 0 });
    play(talk, 10_100);
    const [, , , fourth] = talk.storage.commits;
    expect(fourth.segments.map(({ index }) => index)).toEqual([indices.length - 1]);
  });

  it('is sent without facts when none are new', () => {
    const talk = kept();
    play(talk, 400);
    talk.do({ kind: 'seek', to: { kind: 'time', atMs: 100 } });
    const last = talk.storage.commits.at(-1);
    expect(last).toMatchObject({ segments: [], values: null, keyframe: null });
    expect(last?.run.cursorMs).toBe(100);
  });

  it('is sent once at a time; what happens meanwhile goes with the next', () => {
    const talk = new Conversation();
    talk.open({ storedAs: 'shop' });
    const before = talk.storage.commits.length;
    talk.do(advance(100));
    talk.do(advance(200));
    talk.do(advance(300));
    talk.storage.answer(talk.host);
    expect(talk.storage.commits.length - before).toBeLessThanOrEqual(2);
    expect(talk.storage.commits.at(-1)?.run.branches[0]).toMatchObject({ headMs: 300 });
  });

  it('shares with its branches the segments that lie whole in their common past', () => {
    const talk = kept();
    play(talk, 10_000);
    talk.do({ kind: 'seek', to: { kind: 'time', atMs: 9000 } });
    talk.do({ kind: 'fork', keepLater: false, label: '', change: null });
    talk.storage.answer(talk.host);
    const commit = talk.storage.commits.at(-1);
    const forkSeq = commit?.run.branches[1].forkSeq ?? 0;
    expect(forkSeq).toBeGreaterThan(CHUNK_FACTS);
    expect(commit?.segments).toMatchObject([
      { branch: 1, index: Math.floor(forkSeq / CHUNK_FACTS) },
    ]);
  });

  it('is sent anew from the beginning when it starts again', () => {
    const talk = kept();
    play(talk, 400);
    talk.do({ kind: 'restart', seed: 5 });
    expect(talk.storage.commits.at(-1)).toMatchObject({ fresh: true, run: { seed: 5 } });
  });

  it('is sent to its end when it is closed, though storage is still busy', () => {
    const talk = kept();
    talk.do(advance(100));
    talk.do(advance(200));
    talk.do({ kind: 'close' });
    expect(talk.storage.commits.at(-1)?.run.branches[0]).toMatchObject({ headMs: 200 });
  });

  it('goes on when storage fails: what was sent is not sent again', () => {
    const talk = new Conversation();
    talk.open({ storedAs: 'shop' });
    talk.do(advance(200));
    const [first] = talk.storage.commits;
    const refused = { kind: 'failed', reason: 'full', retriable: true } as const;
    talk.host.fromStorage({ ...refused, number: first.number });
    const [, second] = talk.storage.commits;
    expect(second).toMatchObject({ fresh: false, values: { from: 0 } });
    talk.host.fromStorage({ ...refused, number: second.number });
    talk.do(advance(400));
    const [, , third] = talk.storage.commits;
    expect(third.values?.from).toBe(second.run.valueCount);
  });
});
