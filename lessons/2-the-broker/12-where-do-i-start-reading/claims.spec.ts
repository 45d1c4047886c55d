/** Holds what the text of "Where do I start reading?" says to what happens: claims, near misses. */
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 12);
const solution = readSolution(folder);
const [startedMs, movedMs, killedMs, , revivedMs] = solution.interventions.map(({ atMs }) => atMs);
const solved = playLesson(lesson, solution);
const facts = solved.facts();

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const kill = (atMs: number, part: string) => at(atMs, { kind: 'Kill', part });
const revive = (atMs: number, part: string) => at(atMs, { kind: 'Revive', part });
const move = (
  atMs: number,
  part: string,
  to: Extract<Intervention, { kind: 'MoveOffset' }>['to'],
) => at(atMs, { kind: 'MoveOffset', part, stream: 'orders', to });
const start = revive(startedMs, 'statistics');
const select = (goal: string, atMs: number, correlation: string) => {
  const answer: LearnerAnswer = { kind: 'Selected', goal, correlation };
  return { atMs, answer };
};

/** What a goal says of a run, as the learner reads it. */
function saidOf(
  goal: string,
  interventions: readonly TimedIntervention[],
  answers: readonly ReturnType<typeof select>[] = [],
  untilMs = solution.untilMs,
) {
  const { verdicts } = playLesson(lesson, { seed: solution.seed, untilMs, interventions, answers });
  const verdict = verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

/** Offsets of the orders that a service handled, in that order; of "shop/1" it is 0. */
const handledBy = (part: string, fromMs = 0, toMs = solution.untilMs): number[] =>
  facts.flatMap((fact) =>
    fact.kind === 'HandlerCompleted' &&
    fact.service === part &&
    fact.atMs >= fromMs &&
    fact.atMs < toMs
      ? [Number(fact.message.replace('shop/', '')) - 1]
      : [],
  );
const committedBy = (group: string, fromMs = 0, toMs = solution.untilMs): number[] =>
  facts.flatMap((fact) =>
    fact.kind === 'OffsetCommitted' &&
    fact.group === group &&
    fact.atMs >= fromMs &&
    fact.atMs < toMs
      ? [fact.offset]
      : [],
  );
const countTo = (end: number): number[] => Array.from({ length: end }, (_, offset) => offset);

describe('the text', () => {
  it('is right that three orders come every one and a half seconds, the first at offset 0', () => {
    const appended = facts.flatMap((fact) => (fact.kind === 'RecordAppended' ? [fact] : []));
    for (const { atMs, offset, message } of appended) {
      expect(message).toBe(`shop/${offset + 1}`);
      expect(Math.floor(atMs / 1500)).toBe(Math.floor(offset / 3));
    }
    expect(appended.length).toBeGreaterThan(20);
  });

  it('is right that three orders take Receipts and Labels about a second', () => {
    for (const part of ['receipts', 'labels']) {
      const lastMs = facts.flatMap((fact) =>
        fact.kind === 'HandlerCompleted' && fact.service === part && fact.message === 'shop/6'
          ? [fact.atMs]
          : [],
      );
      expect(lastMs[0] - 1500).toBeGreaterThan(800);
      expect(lastMs[0] - 1500).toBeLessThan(1400);
    }
  });

  it('is right that Statistics begins at what is new, and the older ones stay', () => {
    const [found] = facts.filter(
      (fact) => fact.kind === 'PositionFound' && fact.group === 'statistics-group',
    );
    expect(found).toMatchObject({ position: 'latest', offset: 9 });
    expect(Math.min(...handledBy('statistics', startedMs, movedMs))).toBe(9);
    expect(facts.filter(({ kind }) => kind === 'SegmentDeleted')).toEqual([]);
  });

  it('is right that moving one cursor leaves the others where they stood', () => {
    for (const part of ['receipts', 'labels']) {
      expect(handledBy(part, 0, killedMs)).toEqual(countTo(handledBy(part, 0, killedMs).length));
    }
    const again = handledBy('statistics', movedMs);
    expect(again.slice(again.indexOf(0))).toEqual(countTo(again.length - again.indexOf(0)));
  });

  it('is right that Receipts commits before the work, and Labels after every third', () => {
    const requests = facts.flatMap((fact) => (fact.kind === 'CommitRequested' ? [fact] : []));
    for (const { group, record, atMs } of requests) {
      const message = `shop/${Number(record.replace('orders/0@', '')) + 1}`;
      const doneMs = facts.flatMap((fact) =>
        fact.kind === 'HandlerCompleted' &&
        `${fact.service}-group` === group &&
        fact.message === message
          ? [fact.atMs]
          : [],
      );
      if (group === 'receipts-group') expect(doneMs[0] ?? Infinity).toBeGreaterThan(atMs);
      if (group === 'labels-group') expect(doneMs.at(-1)).toBe(atMs);
    }
    expect(committedBy('labels-group').every((offset) => offset % 3 === 0)).toBe(true);
  });

  it('is right that both go on at their cursors: one lost, one did twice', () => {
    const cursor = (group: string) => committedBy(group, 0, revivedMs).at(-1);
    expect(handledBy('receipts', revivedMs)[0]).toBe(cursor('receipts-group'));
    expect(handledBy('labels', revivedMs)[0]).toBe(cursor('labels-group'));
    const receipts = handledBy('receipts');
    const lost = countTo(receipts.at(-1) ?? 0).filter((offset) => !receipts.includes(offset));
    expect(lost).toHaveLength(solved.metrics.lostOrders);
    expect(new Set(receipts).size).toBe(receipts.length);
    const labels = handledBy('labels');
    expect(labels.length - new Set(labels).size).toBe(solved.metrics.doneTwice);
    expect([...new Set(labels)]).toEqual(countTo(new Set(labels).size));
  });

  it('is right that Receipts, sent to the beginning, sends again and makes up for the lost', async () => {
    const run = openLesson(lesson, solution.seed);
    const host = scriptHostOf(run);
    for (const { atMs, intervention } of solution.interventions) {
      run.advance(atMs, 1_000_000);
      run.intervene(intervention);
    }
    run.advance(solution.untilMs, 1_000_000);
    expect(host.view().metrics).toMatchObject({ lostOrders: 2, receiptsAgain: 0 });
    await runScript(lesson.tries.resend, host, new AbortController().signal);
    run.advance(solution.untilMs + 9000, 1_000_000);
    expect(run.current.goals.values().lostOrders).toBe(0);
    expect(run.current.goals.values().receiptsAgain).toBeGreaterThan(15);
  });
});

describe('came-late', () => {
  it('names another service that was killed', () => {
    const values = { service: 'Receipts' };
    expect(saidOf('came-late', [kill(2000, 'receipts')])).toEqual({
      met: false,
      text: 'another-killed',
      values,
    });
  });
});

describe('counted-all', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('counted-all', [start, ...deeds]);
  const earliest = { kind: 'Configure', settings: { offsetReset: 'earliest' } } as const;

  it('tells the rule from the cursor', () => {
    const rule = at(movedMs, { ...earliest, part: 'statistics-group' });
    expect(said(rule)).toEqual({ met: false, text: 'policy-too-late', values: { cursor: 12 } });
  });

  it('is met by the rule where there is no cursor yet', () => {
    const rule = at(startedMs - 1, { ...earliest, part: 'statistics-group' });
    expect(saidOf('counted-all', [rule, start])).toMatchObject({ met: true });
  });

  it('wants the first order, too', () => {
    const short = move(movedMs, 'statistics-group', { kind: 'offset', offset: 4 });
    expect(said(short)).toEqual({ met: false, text: 'moved-short', values: { offset: 4 } });
    const full = move(movedMs + 500, 'statistics-group', { kind: 'beginning' });
    expect(said(short, full)).toMatchObject({ met: true, text: '' });
  });

  it('names the group whose cursor was moved instead', () => {
    const other = move(movedMs, 'labels-group', { kind: 'beginning' });
    expect(said(other)).toEqual({ met: false, text: 'wrong-group', values: { group: 'Labels' } });
  });

  it('needs somebody who reads', () => {
    const moved = move(5000, 'statistics-group', { kind: 'beginning' });
    expect(saidOf('counted-all', [moved])).toMatchObject({ met: false, text: 'not-started' });
    const later = revive(5500, 'statistics');
    expect(saidOf('counted-all', [moved, later])).toMatchObject({ met: true });
  });
});

