// Owns how passages ask for steps, take answers and end, and that they can be made again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Passage } from '../world';
import { begin, behaviourOf, eventOf, handlerOf, ok } from './testing/handlers';

const start = { event: eventOf({ total: 5 }), nowMs: 100, stream: 5 };

describe('a passage', () => {
  it('asks for steps one after the other, and returns', () => {
    const passage = begin(
      handlerOf(`const reply = await ctx.call('bank', 'ChargeCard', event.data, { timeoutMs: 900.5 });
        ctx.log('charged ' + reply.confirmation + ' at ' + ctx.now);
        await ctx.publish('PaymentCaptured', { reply, draws: [ctx.random(), ctx.random()] });
        return { done: true };`),
      { total: 5 },
    );
    expect(passage.effects).toEqual([
      { kind: 'call', to: 'bank', type: 'ChargeCard', data: { total: 5 }, timeoutMs: 901 },
    ]);
    passage.settle(0, ok({ confirmation: 'bank/1' }, 250));
    expect(passage.effects.slice(1)).toEqual([
      { kind: 'log', text: 'charged bank/1 at 250' },
      {
        kind: 'publish',
        type: 'PaymentCaptured',
        data: { reply: { confirmation: 'bank/1' }, draws: [5, 5.001] },
      },
    ]);
    expect(passage.ending).toBeUndefined();
    passage.settle(2, ok());
    expect(passage.ending).toEqual({ kind: 'returned', value: { done: true } });
  });

  it('takes parallel steps through Promise.all, answered in any order', () => {
    const passage = begin(
      handlerOf(`const both = await Promise.all([ctx.call('a', 'A'), ctx.call('b', 'B')]);
        return both;`),
    );
    expect(passage.effects).toHaveLength(2);
    passage.settle(1, ok('b'));
    passage.settle(0, ok('a'));
    expect(passage.ending).toEqual({ kind: 'returned', value: ['a', 'b'] });
  });

  it.each([
    ['refused', 'no money', 'bank refused ChargeCard: no money'],
    ['timedOut', null, 'bank did not answer ChargeCard within 5000 ms'],
    ['failed', 'broken', 'bank failed at ChargeCard: broken'],
  ] as const)('rejects a call that was %s, at its line', (outcome, value, message) => {
    const body = `const other = () => 1;\nawait ctx.call('bank', 'ChargeCard',\n  other());`;
    const passage = begin(handlerOf(body));
    passage.settle(0, { outcome, value, atMs: 200 });
    expect(passage.ending).toEqual({ kind: 'threw', error: `CallError: ${message}`, line: 3 });
  });

  it('lets a handler catch what was refused', () => {
    const passage = begin(
      handlerOf(
        `try { await ctx.publish('X'); } catch (e) { return [e.name, e.outcome, e.message]; }`,
      ),
    );
    passage.settle(0, { outcome: 'refused', value: 'not declared', atMs: 200 });
    expect(passage.ending).toEqual({
      kind: 'returned',
      value: ['PublishError', 'refused', 'X was not published: not declared'],
    });
  });

  it('ends with what was thrown and the line that threw it', () => {
    const source = `interface Gone {
  x: number;
}
const check = (n: number) => {
  if (n > 3) throw new Error('too many');
};
export default async () => {
  await null;
  check(2);
  check(5);
};`;
    expect(begin(source).ending).toEqual({ kind: 'threw', error: 'too many', line: 5 });
  });

  it.each([
    ['a text', `throw 'text'`, 'text'],
    ['an object', `throw { code: 1 }`, '{"code":1}'],
    ['nothing', `throw undefined`, 'undefined'],
    ['an engine’s own error', `null.x`, expect.stringMatching(/^TypeError: something here/)],
    ['an unknown name', `nowhere()`, expect.stringMatching(/^ReferenceError: a name/)],
    [
      'a hostile error',
      `throw new Proxy({}, { get() { throw 1 }, ownKeys() { throw 1 } })`,
      expect.any(String),
    ],
    ['a symbol', `throw Symbol('s')`, 'Symbol(s)'],
    [
      'data that is no JSON',
      `await ctx.publish('X', { at: { f: () => 1 } })`,
      'DataError: data.at.f is a function: messages hold plain JSON only',
    ],
    [
      'a message without a type',
      `await ctx.publish('')`,
      expect.stringMatching(/^UsageError: the type/),
    ],
    [
      'a bad timeout',
      `await ctx.call('a', 'A', null, { timeoutMs: -1 })`,
      expect.stringMatching(/^UsageError: timeoutMs/),
    ],
    [
      'a result that is no JSON',
      `return new Map()`,
      expect.stringMatching(/^DataError: the returned value/),
    ],
    [
      'waiting for nothing',
      `await new Promise(() => {})`,
      expect.stringMatching(/^UsageError: the handler waits/),
    ],
    [
      'too many steps',
      `for (let i = 0; i < 1001; i++) ctx.log('x')`,
      expect.stringMatching(/at most 1000 steps/),
    ],
    ['changing ctx', `ctx.now = 1`, expect.stringMatching(/^TypeError/)],
    ['changing the event', `event.data.x = 1`, expect.stringMatching(/^TypeError/)],
  ])('ends at its line with %s', (_what, line, error) => {
    expect(begin(handlerOf(`\n${line}`)).ending).toEqual({ kind: 'threw', error, line: 3 });
  });

  it('ends when the handler is no function', () => {
    expect(begin('export default 1').ending).toMatchObject({ kind: 'threw' });
  });

  it('keeps nothing from one message to the next', () => {
    const behaviour = behaviourOf(`let count = 0;
      const seen = new Set();
      export default async () => { seen.add(count++); return [count, seen.size]; };`);
    for (let round = 0; round < 2; round++) {
      expect(behaviour.begin(start).ending).toEqual({ kind: 'returned', value: [1, 1] });
    }
  });

  it('shares nothing with the messages it sends', () => {
    const passage = begin(
      handlerOf(`const data = { list: [1] };
        const sent = ctx.publish('X', data);
        data.list.push(2);
        await sent;`),
    );
    expect(passage.effects[0]).toMatchObject({ data: { list: [1] } });
  });

  it('takes no notice of answers after its end, and none that it did not ask for', () => {
    const passage = begin(handlerOf(`ctx.publish('X').then(() => ctx.log('late'));`));
    expect(passage.ending).toEqual({ kind: 'returned', value: null });
    passage.settle(0, ok());
    expect(passage.effects).toHaveLength(1);

    const waiting = begin(handlerOf(`await ctx.publish('X');`));
    expect(() => waiting.settle(1, ok())).toThrow('waits for no answer');
  });

  it('tells what to use in place of clocks, timers and the network', () => {
    for (const code of [
      'Date.now()',
      'new Date()',
      'setTimeout(() => {}, 1)',
      'Math.random()',
      'fetch("/")',
      'console.log(1)',
    ]) {
      expect(begin(handlerOf(code)).ending).toMatchObject({
        kind: 'threw',
        error: expect.stringMatching(/^UsageError: there is no .+ in this world: .*ctx/),
        line: 2,
      });
    }
  });

  it('reaches no name of the place where it runs', () => {
    const names = 'globalThis self process require module Function eval structuredClone URL';
    const list = names.split(' ').map((name) => `typeof ${name}`);
    expect(begin(handlerOf(`return [...new Set([typeof this, ${list}])]`)).ending).toEqual({
      kind: 'returned',
      value: ['undefined'],
    });
  });
});

