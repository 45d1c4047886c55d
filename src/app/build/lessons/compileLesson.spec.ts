// Owns proving what the compiler of lessons makes and what it refuses, each fault at its line.
import { describe, expect, it } from 'vitest';
import { compileLesson } from './compileLesson';
import { FaultList, faultText } from './faults';
import type { LessonFolder } from './folders';

const FRONT = `---
title: Tiny
minutes: 5
teaches: One thing.
mechanism: a queue
sources: [somewhere]
needs: []
---
`;

const GOALS = `
const goal = { initial: 0, verdict: () => ({ met: false, nearMiss: { text: 'other' } }) };
export default { goals: { killed: goal }, metrics: { errors: { initial: 0, on: {}, value: () => 0 } } };
`;

const SCENARIO = {
  version: 1,
  name: 'Tiny',
  seed: 1,
  messages: { Ask: { form: 'command' }, Done: { form: 'event' } },
  parts: [
    {
      kind: 'service',
      id: 'payment',
      label: 'Payment',
      instances: 1,
      handler: 'handlers/payment.ts',
      workMs: { min: 1, max: 2 },
    },
  ],
  links: [],
};

const GOAL = `
:::goal{id="killed"}
Kill it

::near{id="other"}
That was {service}.

::hint
Look

::hint
Do

::hint{act="Do it" done="Did it."}
Let me

\`\`\`script
- intervene: { kind: Kill, part: payment }
\`\`\`
:::
`;

function folderOf(text: string, given: Partial<LessonFolder> = {}): LessonFolder {
  return {
    number: 2,
    part: 1,
    path: '/lesson',
    text,
    scenarios: { 'scenario.json': JSON.stringify(SCENARIO) },
    goals: GOALS,
    handlers: { 'handlers/payment.ts': 'export default async () => undefined;' },
    file: (name) => name,
    ...given,
  };
}

function compile(body: string, given: Partial<LessonFolder> = {}) {
  const list = new FaultList();
  const text = body.startsWith('---') ? body : FRONT + body;
  const lesson = compileLesson(folderOf(text, given), new Set([1, 2, 3]), list);
  return { lesson, faults: list.found.map(faultText) };
}

/** A lesson around one paragraph, which stands on line 10. */
const around = (paragraph: string) => `# step: One\n${paragraph}\n${GOAL}\n# debrief\n\nDone.\n`;

describe('a lesson without faults', () => {
  it('becomes steps, blocks and inlines with their references resolved', () => {
    const { lesson, faults } = compile(
      around(
        'At 00:05, :service[Payment] says :event[Done], **twice**. Press :key[K],\n' +
          'see :lesson[lesson 3]{number=3}: :metric[errors]{one="error" other="errors"}.',
      ),
    );
    expect(faults).toEqual([]);
    expect(lesson).toMatchObject({ title: 'Tiny', number: 2, part: 1, minutes: 5 });
    expect(lesson.steps[0].blocks[0]).toEqual({
      kind: 'paragraph',
      inlines: [
        { kind: 'text', text: 'At 00:05, ' },
        { kind: 'service', label: 'Payment', part: 'payment' },
        { kind: 'text', text: ' says ' },
        { kind: 'message', type: 'Done', form: 'event' },
        { kind: 'text', text: ', ' },
        { kind: 'strong', text: 'twice' },
        { kind: 'text', text: '. Press ' },
        { kind: 'key', text: 'K' },
        { kind: 'text', text: ', see ' },
        { kind: 'link', label: 'lesson 3', lesson: 3 },
        { kind: 'text', text: ': ' },
        { kind: 'metric', id: 'errors', unit: { one: 'error', other: 'errors' } },
        { kind: 'text', text: '.' },
      ],
    });
  });

  it('gives each wait what the engine is to count', () => {
    const { lesson, faults } = compile(around('::until[Ten of them]{fact="Done" count=10}'));
    expect(faults).toEqual([]);
    expect(lesson.run.waits).toEqual({ 'until-1': { message: 'Done', count: 10 } });
  });

  it('marks the right option of a prediction and keeps the replies', () => {
    const { lesson, faults } = compile(
      around('\n:::predict{id="q" lock="before-run"}\nWhat?\n\n- [x] This\n- That\n  > No.\n:::\n'),
    );
    expect(faults).toEqual([]);
    const text = (words: string) => [{ kind: 'text', text: words }];
    expect(lesson.steps[0].blocks[0]).toEqual({
      kind: 'predict',
      question: {
        id: 'q',
        holdsRun: true,
        text: text('What?'),
        options: [
          { text: text('This'), right: true, reply: null },
          { text: text('That'), right: false, reply: text('No.') },
        ],
      },
    });
  });

  it('gives a goal its words, near misses and three hints, the last with a script', () => {
    const [block] = compile(around('')).lesson.steps[0].blocks;
    expect(block).toMatchObject({
      kind: 'goal',
      goal: {
        id: 'killed',
        asksSelection: false,
        nearMisses: { other: 'That was {service}.' },
        hints: [{ act: null }, { act: null }, { act: { label: 'Do it', done: 'Did it.' } }],
      },
    });
  });

  it('compiles every kind of step of a script', () => {
    const script = `
\`\`\`script try="again"
- rewind: { to: lastKill, plusMs: -20 }
- fork: { keepLater: true, label: again }
- wait: { ms: 30 }
- wait: { for: { busy: payment, atLeast: 1 }, atMostMs: 50 }
- answer: { kind: Selected, goal: killed, correlation: 'order-{errors}' }
- repeat: { until: { metric: errors, atLeast: 1 }, attempts: 2, steps: [play] }
\`\`\`
`;
    const { lesson, faults } = compile(around(`:try[once more]{id="again"}\n${script}`));
    expect(faults).toEqual([]);
    expect(lesson.tries.again).toEqual([
      { kind: 'rewind', to: 'lastKill', plusMs: -20 },
      { kind: 'fork', keepLater: true, label: 'again' },
      { kind: 'wait', for: { kind: 'time', ms: 30 }, atMostMs: 30 },
      { kind: 'wait', for: { kind: 'busy', part: 'payment', atLeast: 1 }, atMostMs: 50 },
      {
        kind: 'answer',
        answer: { kind: 'Selected', goal: 'killed', correlation: 'order-{errors}' },
      },
      {
        kind: 'repeat',
        until: { kind: 'metric', id: 'errors', atLeast: 1 },
        attempts: 2,
        steps: [{ kind: 'play' }],
      },
    ]);
  });
});

