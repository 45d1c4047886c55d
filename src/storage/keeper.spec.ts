/** Cases of when what was told is written, and of what happens while the disk refuses. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keeper, type StorageStatus } from './keeper';
import type { LessonProgress } from './records';
import { runChange, type RunChange } from './runChange';
import { blocked, broken, faultyDisk, full, type FaultyDisk } from './testing/faultyDisk';
import { branchOf, freshRun, runOf, segmentOf } from './testing/runs';

const begun: LessonProgress = {
  lesson: 2,
  step: 1,
  furthest: 1,
  stepsDone: [],
  goalsMet: {},
  predictions: {},
  completedAt: null,
  hintsUsed: {},
  updatedAt: 1000,
};

/** The tail segment rewritten with this many facts in it. */
function tailOf(facts: number): RunChange {
  return runChange(false, runOf([branchOf(facts)]), [segmentOf(0, facts)], [], []);
}

let disk: FaultyDisk;
let keeper: Keeper;
let statuses: StorageStatus[];
let moves: [string, string][];

beforeEach(() => {
  // The database in memory takes its own turns by setImmediate.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  disk = faultyDisk();
  statuses = [];
  moves = [];
  keeper = new Keeper(disk, {
    status: (status) => statuses.push(status),
    recorded: () => undefined,
    moved: (from, to) => moves.push([from, to]),
  });
});

afterEach(() => {
  keeper.close();
  vi.useRealTimers();
});

/** Facts of the run's root branch on the disk itself, and what its tail is filled with. */
async function onDisk(id = 'lesson-2'): Promise<(number | undefined)[] | null> {
  disk.fault = null;
  const run = await disk.readRun(id);
  return run && [run.run?.branches[0].length, run.segments.get('0/0')?.columns[0]];
}

/** The timer's attempt, to its end. */
async function afterMs(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await keeper.progress();
}

describe('commits', () => {
  it('are written in order, and those that wait in one transaction', async () => {
    let open: () => void = () => undefined;
    disk.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const answered: number[] = [];
    const commits = [freshRun(1), tailOf(2), tailOf(3), tailOf(4)].map((change, place) =>
      // The first is being written before the others come.
      Promise.resolve(place === 0 ? null : new Promise(setImmediate))
        .then(() => keeper.commit('lesson-2', change))
        .then(() => answered.push(place)),
    );
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    open();
    await Promise.all(commits);
    expect(answered).toEqual([0, 1, 2, 3]);
    expect(disk.asked).toEqual(['writeRun lesson-2', 'writeRun lesson-2']);
    expect(await onDisk()).toEqual([4, 4]);
    expect(statuses.at(-1)).toEqual({ kind: 'saved' });
  });

  it('of a run started anew put aside what waited of the old one', async () => {
    const commits = [freshRun(5000), tailOf(6000), freshRun(7)];
    await Promise.all(commits.map((change) => keeper.commit('lesson-2', change)));
    expect((await keeper.load('lesson-2')).segments).toHaveLength(1);
    expect(await onDisk()).toEqual([7, 0]);
  });

  it('are part of a run that is loaded right after them', async () => {
    void keeper.commit('lesson-2', freshRun(1));
    void keeper.commit('lesson-2', tailOf(9));
    expect((await keeper.load('lesson-2')).run?.branches[0].length).toBe(9);
  });
});

describe('while the disk is full', () => {
  beforeEach(async () => {
    await keeper.commit('lesson-2', freshRun(1));
    disk.fault = full;
    disk.faulty = ['writeRun', 'writeRecords'];
  });

  it('commits fail with the reason, the status says it, and the run goes on in memory', async () => {
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    await expect(keeper.commit('lesson-2', tailOf(3))).rejects.toBe(full);
    expect(statuses.at(-1)).toEqual({ kind: 'memory', reason: 'full', retriable: true });
    const loaded = await keeper.load('lesson-2');
    expect(loaded.run?.branches[0].length).toBe(3);
    expect(loaded.segments[0].columns[0]).toBe(3);
    expect(await onDisk()).toEqual([1, 0]);
  });

  it('gives a reader columns of its own', async () => {
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    (await keeper.load('lesson-2')).segments[0].columns.fill(-1);
    expect((await keeper.load('lesson-2')).segments[0].columns[0]).toBe(2);
  });

  it('keeps progress and settings in memory', async () => {
    await keeper.putProgress({ ...begun, furthest: 3 });
    await keeper.putProgress({ ...begun, stepsDone: [1] });
    expect(await keeper.putSettings({ theme: 'dark' })).toEqual({
      theme: 'dark',
      motion: 'system',
    });
    expect(await keeper.progress()).toMatchObject([{ furthest: 3, stepsDone: [1] }]);
  });

  it('writes everything that waits when it works again, after 2 s', async () => {
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    await keeper.putProgress(begun);
    disk.fault = null;
    await afterMs(2000);
    expect(statuses.at(-1)).toEqual({ kind: 'saved' });
    expect(await onDisk()).toEqual([2, 2]);
    expect((await disk.readRecords()).progress.size).toBe(1);
  });

  it('does not try at each commit, and waits longer each time', async () => {
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    const writes = () => disk.asked.filter((asked) => asked.startsWith('writeRun')).length;
    const before = writes();
    await expect(keeper.commit('lesson-2', tailOf(3))).rejects.toBe(full);
    expect(writes()).toBe(before);
    await afterMs(2000);
    expect(writes()).toBe(before + 1);
    await afterMs(3999);
    expect(writes()).toBe(before + 1);
    await afterMs(1);
    expect(writes()).toBe(before + 2);
  });

  it('tries at once when a person asks for it', async () => {
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    disk.fault = null;
    await keeper.retry();
    expect(statuses.at(-1)).toEqual({ kind: 'saved' });
    expect(await onDisk()).toEqual([2, 2]);
  });

  it('writes what still fits', async () => {
    disk.faulty = ['writeRun'];
    await expect(keeper.commit('lesson-2', tailOf(2))).rejects.toBe(full);
    disk.faulty = ['writeRecords'];
    await keeper.putProgress(begun);
    await keeper.retry();
    expect(await onDisk()).toEqual([2, 2]);
  });
});

