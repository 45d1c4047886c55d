// Owns that page and engine work together: pacing, time travel, and a run that outlives its engine.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../timeline';
import { EngineClient } from './client/client';
import { openRun, type RunHandle } from './client/run';
import type { OpenRun } from './protocol';
import { hostProcesses, SHOP } from './testing/processes';

const BEAT_MS = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) =>
    setTimeout(() => callback(performance.now()), BEAT_MS),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A run with what its frames said: the journal as the page knows it, and the latest frame. */
async function open(change: Partial<OpenRun> = {}) {
  const { start, started } = hostProcesses();
  const client = new EngineClient(start);
  const journal: number[][] = [];
  const frames: Frame[] = [];
  const opening = openRun(client, { ...SHOP, ...change }, (frame) => {
    frames.push(frame);
    const { from, count, columns } = frame.facts;
    journal.length = Math.min(journal.length, from);
    for (let row = 0; row < count; row++) {
      journal.push(Array.from({ length: 10 }, (_, column) => columns[column * count + row]));
    }
  });
  await pass(10);
  const run = await opening;
  const latest = (): Frame => frames[frames.length - 1];
  return { run, client, started, journal, frames, latest };
}

async function playFor(run: RunHandle, ms: number): Promise<void> {
  run.play();
  await pass(ms);
  run.pause();
  await pass(10);
}

describe('a run on the page', () => {
  it('opens paused at the beginning, and plays at its speed', async () => {
    const { run, latest } = await open();
    expect(run.snapshot()).toMatchObject({ playback: 'paused', isLive: true });
    run.setSpeed(2);
    await playFor(run, 1000);
    expect(latest().cursor.atMs).toBeGreaterThan(1850);
    expect(latest().cursor.atMs).toBeLessThanOrEqual(2000);
  });

  it('never has two advances under way, however slow the engine', async () => {
    const { run, started } = await open();
    const [engine] = started;
    run.play();
    await pass(100);
    engine.isHanging = true;
    const before = engine.requests.length;
    await pass(1000);
    expect(engine.requests.length - before).toBeLessThanOrEqual(1);
    expect(run.snapshot().playback).toBe('playing');
  });

  it('goes from the past, played to its end, on into what is not known yet', async () => {
    const { run, latest } = await open();
    await playFor(run, 600);
    const head = latest().head;
    await Promise.all([run.seek({ kind: 'time', atMs: 200 }), pass(10)]);
    expect(run.snapshot()).toMatchObject({ playback: 'past', isLive: false });
    expect(latest().cursor.atMs).toBe(200);
    expect(latest().head).toEqual(head);
    run.play();
    await pass(200);
    expect(run.snapshot()).toMatchObject({ playback: 'playing', isLive: false });
    await pass(400);
    expect(run.snapshot()).toMatchObject({ playback: 'playing', isLive: true });
    expect(latest().head.atMs).toBeGreaterThan(head.atMs);
  });

  it('steps by one fact and stands', async () => {
    const { run, latest } = await open();
    await playFor(run, 300);
    const { seq } = latest().cursor;
    run.play();
    await Promise.all([run.stepBack(), pass(10)]);
    expect(latest().cursor.seq).toBe(seq - 1);
    expect(run.snapshot().playback).toBe('past');
    await Promise.all([run.stepForward(), pass(10)]);
    expect(latest().cursor.seq).toBe(seq);
  });

  it('forks and resumes, and tells what was refused', async () => {
    const { run, latest } = await open();
    await playFor(run, 300);
    await Promise.all([run.intervene({ kind: 'Kill', part: 'till' }), pass(10)]);
    await playFor(run, 300);
    const again = run.intervene({ kind: 'Kill', part: 'till' });
    await pass(10);
    expect(await again).toMatchObject({ kind: 'refused' });
    await Promise.all([run.seek({ kind: 'time', atMs: 100 }), pass(10)]);
    const forked = run.fork('other');
    await pass(10);
    expect(await forked).toEqual({ kind: 'done' });
    expect(latest().branch).toBe(1);
    await Promise.all([run.switchBranch(0), pass(10)]);
    await Promise.all([run.seek({ kind: 'time', atMs: 100 }), pass(10)]);
    await Promise.all([run.resumeHere(), pass(10)]);
    expect(latest().branch).toBe(2);
    expect(run.snapshot().playback).toBe('playing');
  });

  it('answers queries and refuses an author’s faults', async () => {
    const { run } = await open();
    await playFor(run, 300);
    const asked = run.query<'log'>({ kind: 'log', from: 0, count: 5 });
    await pass(10);
    expect((await asked)?.rows).toHaveLength(5);

    const faulty = openRun(
      new EngineClient(hostProcesses().start),
      { ...SHOP, scenario: {} },
      () => undefined,
    );
    const refused = expect(faulty).rejects.toMatchObject({ failure: { kind: 'scenario' } });
    await pass(10);
    await refused;
  });
});