describe('killed-together', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('killed-together', deeds);

  it('wants both, at one instant', () => {
    expect(said(kill(killedMs, 'receipts'))).toMatchObject({
      text: 'one-alone',
      values: { service: 'Labels' },
    });
    expect(said(kill(killedMs, 'labels'), kill(killedMs + 300, 'receipts'))).toMatchObject({
      met: false,
      text: 'not-together',
      values: { apart: 300 },
    });
    expect(said(kill(killedMs, 'labels'), kill(killedMs, 'receipts'))).toMatchObject({ met: true });
  });

  it('tells a kill between the orders from one in the middle of them', () => {
    const idleMs = 7450;
    expect(said(kill(idleMs, 'receipts'), kill(idleMs, 'labels'))).toMatchObject({
      met: false,
      text: 'empty-hands',
    });
  });
});

describe('found-lost', () => {
  const deeds = solution.interventions;
  const said = (order: string, atMs = 11_300, interventions = deeds) =>
    saidOf('found-lost', interventions, [select('found-lost', atMs, order)]);

  it('knows an order that has its receipt', () => {
    expect(said('order-16')).toMatchObject({ met: false, text: 'has-receipt' });
  });

  it('knows an order that comes in its turn', () => {
    expect(said('order-26')).toMatchObject({ met: false, text: 'not-yet' });
  });

  it('knows that Receipts is down, or was never killed', () => {
    const answers = [select('found-lost', 8500, 'order-17')];
    expect(saidOf('found-lost', deeds, answers, 8600)).toMatchObject({ text: 'still-down' });
    expect(said('order-3', 3000, [])).toMatchObject({ met: false, text: 'no-kill' });
  });
});

describe('found-twice', () => {
  const deeds = solution.interventions;
  const said = (order: string, interventions = deeds, atMs = 11_400) =>
    saidOf('found-twice', interventions, [select('found-twice', atMs, order)]);

  it('knows an order that got one label', () => {
    expect(said('order-3')).toMatchObject({ met: false, text: 'once' });
  });

  it('knows an order without a label', () => {
    expect(said('order-24')).toMatchObject({ met: false, text: 'no-label' });
  });

  it('says so when this run has no double', () => {
    const early = [kill(7800, 'labels'), revive(8400, 'labels')];
    expect(said('order-3', early)).toMatchObject({ met: false, text: 'none-this-time' });
    expect(said('order-3', [])).toMatchObject({ met: false, text: 'never-killed' });
  });

  it('does not count what a person asked Labels to do again', () => {
    const sent = [move(5000, 'labels-group', { kind: 'beginning' })];
    expect(said('order-2', sent)).toMatchObject({ met: false, text: 'sent-back' });
  });
});
