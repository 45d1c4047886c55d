// Owns what compiling a handler accepts, what it refuses and where it says so.
import { describe, expect, it } from 'vitest';
import { codeOf, emit, handlerOf, resultOf } from '../testing/handlers';
import { compileHandler, compileModule, SOURCE_CHARACTERS_MAX } from '.';

function faultsOf(source: string) {
  const compilation = compileHandler(source, 'handlers/a.ts', emit);
  return compilation.kind === 'faulty' ? compilation.faults : [];
}

describe('compileHandler', () => {
  it('leaves no type, import, export or native async function in the code', () => {
    const code = codeOf(`import type { Handler } from 'past-tense';
interface Order { total: number }
const handler: Handler<Order> = async (event, ctx) => {
  await ctx.publish('X', { ...event.data, total: 2 ** 3 });
};
export default handler;`);
    expect(code).not.toMatch(/import|export |async|interface|\*\*|sourceMappingURL/);
    expect(code).toContain('__exports.default = handler');
  });

  it.each([
    ['an expression', 'export default () => 1'],
    ['a function', 'export default function () { return 1 }'],
    ['a named function', 'export default function handler() { return 1 }\nconst after = 2;'],
    ['an async function', 'export default async function handler() { return 1 }'],
    ['a name', 'const handler = () => 1;\nexport default handler'],
  ])('takes %s as the default export', (_what, source) => {
    expect(codeOf(source)).toContain('__exports.default = ');
  });

  it('names each fault with path, line and column of the TypeScript, and a hint', () => {
    const faults = faultsOf(`interface Gone {
  a: string;
}
import { readFile } from 'node:fs';
export const other = 1;
export default async () => readFile('x') + __meter;`);
    expect(faults.map(({ path, line, column }) => [path, line, column])).toEqual([
      ['handlers/a.ts', 4, 1],
      ['handlers/a.ts', 5, 1],
      ['handlers/a.ts', 6, 44],
    ]);
    expect(faults.every(({ hint }) => hint.length > 10)).toBe(true);
  });

  it.each([
    ['a syntax error', 'export default async () => {\n  const = 1;\n};', 2],
    ['no default export', 'const a = 1;', 1],
    ['a dynamic import', 'export default async () => {\n  await import("x");\n};', 2],
    ['await outside a function', 'const a = 1;\nawait a;\nexport default () => a;', 2],
    ['import.meta', 'export default () =>\n  import.meta;', 2],
    ['a re-export', 'export default () => 1;\nexport * from "x";', 2],
    ['a hidden reserved name', 'export default () =>\n  \\u005f_meter;', 2],
    ['too long a file', `// ${'x'.repeat(SOURCE_CHARACTERS_MAX)}`, 1],
  ])('refuses %s', (_what, source, line) => {
    expect(faultsOf(source)[0]).toMatchObject({ line });
  });

  it('writes no meter into modules of the project’s own', () => {
    const compilation = compileModule(
      'export default { f: () => { for (;;) break; } };',
      'g',
      emit,
    );
    expect(compilation).toMatchObject({ kind: 'compiled' });
    expect(JSON.stringify(compilation)).not.toContain('__meter');
  });
});

