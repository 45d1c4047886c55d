// Owns that handlers' promises run in the order of the language's own.
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { logOf } from './testing/handlers';

/** Runs the same source with the language's own promises; steps resolve in a later turn. */
async function nativeLogOf(source: string): Promise<string[]> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const log: string[] = [];
  const context = {
    log: (text: string) => log.push(text),
    publish: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
  const exported: { default?: (event: object, context: object) => Promise<void> } = {};
  new Function('exports', outputText)(exported);
  await exported.default?.({}, context);
  return log;
}

const snippets = [
  'await null; ctx.log("after null");',
  'await Promise.resolve(1).then((x) => ctx.log("then " + x));',
  'Promise.resolve().then(() => ctx.log("floating"));',
  'const inner = async () => { ctx.log("in"); await null; ctx.log("on"); return 1; }; ctx.log("got " + (await inner()));',
  'const f = async () => { await null; throw new Error("thrown"); }; try { await f(); } catch (e) { ctx.log(e.message); }',
  'const g = async () => Promise.resolve("adopted"); ctx.log(await g());',
  'await Promise.all([1, Promise.resolve(2), (async () => 3)()]).then((x) => ctx.log(x.join()));',
  'await Promise.allSettled([Promise.reject(new Error("no")), 2]).then((x) => ctx.log(x.map((y) => y.status).join()));',
  'await Promise.race([ctx.publish("X"), Promise.resolve("fast")]).then((x) => ctx.log(String(x)));',
  'await Promise.any([Promise.reject(1), Promise.resolve("any")]).then((x) => ctx.log(x));',
  'await Promise.any([Promise.reject(1)]).catch((e) => ctx.log(e.constructor.name + e.errors));',
  'await Promise.all([Promise.reject(new Error("first")), Promise.reject(new Error("second"))]).catch((e) => ctx.log(e.message));',
  'await new Promise((resolve, reject) => { resolve("once"); reject("twice"); }).then((x) => ctx.log(x));',
  'await new Promise(() => { throw new Error("in executor"); }).catch((e) => ctx.log(e.message));',
  'await Promise.resolve("kept").finally(() => "dropped").then((x) => ctx.log(x));',
  'await Promise.reject("reason").finally(() => ctx.log("finally")).catch((x) => ctx.log(x));',
  'await { then: (done) => { ctx.log("thenable"); done("then"); } };',
  'await ctx.publish("X"); ctx.log("published");',
  'await Promise.all([ctx.publish("X").then(() => ctx.log("one")), ctx.publish("Y").then(() => ctx.log("two"))]);',
  'try { await null; } finally { ctx.log("finally block"); }',
  'for (const x of [1, 2]) { await null; ctx.log("round " + x); }',
  'await Promise.resolve().then(() => ({ then: (done) => done("late") })).then((x) => ctx.log(x));',
];

describe('promises of handlers', () => {
  it('run in the order of the language’s own, whatever is woven together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...snippets), { maxLength: 4 }), { maxLength: 3 }),
        async (strands) => {
          const parts = strands.map((parts, index) => {
            const body = parts.map((part) => `{ ${part} }`).join('\n');
            return `(async () => { ctx.log("strand ${index}"); ${body} })()`;
          });
          const source = `export default async (event: any, ctx: any) => { await Promise.all([${parts.join(',')}]); ctx.log("end"); };`;
          expect(logOf(source)).toEqual(await nativeLogOf(source));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(snippets.map((snippet) => [snippet]))('%s', async (snippet) => {
    const source = `export default async (event: any, ctx: any) => { const other = (async () => { for (let i = 0; i < 8; i++) { await null; ctx.log("tick " + i); } })(); ${snippet} await other; };`;
    expect(logOf(source)).toEqual(await nativeLogOf(source));
  });
});
