/** Holds what the text of "Consumer groups" says to what happens: claims and near misses. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileCourse } from '../../../src/app/build/lessonsPlugin';
import { openLesson, playLesson, scriptHostOf } from '../../../src/app/node/lessonRun';
import { readSolution } from '../../../src/app/node/recordings';
import { goalsOf, runScript } from '../../../src/course';
import type { Fact, FactName, FactOf, Intervention, TimedIntervention } from '../../../src/world';

const folder = import.meta.dirname;
const { lessons } = compileCourse(join(folder, '../../..'));
const [lesson] = lessons.filter(({ number }) => number === 11);
const solution = readSolution(folder);
const solved = playLesson(lesson, solution);
const facts = solved.facts();
const { interventions } = solution;
/** What is done until there are five members, and the kill of one. */
const grown = interventions.slice(0, 6);
const [killed, cooperative, killedAgain] = interventions.slice(6).map(({ atMs }) => atMs);

const at = (atMs: number, intervention: Intervention): TimedIntervention => ({
  atMs,
  intervention,
});
const kill = (atMs: number, instance?: number): TimedIntervention =>
  at(atMs, { kind: 'Kill', part: 'payment', ...(instance === undefined ? {} : { instance }) });
const add = (atMs: number, part: string): TimedIntervention =>
  at(atMs, { kind: 'AddInstance', part });

const play = (done: readonly TimedIntervention[], untilMs = solution.untilMs) =>
  playLesson(lesson, { seed: solution.seed, untilMs, interventions: done, answers: [] });

/** What a goal says of a run, as the learner reads it. */
function saidOf(goal: string, done: readonly TimedIntervention[], untilMs = solution.untilMs) {
  const verdict = play(done, untilMs).verdicts.find(({ id }) => id === goal);
  const words = goalsOf(lesson).find(({ id }) => id === goal)?.nearMisses ?? {};
  const { text, values } = verdict?.nearMiss ?? { text: '', values: {} };
  if (text !== '') expect(words).toHaveProperty(text);
  return { met: verdict?.met, text, values };
}

function isOf<K extends FactName>(fact: Fact, kind: K): fact is Fact & FactOf<K> {
  return fact.kind === kind;
}

const of = <K extends FactName>(list: readonly Fact[], kind: K, fromMs = 0, toMs = Infinity) =>
  list.flatMap((fact) =>
    isOf(fact, kind) && fact.atMs >= fromMs && fact.atMs < toMs ? [fact] : [],
  );