describe('metered code means what the source means', () => {
  it.each([
    ['loops without braces', 'let s = 0; for (const x of [1, 2, 3]) s += x; return s', 6],
    [
      'loops in loops',
      'let s = 0; for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) s++; return s',
      9,
    ],
    [
      'if and else without braces',
      'if (false) return 1; else if (true) return 2; else return 3',
      2,
    ],
    ['do and while', 'let i = 0; do i++; while (i < 5); return i', 5],
    ['an empty body', 'let i = 0; while (i++ < 5); return i', 6],
    ['for in', 'const k = []; for (const x in { a: 1, b: 2 }) k.push(x); return k', ['a', 'b']],
    [
      'labels',
      'let n = 0; outer: for (;;) { for (;;) { if (++n > 3) break outer; continue outer; } } return n',
      4,
    ],
    [
      'a labelled body',
      'let n = 0; for (const x of [1, 2]) inner: { n += x; break inner; } return n',
      3,
    ],
    [
      'arrow functions',
      'return [1, 2].map((x) => x * 2).map((x) => ({ x }))',
      [{ x: 2 }, { x: 4 }],
    ],
    ['a sequence', 'const f = (x) => (x++, x); return f(1)', 2],
    ['hoisting', 'return f(); function f() { return g; } var g = 1;', null],
    ['switch', 'switch (2) { case 1: return 1; case 2: { break; } default: return 3 } return 4', 4],
    [
      'try and finally',
      'const l = []; const f = () => { try { return l.push(1) } finally { l.push(2) } }; f(); return l',
      [1, 2],
    ],
    [
      'generators',
      'function* g() { for (let i = 0; i < 3; i++) yield i; } return [...g()]',
      [0, 1, 2],
    ],
    [
      'async generators',
      'async function* g() { yield 1; yield 2; } let s = 0; for await (const x of g()) s += x; return s',
      3,
    ],
    [
      'classes',
      'class A { #n = 1; static m = 2; constructor(readonly o: number) {} get n() { return this.#n + A.m + this.o; } } class B extends A {} return new B(4).n',
      7,
    ],
    [
      'rest and spread',
      'const { a, ...b } = { a: 1, b: 2, c: 3 }; return { ...b, a }',
      { a: 1, b: 2, c: 3 },
    ],
    ['defaults', 'const f = (a = 1, { b = a } = {}) => a + b; return f()', 2],
    ['powers', 'let a = 2; a **= 3; return a ** 2', 64],
    ['optional chaining', 'const o: any = null; return o?.a.b ?? "none"', 'none'],
    ['this', 'const o = { n: 3, async f() { await null; return this.n; } }; return o.f()', 3],
    ['arguments', 'async function f() { await null; return arguments.length; } return f(1, 2)', 2],
    [
      'comments',
      'let n = 0; // for (;;) {}\n/* while (true) */ for (const x of [1]) /* y */ n += x; return n',
      1,
    ],
    ['enums', 'enum E { A = 4, B } return E.B', 5],
  ])('%s', (_what, body, expected) => {
    expect(resultOf(body)).toEqual(expected);
  });
});

describe('metering', () => {
  it.each([
    ['while', 'while (true) {}'],
    ['while without a body', 'while (true);'],
    ['for', 'for (;;) {}'],
    ['do', 'do {} while (true)'],
    ['for of', 'for (const x of (function* () { while (true) yield 1 })()) {}'],
    ['a labelled continue', 'a: for (;;) { for (;;) continue a; }'],
    ['an async loop', 'while (true) await null'],
    ['a chain of promises', 'const f = () => Promise.resolve().then(f); await f()'],
    ['a swallowed error', 'for (;;) try { for (;;); } catch {}'],
    ['a loop in finally', 'try { for (;;); } finally { for (;;); }'],
    ['a loop in a getter of data', 'ctx.publish("X", { get a() { for (;;); } })'],
    ['a loop in toString of an error', 'throw { toJSON() { for (;;); } }'],
    [
      'a loop in what is thrown',
      'throw Object.assign(new Error("x"), { get name() { for (;;); } })',
    ],
  ])('stops an endless loop at its line: %s', (_what, body) => {
    const ending = resultOf(`const before = 1;\n${body}`);
    expect(ending).toMatchObject({ kind: 'threw', line: 3 });
    expect(ending).toMatchObject({ error: expect.stringContaining('steps at line 3') });
  });

  it.each([
    ['a function', 'function f() { return f(); }\nf()'],
    ['an arrow function', 'const f = () => f();\nf()'],
    ['a method', 'class A { m() { return new A().m(); } }\nnew A().m()'],
    ['a getter', 'const o = { get a() { return o.a; } };\no.a'],
    ['an async function', 'const f = async () => { await f(); };\nawait f()'],
    ['two functions', 'const f = () => { try { f(); } catch { f(); } };\nf()'],
    ['a callback', 'const f = () => [1].map(f);\nf()'],
  ])('stops endless recursion at its line: %s', (_what, body) => {
    expect(resultOf(body)).toMatchObject({
      kind: 'threw',
      error: expect.stringMatching(/calls inside one another/),
      line: 2,
    });
  });

  it('counts the passage, not its parts: waiting in between does not start anew', () => {
    expect(codeOf(handlerOf('for (;;) await ctx.publish("X");'))).toContain('__meter.tick(2)');
  });
});
