// Owns that two runs under one clock stay together: whatever is done, both stand at the same time.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import type { Frame } from '../timeline';
import type { Json } from '../world';
import { EngineClient } from './client/client';
import { openPair } from './client/pairSides';
import type { OpenPair } from './client/pair';
import { deedOf, SIDES, type Side } from './partners';
import type { DeedOutcome } from './client/run';
import { hostProcesses, SHOP } from './testing/processes';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    setTimeout(() => callback(performance.now()), 16),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

type Parts = readonly { readonly id: string; readonly [field: string]: Json }[];

/** The shop, in which the till acknowledges when it is handed a message. */
function careless(): Json {
  // A scenario as the fixture writes it: an object with parts.
  const scenario = structuredClone(SHOP.scenario) as { parts: Parts };
  const parts = scenario.parts.map((part) =>
    part.id === 'till'
      ? { ...part, consumes: [{ queue: 'till.inbox', prefetch: 2, acknowledge: 'onDelivery' }] }
      : part,
  );
  return { ...scenario, parts };
}

async function open(change: Partial<OpenPair> = {}) {
  const { start, started } = hostProcesses();
  const client = new EngineClient(start);
  const latest: { [side in Side]?: Frame } = {};
  const settledAt: (readonly [number, number])[] = [];
  const shown = (side: Side): Frame => {
    const frame = latest[side];
    if (frame === undefined) throw new Error(`nothing was shown of ${side}`);
    return frame;
  };
  const opening = openPair(
    client,
    { left: SHOP, right: { ...SHOP, scenario: careless() }, partners: {}, ...change },
    {
      frame: (side, frame) => void (latest[side] = frame),
      settled: () => settledAt.push([shown('left').cursor.atMs, shown('right').cursor.atMs]),
    },
  );
  await pass(20);
  const pair = await opening;
  const done = async (deed: Promise<DeedOutcome>): Promise<DeedOutcome> => {
    await pass(4000);
    return deed;
  };
  return { pair, started, shown, settledAt, done };
}

type Opened = Awaited<ReturnType<typeof open>>;

function expectTogether({ shown }: Opened): void {
  const [left, right] = [shown('left'), shown('right')];
  expect(right.cursor.atMs).toBe(left.cursor.atMs);
  expect(right.head.atMs).toBe(left.head.atMs);
  expect(right.live).toBe(left.live);
  expect(right.branch).toBe(left.branch);
}

async function playFor({ pair }: Opened, ms: number): Promise<void> {
  pair.left.play();
  await pass(ms);
  pair.left.pause();
  await pass(50);
}

