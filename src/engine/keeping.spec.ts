/** Says what an engine hands to storage and when, and what it makes of a run that was kept. */
import { describe, expect, it } from 'vitest';
import { evaluateInNode } from '../handlers/node';
import { codeOf } from '../handlers/testing/handlers';
import type { StorageRequest, StoredRun } from '../storage/segments';
import { CHUNK_FACTS, journalHash, parseScenario, Run } from '../timeline';
import type { Behaviour } from '../world';
import { EngineHost, type HostServices } from './host';
import { programsOf } from './programs';
import type { Command, Message, OpenRun } from './protocol';
import { reopen, type LoadedRun } from './reopen';
import { SHOP } from './testing/processes';

type Commit = Extract<StorageRequest, { kind: 'commit' }>;

const OPEN: OpenRun = { ...SHOP, storedAs: 'lesson-2' };

/** A host whose storage answers only when told to. */
function openHost(services: Partial<HostServices> = {}) {
  const commits: Commit[] = [];
  const messages: Message[] = [];
  const host = new EngineHost({
    ...programsOf(evaluateInNode, {}),
    post: (message) => messages.push(message),
    storage: (request) => {
      if (request.kind === 'commit') commits.push(structuredClone(request));
    },
    ...services,
  });
  let number = 0;
  const say = (command: Command): void => host.handle({ number: ++number, command });
  const written = (): void => {
    const last = commits[commits.length - 1];
    host.fromStorage({ kind: 'committed', number: last.number });
  };
  say({ kind: 'open', run: 1, open: OPEN });
  return { commits, messages, say, written };
}

const advance = (toMs: number): Command => ({ kind: 'advance', run: 1, toMs, maxFacts: 10_000 });
const lengthIn = ({ run }: Commit): number => run.branches[0].length;

/** The latest keyframe of each branch. */
function newestKeyframes(commits: readonly Commit[]): LoadedRun['keyframes'] {
  const all = commits.flatMap(({ keyframe }) => (keyframe === null ? [] : [keyframe]));
  return [...new Map(all.map((one) => [one.branch, one])).values()];
}

/** What storage would load after these commits. */
function loadedFrom(commits: readonly Commit[]): LoadedRun {
  const all = commits.flatMap(({ segments }) => segments);
  const newest = new Map(all.map((one) => [`${one.branch}/${one.index}`, one]));
  return {
    kind: 'loaded',
    number: 1,
    run: commits[commits.length - 1].run,
    segments: [...newest.values()],
    values: commits.flatMap(({ values }) => values ?? []),
    keyframes: newestKeyframes(commits),
    cuts: [],
  };
}

const scenario = parseScenario(SHOP.scenario);
const programs = programsOf(evaluateInNode, {});
const behaviours = new Map<string, Behaviour>();
for (const part of scenario.parts) {
  if (part.kind !== 'service') continue;
  behaviours.set(part.id, programs.loadBehaviour(SHOP.handlers[part.handler]));
}
const PARTS = { scenario, seed: scenario.seed, behaviours, goals: null, waits: {} };

describe('an engine with storage', () => {
  it('sends what is new once the commit before it is answered, the last change too', () => {
    const { commits, say, written } = openHost();
    say(advance(100));
    say(advance(200));
    expect(commits).toHaveLength(1);
    written();
    expect(commits).toHaveLength(2);
    written();
    expect(commits).toHaveLength(2);
    expect(commits[0].fresh).toBe(true);
    expect(commits[1].fresh).toBe(false);
    expect(lengthIn(commits[1])).toBeGreaterThan(lengthIn(commits[0]));
  });

  it('sends the rest when a run is closed, though a commit is still under way', () => {
    const { commits, say } = openHost();
    say(advance(300));
    say({ kind: 'close', run: 1 });
    expect(commits).toHaveLength(2);
    expect(commits[1].run.cursorMs).toBe(300);
    expect(commits[1].values?.from).toBe(commits[0].run.valueCount);
  });

  it('does not keep what broke off half-way: the run is made again from before', () => {
    const broken: Behaviour = {
      begin: () => {
        throw new Error('a bug of ours');
      },
    };
    const { commits, messages, say, written } = openHost({ loadBehaviour: () => broken });
    say({ kind: 'checkpoint', run: 1, label: 'here' });
    say(advance(500));
    expect(messages.at(-1)).toMatchObject({ kind: 'reply', reply: { ok: false } });
    written();
    expect(commits).toHaveLength(1);
  });
});

