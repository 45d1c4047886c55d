/** Holds what the text of "Queue or stream" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { readSolution } from '../../../src/app/node/recordings';
import { openWhole, playWhole } from '../../../src/app/node/wholeRun';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Fact, Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 9);
const solution = readSolution(folder);
const [killed, , closed, came] = solution.interventions.map(({ atMs }) => atMs);
const solved = playWhole(lesson, solution);
const [queue, stream] = solved.runs.map(({ played }) => played.facts());
const never = new AbortController().signal;

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const kill = (atMs: number, part: string, instance?: number) =>
  at(atMs, { kind: 'Kill', part, ...(instance === undefined ? {} : { instance }) });
const revive = (atMs: number, part: string) => at(atMs, { kind: 'Revive', part });
const select = (atMs: number, correlation: string) => {
  const answer: LearnerAnswer = { kind: 'Selected', goal: 'found-overtaken', correlation };
  return { atMs, answer };
};

/** What a goal says of a run, as the learner reads it. */
function saidOf(
  goal: string,
  interventions: readonly TimedIntervention[],
  answers: readonly ReturnType<typeof select>[] = [],
  untilMs = solution.untilMs,
) {
  const { verdicts } = playWhole(lesson, { seed: solution.seed, untilMs, interventions, answers });
  const verdict = verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

const ordersOf = (
  facts: readonly Fact[],
  kind: 'HandlerStarted' | 'HandlerCompleted',
  by: string,
) => facts.flatMap((fact) => (fact.kind === kind && fact.service === by ? [fact.message] : []));

/** When orders were placed, and what they say. */
const placed = (facts: readonly Fact[]) =>
  facts.flatMap((fact) =>
    fact.kind === 'MessageCreated' ? [{ atMs: fact.atMs, data: fact.data }] : [],
  );

/** The outcome of Payment's work on a side, as the strip tells it. */
function outcomeOf(index: number) {
  const { run } = solved.runs[index].played;
  const result = run.query({ kind: 'outcome', service: 'payment', key: 'customer', last: 200 });
  const outcome = result.kind === 'outcome' ? result.outcome : null;
  if (outcome === null) throw new Error('Payment has no outcome');
  return outcome;
}

describe('the text', () => {
  it('is right that both are given the same orders at the same moments, six a second', () => {
    expect(placed(stream)).toEqual(placed(queue));
    const early = placed(queue).filter(({ atMs }) => atMs < 7000);
    expect(Math.round(early.length / 7)).toBe(6);
  });

  it('is right that the customer decides the lane, and each lane has one customer', () => {
    const lanes = new Map<number, Set<string>>();
    const customers = new Map<string, string>();
    for (const fact of stream) {
      if (fact.kind === 'MessageCreated') {
        const data = fact.data as { readonly customer: string }; // as the scenario makes them
        customers.set(`orders/${fact.ordinal + 1}`, data.customer);
      }
      if (fact.kind === 'RecordAppended') {
        const of = lanes.get(fact.partition) ?? new Set();
        lanes.set(fact.partition, of.add(customers.get(fact.message) ?? ''));
      }
    }
    const found = [...lanes].sort(([one], [other]) => one - other).map(([, of]) => [...of]);
    expect(found).toEqual([['Ada'], ['Ben'], ['Chidi']]);
  });

  it('is right that the queue repeats what was in hand, the stream all since the flag moved', () => {
    const metrics = solved.metrics;
    expect(metrics['left.again']).toBe(1);
    expect(metrics['right.again']).toBeGreaterThan(1);
  });

  it('is right that the group waits a second and a half before it gives the lane away', () => {
    const expired = stream.find((fact) => fact.kind === 'MemberExpired' && fact.atMs > killed);
    expect(expired?.atMs).toBeGreaterThan(killed + 1000);
    expect(expired?.atMs).toBeLessThanOrEqual(killed + 1600);
  });

  it('is right that the queue lets orders be overtaken by the kill, and the stream does not', () => {
    expect(solved.metrics['left.overtakenOrder']).toBe(32);
    const handled = ordersOf(queue, 'HandlerCompleted', 'payment');
    expect(handled.indexOf('orders/33')).toBeLessThan(handled.indexOf('orders/32'));
    expect(solved.metrics['right.overtaken']).toBe(0);
  });

  it('is right that neither lost any, and that both have done the same work', () => {
    const ids = (facts: readonly Fact[]) =>
      [...new Set(ordersOf(facts, 'HandlerCompleted', 'payment'))].sort();
    expect(ids(stream)).toEqual(ids(queue));
    expect(ids(queue)).toHaveLength(placed(queue).length);
  });

  it('is right that a late consumer finds nothing, and a late group all from the beginning', () => {
    const counted = ordersOf(queue, 'HandlerStarted', 'analytics');
    expect(counted).toEqual([]);
    const read = new Set(ordersOf(stream, 'HandlerCompleted', 'analytics'));
    expect(read.size).toBe(placed(stream).length);
    const first = stream.find((fact) => fact.kind === 'RecordReceived' && fact.atMs > came);
    expect(first).toMatchObject({ service: 'analytics' });
  });

  it('has the same numbers as the strip below the stages', () => {
    const [left, right] = [outcomeOf(0), outcomeOf(1)];
    for (const [side, outcome] of Object.entries({ left, right })) {
      expect(outcome.again.count, side).toBe(solved.metrics[`${side}.again`]);
      expect(outcome.late.count, side).toBe(solved.metrics[`${side}.overtaken`]);
      expect(outcome.replayable.count, side).toBe(solved.metrics[`${side}.kept`]);
      expect(outcome.lost.count, side).toBe(0);
      expect(outcome.backlog.count, side).toBe(0);
    }
  });

  it('is right about the other future: who replays Payment lets everybody pay again', async () => {
    const whole = openWhole(lesson);
    whole.advance(6000);
    const before = whole.host.view().metrics;
    await runScript(lesson.tries['replay-payment'], whole.host, never);
    whole.advance(12_000);
    const after = whole.host.view().metrics;
    expect(before['right.again']).toBe(0);
    expect(after['right.again']).toBeGreaterThan(20);
    expect(after['left.again']).toBe(0);
  });
});

describe('killed-one', () => {
  const said = (...interventions: TimedIntervention[]) => saidOf('killed-one', interventions);

  it('tells one instance from all of them, and from another service', () => {
    expect(said(kill(killed, 'payment'))).toMatchObject({ met: false, text: 'all-of-it' });
    const values = { service: 'Orders' };
    expect(said(kill(killed, 'orders'))).toEqual({ met: false, text: 'another-service', values });
    expect(said(kill(killed, 'payment', 2))).toMatchObject({ met: true });
  });

  it('tells a kill between two orders from one in the middle of one', () => {
    expect(said(kill(100, 'payment', 1))).toEqual({
      met: false,
      text: 'empty-hands',
      values: { instance: 2 },
    });
  });
});

describe('found-overtaken', () => {
  const struck = [kill(killed, 'payment', 1)];
  const said = (atMs: number, order: string, deeds = struck, untilMs = atMs + 100) =>
    saidOf('found-overtaken', deeds, [select(atMs, order)], untilMs);

  it('knows an order that nothing overtook', () => {
    expect(said(7900, 'order-3')).toMatchObject({ met: false, text: 'in-order' });
  });

  it('knows an order that waits for its second turn', () => {
    expect(said(5900, 'order-32')).toMatchObject({ met: false, text: 'not-again' });
  });

  it('knows when nothing has come back yet', () => {
    expect(said(5000, 'order-3', [])).toMatchObject({ met: false, text: 'nobody-yet' });
  });

  it('says so when what came back was not overtaken', () => {
    const harmless = [kill(4700, 'payment', 1)];
    expect(said(7400, 'order-3', harmless)).toMatchObject({ met: false, text: 'none-this-time' });
  });

  it('knows an order that came back in time, where another one did not', () => {
    const twice = [kill(4700, 'payment', 1), revive(6500, 'payment'), kill(9000, 'payment', 1)];
    const { played } = playWhole(lesson, { ...solution, interventions: twice, answers: [] })
      .runs[0];
    const returned = played.facts().find(({ kind }) => kind === 'MessageReturned');
    const message = returned?.kind === 'MessageReturned' ? returned.message : '';
    const order = message.replace('orders/', 'order-');
    const text = 'came-back';
    expect(said(13_000, order, twice)).toEqual({ met: false, text, values: { order } });
  });
});

describe('drained', () => {
  const deeds = [kill(closed, 'orders')];

  it('is not met by a purge', () => {
    const purge = at(closed + 100, { kind: 'Purge', part: 'orders.inbox' });
    expect(saidOf('drained', [...deeds, kill(5000, 'payment'), purge])).toMatchObject({
      met: false,
      text: 'purged',
    });
  });

  it('is not met by moving the flag', () => {
    const intervention: Intervention = {
      kind: 'MoveOffset',
      part: 'payment-group',
      stream: 'order-log',
      to: { kind: 'end' },
    };
    expect(saidOf('drained', [...deeds, at(closed + 100, intervention)])).toMatchObject({
      met: false,
      text: 'moved',
    });
  });

  it('is not met while orders come in', () => {
    expect(saidOf('drained', [])).toMatchObject({ met: false, text: '' });
  });
});

describe('late-subscriber', () => {
  const said = (...deeds: TimedIntervention[]) => saidOf('late-subscriber', deeds);

  it('knows an Analytics that took an order away from Payment', () => {
    const { met, text, values } = said(revive(4000, 'analytics'));
    expect({ met, text }).toEqual({ met: false, text: 'took-away' });
    expect(values.order).toMatch(/^order-\d+$/);
  });

  it('knows one that came while Payment was at work', () => {
    const deeds = [kill(closed, 'orders'), revive(closed + 400, 'analytics')];
    expect(said(...deeds)).toMatchObject({ met: false, text: 'too-early' });
  });

  it('knows a stream that no longer has what it had', () => {
    const settings = { segmentMs: 500, retentionMs: 2000 };
    const short = at(0, { kind: 'Configure', part: 'order-log', settings });
    const { met, text, values } = said(short, ...solution.interventions);
    expect({ met, text }).toEqual({ met: false, text: 'gone' });
    expect(values.count).toBeGreaterThan(20);
  });
});
