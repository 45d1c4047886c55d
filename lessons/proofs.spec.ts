/**
 * What every lesson proves without a browser: its start meets no goal, its solution meets all,
 * without its mechanism one fails, its journal is golden, its numbers are those of the run. That
 * it parses and every reference resolves is proved by compiling it: `compileCourse` throws.
 * Golden journals are written anew by `npm run unit -- lessons -u`, and reviewed as a diff.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLessonFolders } from '../src/app/build/lessons/folders';
import { compileCourse } from '../src/app/build/lessonsPlugin';
import { goldenLine } from '../src/app/node/golden';
import { openLesson, playLesson, scriptHostOf } from '../src/app/node/lessonRun';
import { readAblation, readSolution } from '../src/app/node/recordings';
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
  const solved = playLesson(lesson, solution);
  const ablated = playLesson(lesson, {
    ...solution,
    interventions: [...ablation.interventions, ...solution.interventions],
  });
  const metGoals = ({ verdicts }: typeof solved): string[] =>
    ids.filter((id) => verdicts.some((verdict) => verdict.id === id && verdict.met));

  it('meets no goal when it is left alone', () => {
    const alone = playLesson(lesson, { ...solution, interventions: [], answers: [] });
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
    const lines = solved.facts().map(goldenLine);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'golden.txt'));
    expect(playLesson(lesson, solution).hash()).toBe(solved.hash());
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
      const run = openLesson(lesson);
      run.advance(BEGUN_MS, 1_000_000);
      const host = scriptHostOf(run);
      for (const earlier of goals.slice(0, goals.indexOf(goal) + 1)) {
        const act = earlier.hints.at(-1)?.act;
        if (act == null) throw new Error(`${earlier.id} has no button`);
        expect(await runAct(earlier.id, act, host, never), earlier.id).toBe(true);
      }
    },
  );

  it.each(goals)('reaches "$id" by the button of its last hint alone', async (goal) => {
    const run = openLesson(lesson);
    run.advance(BEGUN_MS, 1_000_000);
    const act = goal.hints.at(-1)?.act;
    if (act == null) throw new Error(`${goal.id} has no button`);
    expect(await runAct(goal.id, act, scriptHostOf(run), never)).toBe(true);
  });

  it('can carry out what its text offers to try', async () => {
    for (const script of Object.values(lesson.tries)) {
      const run = openLesson(lesson);
      run.advance(BEGUN_MS, 1_000_000);
      await runScript(script, scriptHostOf(run), never);
      expect(run.branches.length).toBeGreaterThan(1);
    }
  });
});
