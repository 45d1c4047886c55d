/** Says how the engine answers each command, and that nothing it is told breaks it. */
import { describe, expect, it } from 'vitest';
import { codeOf } from '../handlers/testing/handlers';
import { SMALL_SHOP } from '../timeline/testing/smallShop';
import { advance, Conversation, type OnRun } from './testing/conversation';
import { SHOP } from './testing/processes';

const KILL = { kind: 'Kill', part: 'till' } as const;
const REVIVE = { kind: 'Revive', part: 'till' } as const;
const fork = (more: object = {}): OnRun => {
  return { kind: 'fork', keepLater: false, label: 'other', change: null, ...more } as OnRun; // one
};

/** A conversation about a run that has gone on to a time. */
function at(ms: number): Conversation {
  const talk = new Conversation();
  talk.open();
  talk.do(advance(ms));
  return talk;
}

describe('an engine', () => {
  it('says that it is ready, first of all', () => {
    expect(new Conversation().messages).toEqual([{ kind: 'ready', version: '1' }]);
  });

  it('answers a command, then shows what it changed', () => {
    const talk = at(100);
    const number = talk.send({ kind: 'intervene', intervention: KILL });
    const [reply, frame] = talk.messages.slice(-2);
    expect(reply).toMatchObject({ kind: 'reply', number, reply: { ok: true } });
    expect(frame).toMatchObject({ kind: 'frame', frame: { run: 1, beat: number } });
  });

  it('keeps several runs apart', () => {
    const talk = at(100);
    talk.send({ kind: 'open', open: { ...SHOP, seed: 99 } }, 2);
    talk.send(advance(50), 2);
    expect(talk.frame).toMatchObject({ run: 2, cursor: { atMs: 50 } });
    talk.do(advance(150));
    expect(talk.frame).toMatchObject({ run: 1, cursor: { atMs: 150 } });
  });
});

describe('opening a run', () => {
  it('gives its topology and its first frame', () => {
    const talk = new Conversation();
    const value = talk.open();
    expect(value).toMatchObject({ kind: 'opened', found: 'new', topology: { seed: 11 } });
    expect(talk.frame).toMatchObject({ branch: 0, cursor: { atMs: 0 }, live: true });
    expect(talk.frame.facts.count).toBeGreaterThan(0);
  });

  it('takes the scenario’s seed unless another is given', () => {
    expect(new Conversation().open({ seed: null })).toMatchObject({ topology: { seed: 7 } });
  });

  it('of a scenario with faults says them all, and opens nothing', () => {
    const talk = new Conversation();
    const scenario = { ...Object(SMALL_SHOP), seed: -1, weather: 'fine' };
    const number = talk.send({ kind: 'open', open: { ...SHOP, scenario } });
    const faults = [{ path: 'seed' }, { path: 'weather' }];
    expect(talk.replyTo(number)).toMatchObject({
      ok: false,
      failure: { kind: 'scenario', faults },
    });
    expect(talk.replyTo(talk.send(advance(10)))).toEqual({
      ok: false,
      failure: { kind: 'unknownRun' },
    });
    expect(talk.storage.requests).toEqual([]);
  });

  it('without a handler’s code says which is missing', () => {
    const talk = new Conversation();
    const number = talk.send({ kind: 'open', open: { ...SHOP, handlers: {} } });
    expect(talk.replyTo(number)).toMatchObject({
      failure: { kind: 'scenario', faults: [{ code: 'noHandler', path: 'parts[2].handler' }] },
    });
  });

  it('runs the lesson’s goals beside the world', () => {
    const goals = codeOf(`export default {
      goals: { asked: {
        initial: 0,
        on: { RequestAnswered: (count) => count + 1 },
        verdict: (count) => ({ met: count >= 1 }),
      } },
      metrics: { answered: {
        initial: 0, on: { RequestAnswered: (count) => count + 1 }, value: (count) => count,
      } },
    };`);
    const talk = new Conversation();
    talk.open({ goals, waits: { tick: { message: 'Ticked', count: 1 } } });
    expect(talk.frame.verdicts).toMatchObject([
      { id: 'asked', met: false },
      { id: 'tick', met: false },
    ]);
    talk.do(advance(2000));
    expect(talk.frame.verdicts).toMatchObject([{ met: true }, { met: true }]);
    expect(talk.frame.metrics?.answered).toBeGreaterThan(0);
  });
});