describe('while no database opens', () => {
  beforeEach(() => {
    disk.fault = blocked;
  });

  it('answers from memory, and asks the disk once', async () => {
    expect(await keeper.settings()).toEqual({ theme: 'system', motion: 'system' });
    expect(await keeper.progress()).toEqual([]);
    expect(await keeper.listRuns('lesson-2')).toEqual([]);
    await expect(keeper.load('lesson-2')).rejects.toBe(blocked);
    expect(disk.asked).toHaveLength(1);
    expect(statuses.at(-1)).toEqual({ kind: 'memory', reason: 'blocked', retriable: true });
  });

  it('keeps a run that is begun then beside the one that could not be read', async () => {
    disk.fault = null;
    await keeper.commit('lesson-2', freshRun(5000));
    disk.fault = blocked;
    await expect(keeper.load('lesson-2')).rejects.toBe(blocked);
    await expect(keeper.commit('lesson-2', freshRun(3))).rejects.toBe(blocked);
    const [[from, to]] = moves;
    expect(from).toBe('lesson-2');
    expect(await keeper.listRuns('lesson-2')).toEqual([to]);
    disk.fault = null;
    await keeper.retry();
    expect(await onDisk('lesson-2')).toEqual([5000, 0]);
    expect(await onDisk(to)).toEqual([3, 0]);
    expect((await keeper.load('lesson-2')).run).toMatchObject({ id: 'lesson-2', seed: 7 });
    expect((await keeper.listAll()).map(({ id }) => id).sort()).toEqual([from, to]);
  });

  it('says how to make a run again of which only the last change is in memory', async () => {
    disk.fault = null;
    await keeper.commit('lesson-2', freshRun(2000));
    disk.fault = blocked;
    await expect(keeper.commit('lesson-2', tailOf(2100))).rejects.toBe(blocked);
    const loaded = await keeper.load('lesson-2');
    expect(loaded.run?.scenario).toEqual({ name: 'When Payment is down' });
    expect(loaded.cuts).toEqual([{ branch: 0, kept: 1024, written: 2100 }]);
    expect(moves).toEqual([]);
  });

  it('says so when it opens again, though nothing waits', async () => {
    await keeper.settings();
    await keeper.retry();
    expect(statuses.at(-1)).toMatchObject({ kind: 'memory' });
    disk.fault = null;
    await keeper.retry();
    expect(statuses.at(-1)).toEqual({ kind: 'saved' });
  });
});

describe('a write that can never succeed', () => {
  it('does not hold up the others', async () => {
    disk.fault = broken;
    disk.faulty = ['writeRun'];
    await expect(keeper.commit('lesson-2', freshRun(1))).rejects.toBe(broken);
    await keeper.putProgress(begun);
    expect((await disk.readRecords()).progress.size).toBe(1);
    expect(statuses.at(-1)).toEqual({ kind: 'memory', reason: 'broken', retriable: false });
    expect((await keeper.load('lesson-2')).segments).toHaveLength(1);
  });
});

describe('deleting a run', () => {
  it('removes it, also while that waits for the disk', async () => {
    await keeper.commit('lesson-2', freshRun(1));
    await keeper.commit('lesson-2~a', freshRun(1));
    disk.fault = full;
    disk.faulty = ['writeRun'];
    await keeper.deleteRun('lesson-2~a');
    expect(await keeper.listRuns('lesson-2')).toEqual(['lesson-2']);
    expect((await keeper.load('lesson-2~a')).run).toBeNull();
    disk.fault = null;
    await keeper.retry();
    expect(await disk.readRun('lesson-2~a')).toBeNull();
  });
});