describe('a fault', () => {
  it.each([
    [':service[Paymnet]', 'There is no part labelled "Paymnet" (Payment)'],
    [':event[Don]', 'There is no message "Don" (Ask or Done)'],
    [':event[Ask]', 'Ask is no event (write :command[Ask])'],
    [':metric[error]', 'There is no metric "error" (errors)'],
    [':lesson[x]{number=9}', 'There is no lesson "9" (1, 2 or 3)'],
    [':try[x]{id="none"}', 'There is no script for try "none" (there are none)'],
    ['::until[x]{fact="Dun" count=1}', 'There is no message "Dun" (Ask or Done)'],
    ['::until[x]{fact="Done" count=0}', '::until: count: '],
    ['::until[x]{fact="Done" count=1 and="more"}', '::until: and: '],
    [':srevice[Payment]', 'There is no directive "srevice"'],
    ['::goals[x]', 'There is no block "::goals" (::until)'],
    ['## Smaller', 'Not a heading of a lesson (# step: title, or # debrief)'],
    ['> quoted', 'A lesson has no blockquote'],
    ['![picture](x.png)', "A lesson's text has no image"],
  ])('in %s is told with its line and a hint', (paragraph, message) => {
    const { faults } = compile(around(paragraph));
    const expected = `lesson.en.md:10  ${message}`;
    expect(
      faults.some((fault) => fault.startsWith(expected)),
      faults.join('\n'),
    ).toBe(true);
  });

  it('in YAML is told with the line of the value', () => {
    const { faults } = compile(`---\ntitle: Tiny\nminutes: many\nteaches: x\n---\n${around('')}`);
    expect(faults).toContainEqual(expect.stringMatching(/^lesson\.en\.md:3 {2}minutes: /));
    expect(faults).toContainEqual(expect.stringContaining('mechanism: '));
  });

  it('in a script is told with its line', () => {
    const script =
      '\n```script try="x"\n- wait: { ms: 1 }\n- intervene: { kind: Kil, part: payment }\n```\n';
    const { faults } = compile(around(`:try[x]{id="x"}\n${script}`));
    expect(faults).toContainEqual(expect.stringMatching(/^lesson\.en\.md:14 {2}1/));
  });

  it('in one place does not hide those in others', () => {
    const { faults } = compile(around(':metric[a] :metric[b]\n\n:service[c]'), {
      scenarios: { 'scenario.json': JSON.stringify({ ...SCENARIO, seed: -1 }) },
      handlers: { 'handlers/payment.ts': 'export default async () => {', 'handlers/x.ts': '' },
    });
    const all = faults.join('\n');
    for (const place of [
      'lesson.en.md:10  There is no metric "a"',
      'lesson.en.md:10  There is no metric "b"',
      'lesson.en.md:12  There is no part labelled "c"',
      'scenario.json:0  seed',
      'handlers/payment.ts:1',
      'handlers/x.ts:0  No service names this handler',
    ]) {
      expect(all).toContain(place);
    }
  });

  it('is a goal without words, a near miss without words, and words without a goal', () => {
    const { faults } = compile('# step: One\n\nText.\n\n# debrief\n\nDone.\n');
    expect(faults).toEqual([
      'goals.ts:0  Goal "killed" has no words (add :::goal{id=…})',
      'goals.ts:0  Near miss "other" has no words (add ::near{id=…} to its goal)',
    ]);
    const other = compile(around('').replace('id="killed"', 'id="kiled"'));
    expect(other.faults[0]).toMatch(/There is no goal "kiled" \(killed\)/);
  });

  it('is a goal without three hints, or without a button on the last', () => {
    const { faults } = compile(around('').replace('::hint\nDo\n', ''));
    expect(faults).toEqual([expect.stringContaining('A goal has 3 hints')]);
  });

  it('is a prediction with two right options or none', () => {
    const predict = (options: string) => `\n:::predict{id="q"}\nWhat?\n\n${options}\n:::\n`;
    for (const options of ['- a\n- b', '- [x] a\n- [x] b']) {
      const { faults } = compile(around(predict(options)));
      expect(faults).toEqual([expect.stringContaining('Exactly one option is right')]);
    }
  });

  it('is a lesson without a debrief at its end', () => {
    const { faults } = compile(`# debrief\n\nDone.\n\n# step: One\n${GOAL}`);
    expect(faults).toEqual([expect.stringContaining('A lesson has steps, then one debrief')]);
  });

  it('is a goals module that does not run or exports something else', () => {
    const body = around('').replaceAll('::near{id="other"}\nThat was {service}.\n', '');
    const thrown = compile(body, { goals: 'throw new Error("broken"); export default {};' });
    expect(thrown.faults).toContainEqual(expect.stringContaining('goals.ts:0  broken'));
    const wrong = compile(body, { goals: 'export default { goals: {} };' });
    expect(wrong.faults).toContainEqual(expect.stringContaining('goals.ts:0  default.metrics'));
  });
});

