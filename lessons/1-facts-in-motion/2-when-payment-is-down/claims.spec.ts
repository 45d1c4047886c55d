/** Holds what the text of "When Payment is down" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, type LearnerAnswer, runScript } from '../../../src/course';
import type { Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 2);
const solution = readSolution(folder);
const [killed, revived] = solution.interventions.map(({ atMs }) => atMs);
const solved = playLesson(lesson, solution);
const facts = solved.facts();

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const kill = (atMs: number, part = 'payment') => at(atMs, { kind: 'Kill', part });
const revive = (atMs: number, part = 'payment') => at(atMs, { kind: 'Revive', part });
const select = (atMs: number, correlation: string) => {
  const answer: LearnerAnswer = { kind: 'Selected', goal: 'found-the-double', correlation };
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

/** How many messages stood in a queue at a time, by the facts alone. */
function depth(queue: string, atMs: number): number {
  let ready = 0;
  for (const fact of facts) {
    if (fact.atMs > atMs || !('queue' in fact) || fact.queue !== queue) continue;
    if (fact.kind === 'MessageEnqueued' || fact.kind === 'MessageReturned') ready++;
    if (fact.kind === 'MessageDelivered') ready--;
  }
  return ready;
}

const created = (type: string, fromMs = 0, toMs = solution.untilMs) =>
  facts.filter(
    (fact) =>
      fact.kind === 'MessageCreated' &&
      fact.type === type &&
      fact.atMs >= fromMs &&
      fact.atMs < toMs,
  );

