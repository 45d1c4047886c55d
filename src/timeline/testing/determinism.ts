/**
 * Determinism as properties of any scenario (ARCHITECTURE, rule 1; STYLE 13): what must hold for
 * whatever is done to a run, checked with doings drawn at random.
 */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { checkersOf, foldFacts, initialWorld, loadWorld, saveWorld, type World } from '../../world';
import { journalHash } from '../hash';
import type { Run } from '../run';
import { doAll, type Doing, doIt, doingsFor, playTo } from './doings';

/** For busy machines: a property takes a second or two. */
const TIMEOUT_MS = 60_000;

/** A scenario to check, and how often. */
export interface Subject {
  open(seed: number): Run;
  readonly runs: number;
}

const hashOf = (run: Run): string => journalHash(run.current.reader);
const rowOf = (world: World): Int32Array => saveWorld(world);
const expectSame = (found: Int32Array, wanted: Int32Array): void => {
  // Comparing long rows costs far more than finding them equal.
  if (found.length === wanted.length && found.every((value, at) => value === wanted[at])) return;
  expect([...found]).toEqual([...wanted]);
};
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Boundaries between two steps up to a length, the length itself included. */
function boundariesOf(run: Run): number[] {
  const { current } = run;
  const out: number[] = [];
  for (let at = current.boundaryFrom(1); at < current.journal.length;) {
    out.push(at);
    at = current.boundaryFrom(at + 1);
  }
  return [...out, current.journal.length];
}

/** Checks a property; fast-check prints the seed and the shrunk doings where it fails. */
type Check = <Ts extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  holds: (...values: Ts) => void,
) => void;

const pick = <T>(list: readonly T[], at: number): T =>
  list[Math.min(list.length - 1, Math.floor(at * list.length))];

/** States the properties as tests of the suite that calls it. */
export function itIsDeterministic({ open, runs }: Subject): void {
  vi.setConfig({ testTimeout: TIMEOUT_MS });
  const { scenario } = open(1).parts;
  const seeds = fc.integer({ min: 0, max: 0x7fffffff });
  const doings = doingsFor(scenario);
  const check: Check = (arbitraries, holds) => {
    fc.assert(fc.property(...arbitraries, holds), { numRuns: runs });
  };

  it('gives the same journal for the same scenario, seed and doings', () => {
    check<[number, Doing[]]>([seeds, doings], (seed, list) => {
      expect(hashOf(doAll(open(seed), list))).toBe(hashOf(doAll(open(seed), list)));
    });
  });

  it('gives the same journal when time goes on in small portions', () => {
    check<[number, Doing[], number]>(
      [seeds, doings, fc.integer({ min: 1, max: 40 })],
      (...values) => {
        const [seed, list, budget] = values;
        expect(hashOf(doAll(open(seed), list, budget))).toBe(hashOf(doAll(open(seed), list)));
      },
    );
  });

  it('seeks without a trace: seek then play equals straight play', () => {
    check<[number, Doing[], number[]]>(
      [seeds, doings, fc.array(fraction, { minLength: 1, maxLength: 6 })],
      (seed, list, places) => {
        const straight = doAll(open(seed), list);
        const run = open(seed);
        list.forEach((doing, index) => {
          doIt(run, doing);
          look(run, places[index % places.length]);
        });
        playTo(run, straight.current.headMs);
        expect(hashOf(run)).toBe(hashOf(straight));
        expectSame(rowOf(run.current.world), rowOf(straight.current.world));
      },
    );
  });

  itReplays({ open, check: { seeds, doings, check } });
  itForks({ open, check: { seeds, doings, check } });
}

/** Looks at some moments of the past, steps about there, and comes back to the head. */
function look(run: Run, place: number): void {
  run.seek({ kind: 'fact', seq: Math.floor(place * run.current.journal.length) });
  run.seek({ kind: 'step', by: -1 });
  const { cursor } = run;
  const seen = rowOf(run.worldAtCursor());
  run.seek({ kind: 'time', atMs: place * run.current.headMs });
  run.worldAtCursor();
  run.seek({ kind: 'fact', seq: cursor.seq });
  expectSame(rowOf(run.worldAtCursor()), seen);
  run.frame(0, 0);
  run.seek({ kind: 'head' });
}

interface Checks {
  readonly seeds: fc.Arbitrary<number>;
  readonly doings: fc.Arbitrary<Doing[]>;
  readonly check: Check;
}

interface Checked {
  readonly open: (seed: number) => Run;
  readonly check: Checks;
}