describe('a lesson that compares', () => {
  const side = (name: string, scenario: string) =>
    `{ scenario: ${scenario}, name: ${name}, title: ${name}, subtitle: it, service: payment }`;
  const front = (more = '') =>
    FRONT.replace(
      'needs: []',
      `needs: []\ncompare:\n  left: ${side('one', 'a.json')}\n  right: ${side('two', 'b.json')}${more}`,
    );
  const text = (more = '', said = 'Lost: :metric[left.errors] and :metric[right.errors].') =>
    front(more) + around(said);
  const worlds = (change: object = {}) => ({
    scenarios: {
      'a.json': JSON.stringify(SCENARIO),
      'b.json': JSON.stringify({ ...SCENARIO, name: 'Other', ...change }),
    },
  });

  it('has two worlds, and every number of both', () => {
    const { lesson, faults } = compile(text('\n  key: customer'), worlds());
    expect(faults).toEqual([]);
    expect(lesson.run.scenario).toMatchObject({ name: 'Tiny' });
    expect(lesson.comparison).toEqual({
      left: { name: 'one', title: 'one', subtitle: 'it', service: 'payment' },
      right: { name: 'two', title: 'two', subtitle: 'it', service: 'payment' },
      scenario: expect.objectContaining({ name: 'Other' }),
      partners: {},
      key: 'customer',
      input: null,
      notes: {},
    });
  });

  it('gives both the same: seed, input and faults', () => {
    const fault = { atMs: 5, intervention: { kind: 'Kill', part: 'payment' } };
    const { faults } = compile(text(), worlds({ seed: 2, faults: [fault] }));
    expect(faults).toEqual([
      expect.stringContaining('The two worlds have not the same seed'),
      expect.stringContaining('The two worlds have not the same faults'),
    ]);
  });

  it('names scenarios, services, parts and measures that there are', () => {
    const missing = compile(text(), { scenarios: { 'a.json': JSON.stringify(SCENARIO) } });
    expect(missing.faults).toEqual([expect.stringContaining('b.json:0  There is no such file')]);
    const pairs = compile(text('\n  pairs: { paymnt: payment }'), worlds());
    expect(pairs.faults).toEqual([expect.stringContaining('There is no part "paymnt"')]);
    const notes = compile(text('\n  notes: { lsot: Gone }'), worlds());
    expect(notes.faults).toContainEqual(expect.stringContaining('compare.notes.lsot'));
    const plain = compile(text('', 'Lost: :metric[errors].'), worlds());
    expect(plain.faults).toEqual([expect.stringContaining('There is no metric "errors"')]);
  });

  it('has goals that are met on a side; a lesson of one world has none', () => {
    const sided = (lesson: string) => lesson.replace('{id="killed"}', '{id="killed" side="both"}');
    const { lesson, faults } = compile(sided(text()), worlds());
    expect(faults).toEqual([]);
    expect(lesson.steps[0].blocks.at(-1)).toMatchObject({ kind: 'goal', goal: { side: 'both' } });
    expect(compile(sided(around('Text.'))).faults).toEqual([
      expect.stringContaining('There is one world here, without sides'),
    ]);
  });

  it('has no scenario that nobody names', () => {
    const { faults } = compile(around('Text.'), {
      scenarios: { 'scenario.json': JSON.stringify(SCENARIO), 'old.json': '{}' },
    });
    expect(faults).toEqual(['old.json:0  No lesson names it (delete it)']);
  });
});