describe('the text', () => {
  it('is right that one instance reads all four partitions', () => {
    const first = of(facts, 'PartitionAssigned', 0, 1000);
    expect(first.map(({ partition, instance }) => [partition, instance])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });

  it('is right that one instance takes two orders a second', () => {
    const spans = of(facts, 'HandlerStarted').map(({ atMs, untilMs }) => untilMs - atMs);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(400);
    expect(Math.max(...spans)).toBeLessThanOrEqual(600);
  });

  it('is right that one shop alone does not overburden it', () => {
    expect(play([], 20_000).metrics.mostBehind).toBeLessThan(4);
  });

  it('is right that each partition has one reader, and a rebalance a new generation', () => {
    const owners = new Map<number, number>();
    for (const fact of facts) {
      if (fact.kind === 'OwnershipGivenUp') owners.delete(fact.partition);
      if (fact.kind !== 'PartitionAssigned') continue;
      expect([undefined, fact.instance]).toContain(owners.get(fact.partition));
      owners.set(fact.partition, fact.instance);
    }
    const stable = of(facts, 'GroupStateChanged').filter(({ state }) => state === 'stable');
    expect(stable.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is right that the fifth member owns nothing until somebody is gone', () => {
    const fifth = of(facts, 'AssignmentMade').filter(({ instance }) => instance === 4);
    expect(fifth[0].assignment).toEqual([]);
    const later = fifth.find(({ assignment }) => JSON.stringify(assignment) !== '[]');
    expect(later?.atMs).toBeGreaterThan(killed);
  });

  it('is right that a dead member is noticed within a session, and its partition stands', () => {
    const [expired] = of(facts, 'MemberExpired', killed);
    expect(expired.atMs - killed).toBeGreaterThan(2500 - 800 - 100);
    expect(expired.atMs - killed).toBeLessThanOrEqual(2600);
    expect(solved.metrics.noticedMs).toBe(expired.atMs - killed);
    const standing = of(facts, 'RecordReceived', killed + 1, expired.atMs).filter(({ record }) =>
      record.startsWith('orders/2@'),
    );
    expect(standing).toEqual([]);
  });

  it('is right that what it had in its hands is read again', () => {
    expect(solved.metrics.readAgain).toBeGreaterThan(0);
  });

  it('is right that everybody lets go of everything, or with a cooperative one of nothing', () => {
    const eager = of(facts, 'PartitionsRevoked', killed, cooperative);
    expect(eager).toHaveLength(3);
    expect(of(facts, 'PartitionsRevoked', killedAgain)).toEqual([]);
  });

  it('is right that a removed member says goodbye', () => {
    const run = play([...grown, at(killed, { kind: 'RemoveInstance', part: 'payment' })]);
    const [left] = of(run.facts(), 'MemberLeft', killed);
    expect(left.atMs - killed).toBeLessThan(100);
  });

  it('is right about the other future: a session shorter than the heartbeat', async () => {
    const run = openLesson(lesson, solution.seed);
    run.advance(4000, 1_000_000);
    await runScript(lesson.tries['short-session'], scriptHostOf(run), new AbortController().signal);
    run.advance(9000, 1_000_000);
    expect(run.current.goals.values().generations).toBeGreaterThan(4);
  });
});

describe('outgrown', () => {
  it('tells a dead member from business that grows', () => {
    expect(saidOf('outgrown', [kill(3000)], 14_000)).toMatchObject({ text: 'payment-dead' });
  });

  it('wants another shop, not a faster one', () => {
    const faster = at(3000, { kind: 'SetRate', part: 'shops', perSecond: 4 });
    expect(saidOf('outgrown', [faster], 12_000)).toMatchObject({ met: false, text: 'same-shop' });
  });
});

describe('load-shared', () => {
  it('is not met by fewer orders', () => {
    const slower = at(7000, { kind: 'SetRate', part: 'shops', perSecond: 0.2 });
    const shops = grown.slice(0, 2);
    expect(saidOf('load-shared', [...shops, slower])).toMatchObject({ text: 'throttled' });
    const restored = at(9000, { kind: 'SetRate', part: 'shops', perSecond: 1.2 });
    const members = [add(9100, 'payment'), add(9200, 'payment'), add(9300, 'payment')];
    expect(saidOf('load-shared', [...shops, slower, restored, ...members])).toMatchObject({
      met: true,
    });
  });
});

describe('taken-over', () => {
  const said = (...done: TimedIntervention[]) => saidOf('taken-over', [...grown, ...done]);

  it('wants somebody to be left', () => {
    expect(said(kill(killed))).toMatchObject({ met: false, text: 'all-killed' });
  });

  it('wants a member that owns something', () => {
    expect(said(kill(killed, 4))).toMatchObject({ met: false, text: 'idle-killed' });
  });

  it('wants it to stay dead', () => {
    const revive = at(killed + 800, { kind: 'Revive', part: 'payment', instance: 2 });
    expect(said(kill(killed, 2), revive)).toMatchObject({ met: false, text: 'too-early' });
  });

  it('tells leaving from dying', () => {
    const members = interventions.slice(0, 5);
    const remove = at(killed, { kind: 'RemoveInstance', part: 'payment' });
    expect(saidOf('taken-over', [...members, remove])).toMatchObject({ text: 'left-politely' });
  });
});

describe('nobody-stops', () => {
  const assignor = (name: string) =>
    at(cooperative, { kind: 'Configure', part: 'payment-group', settings: { assignor: name } });
  const said = (...done: TimedIntervention[]) => saidOf('nobody-stops', [...grown, ...done]);

  it('says that another assignor is eager, too', () => {
    expect(said(assignor('roundrobin'), kill(killedAgain, 1))).toMatchObject({
      met: false,
      text: 'still-eager',
    });
  });

  it('wants a death', () => {
    expect(said(assignor('cooperativeSticky'))).toMatchObject({ met: false, text: 'now-a-death' });
  });
});