describe('two runs under one clock', () => {
  it('play together, at one speed', async () => {
    const opened = await open();
    opened.pair.right.setSpeed(2);
    await playFor(opened, 1000);
    expectTogether(opened);
    expect(opened.shown('left').cursor.atMs).toBeGreaterThan(1500);
    expect(opened.settledAt.every(([left, right]) => left === right)).toBe(true);
    expect(opened.pair.left.snapshot()).toMatchObject({ playback: 'paused', speed: 2 });
  });

  it('step through the moments in which anything happens on either side', async () => {
    const opened = await open();
    const { pair, shown, done } = opened;
    await playFor(opened, 300);
    const facts = (): number => shown('left').cursor.seq + shown('right').cursor.seq;
    const [before, beforeMs] = [facts(), shown('left').cursor.atMs];
    await done(pair.left.stepForward());
    expect(facts()).toBeGreaterThan(before);
    expect(pair.left.snapshot()).toMatchObject({ isLive: true, playback: 'paused' });
    const stepped = facts();
    await done(pair.right.stepBack());
    expect(facts()).toBeLessThan(stepped);
    expect(shown('left').cursor.atMs).toBeLessThanOrEqual(beforeMs);
    expectTogether(opened);
    await done(pair.left.stepForward());
    expect(facts()).toBe(stepped);
    expectTogether(opened);
  });

  it('suffer the same fault at the same time', async () => {
    const opened = await open();
    await playFor(opened, 400);
    const { pair, shown, done } = opened;
    expect(await done(pair.right.intervene({ kind: 'Kill', part: 'till' }))).toEqual({
      kind: 'done',
    });
    const marks = SIDES.map((side) => shown(side).branches?.[0].marks ?? []);
    expect(marks[0]).toMatchObject([{ kind: 'kill', part: 'till' }]);
    expect(marks[1][0].atMs).toBe(marks[0][0].atMs);
    const again = await done(pair.left.intervene({ kind: 'Kill', part: 'till' }));
    expect(again).toEqual({ kind: 'refused', reason: 'alreadyDead' });
  });

  it('ask each side about itself', async () => {
    const opened = await open();
    await playFor(opened, 2000);
    const { pair } = opened;
    const ask = { kind: 'service', part: 'till' } as const;
    const both = Promise.all([pair.left.query(ask), pair.right.query(ask)]);
    await pass(20);
    const terms = (await both).map((answer) => answer?.consumes[0].acknowledge);
    expect(terms).toEqual(['afterWork', 'onDelivery']);
  });

  it('take back what was done on one side only, and go on together', async () => {
    const scenario = SHOP.scenario as { parts: Parts }; // as the fixture writes it
    const parts = scenario.parts.filter(({ id }) => id !== 'clock');
    const right = { ...SHOP, scenario: { ...scenario, parts, links: linksWithout(SHOP.scenario) } };
    const opened = await open({ right });
    const { pair, shown, done } = opened;
    await playFor(opened, 300);
    await done(pair.left.intervene({ kind: 'Kill', part: 'till' }));
    await playFor(opened, 300);
    const killedMs = shown('left').cursor.atMs;
    await done(pair.left.intervene({ kind: 'Kill', part: 'clock' }));
    await playFor(opened, 300);
    expect(await done(pair.right.undo())).toEqual({ kind: 'done' });
    expectTogether(opened);
    expect(shown('left').cursor.atMs).toBe(killedMs);
    await done(pair.left.undo());
    expectTogether(opened);
    expect(shown('left').cursor.atMs).toBeLessThan(killedMs);
    expect(await done(pair.left.undo())).toEqual({ kind: 'refused', reason: 'nothingToUndo' });
  });

  it('are there again, together, after their engine was lost', async () => {
    const opened = await open();
    const { pair, started, shown, done } = opened;
    await playFor(opened, 500);
    await done(pair.left.intervene({ kind: 'Kill', part: 'till' }));
    await playFor(opened, 500);
    const before = shown('left').head;
    started[0].fail('gone');
    await pass(3000);
    expect(started).toHaveLength(2);
    expect(pair.left.snapshot().playback).toBe('paused');
    expect(shown('left').head).toEqual(before);
    expectTogether(opened);
    await playFor(opened, 200);
    expect(shown('left').head.atMs).toBeGreaterThan(before.atMs);
    expectTogether(opened);
  });

  const command = fc.oneof(
    fc.record({ do: fc.constant('play' as const), ms: fc.integer({ min: 20, max: 400 }) }),
    fc.record({ do: fc.constant('seek' as const), share: fc.double({ min: 0, max: 1.2 }) }),
    fc.record({
      do: fc.constantFrom(
        ...(['back', 'forward', 'head', 'fork', 'resume', 'undo', 'kill', 'revive'] as const),
        ...(['trunk', 'checkpoint', 'restart'] as const),
      ),
    }),
  );

  it('stand at the same time after any sequence of commands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(command, fc.constantFrom(...SIDES)), { maxLength: 14 }),
        async (commands) => {
          const opened = await open();
          for (const [one, side] of commands) {
            const run = opened.pair[side];
            const headMs = opened.shown('left').head.atMs;
            if (one.do === 'play') await playFor(opened, one.ms);
            else if (one.do === 'seek') {
              const atMs = Math.round(one.share * headMs);
              await opened.done(run.seek({ kind: 'time', atMs }));
            } else await opened.done(DEEDS[one.do](run));
            run.pause();
            await pass(50);
            expectTogether(opened);
          }
          opened.pair.left.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});

type Handle = Opened['pair']['left'];

const DEEDS = {
  back: (run: Handle) => run.stepBack(),
  forward: (run: Handle) => run.stepForward(),
  head: (run: Handle) => run.head(),
  fork: (run: Handle) => run.fork(),
  resume: (run: Handle) => run.resumeHere(),
  undo: (run: Handle) => run.undo(),
  kill: (run: Handle) => run.intervene({ kind: 'Kill', part: 'till' }),
  revive: (run: Handle) => run.intervene({ kind: 'Revive', part: 'till' }),
  trunk: (run: Handle) => run.switchBranch(0),
  checkpoint: (run: Handle) => run.checkpoint('here'),
  restart: (run: Handle) => run.restart(12),
};

function linksWithout(scenario: Json): Json {
  // As the fixture writes it.
  const { links } = scenario as { links: { between: string[] }[] };
  return links.filter(({ between }) => !between.includes('clock'));
}

describe('a deed on one side', () => {
  it('is the same on the other, on the part that stands for it there', async () => {
    const { pair } = await open();
    const there = pair.right.snapshot().topology;
    const kill = { kind: 'Kill', part: 'desk', instance: 1 } as const;
    expect(deedOf(kill, 'left', {}, there)).toEqual(kill);
    expect(deedOf(kill, 'left', { desk: 'till' }, there)).toEqual({ ...kill, part: 'till' });
    expect(deedOf(kill, 'right', { wall: 'desk' }, there)).toEqual({ ...kill, part: 'wall' });
    expect(deedOf({ kind: 'Purge', part: 'log' }, 'left', {}, there)).toBeNull();
  });
});
