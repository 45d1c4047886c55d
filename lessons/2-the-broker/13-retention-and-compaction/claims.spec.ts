/** Holds what the text of "Retention and compaction" says to what happens: claims, near misses. */
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 13);
const solution = readSolution(folder);
const [killedMs, revivedMs, archiveMs, sizeMs, compactMs, catalogueMs] = solution.interventions.map(
  ({ atMs }) => atMs,
);
const solved = playLesson(lesson, solution);
const facts = solved.facts();

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const kill = (atMs: number, part: string) => at(atMs, { kind: 'Kill', part });
const revive = (atMs: number, part: string) => at(atMs, { kind: 'Revive', part });
type Settings = Extract<Intervention, { kind: 'Configure' }>['settings'];
const configure = (atMs: number, part: string, settings: Settings) =>
  at(atMs, { kind: 'Configure', part, settings });
const select = (atMs: number, correlation: string) => {
  const answer: LearnerAnswer = { kind: 'Selected', goal: 'found-unread', correlation };
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

const appended = (stream: string) =>
  facts.flatMap((fact) => (fact.kind === 'RecordAppended' && fact.stream === stream ? [fact] : []));
const deleted = (stream: string) =>
  facts.flatMap((fact) => (fact.kind === 'SegmentDeleted' && fact.stream === stream ? [fact] : []));
const handledBy = (part: string): string[] =>
  facts.flatMap((fact) =>
    fact.kind === 'HandlerCompleted' && fact.service === part ? [fact.message] : [],
  );

/** Key and data of a price, by its offset. */
const prices = appended('prices').map(({ message, offset, atMs }) => {
  const made = facts.find(
    (fact) => fact.kind === 'MessageCreated' && `${fact.producer}/${fact.ordinal + 1}` === message,
  );
  const set = facts.find(
    (fact) => fact.kind === 'MessagePropertiesSet' && fact.message === message,
  );
  if (made?.kind !== 'MessageCreated' || set?.kind !== 'MessagePropertiesSet') {
    throw new Error(`${message} has no key`);
  }
  return { offset, atMs, key: set.key, data: made.data };
});

describe('the text', () => {
  it('is right that two orders come a second, and stand in the stream as they were made', () => {
    const orders = appended('orders');
    for (const { offset, message } of orders) expect(message).toBe(`shop/${offset + 1}`);
    expect(Math.round((orders.length * 1000) / solution.untilMs)).toBe(2);
  });

  it('is right that whole segments of five go, their youngest record three seconds old', () => {
    const orders = appended('orders');
    const aged = deleted('orders').filter(({ retention }) => retention === 'time');
    expect(aged.length).toBeGreaterThan(2);
    for (const { baseOffset, nextOffset, atMs } of aged) {
      expect(nextOffset - baseOffset).toBe(5);
      const ageMs = atMs - orders[nextOffset - 1].atMs;
      expect(ageMs).toBeGreaterThan(3000);
      expect(ageMs).toBeLessThan(3600);
    }
    const gaps = aged.slice(1).map(({ atMs }, before) => atMs - aged[before].atMs);
    for (const gapMs of gaps) expect(gapMs).toBe(2500);
  });

  it('is right that Report reads faster than orders come', () => {
    const committed = facts.filter(
      (fact) =>
        fact.kind === 'OffsetCommitted' && fact.group === 'report-group' && fact.atMs < killedMs,
    );
    const read = appended('orders').filter(({ atMs }) => atMs < killedMs).length;
    expect(committed.length).toBeGreaterThanOrEqual(read - 2);
  });

  it('is right that seven seconds are enough to be overtaken, whenever Report is stopped', () => {
    for (let atMs = 3000; atMs < 6000; atMs += 250) {
      const deeds = [kill(atMs, 'report'), revive(atMs + 7000, 'report')];
      expect(saidOf('overtaken', deeds, [], atMs + 7500), `stopped at ${atMs}`).toMatchObject({
        met: true,
      });
    }
  });

  it('is right that Report goes on at the oldest record left, and no error says so', () => {
    const [found] = facts.filter(
      (fact) =>
        fact.kind === 'PositionFound' && fact.group === 'report-group' && fact.atMs > revivedMs,
    );
    const edge = deleted('orders')
      .filter(({ atMs }) => atMs < revivedMs)
      .at(-1)?.nextOffset;
    expect(found).toMatchObject({ position: 'earliest', offset: edge });
    expect(facts.filter(({ kind }) => kind === 'FetchFailed' || kind === 'HandlerFailed')).toEqual(
      [],
    );
    const read = new Set(handledBy('report'));
    const missed = appended('orders').filter(
      ({ message, offset }) => offset < (edge ?? 0) && !read.has(message),
    );
    expect(missed).toHaveLength(solved.metrics.neverRead);
  });

  it('is right that what goes once Archive reads has been copied', () => {
    const copied = new Set(handledBy('archive'));
    const gone = deleted('orders').filter(({ atMs }) => atMs > archiveMs);
    expect(gone.length).toBeGreaterThan(1);
    for (const { baseOffset, nextOffset } of gone) {
      for (let offset = baseOffset; offset < nextOffset; offset++) {
        expect(copied).toContain(`shop/${offset + 1}`);
      }
    }
    const stored = facts.filter((fact) => fact.kind === 'CallServed' && fact.external === 'vault');
    expect(stored.length).toBeGreaterThanOrEqual(copied.size);
  });

  it('is right that 500 bytes are kept for sure, and a limit below a segment is refused', () => {
    const [bySize] = deleted('orders').filter(({ retention }) => retention === 'size');
    const held = appended('orders').filter(({ atMs }) => atMs <= bySize.atMs).length;
    expect(held - bySize.nextOffset).toBeGreaterThanOrEqual(5);
    expect(held - bySize.baseOffset).toBe(10);
    const run = openLesson(lesson);
    run.advance(1000, 1_000_000);
    const settings = { retentionBytes: 400 };
    const refused = run.intervene({ kind: 'Configure', part: 'orders', settings });
    expect(refused).toBe('retentionBelowSegment');
  });

  it('is right that compaction keeps the last record of each key, with its offset', () => {
    const passes = facts.flatMap((fact) => (fact.kind === 'SegmentsCleaned' ? [fact] : []));
    const [first] = passes;
    expect(first.atMs).toBeLessThan(compactMs + 600);
    const gone = facts.flatMap((fact) =>
      fact.kind === 'RecordCompacted' && fact.atMs === first.atMs ? [fact.offset] : [],
    );
    const closed = prices.filter(({ offset }) => offset < first.upToOffset);
    const last = new Map(closed.map(({ key, offset }) => [key, offset]));
    const left = closed.filter(({ offset }) => !gone.includes(offset));
    expect(left.map(({ offset }) => offset)).toEqual([...last.values()].sort((a, b) => a - b));
    expect(first.upToOffset % 6).toBe(0);
  });

  it('is right that the tombstone of soap stays for four seconds, and then goes', () => {
    const [tombstone] = prices.filter(({ data }) => data === null);
    expect(tombstone).toMatchObject({ key: 'soap', offset: solved.metrics.tombstone });
    expect(prices.filter(({ key }) => key === 'soap').at(-1)).toBe(tombstone);
    const [pass] = facts.filter(({ kind }) => kind === 'SegmentsCleaned');
    const [goes] = facts.filter(
      (fact) => fact.kind === 'RecordCompacted' && fact.offset === tombstone.offset,
    );
    expect(goes.atMs - pass.atMs).toBeGreaterThanOrEqual(4000);
    expect(goes.atMs - pass.atMs).toBeLessThan(5001);
  });

  it('is right that Catalogue knows every price, and that soap is withdrawn', () => {
    const known = new Map<string, unknown>();
    for (const fact of facts) {
      if (fact.kind !== 'RecordReceived' || fact.group !== 'catalogue-group') continue;
      const price = prices[Number(fact.record.replace('prices/0@', ''))];
      known.set(price.key, price.data);
    }
    const arrived = prices.filter(({ atMs }) => atMs < solution.untilMs - 500);
    const latest = new Map(arrived.map(({ key, data }) => [key, data]));
    expect(known).toEqual(latest);
    expect(known.get('soap')).toBeNull();
    expect(catalogueMs).toBeGreaterThan(compactMs);
    expect(solved.metrics.read).toBeLessThan(solved.metrics.written);
  });

  it('is right that with a longer limit Report would have missed nothing', async () => {
    const run = openLesson(lesson, solution.seed);
    const host = scriptHostOf(run);
    for (const { atMs, intervention } of solution.interventions.slice(0, 2)) {
      run.advance(atMs, 1_000_000);
      run.intervene(intervention);
    }
    run.advance(solution.untilMs, 1_000_000);
    expect(host.view().metrics.neverRead).toBe(solved.metrics.neverRead);
    await runScript(lesson.tries['keep-longer'], host, new AbortController().signal);
    run.advance(solution.untilMs, 1_000_000);
    expect(run.current.goals.values().neverRead).toBe(0);
  });
});

describe('overtaken', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('overtaken', deeds);

  it('says where Report goes on when it comes back too early', () => {
    const early = said(kill(killedMs, 'report'), revive(killedMs + 2000, 'report'));
    expect(early).toEqual({ met: false, text: 'too-early', values: { start: 5, cursor: 6 } });
  });

  it('names the other part that was stopped', () => {
    expect(said(kill(2000, 'pricing'))).toEqual({
      met: false,
      text: 'another-service',
      values: { service: 'Pricing' },
    });
  });
});

