/** Says that the engine without a page runs the same world, from scenario to verdict. */
import { describe, expect, it } from 'vitest';
import { evaluateInNode } from '../handlers/node';
import { codeOf } from '../handlers/testing/handlers';
import { ScenarioError } from '../timeline';
import { type HeadlessRun, runHeadless } from './headless';
import { advance, Conversation } from './testing/conversation';
import { SHOP } from './testing/processes';

const { scenario, handlers } = SHOP;
const run = (change: Partial<HeadlessRun> = {}) =>
  runHeadless(
    { scenario, handlers, goals: null, seed: 11, untilMs: 1000, ...change },
    evaluateInNode,
    {},
  );

describe('a headless run', () => {
  it('is the run that a page would have', () => {
    const headless = run();
    const talk = new Conversation();
    talk.open();
    for (let atMs = 0; atMs <= 1000; atMs += 8) talk.do(advance(atMs));
    expect(talk.frame.head).toEqual({ atMs: 1000, seq: headless.facts().length - 1 });
    const log = talk.do({ kind: 'query', query: { kind: 'log', from: 0, count: 500 } });
    const kinds = headless.facts().map(({ kind }) => kind);
    expect(log).toMatchObject({
      result: { rows: kinds.slice(0, 500).map((kind) => ({ kind })) },
    });
  });

  it('has the same lines and hash each time, others under another seed', () => {
    expect(run().lines()).toEqual(run().lines());
    expect(run().hash()).toBe(run().hash());
    expect(run({ seed: 12 }).hash()).not.toBe(run().hash());
    expect(run({ seed: undefined }).run.parts.seed).toBe(7);
  });

  it('carries out what is done and said at its time, and says which goals were met', () => {
    const goals = codeOf(`export default {
      goals: { killedAndSaid: {
        initial: { kills: 0, said: 0 },
        on: { ServiceKilled: (state) => ({ ...state, kills: state.kills + 1 }) },
        answered: (state) => ({ ...state, said: state.said + 1 }),
        verdict: ({ kills, said }) => ({ met: kills === 1 && said === 1 }),
      } },
      metrics: { kills: { initial: 0, on: { ServiceKilled: (n) => n + 1 }, value: (n) => n } },
    };`);
    const result = run({
      goals,
      interventions: [{ atMs: 500, intervention: { kind: 'Kill', part: 'till' } }],
      answers: [{ atMs: 600, answer: { kind: 'Predicted', question: 'q', option: 0 } }],
    });
    expect(result.verdicts).toMatchObject([{ id: 'killedAndSaid', met: true, metAtMs: 600 }]);
    expect(result.metrics).toEqual({ kills: 1 });
    const killed = result.facts().find(({ kind }) => kind === 'ServiceKilled');
    expect(killed).toMatchObject({ atMs: 500, byHand: true });
  });

  it('of a scenario with faults throws them', () => {
    expect(() => run({ scenario: { version: 1 } })).toThrow(ScenarioError);
  });
});
