/** Says how a kept run is continued, and what is made of one that cannot be. */
import { describe, expect, it } from 'vitest';
import type { StorageReply } from '../storage/segments';
import { WORLD_VERSION } from '../timeline';
import { SMALL_SHOP } from '../timeline/testing/smallShop';
import { advance, Conversation } from './testing/conversation';
import type { FakeStorage, Loaded } from './testing/fakeStorage';
import { SHOP } from './testing/processes';

const STORED = { storedAs: 'shop', resume: true };

/** A run that was played, killed, forked and left with its cursor in the past. */
function played(): Conversation {
  const talk = new Conversation();
  talk.open(STORED);
  const steps = [
    advance(3000),
    { kind: 'intervene', intervention: { kind: 'Kill', part: 'till' } },
    advance(4000),
    { kind: 'checkpoint', label: 'down' },
    { kind: 'answer', answer: { kind: 'Predicted', question: 'q', option: 2 } },
    { kind: 'seek', to: { kind: 'time', atMs: 3500 } },
    { kind: 'fork', keepLater: false, label: 'other', change: null },
    { kind: 'intervene', intervention: { kind: 'Revive', part: 'till' } },
    advance(6000),
    { kind: 'seek', to: { kind: 'time', atMs: 5000 } },
  ] as const;
  for (const step of steps) {
    talk.do(step);
    talk.storage.answer(talk.host);
  }
  return talk;
}

/** What a run is, as the page would see it. */
function seen(talk: Conversation): unknown {
  const { branch, cursor, head, parts, slots, flights } = talk.frame;
  const log = talk.do({ kind: 'query', query: { kind: 'log', from: 0, count: 500 } });
  return { branch, cursor, head, parts, slots, flights, log };
}

/** The same run opened again by another engine, after something was done to what is kept. */
function again(storage: FakeStorage, change: (loaded: Loaded) => Loaded = (one) => one) {
  const talk = new Conversation(storage);
  const asked = talk.send({ kind: 'open', open: { ...SHOP, ...STORED } });
  const load = storage.requests[storage.requests.length - 1];
  const loaded = change(storage.loaded(load.number, load.id));
  talk.host.fromStorage(loaded satisfies StorageReply);
  const reply = talk.replyTo(asked);
  expect(reply).toMatchObject({ ok: true });
  return { talk, reply };
}

describe('a kept run', () => {
  it('is continued where it was: its branches, its facts, its cursor', () => {
    const first = played();
    const { talk, reply } = again(first.storage);
    expect(reply).toMatchObject({ value: { kind: 'opened', found: 'resumed' } });
    expect(seen(talk)).toEqual(seen(first));
    expect(talk.frame.branches).toMatchObject([
      { id: 0, marks: [{ kind: 'kill' }, { kind: 'checkpoint' }] },
      { id: 1, label: 'other', marks: [{ kind: 'kill' }, { kind: 'revive' }] },
    ]);
  });

  it('goes on as it would have gone on', () => {
    const first = played();
    const { talk } = again(first.storage);
    for (const one of [first, talk]) {
      one.do({ kind: 'seek', to: { kind: 'head' } });
      one.do(advance(9000));
    }
    expect(seen(talk)).toEqual(seen(first));
  });

  it('is sent to storage from where it was: nothing is kept twice', () => {
    const { storage } = played();
    const { talk } = again(storage);
    const commit = storage.commits.at(-1);
    expect(commit?.fresh).toBe(false);
    expect(commit?.segments).toEqual([]);
    talk.do(advance(6000));
  });

  it('that is not there is a new one', () => {
    const talk = new Conversation();
    expect(talk.open(STORED)).toMatchObject({ found: 'new' });
  });

  it('that is not to be continued is forgotten', () => {
    const { storage } = played();
    const talk = new Conversation(storage);
    expect(talk.open({ storedAs: 'shop', resume: false })).toMatchObject({ found: 'new' });
    expect(storage.commits.at(-1)).toMatchObject({ fresh: true });
  });

  it('makes those who ask while it is loaded wait, and answers them in order', () => {
    const { storage } = played();
    const talk = new Conversation(storage);
    const numbers = [
      talk.send({ kind: 'open', open: { ...SHOP, ...STORED } }),
      talk.send({ kind: 'seek', to: { kind: 'time', atMs: 100 } }),
    ];
    expect(talk.replyTo(numbers[1])).toBeUndefined();
    const load = storage.requests[storage.requests.length - 1];
    talk.host.fromStorage(storage.loaded(load.number, load.id));
    expect(numbers.map((number) => talk.replyTo(number)?.ok)).toEqual([true, true]);
    expect(talk.frame.cursor.atMs).toBe(100);
  });
});

describe('a kept run that cannot be continued', () => {
  const withRun = (change: object) => (loaded: Loaded) =>
    ({ ...loaded, run: { ...loaded.run, ...change } }) as Loaded; // another run

  it('under other rules of the world is run again, and says that it came out the same', () => {
    const first = played();
    const { talk, reply } = again(first.storage, withRun({ worldVersion: '0' }));
    expect(reply).toMatchObject({ value: { found: 'rerun' } });
    expect(talk.frame.cursor.atMs).toBe(first.frame.cursor.atMs);
    expect(talk.frame.head).toEqual(first.frame.head);
  });

  it('says that it came out differently, if it did', () => {
    const first = played();
    const { reply } = again(first.storage, (loaded) => {
      const [segment] = loaded.segments;
      segment.columns.fill(1, 3000, 3100);
      return withRun({ worldVersion: '0' })(loaded);
    });
    expect(reply).toMatchObject({ value: { found: 'rerunDiffers' } });
  });

  it('because its scenario has changed is run again', () => {
    const { storage } = played();
    const scenario = { ...Object(SMALL_SHOP), name: 'Another shop' };
    expect(again(storage, withRun({ scenario })).reply).toMatchObject({
      value: { found: 'rerun' },
    });
  });

  it('because its end is missing is run again from its interventions', () => {
    const first = played();
    const { talk, reply } = again(first.storage, (loaded) => ({
      ...loaded,
      cuts: [{ branch: 1, kept: 0, written: 5000 }],
    }));
    expect(reply).toMatchObject({ value: { found: 'rerunDiffers' } });
    expect(talk.frame.head).toEqual(first.frame.head);
  });

  it('is kept anew from the beginning', () => {
    const { storage } = played();
    again(storage, withRun({ worldVersion: '0' }));
    expect(storage.commits.at(-1)).toMatchObject({
      fresh: true,
      run: { worldVersion: WORLD_VERSION },
    });
  });

  it('because storage failed is a new one', () => {
    const talk = new Conversation();
    const asked = talk.send({ kind: 'open', open: { ...SHOP, ...STORED } });
    const [{ number }] = talk.storage.requests;
    talk.host.fromStorage({ kind: 'failed', number, reason: 'broken', retriable: false });
    expect(talk.replyTo(asked)).toMatchObject({ value: { found: 'new' } });
  });
});
