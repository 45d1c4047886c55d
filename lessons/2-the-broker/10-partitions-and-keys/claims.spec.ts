/** Holds what the text of "Partitions and keys" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Fact, FactName, FactOf, Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 10);
const solution = readSolution(folder);
const [keyedMs, sharedMs] = solution.interventions.map(({ atMs }) => atMs);
const solved = playLesson(lesson, solution);

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const setKey = (atMs: number, key: string | null): TimedIntervention =>
  at(atMs, { kind: 'SetKey', part: 'orders', stream: 'order-events', key });
const select = (atMs: number, correlation: string) => {
  const answer: LearnerAnswer = { kind: 'Selected', goal: 'found-overtaken', correlation };
  return { atMs, answer };
};

function play(
  interventions: readonly TimedIntervention[],
  answers: readonly ReturnType<typeof select>[] = [],
  untilMs = solution.untilMs,
) {
  return playLesson(lesson, { seed: solution.seed, untilMs, interventions, answers });
}

/** What a goal says of a run, as the learner reads it. */
function saidOf(goal: string, { verdicts }: ReturnType<typeof play>) {
  const verdict = verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

const of = <K extends FactName>(facts: readonly Fact[], kind: K): FactOf<K>[] =>
  facts.flatMap((fact) => (isOf(fact, kind) ? [fact] : []));

function isOf<K extends FactName>(fact: Fact, kind: K): fact is Fact & FactOf<K> {
  return fact.kind === kind;
}

/** The records of a run: what each says, and where it stands. */
function recordsOf(facts: readonly Fact[]) {
  const born = new Map(
    of(facts, 'MessageCreated').map((fact) => [`${fact.producer}/${fact.ordinal + 1}`, fact]),
  );
  return of(facts, 'RecordAppended').map(({ message, partition, offset, atMs }) => {
    const { type, correlation, data } = born.get(message) ?? {};
    return { message, partition, offset, atMs, type, order: correlation ?? '', data };
  });
}

/** Which partitions the three events of each order stand in, of orders whose three are there. */
function lanesOf(facts: readonly Fact[], fromMs: number, toMs: number): Map<string, Set<number>> {
  const lanes = new Map<string, number[]>();
  for (const { order, partition, atMs } of recordsOf(facts)) {
    if (atMs < fromMs || atMs >= toMs) continue;
    lanes.set(order, [...(lanes.get(order) ?? []), partition]);
  }
  const whole = [...lanes].filter(([, list]) => list.length === 3);
  return new Map(whole.map(([order, list]) => [order, new Set(list)]));
}

describe('the text', () => {
  const facts = solved.facts();

  it('is right that Orders publishes an event only when the broker has the one before', () => {
    const confirmed = new Map(
      of(facts, 'RecordConfirmed').map(({ prepared, atMs }) => [prepared, atMs]),
    );
    const last = new Map<string, number>();
    const orders = new Map(recordsOf(facts).map(({ message, order }) => [message, order]));
    for (const { seq, message, atMs } of of(facts, 'RecordPrepared')) {
      const order = orders.get(message) ?? '';
      const before = last.get(order);
      if (before !== undefined) expect(confirmed.get(before)).toBeLessThanOrEqual(atMs);
      last.set(order, seq);
    }
    expect(last.size).toBeGreaterThan(20);
  });

  it('is right that each of the four instances has a partition', () => {
    const owners = of(facts, 'PartitionAssigned').slice(-4);
    expect(owners.map(({ partition }) => partition)).toEqual([0, 1, 2, 3]);
    expect(new Set(owners.map(({ instance }) => instance)).size).toBe(4);
  });

  it('is right that without a key the events of an order lie in lanes drawn by lot', () => {
    const lanes = [...lanesOf(facts, 0, keyedMs).values()];
    expect(lanes.length).toBeGreaterThan(4);
    expect(lanes.filter((one) => one.size > 1).length).toBeGreaterThan(lanes.length / 2);
  });

  it('is right that the order as a key keeps them together, and uses all four lanes', () => {
    const lanes = [...lanesOf(facts, keyedMs + 500, sharedMs).values()];
    expect(lanes.length).toBeGreaterThan(4);
    expect(lanes.every((one) => one.size === 1)).toBe(true);
    expect(new Set(lanes.flatMap((one) => [...one])).size).toBe(4);
  });

  it('is right that no order whose events had the same key was overtaken', () => {
    const placed = of(facts, 'MessageCreated').filter(({ type }) => type === 'OrderPacked');
    const { keyedOrders, overtaken } = solved.metrics;
    expect(keyedOrders + overtaken).toBeLessThanOrEqual(placed.length);
    const handled = new Map<string, number[]>();
    const records = new Map(recordsOf(facts).map((one) => [one.message, one]));
    const steps = ['OrderPlaced', 'OrderPaid', 'OrderPacked'];
    for (const { service, message } of of(facts, 'HandlerCompleted')) {
      const record = records.get(message);
      if (service !== 'tracking' || record === undefined) continue;
      const list = handled.get(record.order) ?? [];
      handled.set(record.order, [...list, steps.indexOf(record.type ?? '')]);
    }
    for (const [order, lanes] of lanesOf(facts, keyedMs + 500, Infinity)) {
      const list = handled.get(order) ?? [];
      if (lanes.size === 1) expect(list, order).toEqual([...list].sort());
    }
  });

  it('is right that 17 of 20 orders are placed in A', () => {
    const said = JSON.stringify(lesson.run.scenario);
    const [, list] = /"shop":\{"oneOf":(\[[^\]]*\])/.exec(said) ?? [];
    const oneOf = list.split(',');
    expect([oneOf.length, oneOf.filter((shop) => shop.includes('"A"')).length]).toEqual([20, 17]);
  });

  it('is right that a record never moves, and an order under way may stand in two lanes', () => {
    expect(solved.metrics.brokenBySwitch).toBeGreaterThan(0);
    const places = recordsOf(facts).map(({ partition, offset }) => `${partition}@${offset}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is right that a fifth instance finds no lane that is free', () => {
    const run = play([
      ...solution.interventions.slice(0, 2),
      at(13_200, { kind: 'AddInstance', part: 'tracking' }),
    ]);
    const fifth = of(run.facts(), 'AssignmentMade').filter(({ instance }) => instance === 4);
    expect(fifth.map(({ assignment }) => assignment)).toEqual([[]]);
    expect(of(run.facts(), 'RecordReceived').some(({ instance }) => instance === 4)).toBe(false);
    expect(saidOf('shared-again', run)).toMatchObject({ text: 'more-instances' });
  });

  it('is right about the other future: the step as a key breaks orders', async () => {
    const run = openLesson(lesson, solution.seed);
    const host = scriptHostOf(run);
    run.advance(6000, 1_000_000);
    await runScript(lesson.tries['by-step'], host, new AbortController().signal);
    const before = run.current.goals.values().overtaken;
    run.advance(12_000, 1_000_000);
    expect(run.current.goals.values().overtaken).toBeGreaterThan(before);
  });
});

describe('found-overtaken', () => {
  const said = (order: string, atMs = 5500, untilMs = 5600) =>
    saidOf('found-overtaken', play([], [select(atMs, order)], untilMs));

  it('knows an order that came through as it happened', () => {
    const kept = play([], [], 5600);
    const overtaken = ['order-1', 'order-2', 'order-3', 'order-4', 'order-5'];
    const verdicts = overtaken.map((order) => said(order));
    expect(kept.metrics.overtaken).toBe(verdicts.filter(({ met }) => met).length);
    expect(verdicts.filter(({ met }) => !met).map(({ text }) => text)).toContain('by-luck');
  });

  it('knows an order that is not through', () => {
    const values = { order: 'order-8' };
    expect(said('order-8')).toEqual({ met: false, text: 'not-through', values });
  });
});

describe('kept-in-order', () => {
  const said = (...interventions: TimedIntervention[]) =>
    saidOf('kept-in-order', play(interventions, [], 16_000));

  it('says that no key is no remedy', () => {
    expect(said(setKey(5000, null))).toMatchObject({ met: false, text: 'no-key' });
  });

  it('says what the step as a key does', () => {
    expect(said(setKey(5000, 'step'))).toMatchObject({ met: false, text: 'key-of-step' });
  });

  it('names a key that does not hold an order together', () => {
    const values = { key: 'colour' };
    expect(said(setKey(5000, 'colour'))).toMatchObject({ text: 'wrong-key', values });
  });

  it('is met by the shop, too, and by a second try', () => {
    expect(said(setKey(5000, 'shop'))).toMatchObject({ met: true });
    expect(said(setKey(3000, 'step'), setKey(6000, 'order'))).toMatchObject({ met: true });
  });
});

describe('hot-partition', () => {
  const said = (...interventions: TimedIntervention[]) =>
    saidOf('hot-partition', play(interventions, [], 20_000));

  it('tells a dead reader from a hot key', () => {
    const kill = at(5000, { kind: 'Kill', part: 'tracking', instance: 2 });
    expect(said(setKey(4000, 'shop'), kill)).toMatchObject({ met: false, text: 'dead-reader' });
  });

  it('is not met by a key with many values', () => {
    expect(said(setKey(4000, 'order'))).toMatchObject({ met: false });
  });
});

describe('shared-again', () => {
  const [, heat] = solution.interventions;
  const said = (...interventions: TimedIntervention[]) =>
    saidOf('shared-again', play([setKey(keyedMs, 'order'), heat, ...interventions], [], 22_000));

  it('says that fewer orders are no remedy', () => {
    const slow = at(13_600, { kind: 'SetRate', part: 'customers', perSecond: 0.2 });
    expect(said(slow)).toMatchObject({ met: false, text: 'fewer-orders' });
  });

  it('says what giving up the key gives up', () => {
    expect(said(setKey(13_600, null))).toMatchObject({ met: false, text: 'order-lost' });
  });
});
