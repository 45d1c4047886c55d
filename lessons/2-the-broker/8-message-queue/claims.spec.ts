/** Holds what the text of "Message queue" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, runScript } from '../../../src/course';
import type { Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 8);
const solution = readSolution(folder);
const solved = playLesson(lesson, solution);
const facts = solved.facts();
const alone = playLesson(lesson, {
  seed: solution.seed,
  untilMs: 20_000,
  interventions: [],
  answers: [],
});

type Deed = readonly [atMs: number, intervention: Intervention];
const kill = (atMs: number, part = 'trainee'): Deed => [atMs, { kind: 'Kill', part }];
const revive = (atMs: number, part = 'trainee'): Deed => [atMs, { kind: 'Revive', part }];
const terms = (
  atMs: number,
  prefetch: number,
  acknowledge: 'afterWork' | 'onDelivery' = 'afterWork',
): Deed => [
  atMs,
  { kind: 'SetConsumption', part: 'trainee', queue: 'packing.inbox', acknowledge, prefetch },
];
type Settings = Extract<Intervention, { kind: 'Configure' }>['settings'];
const configure = (atMs: number, settings: Settings): Deed => [
  atMs,
  { kind: 'Configure', part: 'packing.inbox', settings },
];

/** What a goal says of a run, as the learner reads it. */
function saidOf(goal: string, deeds: readonly Deed[], untilMs: number) {
  const interventions: TimedIntervention[] = deeds.map(([atMs, intervention]) => ({
    atMs,
    intervention,
  }));
  const played = playLesson(lesson, { seed: solution.seed, untilMs, interventions, answers: [] });
  const verdict = played.verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

const packedBy = (service: string, fromMs: number, toMs: number): number =>
  alone
    .facts()
    .filter(
      (fact) =>
        fact.kind === 'HandlerCompleted' &&
        fact.service === service &&
        fact.atMs >= fromMs &&
        fact.atMs < toMs,
    ).length;

describe('the text', () => {
  it('is right that each order goes to one pair of hands', () => {
    const acked = facts.flatMap((fact) => (fact.kind === 'MessageAcked' ? [fact.message] : []));
    expect(new Set(acked).size).toBe(acked.length);
  });

  it('is right that Trainee is ten times as slow, and gets every third order at first', () => {
    const first = facts
      .filter((fact) => fact.kind === 'MessageDelivered')
      .slice(0, 12)
      .map((fact) => fact.kind === 'MessageDelivered' && fact.service);
    expect(first.filter((service) => service === 'trainee')).toHaveLength(4);
    expect(packedBy('trainee', 0, 6000)).toBeGreaterThanOrEqual(3);
    expect(packedBy('packers', 0, 6000)).toBeGreaterThanOrEqual(17);
  });

  it('is right that the unluckiest order takes many seconds, with the queue empty', () => {
    expect(alone.metrics.slowestSeconds).toBeGreaterThanOrEqual(10);
    expect(alone.metrics).toMatchObject({ ready: 0, traineeHolds: 8, secondsAhead: 12 });
  });

  it('is right that the Packers alone keep up', () => {
    const without = playLesson(lesson, {
      ...solution,
      interventions: [{ atMs: 0, intervention: { kind: 'Kill', part: 'trainee' } }],
      answers: [],
    });
    expect(without.metrics).toMatchObject({ slowestSeconds: 0 });
    expect(without.metrics.ready).toBeLessThanOrEqual(2);
  });

  it('is right that what came back is marked, and packed in no time', () => {
    const back = facts.flatMap((fact) =>
      fact.kind === 'MessageReturned' && fact.service === 'trainee' ? [fact] : [],
    );
    expect(back.length).toBeGreaterThanOrEqual(2);
    for (const { message, atMs } of back) {
      const again = facts.find(
        (fact) =>
          fact.kind === 'MessageDelivered' && fact.message === message && fact.handouts === 2,
      );
      expect(again).toMatchObject({ service: 'packers', redelivered: true });
      const acked = facts.find((fact) => fact.kind === 'MessageAcked' && fact.message === message);
      expect((acked?.atMs ?? Infinity) - atMs).toBeLessThan(1500);
    }
  });

  it('is right about the other future: without limits nothing is thrown away', async () => {
    const run = openLesson(lesson, solution.seed);
    const host = scriptHostOf(run);
    run.intervene(kill(0)[1]);
    run.advance(9000, 1_000_000);
    run.intervene(configure(0, { messageTtlMs: 1000 })[1]);
    run.advance(10_000, 1_000_000);
    run.intervene(kill(0, 'packers')[1]);
    run.advance(15_000, 1_000_000);
    expect(host.view().metrics.lostInQueue).toBeGreaterThanOrEqual(3);
    await runScript(lesson.tries['no-limits'], host, new AbortController().signal);
    run.advance(15_000, 1_000_000);
    expect(run.current.goals.values()).toMatchObject({ lostInQueue: 0 });
    expect(run.current.goals.values().ready).toBeGreaterThan(15);
  });
});

describe('taken-over', () => {
  const said = (...deeds: readonly Deed[]) => saidOf('taken-over', deeds, 9000);

  it('wants full hands', () => {
    expect(said(kill(300))).toMatchObject({ text: 'too-few', values: { held: 'nothing' } });
    expect(said(kill(300), revive(400), kill(6500)).met).toBe(true);
  });

  it('tells the Packers from Trainee', () => {
    expect(said(kill(6000, 'packers'))).toMatchObject({ text: 'packers-killed' });
    expect(said(kill(6000, 'packers'), revive(7000, 'packers')).text).toBe('');
  });

  it('says who is missing when nobody takes over', () => {
    expect(said(kill(6000, 'packers'), kill(6500))).toMatchObject({ text: 'nobody-left' });
  });

  it('knows that nothing comes back under on delivery', () => {
    expect(said(terms(100, 8, 'onDelivery'), kill(6500))).toMatchObject({
      text: 'nothing-came-back',
    });
  });
});

describe('nobody-waits', () => {
  const said = (...deeds: readonly Deed[]) => saidOf('nobody-waits', deeds, 12_000);

  it('is met by a prefetch of 1 and not by 2, 3, 8 or none', () => {
    expect(said(terms(500, 1)).met).toBe(true);
    for (const prefetch of [2, 3, 8]) {
      const { met, text, values } = said(terms(500, prefetch));
      expect({ met, text, prefetch: values?.prefetch }).toEqual({
        met: false,
        text: 'still-waits',
        prefetch,
      });
      expect(values?.order).toMatch(/^order-\d+$/);
    }
    expect(said(terms(500, 0))).toMatchObject({ met: false, text: 'unlimited' });
  });

  it('knows that acknowledging on delivery is no prefetch', () => {
    expect(said(terms(500, 1, 'onDelivery'))).toMatchObject({ met: false, text: 'no-acks' });
  });

  it('wants Trainee to help, and the Packers to be there', () => {
    expect(said(kill(500), terms(600, 1))).toMatchObject({ text: 'without-trainee' });
    expect(said(terms(500, 1), kill(600, 'packers'))).toMatchObject({ text: 'without-packers' });
  });
});

describe('lost-in-hand', () => {
  const said = (...deeds: readonly Deed[]) => saidOf('lost-in-hand', deeds, 9000);

  it('knows a kill after which all came back', () => {
    expect(said(kill(6500))).toMatchObject({ met: false, text: 'came-back' });
  });

  it('knows hands that had nothing to lose', () => {
    expect(said(terms(100, 1, 'onDelivery'), kill(300))).toMatchObject({ text: 'empty-handed' });
  });

  it('knows that the Packers lose nothing', () => {
    expect(said(terms(100, 1, 'onDelivery'), kill(6000, 'packers'))).toMatchObject({
      text: 'trainee-lives',
    });
  });

  it('does not take an order for lost that was held when the terms changed', () => {
    const late = said(terms(4000, 1, 'onDelivery'), terms(4100, 1), kill(6500));
    expect(late.met).toBe(false);
  });
});

describe('lost-in-queue', () => {
  const said = (...deeds: readonly Deed[]) => saidOf('lost-in-queue', deeds, 8000);
  const stopAll = (atMs: number): readonly Deed[] => [kill(atMs), kill(atMs, 'packers')];

  it('is met by either limit once nobody fetches', () => {
    expect(said(configure(2000, { maxLength: 3 }), ...stopAll(3000)).met).toBe(true);
    expect(said(kill(100), configure(2000, { messageTtlMs: 500 }), ...stopAll(3000)).met).toBe(
      true,
    );
  });

  it('says that a limit alone is never met', () => {
    expect(said(configure(2000, { messageTtlMs: 500 }))).toMatchObject({ text: 'quick-enough' });
  });

  it('says that waiting alone loses nothing', () => {
    expect(said(...stopAll(3000))).toMatchObject({ text: 'no-limit' });
  });

  it('says that those who came before the limit have none', () => {
    const limit = { messageTtlMs: 500 };
    const late = [...stopAll(3000), configure(5000, limit)];
    expect(said(...late)).toMatchObject({ text: 'came-earlier' });
    const inHand = [configure(2800, limit), ...stopAll(3000)];
    expect(said(...inHand)).toMatchObject({ text: 'came-earlier' });
  });

  it('tells purged, refused and kept from lost', () => {
    const purge: Deed = [5000, { kind: 'Purge', part: 'packing.inbox' }];
    expect(said(...stopAll(3000), purge)).toMatchObject({ text: 'purged' });
    const refuse = configure(2000, { maxLength: 3, overflow: 'reject-publish' });
    expect(said(refuse, ...stopAll(3000))).toMatchObject({ text: 'refused' });
    const keep = configure(2000, { maxLength: 3, deadLetter: 'tray' });
    expect(said(keep, ...stopAll(3000))).toMatchObject({ text: 'in-tray' });
  });
});
