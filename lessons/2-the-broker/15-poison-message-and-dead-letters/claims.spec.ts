/** Holds what "Poison message and dead letters" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Fact, Intervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 15);
const solution = readSolution(folder);
const facts = playLesson(lesson, solution).facts();
const alone = playLesson(lesson, {
  seed: solution.seed,
  untilMs: 12_000,
  interventions: [],
  answers: [],
}).facts();

type Deed = readonly [atMs: number, intervention: Intervention];
const INBOX = 'shipping.inbox';
const limit = (atMs: number, deliveryLimit: number | null): Deed => [
  atMs,
  { kind: 'Configure', part: INBOX, settings: { deliveryLimit } },
];
const revive = (atMs: number): Deed => [atMs, { kind: 'Revive', part: 'customs' }];
const redrive = (atMs: number, message?: string): Deed => [
  atMs,
  { kind: 'Redrive', part: INBOX, message },
];

/** What a goal says of a run, as the learner reads it. */
function saidOf(goal: string, deeds: readonly Deed[], untilMs: number, selected?: string) {
  const interventions = deeds.map(([atMs, intervention]) => ({ atMs, intervention }));
  const chosen: LearnerAnswer[] =
    selected === undefined ? [] : [{ kind: 'Selected', goal, correlation: selected }];
  const answers = chosen.map((answer) => ({ atMs: untilMs - 100, answer }));
  const { verdicts } = playLesson(lesson, { seed: solution.seed, untilMs, interventions, answers });
  const verdict = verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

/** Parcels booked in a span, by where they go. */
function booked(of: readonly Fact[], fromMs: number, toMs: number, chain = 'order'): number {
  return of.filter(
    (fact) =>
      fact.kind === 'MessageCreated' &&
      fact.type === 'ParcelBooked' &&
      fact.correlation.startsWith(chain) &&
      fact.atMs >= fromMs &&
      fact.atMs < toMs,
  ).length;
}

describe('the text', () => {
  it('is right that nobody at home notices that Customs is down', () => {
    expect(booked(alone, 2500, 5500)).toBeGreaterThanOrEqual(8);
  });

  it('is right that an order goes abroad while Customs is up', () => {
    expect(booked(alone, 0, 2500, 'abroad')).toBe(1);
  });

  it('is right that two poison messages stop everything, and the queue grows', () => {
    expect(booked(alone, 6500, 12_000)).toBe(0);
    expect(booked(alone, 6500, 12_000, 'abroad')).toBe(0);
    const passes = alone.filter((fact) => fact.kind === 'HandlerFailed' && fact.atMs > 6500);
    expect(passes.length).toBeGreaterThan(30);
  });

  it('is right that the second comes after the wait of the first step', () => {
    const second = alone.find(
      (fact) => fact.kind === 'MessageCreated' && fact.correlation === 'abroad-3',
    );
    const sixteenth = alone.filter(
      (fact) => fact.kind === 'MessageCreated' && fact.type === 'ParcelBooked',
    )[15];
    expect(sixteenth.atMs).toBeLessThan(second?.atMs ?? 0);
  });

  it('is right that a limit of 3 grants three returns, and that the others are through soon', () => {
    const back = facts.filter(
      (fact) => fact.kind === 'MessageReturned' && fact.message === 'abroad/4',
    );
    expect(back).toHaveLength(3);
    expect(booked(facts, 8500, 11_500)).toBeGreaterThanOrEqual(12);
  });

  it('is right that a redriven order comes after all that wait', () => {
    const [sent] = facts.filter((fact) => fact.kind === 'MessageRedriven');
    const later = facts.filter((fact) => fact.seq > sent.seq);
    const order = later.flatMap((fact) =>
      fact.kind === 'MessageDelivered' && !fact.redelivered ? [fact.message] : [],
    );
    expect(order.indexOf('abroad/2')).toBeGreaterThan(-1);
    expect(solution.metrics.overtakers).toBeGreaterThan(20);
  });

  it('is right about the other future: no tray, and orders forgotten', async () => {
    const run = openLesson(lesson, solution.seed);
    run.advance(9000, 1_000_000);
    await runScript(lesson.tries['no-tray'], scriptHostOf(run), new AbortController().signal);
    run.advance(12_000, 1_000_000);
    expect(run.current.goals.values()).toMatchObject({ discarded: 3, deadLetters: 0 });
  });
});

describe('limited', () => {
  const said = (...deeds: readonly Deed[]) => saidOf('limited', deeds, 9000);

  it('is met by a few rounds, and says what is wrong with others', () => {
    expect(said(limit(7000, 5)).met).toBe(true);
    expect(said(limit(7000, 50))).toMatchObject({ text: 'too-high', values: { limit: 50 } });
    expect(said(limit(7000, 0))).toMatchObject({ met: false, text: 'too-low' });
    expect(said(limit(7000, null))).toMatchObject({ met: false, text: 'no-limit' });
    expect(said(limit(7000, 0), limit(8000, 4)).met).toBe(true);
  });

  it('is not met by a person who puts the order aside', () => {
    const aside: Deed = [
      5000,
      { kind: 'Settle', part: INBOX, message: 'abroad/2', how: 'deadLetter' },
    ];
    const values = { order: 'abroad-2' };
    expect(said(aside)).toEqual({ met: false, text: 'by-hand', values });
  });

  it('is not met by a purge, nor by forgetting', () => {
    expect(said([8000, { kind: 'Purge', part: INBOX }])).toMatchObject({ text: 'purged' });
    const forget: Deed = [
      7000,
      { kind: 'Configure', part: INBOX, settings: { deliveryLimit: 3, deadLetter: 'none' } },
    ];
    expect(said(forget)).toMatchObject({ met: false, text: 'no-tray' });
  });
});

describe('found-the-broken', () => {
  const said = (untilMs: number, selected: string, deeds = [limit(5000, 3)]) =>
    saidOf('found-the-broken', deeds, untilMs, selected);

  it('tells the order without a weight from those that Customs stops', () => {
    expect(said(9000, 'abroad-3').met).toBe(true);
    const values = { order: 'abroad-2', country: 'Chile', grams: 900 };
    expect(said(9000, 'abroad-2')).toEqual({ met: false, text: 'sound', values });
    expect(said(6000, 'abroad-2')).toEqual({ met: false, text: 'all-sound', values });
  });

  it('knows what is not in the tray', () => {
    expect(said(9000, 'order-3')).toMatchObject({ met: false, text: 'not-dead' });
    expect(said(9000, 'abroad-3', [])).toMatchObject({ met: false, text: 'tray-empty' });
  });
});

describe('redriven', () => {
  const said = (...deeds: readonly Deed[]) =>
    saidOf('redriven', [limit(7000, 3), ...deeds], 15_000);

  it('is met by a sound one, once Customs is back', () => {
    expect(said(revive(9000), redrive(9500, 'abroad/2')).met).toBe(true);
  });

  it('knows one that was sent back too soon', () => {
    const values = { order: 'abroad-2' };
    expect(said(redrive(9000, 'abroad/2'))).toEqual({ met: false, text: 'too-soon', values });
  });

  it('says first that nothing was mended, whatever else is wrong', () => {
    expect(said(redrive(9000))).toMatchObject({ met: false, text: 'too-soon' });
  });

  it('knows the one that nothing mends', () => {
    const values = { order: 'abroad-3' };
    const text = 'broken';
    expect(said(revive(9000), redrive(9500, 'abroad/3'))).toEqual({ met: false, text, values });
  });

  it('reminds of the letters that lie in the tray', () => {
    expect(said(revive(9000))).toMatchObject({ met: false, text: 'left-lying' });
  });
});
