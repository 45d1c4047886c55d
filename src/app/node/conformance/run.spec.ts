/** Says what the conformance runner makes of files that are right, wrong, broken and unknown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runConformance } from './run';

const RIGHT = {
  name: 'one message waits',
  queue: { type: 'classic' },
  steps: [{ op: 'publish', body: '1' }],
  observed: [{ deliveries: [], ready: 1, deadLettered: 0, outcome: 'confirmed' }],
  afterAllConsumersClosed: { remaining: [{ body: '1', redelivered: false }], deadLetters: [] },
};
const WRONG = {
  ...RIGHT,
  name: 'one message vanishes',
  observed: [{ ...RIGHT.observed[0], ready: 0 }],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs what lies in the folder; lines name files without it. */
function run(files: Readonly<Record<string, unknown>>, ...paths: string[]) {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  const lines: string[] = [];
  const result = runConformance(
    paths.length === 0 ? [folder] : paths.map((path) => join(folder, path)),
    (line) => lines.push(line.replaceAll(`${folder}/`, '')),
  );
  return { ...result, lines };
}

describe('the conformance runner', () => {
  it('counts what did as was recorded', () => {
    const { lines, failed, unread } = run({ 'rabbitmq/rules.json': [RIGHT, RIGHT] });
    expect(lines).toEqual(['2 passed, 0 failed']);
    expect([failed, unread]).toEqual([0, 0]);
  });

  it('says the first difference of a case that failed, and goes on', () => {
    const { lines } = run({ 'rabbitmq/wide.json': [WRONG, RIGHT] });
    expect(lines).toEqual([
      'rabbitmq/wide.json: one message vanishes\n' +
        '  after step 0 (publish 1): ready: expected 0, found 1',
      '1 passed, 1 failed',
    ]);
  });

  it('names every fault of a malformed file with its place, and plays the other cases', () => {
    const steps = [{ op: 'publish' }, { op: 'explode' }];
    const malformed = { ...RIGHT, queue: { type: 'round' }, steps };
    const { lines, passed, unread } = run({ 'random.json': [RIGHT, malformed] });
    expect(
      lines.filter((line) => line.startsWith('random.json')).map((line) => line.split(': ')[1]),
    ).toEqual(['[1].queue.type', '[1].steps[0].body', '[1].steps[1].op']);
    expect([passed, unread]).toEqual([1, 1]);
  });

  it('names files that are no JSON, no list, of no known kind, or not there', () => {
    const files = {
      'rabbitmq/rules.json': '{ "cut',
      'rabbitmq/random.json': { not: 'a list' },
      'moon.json': [],
      'rabbitmq/wide.json': [RIGHT],
    };
    const { lines, passed, unread } = run(files, '.', 'nowhere');
    const named = (name: string): string => lines.find((line) => line.includes(name)) ?? '';
    expect(named('rules.json')).toMatch(/JSON/);
    expect(named('random.json')).toBe('rabbitmq/random.json: expected an array of cases');
    expect(named('moon.json')).toBe('moon.json: no known kind of recording');
    expect(named('nowhere')).toBe('nowhere: there is no recording here');
    expect([passed, unread]).toEqual([1, 4]);
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
  });

  it('says that observations are missing', () => {
    const { lines } = run({ 'rules.json': [{ ...RIGHT, observed: [] }] });
    expect(lines[0]).toBe('rules.json: [0].observed: there must be one observation for each step');
  });
});