describe('the text', () => {
  it('is right that customers place five orders a second', () => {
    expect(Math.round(created('PlaceOrder', 0, 10_000).length / 10)).toBe(5);
  });

  it('is right that Orders never calls Payment', () => {
    const calls = facts.filter(
      (fact) => fact.kind === 'MessageSent' && fact.from === 'orders' && fact.to === 'payment',
    );
    expect(calls).toEqual([]);
  });

  it('is right that one circle stands in every queue bound to it', () => {
    const queues = facts.flatMap((fact) =>
      fact.kind === 'MessageEnqueued' && fact.message === 'orders/1' ? [fact.queue] : [],
    );
    expect(queues.sort()).toEqual(['inventory.inbox', 'notification.inbox', 'payment.inbox']);
  });

  it('is right that the queues stand empty while all are alive', () => {
    for (let atMs = 0; atMs < killed; atMs += 50) {
      for (const part of ['payment', 'inventory', 'shipping', 'notification']) {
        expect(depth(`${part}.inbox`, atMs), `${part} at ${atMs}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('is right that three seconds are enough for twelve to wait', () => {
    const goal = solved.verdicts.find(({ id }) => id === 'queue-reaches-12');
    expect(goal?.metAtMs).toBeLessThan(killed + 3000);
  });

  it('is right that Inventory goes on and Shipping has nothing to do', () => {
    expect(created('StockReserved', killed, revived).length).toBeGreaterThanOrEqual(10);
    expect(created('ShipmentBooked', killed + 1000, revived)).toEqual([]);
    expect(depth('shipping.inbox', revived)).toBe(0);
  });

  it('is right that what Payment held goes back to the head', () => {
    const back = facts.flatMap((fact) =>
      fact.kind === 'MessageReturned' && fact.queue === 'payment.inbox' ? [fact.message] : [],
    );
    const first = facts.filter(
      (fact) =>
        fact.kind === 'MessageDelivered' && fact.queue === 'payment.inbox' && fact.atMs > revived,
    );
    expect(back).toHaveLength(2);
    expect(first.slice(0, 2)).toMatchObject(
      back.sort().map((message) => ({ message, handouts: 2, redelivered: true })),
    );
  });

  it('is right that no customer saw an error, and every order was paid in the end', () => {
    expect(facts.filter(({ kind }) => kind === 'RequestFailed')).toEqual([]);
    const paid = new Set(
      created('PaymentCaptured').map((fact) => fact.kind === 'MessageCreated' && fact.correlation),
    );
    const placed = created('OrderPlaced', 0, solution.untilMs - 1000);
    for (const order of placed) {
      expect(paid).toContain(order.kind === 'MessageCreated' && order.correlation);
    }
  });

  it('has instances that are at work most of the time, so that a filled pod is easily met', () => {
    const fromMs = 1000;
    let busyMs = 0;
    const startedMs: (number | undefined)[] = [];
    for (const fact of facts.filter(({ atMs }) => atMs >= fromMs && atMs < killed)) {
      if (fact.kind === 'HandlerStarted' && fact.service === 'payment') {
        startedMs[fact.instance] = fact.atMs;
      }
      if (fact.kind === 'HandlerCompleted' && fact.service === 'payment') {
        busyMs += fact.atMs - (startedMs[fact.instance] ?? fromMs);
      }
    }
    expect(busyMs / (killed - fromMs) / 2).toBeGreaterThan(0.5);
  });

  it('is right about the other future: nothing twice, and some never', async () => {
    const run = openLesson(lesson, solution.seed);
    const host = scriptHostOf(run);
    const signal = new AbortController().signal;
    run.advance(killed, 1_000_000);
    run.intervene({ kind: 'Kill', part: 'payment' });
    run.advance(revived, 1_000_000);
    run.intervene({ kind: 'Revive', part: 'payment' });
    run.advance(solution.untilMs, 1_000_000);
    expect(host.view().metrics).toMatchObject({ lostOrders: 0, chargedTwice: 1 });
    await runScript(lesson.tries['on-delivery'], host, signal);
    run.advance(solution.untilMs, 1_000_000);
    expect(run.current.goals.values()).toMatchObject({ redelivered: 0, chargedTwice: 0 });
    expect(run.current.goals.values().lostOrders).toBeGreaterThan(0);
  });
});

describe('killed-in-hand', () => {
  const said = (...interventions: TimedIntervention[]) => saidOf('killed-in-hand', interventions);

  it('tells a kill between two messages from one in the middle of one', () => {
    expect(said(kill(100))).toMatchObject({ met: false, text: 'empty-hands' });
    expect(said(kill(100), revive(200), kill(killed))).toMatchObject({ met: true, text: '' });
  });

  it('names the other service that was killed', () => {
    const values = { service: 'Inventory' };
    expect(said(kill(killed, 'inventory'))).toEqual({
      met: false,
      text: 'another-service',
      values,
    });
    expect(said(kill(killed, 'bank')).values).toEqual({ service: 'the bank' });
  });

  it('wants the whole of Payment', () => {
    const one = at(killed, { kind: 'Kill', part: 'payment', instance: 0 });
    const other = at(killed + 10, { kind: 'Kill', part: 'payment', instance: 1 });
    expect(said(one)).toMatchObject({ met: false, text: 'one-instance' });
    expect(said(one, other).text).not.toBe('one-instance');
  });
});

describe('queue-reaches-12', () => {
  it('says how far it came when Payment is revived too early', () => {
    const said = saidOf('queue-reaches-12', [kill(killed), revive(killed + 1000)]);
    expect(said).toMatchObject({ met: false, text: 'too-early' });
    expect(said.values.depth).toBeGreaterThan(3);
    expect(said.values.depth).toBeLessThan(12);
  });
});

describe('drained', () => {
  const said = (intervention: Intervention) =>
    saidOf('drained', [kill(killed), at(revived - 1, intervention), revive(revived)]);

  it('is not met by a purge', () => {
    expect(said({ kind: 'Purge', part: 'payment.inbox' })).toMatchObject({ text: 'purged' });
  });

  it('is not met by settling an order by hand', () => {
    const message = facts.find(
      (fact) => fact.kind === 'MessageEnqueued' && fact.atMs > killed + 500,
    );
    if (message?.kind !== 'MessageEnqueued') throw new Error('nothing was enqueued');
    for (const how of ['ack', 'deadLetter'] as const) {
      const settle = {
        kind: 'Settle',
        part: 'payment.inbox',
        message: message.message,
        how,
      } as const;
      const { met, text, values } = said(settle);
      expect({ met, text }).toEqual({ met: false, text: 'by-hand' });
      expect(values.order).toMatch(/^order-\d+$/);
    }
  });

  it('is not met at the first instant in which nobody waits', () => {
    const goal = solved.verdicts.find(({ id }) => id === 'drained');
    const metAtMs = goal?.metAtMs ?? 0;
    expect(depth('payment.inbox', metAtMs - 490)).toBe(0);
    expect(depth('payment.inbox', metAtMs - 510)).toBeGreaterThanOrEqual(0);
    expect(metAtMs).toBeGreaterThan(revived + 500);
  });

  it('needs somebody who waited', () => {
    expect(saidOf('drained', [kill(100), revive(110)])).toMatchObject({ met: false, text: '' });
  });
});

describe('found-the-double', () => {
  const deeds = solution.interventions;
  const said = (atMs: number, order: string, interventions = deeds) =>
    saidOf('found-the-double', interventions, [select(atMs, order)]);

  it('knows an order that came back but was charged once', () => {
    const values = { order: 'order-13' };
    expect(said(11_400, 'order-13')).toEqual({ met: false, text: 'charged-once', values });
  });

  it('knows an order that was handed out once', () => {
    expect(said(11_400, 'order-3')).toMatchObject({ met: false, text: 'only-once' });
  });

  it('knows an order that waits for its second turn', () => {
    const answers = [select(4000, 'order-13')];
    expect(saidOf('found-the-double', deeds, answers, 4100)).toMatchObject({ text: 'not-again' });
  });

  it('knows when nothing has come back yet', () => {
    expect(said(2000, 'order-3', [])).toMatchObject({ met: false, text: 'nobody-yet' });
  });

  it('says so when this run has no double, and is right that 20 ms later there is one', () => {
    const late = (byMs: number) => [kill(3340 + byMs), revive(5900)];
    expect(saidOf('found-the-double', late(0))).toMatchObject({ text: 'none-this-time' });
    expect(saidOf('found-the-double', late(20))).toMatchObject({ text: '' });
  });
});
