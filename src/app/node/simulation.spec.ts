/** Says what `npm run simulate` prints, writes and refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { simulate } from './simulation';

const FILE = join(import.meta.dirname, '../../../lessons/home/scenario.json');
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Carries out a command line. */
function run(...words: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const status = simulate(words, {
    out: (text) => (stdout += text),
    err: (text) => (stderr += text),
  });
  return { status, stderr, lines: stdout.split('\n').slice(0, -1) };
}

/** Writes a file for it to read; its path. */
function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('simulate', () => {
  it('prints a readable journal, and a hash of it', () => {
    const { status, lines } = run(FILE, '--until', '1000');
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/^00:00\.000 {6}0 +RunStarted$/);
    expect(lines.at(-1)).toMatch(/^hash [0-9a-f]{16}$/);
    expect(lines.at(-2)).toMatch(/^00:0[01]\.\d{3} +\d+ < \d+ +\w+ /);
  });

  it('prints the hash alone: the same for the same, another for another seed', () => {
    const [first, second] = [1, 2].map(() => run(FILE, '--until', '1000', '--hash').lines);
    expect(first).toHaveLength(1);
    expect(second).toEqual(first);
    const other = run(FILE, '--until', '1000', '--hash', '--seed', '99').lines;
    expect(other).not.toEqual(first);
  });

  it('does what a file of interventions says, and writes the journal as NDJSON', () => {
    const interventions = fileOf('kill.json', [
      { atMs: 500, intervention: { kind: 'Kill', part: 'payment-1' } },
    ]);
    const journal = join(folder, 'out.ndjson');
    const words = ['--until', '800', '--interventions', interventions, '--journal', journal];
    expect(run(FILE, ...words).status).toBe(0);
    const facts = readFileSync(journal, 'utf8').trimEnd().split('\n');
    const killed = facts.map((line) => JSON.parse(line)).filter((fact) => fact.byHand === true);
    expect(killed).toMatchObject([{ kind: 'ServiceKilled', atMs: 500, service: 'payment-1' }]);
  });

  it('lists every fault of a scenario, with its place and a hint, and runs nothing', () => {
    const text = readFileSync(FILE, 'utf8');
    const bad = fileOf('bad.json', { ...JSON.parse(text), seed: -1, weather: 'fine' });
    const { status, stderr, lines } = run(bad);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(stderr).toContain('seed: -1 is too small\n  at least 0');
    expect(stderr).toContain('weather: there is no such field');
    expect(stderr).toContain('2 found; nothing was run');
  });

  it.each([
    ['nothing at all', [], 'one scenario file, please'],
    ['a file that is not there', ['nowhere.json'], 'there is no file nowhere.json'],
    ['a seed that is none', [FILE, '--seed', 'x'], '--seed takes a whole number'],
    ['a time that is none', [FILE, '--until', '-5'], 'until'],
    ['an option that it does not know', [FILE, '--faster'], '--faster'],
    ['interventions that are not there', [FILE, '--interventions', 'no.json'], 'no.json'],
  ])('refuses %s, and says how to call it', (_, words, said) => {
    const { status, stderr } = run(...words);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
  });

  it('refuses interventions on parts that are not there', () => {
    const file = fileOf('moon.json', [{ atMs: 0, intervention: { kind: 'Kill', part: 'moon' } }]);
    const { status, stderr } = run(FILE, '--interventions', file);
    expect(status).toBe(1);
    expect(stderr).toContain('0.intervention.part: there is no part "moon"');
  });

  it('refuses interventions that are none', () => {
    const file = fileOf('dance.json', [{ atMs: 0, intervention: { kind: 'Dance', part: 'till' } }]);
    const { status, stderr } = run(FILE, '--interventions', file);
    expect(status).toBe(1);
    expect(stderr).toContain('0.intervention.kind');
  });
});
