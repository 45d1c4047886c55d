/**
 * What every lesson proves without a browser: its start meets no goal, its solution meets all,
 * without its mechanism one fails, its journal is golden, its numbers are those of the run. That
 * it parses and every reference resolves is proved by compiling it: `compileCourse` throws. A
 * comparison is proved as it is played: both its runs, told the same.
 * Golden journals are written anew by `npm run unit -- lessons -u`, and reviewed as a diff.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLessonFolders } from '../src/app/build/lessons/folders';
import { compileCourse } from '../src/app/build/lessonsPlugin';
import { goldenLine } from '../src/app/node/golden';
import { readAblation, readSolution } from '../src/app/node/recordings';
import { openWhole, playWhole } from '../src/app/node/wholeRun';
import { goalsOf, runAct, runScript } from '../src/course';

const root = join(import.meta.dirname, '..');
const { lessons } = compileCourse(root);
const folders = new Map(findLessonFolders(root).map(({ number, path }) => [number, path]));
const never = new AbortController().signal;
/** Scripts begin in a run that has been going for a while. */
const BEGUN_MS = 3000;

describe.each(lessons)('lesson $number, $title', (lesson) => {
  const folder = folders.get(lesson.number) ?? '';
  const goals = goalsOf(lesson);
  const ids = goals.map(({ id }) => id);
  const solution = readSolution(folder);
  const ablation = readAblation(folder);
  const solved = playWhole(lesson, solution);
  const ablated = playWhole(lesson, {
    ...solution,
    interventions: [...ablation.interventions, ...solution.interventions],
  });
  const metGoals = ({ verdicts }: typeof solved): string[] =>
    ids.filter((id) => verdicts.some((verdict) => verdict.id === id && verdict.met));

  it('meets no goal when it is left alone', () => {
    const alone = playWhole(lesson, { ...solution, interventions: [], answers: [] });
    expect(metGoals(alone)).toEqual([]);
  });

  it('meets every goal and every wait by its solution', () => {
    expect(solved.verdicts.filter(({ met }) => !met).map(({ id }) => id)).toEqual([]);
    expect(metGoals(solved)).toEqual(ids);
  });

  it('needs its mechanism: the same deeds without it fail', () => {
    expect(ablation.mechanism).toBe(lesson.mechanism);
    expect(ids.filter((id) => !metGoals(ablated).includes(id))).toEqual(ablation.fails);
    expect(ablated.metrics).toMatchObject(ablation.metrics);
  });

  it('has a golden journal, the same each time', async () => {
    const again = playWhole(lesson, solution).runs;
    for (const [index, { name, played }] of solved.runs.entries()) {
      const file = name === '' ? 'golden.txt' : `golden.${name}.txt`;
      const lines = played.facts().map(goldenLine);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(folder, file));
      expect(again[index].played.hash()).toBe(played.hash());
    }
  });

  it('says the numbers of the run', () => {
    expect(solved.metrics).toEqual(solution.metrics);
  });

  it('was tuned for the seed that learners get', () => {
    expect(lesson.run.scenario).toMatchObject({ seed: solution.seed });
  });

  it.each(goals)(
    'reaches "$id" by the button of its last hint, after those before',
    async (goal) => {
      const run = openWhole(lesson);
      run.advance(BEGUN_MS);
      for (const earlier of goals.slice(0, goals.indexOf(goal) + 1)) {
        const act = earlier.hints.at(-1)?.act;
        if (act == null) throw new Error(`${earlier.id} has no button`);
        expect(await runAct(earlier.id, act, run.host, never), earlier.id).toBe(true);
      }
    },
  );

  it.each(goals)('reaches "$id" by the button of its last hint alone', async (goal) => {
    const run = openWhole(lesson);
    run.advance(BEGUN_MS);
    const act = goal.hints.at(-1)?.act;
    if (act == null) throw new Error(`${goal.id} has no button`);
    expect(await runAct(goal.id, act, run.host, never)).toBe(true);
  });

  it('can carry out what its text offers to try', async () => {
    for (const script of Object.values(lesson.tries)) {
      const run = openWhole(lesson);
      run.advance(BEGUN_MS);
      await runScript(script, run.host, never);
      expect(run.branchCount()).toBeGreaterThan(1);
    }
  });
});