describe('a run whose engine is lost', () => {
  /** Does a bit of everything, so that little of the run follows from its scenario alone. */
  async function live(run: RunHandle): Promise<void> {
    await playFor(run, 400);
    await Promise.all([run.intervene({ kind: 'Kill', part: 'till', instance: 0 }), pass(10)]);
    await playFor(run, 300);
    await Promise.all([run.checkpoint('here'), pass(10)]);
    await Promise.all([
      run.intervene({ kind: 'SetRate', part: 'people', perSecond: 30 }),
      pass(10),
    ]);
    await playFor(run, 200);
    await Promise.all([run.seek({ kind: 'time', atMs: 500 }), pass(10)]);
    await Promise.all([run.intervene({ kind: 'Revive', part: 'till' }), pass(10)]);
    await playFor(run, 250);
  }

  it('is made again fact by fact where nothing is stored, and stands, paused', async () => {
    const { run, started, journal, latest } = await open();
    await live(run);
    await Promise.all([run.stepBack(), pass(10)]);
    const before = { journal: structuredClone(journal), frame: latest() };
    const seen: string[] = [];
    run.subscribe(() => seen.push(run.snapshot().playback));

    started[0].isHanging = true;
    run.play();
    await pass(3000);

    expect(started).toHaveLength(2);
    expect(started[0].hasEnded).toBe(true);
    expect(seen).toContain('rebuilding');
    expect(run.snapshot()).toMatchObject({
      playback: 'past',
      reason: expect.stringContaining('advance'),
    });
    expect(journal).toEqual(before.journal);
    expect(latest()).toMatchObject({
      branch: before.frame.branch,
      cursor: before.frame.cursor,
      head: before.frame.head,
    });
    await Promise.all([run.head(), pass(10)]);
    const { atMs } = latest().head;
    await playFor(run, 200);
    expect(latest().head.atMs).toBeGreaterThan(atMs + 150);
  });

  it('is made again from its last seed', async () => {
    const { run, started, journal } = await open();
    await live(run);
    await Promise.all([run.restart(99), pass(10)]);
    await playFor(run, 300);
    const before = structuredClone(journal);
    started[0].fail('out of memory');
    await pass(500);
    expect(run.snapshot()).toMatchObject({ playback: 'paused', reason: 'out of memory' });
    expect(journal).toEqual(before);
  });

  it('is opened from storage where it is stored', async () => {
    const { run, started } = await open({ storedAs: 'lesson-2' });
    await playFor(run, 300);
    started[0].fail('out of memory');
    await pass(100);
    expect(started[1].requests.map(({ kind }) => kind)).toEqual(['open']);
    expect(started[1].requests[0]).toMatchObject({ open: { resume: true } });
  });

  it('gives up after the second loss within ten seconds, until a person asks', async () => {
    const { run, started, journal } = await open();
    await playFor(run, 300);
    const before = structuredClone(journal);
    started[0].fail('first');
    await pass(500);
    started[1].fail('second');
    await pass(500);
    expect(run.snapshot()).toMatchObject({ playback: 'failed', reason: 'second' });
    expect(started).toHaveLength(2);
    expect(await run.intervene({ kind: 'Kill', part: 'till' })).toEqual({
      kind: 'refused',
      reason: 'notReady',
    });
    run.retry();
    await pass(500);
    expect(run.snapshot().playback).toBe('paused');
    expect(journal).toEqual(before);
  });

  it('is not given up for two losses far apart', async () => {
    const { run, started } = await open();
    started[0].fail('first');
    await pass(11_000);
    started[1].fail('second');
    await pass(500);
    expect(run.snapshot().playback).toBe('paused');
    expect(started).toHaveLength(3);
  });

  it('is left alone while it only answers late', async () => {
    const { run, started } = await open();
    started[0].isHanging = true;
    const asked = run.query({ kind: 'log', from: 0, count: 1 });
    await pass(1_600);
    expect(started).toHaveLength(1);
    await pass(1_000);
    expect(started).toHaveLength(2);
    expect(await asked).toBe(null);
  });

  it('says nothing more once it is closed', async () => {
    const { run, started, frames } = await open();
    run.play();
    await pass(100);
    run.close();
    const { length } = frames;
    started[0].fail('late');
    await pass(1000);
    expect(frames).toHaveLength(length);
    expect(await run.undo()).toMatchObject({ kind: 'refused' });
  });
});