describe('a run that was kept', () => {
  const { commits, say, written } = openHost();
  say(advance(400));
  written();
  say({ kind: 'answer', run: 1, answer: { kind: 'Predicted', question: 'what', option: 2 } });
  say({ kind: 'checkpoint', run: 1, label: 'here' });
  written();
  written();
  say(advance(600));
  say({ kind: 'seek', run: 1, to: { kind: 'fact', seq: 31 } });
  written();
  const loaded = (): LoadedRun => structuredClone(loadedFrom(commits));
  const withRun = (change: Partial<StoredRun>): LoadedRun => {
    const one = loaded();
    return { ...one, run: { ...one.run, ...change } };
  };

  it('is where it was, between two facts of one moment too', () => {
    const { run, found } = reopen(PARTS, OPEN, loaded());
    expect(found).toBe('resumed');
    expect(run.cursor.seq).toBe(31);
    expect(run.current.headMs).toBe(600);
  });

  it('has all its branches, with what they share and what is still to come in them', () => {
    const kept = openHost();
    const seek = (atMs: number): void =>
      kept.say({ kind: 'seek', run: 1, to: { kind: 'time', atMs } });
    const fork = (keepLater: boolean): void =>
      kept.say({ kind: 'fork', run: 1, keepLater, label: '', change: null });
    const kill = { kind: 'Kill', part: 'till' } as const;
    kept.say(advance(3000));
    kept.say({ kind: 'intervene', run: 1, intervention: kill });
    kept.say(advance(4000));
    kept.written();
    for (const atMs of [2500, 1700]) {
      seek(atMs);
      fork(true);
      kept.say(advance(2600));
      kept.written();
    }
    kept.say({ kind: 'close', run: 1 });
    const { run } = reopen(PARTS, OPEN, structuredClone(loadedFrom(kept.commits)));
    expect(run.branches.map(({ origin }) => origin.parent)).toEqual([-1, 0, 1]);
    expect(run.branches[0].journal.length).toBeGreaterThan(2 * CHUNK_FACTS);
    const hashAt = (branch: number): string => {
      const { reader } = run.branches[branch];
      return journalHash(reader, reader.journal.firstAfter(2550));
    };
    expect(run.current.origin).toMatchObject({ id: 2, pending: [{ atMs: 3000 }] });
    expect([hashAt(1), hashAt(2)]).toEqual([hashAt(0), hashAt(0)]);
    run.advance(4000, 1_000_000);
    expect(journalHash(run.current.reader)).toBe(journalHash(run.branches[0].reader));
  });

  it('is run again where a handler has changed since, with what was said and marked', () => {
    const handlers = { ...OPEN.handlers, 'handlers/wall.ts': codeOf('export default () => {};') };
    const { run, found } = reopen(PARTS, { ...OPEN, handlers }, loaded());
    expect(found).toBe('rerun');
    expect(run.current.origin.answers).toMatchObject([{ atMs: 400 }]);
    expect(run.current.origin.checkpoints).toMatchObject([{ atMs: 400, label: 'here' }]);
  });

  it('is run again under other rules', () => {
    expect(reopen(PARTS, OPEN, withRun({ worldVersion: '0' })).found).toBe('rerun');
    expect(reopen(PARTS, OPEN, withRun({ worldVersion: '0', seed: 12 })).found).toBe(
      'rerunDiffers',
    );
  });

  it('is run again where its facts cannot be folded', () => {
    const damaged = loaded();
    damaged.segments[0].columns.fill(65_000);
    const { run, found } = reopen(PARTS, OPEN, damaged);
    expect(found).toBe('rerunDiffers');
    expect(run).toBeInstanceOf(Run);
    expect(run.current.headMs).toBe(600);
  });
});

describe('a run that is brought back', () => {
  /** The run as it would be had it never been put away. */
  const fresh = (toMs: number): Run => {
    const run = new Run({ ...PARTS, seed: OPEN.seed ?? 0 });
    run.advance(toMs, 1_000_000);
    return run;
  };
  const long = (): { commits: readonly Commit[]; hash: string } => {
    const { commits, say, written } = openHost();
    for (let atMs = 2_000; atMs <= 60_000; atMs += 2_000) {
      say(advance(atMs));
      written();
    }
    return { commits, hash: journalHash(fresh(60_000).current.reader) };
  };

  it('begins at its latest keyframe, and makes the earlier ones when somebody looks back', () => {
    const { commits, hash } = long();
    const loaded = loadedFrom(commits);
    expect(loaded.keyframes[0].length).toBeGreaterThan(CHUNK_FACTS);
    const { run, found } = reopen(PARTS, { ...OPEN }, loaded);
    expect(found).toBe('resumed');
    expect(journalHash(run.current.reader)).toBe(hash);
    expect(run.current.keyframes.first?.length).toBe(loaded.keyframes[0].length);

    const other = fresh(60_000);
    for (const seq of [CHUNK_FACTS + 5, 20, 3 * CHUNK_FACTS]) {
      for (const one of [run, other]) one.seek({ kind: 'fact', seq });
      expect(run.frame(1, 1).parts).toEqual(other.frame(1, 1).parts);
    }
    expect(run.current.keyframes.first?.length).toBeLessThan(CHUNK_FACTS);
  });

  it('goes on from there as the run that was never put away', () => {
    const { run } = reopen(PARTS, { ...OPEN }, loadedFrom(long().commits));
    run.advance(70_000, 1_000_000);
    expect(journalHash(run.current.reader)).toBe(journalHash(fresh(70_000).current.reader));
  });

  it('shows everything to goals that are not those of the keyframe', () => {
    const { run, found } = reopen(PARTS, { ...OPEN, goals: 'others' }, loadedFrom(long().commits));
    expect(found).toBe('resumed');
    expect(run.current.keyframes.first?.length).toBeLessThan(CHUNK_FACTS);
  });
});