describe('found-unread', () => {
  const deeds = solution.interventions.slice(0, 2);
  const said = (order: string, atMs = revivedMs + 300) =>
    saidOf('found-unread', deeds, [select(atMs, order)], atMs + 10);

  it('knows an order that was read, and one that is still there', () => {
    expect(said('order-3')).toMatchObject({ met: false, text: 'was-read' });
    expect(said('order-17')).toMatchObject({ met: false, text: 'still-there' });
    expect(said('order-8')).toMatchObject({ met: true });
  });

  it('wants Report to be back', () => {
    expect(said('order-8', revivedMs - 50)).toMatchObject({ met: false, text: 'not-back' });
  });

  it('tells an order from a price', () => {
    expect(said('price-3')).toMatchObject({ met: false, text: 'a-price' });
  });
});

describe('archived', () => {
  it('names the segment that went without a copy', () => {
    const deeds = [revive(5000, 'archive'), kill(6200, 'archive'), revive(12_000, 'archive')];
    expect(saidOf('archived', deeds, [], 12_500)).toMatchObject({
      met: false,
      text: 'not-copied',
      values: { first: 10, last: 14 },
    });
  });
});

describe('by-size', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('by-size', deeds, [], sizeMs + 4000);

  it('tells a segment that went for its age', () => {
    const deed = configure(sizeMs, 'orders', { retentionBytes: 2000 });
    expect(said(deed)).toMatchObject({ met: false, text: 'age-first', values: { limit: 2000 } });
  });

  it('says how much is there while the limit is not exceeded by a segment', () => {
    const settings = { retentionMs: null, retentionBytes: 5000 };
    const { met, text, values } = said(configure(sizeMs, 'orders', settings));
    expect({ met, text }).toEqual({ met: false, text: 'not-yet-full' });
    expect(values).toMatchObject({ limit: 5000 });
    expect(values.held).toBeLessThan(5500);
  });
});

describe('last-values', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('last-values', deeds);

  it('is not met by reading everything', () => {
    const all = said(revive(12_000, 'catalogue'));
    expect(all).toMatchObject({ met: false, text: 'read-all' });
    expect(all.values.read).toBe(all.values.written);
  });

  it('wants every price', () => {
    const rest = configure(11_900, 'catalogue-group', { offsetReset: 'latest' });
    const back = at(16_000, {
      kind: 'MoveOffset',
      part: 'catalogue-group',
      stream: 'prices',
      to: { kind: 'offset', offset: 18 },
    });
    expect(said(rest, revive(12_000, 'catalogue'), back)).toMatchObject({
      met: false,
      text: 'price-unknown',
    });
  });

  it('knows what retention does to a changelog', () => {
    const aged = configure(12_000, 'prices', { retentionMs: 1000 });
    expect(said(aged, revive(14_600, 'catalogue'))).toMatchObject({
      met: false,
      text: 'by-luck',
    });
    const strict = configure(12_000, 'prices', { retentionMs: 100 });
    expect(said(strict, revive(12_100, 'catalogue'))).toMatchObject({
      met: false,
      text: 'price-deleted',
    });
  });
});