describe('a command', () => {
  it('on a run that is not open is refused, whatever it is', () => {
    const talk = at(100);
    for (const command of [advance(5), fork(), { kind: 'close' } as const]) {
      const reply = talk.replyTo(talk.send(command, 7));
      expect(reply).toEqual({ ok: false, failure: { kind: 'unknownRun' } });
    }
  });

  it('lets time go on, over so many facts at most', () => {
    const talk = at(0);
    const before = talk.frame.head.seq;
    talk.do({ kind: 'advance', toMs: 5000, maxFacts: 20 });
    expect(talk.frame.head.seq - before).toBeLessThan(60);
    expect(talk.frame.head.atMs).toBeLessThan(5000);
  });

  it('moves the cursor, and shows the moment', () => {
    const talk = at(300);
    expect(talk.do({ kind: 'seek', to: { kind: 'time', atMs: 100 } })).toEqual({ kind: 'none' });
    expect(talk.frame).toMatchObject({ cursor: { atMs: 100 }, head: { atMs: 300 }, live: false });
  });

  it('intervenes, or says why not', () => {
    const talk = at(300);
    const applied = talk.do({ kind: 'intervene', intervention: KILL });
    expect(applied).toEqual({ kind: 'applied', seq: talk.frame.head.seq });
    const again = talk.do({ kind: 'intervene', intervention: KILL });
    expect(again).toEqual({ kind: 'refused', reason: 'alreadyDead' });
  });

  it('takes the last intervention back, if there is one', () => {
    const talk = at(300);
    expect(talk.do({ kind: 'undo' })).toMatchObject({ kind: 'refused', reason: 'nothingToUndo' });
    talk.do({ kind: 'intervene', intervention: KILL });
    expect(talk.do({ kind: 'undo' })).toEqual({ kind: 'none' });
    expect(talk.frame).toMatchObject({ branch: 1, branches: [{ id: 0 }, { id: 1, marks: [] }] });
  });

  it('forks, with a change at its start if one is given', () => {
    const talk = at(300);
    expect(talk.do(fork())).toEqual({ kind: 'branch', branch: 1 });
    expect(talk.do(fork({ change: KILL }))).toEqual({ kind: 'branch', branch: 2 });
    expect(talk.frame.branches?.[2]).toMatchObject({ label: 'other', marks: [{ kind: 'kill' }] });
  });

  it('forks nothing if the change is refused, or there are too many branches', () => {
    const talk = at(300);
    const refused = talk.do(fork({ change: REVIVE }));
    expect(refused).toEqual({ kind: 'refused', reason: 'alreadyAlive' });
    expect(talk.frame.branch).toBe(0);
    for (let branch = 1; branch < 32; branch++) talk.do(fork());
    expect(talk.do(fork())).toEqual({ kind: 'refused', reason: 'tooManyBranches' });
  });

  it('looks at another branch, if it is there', () => {
    const talk = at(300);
    talk.do(fork());
    expect(talk.do({ kind: 'switchBranch', branch: 0 })).toEqual({ kind: 'none' });
    expect(talk.frame.branch).toBe(0);
    const none = talk.do({ kind: 'switchBranch', branch: 9 });
    expect(none).toEqual({ kind: 'refused', reason: 'noSuchBranch' });
  });

  it('sets a checkpoint, and takes an answer of the learner', () => {
    const talk = at(300);
    talk.do({ kind: 'checkpoint', label: 'calm' });
    expect(talk.frame.branches?.[0].marks).toMatchObject([{ kind: 'checkpoint', text: 'calm' }]);
    const answer = { kind: 'Predicted', question: 'q', option: 1 } as const;
    expect(talk.do({ kind: 'answer', answer })).toEqual({ kind: 'none' });
  });

  it('asks, and is answered without a frame', () => {
    const talk = at(300);
    const { length } = talk.frames;
    const result = talk.do({ kind: 'query', query: { kind: 'fact', seq: 0 } });
    expect(result).toMatchObject({ kind: 'result', result: { row: { kind: 'RunStarted' } } });
    expect(talk.frames).toHaveLength(length);
  });

  it('starts again from the beginning, under another seed', () => {
    const talk = at(300);
    const restarted = talk.do({ kind: 'restart', seed: 5 });
    expect(restarted).toMatchObject({ kind: 'restarted', topology: { seed: 5 } });
    expect(talk.frame).toMatchObject({ cursor: { atMs: 0 }, facts: { from: 0 } });
  });

  it('closes a run, which is not there any more', () => {
    const talk = at(300);
    expect(talk.do({ kind: 'close' })).toEqual({ kind: 'none' });
    expect(talk.replyTo(talk.send(advance(400)))).toMatchObject({ ok: false });
  });
});

describe('a bug of ours', () => {
  it('is answered as one, with what reproduces it, and breaks no other run', () => {
    const talk = at(100);
    const dance = JSON.parse('{"kind":"dance"}') as OnRun; // nothing that a page would send
    expect(talk.replyTo(talk.send(dance))).toMatchObject({
      ok: false,
      failure: { kind: 'invariant', seed: 0, seq: -1 },
    });
    talk.do(advance(200));
    expect(talk.frame.cursor.atMs).toBe(200);
  });
});

describe('a long way at once', () => {
  it('is shown in several frames, which together carry every fact', () => {
    const talk = new Conversation();
    talk.open();
    talk.do(advance(120_000));
    const { head } = talk.frame;
    expect(head.seq).toBeGreaterThan(50_000);
    const last = talk.frames.slice(-2);
    expect(last.map(({ facts }) => facts.count)).toEqual([50_000, expect.any(Number)]);
    expect(last[1].facts.from + last[1].facts.count).toBe(head.seq + 1);
  });
});