const BUSY = `
async function pay(ctx, name, depth) {
  const parts = [];
  try {
    for (let i = 0; i < 3; i++) {
      const reply = await ctx.call(name, 'Step' + i, { now: ctx.now, draw: ctx.random() });
      parts.push(reply);
      if (depth > 0 && i === 1) parts.push(await pay(ctx, name + i, depth - 1));
    }
  } catch (error) {
    ctx.log(name + ' caught ' + error.message);
    await ctx.publish('Failed', { name, at: ctx.now });
  } finally {
    ctx.log(name + ' done at ' + ctx.now);
  }
  return parts;
}
export default async (event, ctx) => {
  const all = await Promise.allSettled([pay(ctx, 'a', 1), pay(ctx, 'b', 0), pay(ctx, 'c', 1)]);
  const fast = await Promise.race([ctx.call('x', 'X'), ctx.call('y', 'Y').catch(() => 'failed')]);
  return { all, fast, draw: ctx.random() };
};`;

describe('a passage made again', () => {
  const recorded = fc.array(
    fc.record({
      pick: fc.nat(),
      outcome: fc.constantFrom('ok', 'ok', 'ok', 'refused', 'timedOut', 'failed'),
      delayMs: fc.integer({ min: 0, max: 50 }),
      value: fc.constantFrom(null, 1, 'text', { confirmation: 'bank/1' }),
    }),
    { maxLength: 40 },
  );

  it('asks for the same steps and ends the same, whatever was answered in whatever order', () => {
    const behaviour = behaviourOf(BUSY);
    fc.assert(
      fc.property(recorded, (choices) => {
        const live = behaviour.begin(start);
        const answers: [number, Answer][] = [];
        const open = new Set<number>();
        let known = 0;
        let atMs = 100;
        for (const { pick, outcome, delayMs, value } of choices) {
          for (; known < live.effects.length; known++) {
            if (live.effects[known].kind !== 'log') open.add(known);
          }
          if (live.ending || open.size === 0) break;
          const step = [...open][pick % open.size];
          open.delete(step);
          atMs += delayMs;
          answers.push([step, { outcome, value, atMs }]);
          live.settle(step, { outcome, value, atMs });
        }
        for (let length = 0; length <= answers.length; length += 7) {
          replay(behaviour.begin(start), answers.slice(0, length));
        }
        const again = replay(behaviour.begin(start), answers);
        expect(again.effects).toEqual(live.effects);
        expect(again.ending).toEqual(live.ending);
      }),
      { numRuns: 200 },
    );
  });
});

function replay(passage: Passage, answers: readonly [number, Answer][]): Passage {
  for (const [step, answer] of answers) passage.settle(step, answer);
  return passage;
}
