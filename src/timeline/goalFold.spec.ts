/** Says how goals, waits and metrics are folded over facts and answers. */
import { describe, expect, it } from 'vitest';
import type { Goal, GoalModule, LearnerAnswer, Metric } from '../scenario';
import type { VerdictView } from './frame';
import { ALL, KILL, openTill, REVIVE, tillAt } from './testing/till';
import type { Run } from './run';

const only = (goal: GoalModule['goals'][string]): GoalModule => ({ goals: { goal }, metrics: {} });
const verdictOf = (run: Run): VerdictView => run.current.goals.verdicts()[0];

/** The inbox has three waiting. */
const depth: Goal<null> = {
  initial: null,
  on: { MessageEnqueued: (state) => state },
  verdict: (_, world) => ({ met: world.queue('inbox').ready >= 3 }),
};

describe('a goal', () => {
  it('is met by the facts that it asks for, and says when and by which', () => {
    const goal: Goal<readonly number[]> = {
      initial: [],
      on: { MessageAcked: (state, fact) => [...state, fact.seq] },
      verdict: (state) => ({
        met: state.length >= 2,
        progress: { value: Math.min(2, state.length), of: 2 },
        proof: state,
      }),
    };
    const run = tillAt(100, { goals: only(goal) });
    expect(verdictOf(run)).toMatchObject({ met: false, progress: { value: 1, of: 2 } });
    run.advance(1000, ALL);
    const verdict = verdictOf(run);
    expect(verdict).toMatchObject({ id: 'goal', met: true, metAtMs: 165 });
    expect(verdict.proof).toHaveLength(2);
  });

  it('stays met on its branch, whatever comes after', () => {
    const run = tillAt(5, { goals: only(depth) });
    run.intervene(KILL);
    run.advance(300, ALL);
    run.intervene(REVIVE);
    run.advance(2000, ALL);
    expect(run.current.goals.verdicts()).toMatchObject([{ met: true, metAtMs: 215 }]);
  });

  it('holds what was so until the fact that ends it', () => {
    // Nothing was killed for 200 ms: judged before the kill is told to it.
    const goal: Goal<number> = {
      initial: 0,
      on: { ServiceKilled: (_, fact) => fact.atMs },
      verdict: (since, world) => ({ met: world.nowMs - since >= 200 }),
    };
    const run = openTill({ goals: only(goal), faults: [{ atMs: 200, intervention: KILL }] });
    run.advance(230, ALL);
    expect(verdictOf(run)).toMatchObject({ met: true });
  });

  it('that needs a while is met when time has moved, though nothing happened', () => {
    const goal: Goal<null> = {
      initial: null,
      verdict: (_, world) => ({ met: world.nowMs >= 5000 }),
    };
    const run = tillAt(4999, { goals: only(goal) });
    expect(verdictOf(run).met).toBe(false);
    run.advance(5000, ALL);
    expect(verdictOf(run)).toMatchObject({ met: true, metAtMs: 5000 });
  });

  it('may name a near miss, with the values for its words', () => {
    const goal: Goal<number> = {
      initial: 0,
      on: { ServiceKilled: (kills) => kills + 1 },
      verdict: (kills) => ({ met: false, nearMiss: { text: 'tooOften', values: { kills } } }),
    };
    const run = tillAt(5, { goals: only(goal) });
    run.intervene(KILL);
    expect(verdictOf(run).nearMiss).toEqual({ text: 'tooOften', values: { kills: 1 } });
  });

  it('listens to the learner’s answers', () => {
    const goal: Goal<boolean> = {
      initial: false,
      answered: (_, answer) => answer.kind === 'Selected' && answer.correlation === 'order-2',
      verdict: (met) => ({ met }),
    };
    const run = tillAt(50, { goals: only(goal) });
    const selected = (correlation: string): LearnerAnswer => {
      return { kind: 'Selected', goal: 'goal', correlation };
    };
    run.answer(selected('order-1'));
    expect(verdictOf(run).met).toBe(false);
    run.answer(selected('order-2'));
    expect(verdictOf(run)).toMatchObject({ met: true, metAtMs: 50 });
  });

  it('may ask the world: queues, hands, messages; and gets nothing for what is not there', () => {
    const seen: unknown[] = [];
    const goal: Goal<null> = {
      initial: null,
      on: {
        HandlerStarted: (state, { message }, world) => {
          seen.push(world.queue('inbox'), world.holding('till'), world.message(message));
          seen.push(world.queue('moon').ready, world.holding('moon'), world.message('moon/1'));
          seen.push(world.message('orders/99'), world.message('orders/x'));
          return state;
        },
      },
      verdict: () => ({ met: false }),
    };
    tillAt(20, { goals: only(goal) });
    expect(seen).toMatchObject([
      { ready: 0, unacked: 1, dead: 0 },
      1,
      { id: 'orders/1', type: 'Placed', source: 'orders', correlation: 'order-1', causation: null },
      0,
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a wait', () => {
  it('is over when so many messages of a type were made', () => {
    const run = tillAt(50, { waits: { charged: { message: 'Charged', count: 2 } } });
    expect(verdictOf(run)).toMatchObject({ id: 'charged', met: false });
    run.advance(1000, ALL);
    expect(verdictOf(run)).toMatchObject({
      met: true,
      metAtMs: 155,
      progress: { value: 2, of: 2 },
    });
  });
});

describe('a metric', () => {
  const metric: Metric<number> = {
    initial: 0,
    on: { MessageAcked: (count) => count + 1 },
    value: (count) => count * 10,
  };

  it('is a number folded from the facts', () => {
    const run = tillAt(300, { goals: { goals: {}, metrics: { acked: metric } } });
    expect(run.current.goals.values()).toEqual({ acked: 30 });
  });

  it('is said again only when it changed', () => {
    const run = tillAt(60, { goals: { goals: {}, metrics: { acked: metric } } });
    expect(run.frame(0, 0).metrics).toEqual({ acked: 0 });
    expect(run.frame(0, 1).metrics).toBeNull();
    run.advance(65, ALL);
    expect(run.frame(0, 2).metrics).toEqual({ acked: 10 });
  });
});

describe('goals and time travel', () => {
  const goals = only(depth);

  it('belong to the head of a branch: looking back changes no verdict', () => {
    const run = tillAt(5, { goals });
    run.intervene(KILL);
    run.advance(300, ALL);
    run.seek({ kind: 'time', atMs: 50 });
    expect(verdictOf(run)).toMatchObject({ met: true, metAtMs: 215 });
  });

  it('are not met yet on a branch that parts before they were', () => {
    const run = tillAt(5, { goals });
    run.intervene(KILL);
    run.advance(300, ALL);
    run.seek({ kind: 'time', atMs: 100 });
    run.fork('before', false);
    expect(verdictOf(run).met).toBe(false);
    run.advance(300, ALL);
    expect(verdictOf(run)).toMatchObject({ met: true, metAtMs: 215 });
    run.switchTo(0);
    expect(verdictOf(run).met).toBe(true);
  });

  it('are folded again, with the answers, where a branch begins', () => {
    const answered: Goal<readonly string[]> = {
      initial: [],
      answered: (state, answer) =>
        answer.kind === 'Selected' ? [...state, answer.correlation] : state,
      verdict: (state, world) => ({
        met: false,
        nearMiss: {
          text: 'said',
          values: { said: state.join(), ready: world.queue('inbox').ready },
        },
      }),
    };
    const run = tillAt(50, { goals: only(answered) });
    run.answer({ kind: 'Selected', goal: 'goal', correlation: 'order-1' });
    run.advance(500, ALL);
    run.answer({ kind: 'Selected', goal: 'goal', correlation: 'order-2' });
    run.seek({ kind: 'time', atMs: 300 });
    run.fork('between', false);
    expect(verdictOf(run).nearMiss?.values).toEqual({ said: 'order-1', ready: 0 });
  });
});
