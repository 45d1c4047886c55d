/** The learner's path: what opens the next step, what is locked, what is kept. */
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type PathEmitted, pathMachine } from './path';
import { pathView } from './pathView';
import { type KeptProgress, noProgress } from './progress';
import { tinyLesson, verdictOf } from './testing/tinyLesson';

function begin(given: { progress?: KeptProgress; place?: number } = {}) {
  let clockMs = 1000;
  const path = createActor(pathMachine, {
    input: {
      lesson: tinyLesson,
      progress: given.progress ?? null,
      place: given.place ?? null,
      now: () => clockMs++,
    },
  });
  const emitted: PathEmitted[] = [];
  path.on('*', (event) => emitted.push(event));
  path.start();
  const view = () => pathView(path.getSnapshot().context);
  const state = () => path.getSnapshot().value;
  return { path, emitted, view, state };
}

const waited = { type: 'verdicts', verdicts: [verdictOf('until-1', { met: true })] } as const;
const killed = {
  type: 'verdicts',
  verdicts: [verdictOf('killed', { met: true, proof: [7], metAtMs: 90 })],
} as const;
const nothingMet = { type: 'verdicts', verdicts: [verdictOf('killed')] } as const;

describe('a step', () => {
  it('opens the next one when its wait is over', () => {
    const { path, view, state } = begin();
    path.send({ type: 'next' });
    expect(view()).toMatchObject({ place: 1, canNext: false });
    path.send(waited);
    expect(state()).toEqual({ step: 'done' });
    path.send({ type: 'next' });
    expect(view()).toMatchObject({ place: 2, canBack: true, marks: ['done', 'opened', 'ahead'] });
  });

  it('stays done when another branch has not got that far', () => {
    const { path, view } = begin();
    path.send(waited);
    path.send({ type: 'verdicts', verdicts: [verdictOf('until-1')] });
    expect(view().canNext).toBe(true);
  });

  it('opens by its address whatever has been done', () => {
    const { path, view, emitted } = begin({ place: 3 });
    expect(view().place).toBe(3);
    path.send({ type: 'go', place: 2 });
    expect(view().place).toBe(2);
    expect(emitted).toContainEqual({ type: 'moved', place: 2 });
  });

  it('lies between the first and the debrief, whatever the address says', () => {
    expect(begin({ place: 0 }).view().place).toBe(1);
    expect(begin({ place: 99 }).view()).toMatchObject({ place: 4, isDebrief: true });
  });

  it('has nothing before the first', () => {
    const { path, view } = begin();
    path.send({ type: 'back' });
    expect(view()).toMatchObject({ place: 1, canBack: false });
  });
});

describe('a prediction', () => {
  it('holds the run until it is made', () => {
    const { path, view } = begin({ place: 2 });
    expect(view()).toMatchObject({ holdsRun: true, canNext: false });
    path.send({ type: 'predict', question: 'q', option: 0, atMs: 4910 });
    expect(view()).toMatchObject({ holdsRun: false, canNext: true });
  });

  it('is told to the run once and never changed', () => {
    const { path, view, emitted } = begin({ place: 2 });
    path.send({ type: 'predict', question: 'q', option: 0, atMs: 4910 });
    path.send({ type: 'predict', question: 'q', option: 1, atMs: 5000 });
    expect(view().predictions).toEqual({ q: { option: 0, atMs: 4910 } });
    expect(emitted.filter(({ type }) => type === 'answered')).toEqual([
      { type: 'answered', answer: { kind: 'Predicted', question: 'q', option: 0 } },
    ]);
  });

  it('needs a question and an option that exist', () => {
    const { path, view } = begin({ place: 2 });
    path.send({ type: 'predict', question: 'q', option: 2, atMs: 0 });
    path.send({ type: 'predict', question: 'other', option: 0, atMs: 0 });
    expect(view().predictions).toEqual({});
  });
});

describe('a goal', () => {
  it('stays met after a fork on which it is not', () => {
    const { path, view } = begin({ place: 3 });
    expect(view().asking).toBe('killed');
    path.send(killed);
    path.send(nothingMet);
    expect(view().goals.killed).toMatchObject({ met: true, nearMiss: null });
    expect(view()).toMatchObject({ canNext: true, asking: null });
  });

  it('says what went otherwise, with the values of this run', () => {
    const { path, view } = begin({ place: 3 });
    const nearMiss = { text: 'another-service', values: { service: 'Inventory' } };
    path.send({ type: 'verdicts', verdicts: [verdictOf('killed', { nearMiss })] });
    expect(view().goals.killed.nearMiss).toBe('That was Inventory.');
  });

  it('shows its hints one at a time, and no more than there are', () => {
    const { path, view } = begin({ place: 3 });
    for (const shown of [1, 2, 3, 3]) {
      path.send({ type: 'hint', goal: 'killed' });
      expect(view().goals.killed.hintsShown).toBe(shown);
    }
  });

  it('counts when it is met before its step is open', () => {
    const { path, view } = begin();
    path.send(killed);
    path.send({ type: 'go', place: 3 });
    expect(view().canNext).toBe(true);
  });
});

describe('the debrief', () => {
  it('finishes the lesson when every step is done', () => {
    const { path, state, view, emitted } = begin();
    path.send({ type: 'go', place: 4 });
    path.send({ type: 'next' });
    expect(state()).toEqual({ debrief: 'reading' });
    path.send({ type: 'go', place: 1 });
    path.send(waited);
    path.send({ type: 'go', place: 2 });
    path.send({ type: 'predict', question: 'q', option: 1, atMs: 0 });
    path.send(killed);
    path.send({ type: 'go', place: 4 });
    expect(view().canNext).toBe(true);
    path.send({ type: 'next' });
    expect(state()).toEqual({ debrief: 'finished' });
    const kept = emitted.filter((event) => event.type === 'kept').at(-1)?.progress;
    expect(kept).toMatchObject({ stepsDone: [1, 2, 3], completedAt: expect.any(Number) });
  });
});

describe('what is kept', () => {
  it('is told when something is new, and not with every frame', () => {
    const { path, emitted } = begin();
    path.send(waited);
    const count = emitted.length;
    expect(count).toBeGreaterThan(0);
    path.send(waited);
    path.send(nothingMet);
    expect(emitted).toHaveLength(count);
  });

  it('leads back to the first step that is not done', () => {
    const progress = { ...noProgress(2), step: 1, furthest: 3, stepsDone: [1] };
    expect(begin({ progress }).view()).toMatchObject({
      place: 2,
      marks: ['done', 'opened', 'opened'],
    });
  });

  it('leads to the debrief when all is done', () => {
    const progress = { ...noProgress(2), furthest: 4, stepsDone: [1, 2, 3], completedAt: 5 };
    expect(begin({ progress }).view()).toMatchObject({ isDebrief: true, isFinished: true });
  });

  it('keeps the first time at which a goal was met', () => {
    const { path, emitted } = begin();
    path.send(killed);
    const first = emitted.at(-1);
    path.send({ type: 'hint', goal: 'killed' });
    const last = emitted.at(-1);
    expect(first?.type === 'kept' && last?.type === 'kept').toBe(true);
    if (first?.type !== 'kept' || last?.type !== 'kept') return;
    expect(last.progress.goalsMet).toEqual(first.progress.goalsMet);
    expect(first.progress.goalsMet.killed.runSeq).toBe(7);
  });
});