function itReplays({ open, check: { seeds, doings, check } }: Checked): void {
  it('replays to what was live, at every boundary', () => {
    check<[number, Doing[]]>([seeds, doings], (seed, list) => {
      const run = open(seed);
      const live = new Map<number, Int32Array>();
      const note = (): void => {
        live.set(run.current.journal.length, rowOf(run.current.world));
      };
      note();
      for (const doing of list) {
        doIt(run, doing, 1);
        note();
      }
      for (let left = 300; left > 0 && run.current.step(); left--) note();
      const world = initialWorld(run.context.plan, run.current.journal);
      let folded = 0;
      for (const [length, row] of live) {
        foldFacts(world, folded, length);
        folded = length;
        expectSame(rowOf(world), row);
      }
    });
  });

  it('folds from any keyframe to what it folds to from the start', () => {
    check<[number, Doing[], number]>([seeds, doings, fraction], (seed, list, at) => {
      const run = doAll(open(seed), list);
      const { plan } = run.context;
      const { journal, world } = run.current;
      const length = pick(boundariesOf(run), at);
      const early = initialWorld(plan, journal);
      foldFacts(early, 0, length);
      const loaded = loadWorld(plan, saveWorld(early), journal);
      expectSame(rowOf(loaded), rowOf(early));
      foldFacts(loaded, length, journal.length);
      expectSame(rowOf(loaded), rowOf(world));
      const within = Math.floor(at * journal.length);
      const straight = initialWorld(plan, journal);
      foldFacts(straight, 0, within);
      expectSame(rowOf(run.current.worldAt(within)), rowOf(straight));
    });
  });

  it('breaks no invariant of the world: no message is lost, none is held twice', () => {
    check<[number, Doing[]]>([seeds, doings], (seed, list) => {
      const run = doAll(open(seed), list);
      const { plan } = run.context;
      const { journal } = run.current;
      const checkers = checkersOf(plan);
      const world = initialWorld(plan, journal);
      let folded = 0;
      for (const end of boundariesOf(run)) {
        foldFacts(world, folded, end);
        for (; folded < end; folded++) for (const one of checkers) one.see(journal, folded);
        const found = checkers.flatMap((one) => one.violations(world));
        if (found.length > 0) expect(found).toEqual([]);
      }
    });
  });
}

function itForks({ open, check: { seeds, doings, check } }: Checked): void {
  it('forks anywhere, also in the middle of handlers’ work, into the same future', () => {
    check<[number, Doing[], number]>([seeds, doings, fraction], (seed, list, at) => {
      const run = doAll(open(seed), list);
      const { headMs } = run.current;
      const hash = hashOf(run);
      run.seek({ kind: 'fact', seq: Math.floor(at * run.current.journal.length) });
      run.fork('', true);
      playTo(run, headMs);
      expect(hashOf(run)).toBe(hash);
    });
  });

  it('resumes without what was done later', () => {
    check<[number, Doing[], number]>([seeds, doings, fraction], (seed, list, at) => {
      const run = doAll(open(seed), list);
      const { headMs } = run.current;
      run.seek({ kind: 'fact', seq: Math.floor(at * run.current.journal.length) });
      run.fork('', false);
      const { interventions } = run.current.origin;
      playTo(run, headMs);
      const again = openWith(open(seed), interventions);
      playTo(again, headMs);
      expect(hashOf(run)).toBe(hashOf(again));
    });
  });

  it('undoes the last doing and keeps the old future', () => {
    check<[number, Doing[]]>([seeds, doings], (seed, list) => {
      const run = doAll(open(seed), list);
      const { headMs, origin } = run.current;
      const hash = hashOf(run);
      const own = origin.interventions.filter(({ authored }) => authored !== true);
      if (!run.undo()) {
        expect(own).toEqual([]);
        return;
      }
      const kept = origin.interventions.slice(0, origin.interventions.indexOf(own[own.length - 1]));
      expect(run.current.origin.interventions).toEqual(kept);
      playTo(run, headMs);
      const again = openWith(open(seed), kept);
      playTo(again, headMs);
      expect(hashOf(run)).toBe(hashOf(again));
      run.switchTo(0);
      expect(hashOf(run)).toBe(hash);
    });
  });

  it('runs again from its interventions alone', () => {
    check<[number, Doing[]]>([seeds, doings], (seed, list) => {
      const run = doAll(open(seed), list);
      const again = openWith(open(seed), run.current.origin.interventions);
      playTo(again, run.current.headMs);
      expect(hashOf(again)).toBe(hashOf(run));
    });
  });
}

/** A run that has interventions before it from the start, and the scenario's later faults. */
function openWith(run: Run, interventions: Run['current']['origin']['interventions']): Run {
  const { pending } = run.current.origin;
  const faults = interventions.filter(({ authored }) => authored === true).length;
  pending.splice(0, faults, ...interventions);
  return run;
}
