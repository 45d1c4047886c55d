/**
 * Benchmarks of the world and its timeline without a page, on the run of the course's first
 * lesson: facts a second, seeking in a long journal, and what keyframes cost.
 */
import { drawInteger, streamOf } from '../../kernel';
import type { Run } from '../../timeline';
import { openLesson } from '../node/lessonRun';
import type { Lesson } from '../../course';
import { foldFacts, initialWorld } from '../../world';
import { against, type Bench, type Figure, quantile, timeOf } from './figures';

const FACTS = 1_000_000;
const ROUND_FACTS = 200_000;
const SEEKS = 2000;
const MIB = 1024 * 1024;

/** Lets a run go on until it has so many facts. */
function grow(run: Run, facts: number): Run {
  const { current } = run;
  while (current.journal.length < facts) {
    current.advance(current.headMs + 60_000, facts - current.journal.length);
  }
  run.seek({ kind: 'head' });
  return run;
}

/** Millions of facts a second of a run that grows, and of folding the same facts. */
function rates(lesson: Lesson): { grown: number; folded: number } {
  const grown: number[] = [];
  const folded: number[] = [];
  for (let round = 0; round < 8; round++) {
    const run = openLesson(lesson);
    const ms = timeOf(() => grow(run, ROUND_FACTS));
    const { journal } = run.current;
    const world = initialWorld(run.context.plan, journal);
    const foldMs = timeOf(() => foldFacts(world, 0, journal.length));
    if (round < 2) continue;
    grown.push(ROUND_FACTS / ms / 1000);
    folded.push(ROUND_FACTS / foldMs / 1000);
  }
  return { grown: quantile(grown), folded: quantile(folded) };
}

function factsPerSecond(lesson: Lesson): Figure[] {
  const aim = '≥ 0.5';
  const unit = 'M facts/s';
  const { grown, folded } = rates({ ...lesson, run: { ...lesson.run, goals: null, waits: {} } });
  const withGoals = rates(lesson);
  return [
    against(
      { name: 'queues, services and handlers, journal on', value: grown, unit, aim },
      { name: 'folding the same', value: folded },
    ),
    against(
      { name: 'the same with a lesson’s goals', value: withGoals.grown, unit, aim },
      { name: 'without goals', value: grown },
    ),
  ];
}

function seek(lesson: Lesson): Figure[] {
  const run = grow(openLesson(lesson), FACTS);
  const { journal, keyframes } = run.current;
  const stream = streamOf(1, 'seek');
  const times: number[] = [];
  for (let ordinal = 0; ordinal < SEEKS; ordinal++) {
    const seq = drawInteger(stream, ordinal, 0, journal.length - 1);
    const ms = timeOf(() => {
      run.seek({ kind: 'fact', seq });
      run.worldAtCursor();
    });
    if (ordinal >= SEEKS / 10) times.push(ms);
  }
  run.seek({ kind: 'head' });
  const fullMs = timeOf(() => foldFacts(initialWorld(run.context.plan, journal), 0, FACTS));
  const median = quantile(times);
  const late = quantile(times, 0.95);
  const peer = { name: 'ms by folding from the start', value: fullMs };
  return [
    {
      name: 'seek among 1,000,000 facts, median',
      value: median,
      unit: 'ms',
      peer,
      ratio: fullMs / median,
      aim: '< 1 ms',
    },
    {
      name: 'seek among 1,000,000 facts, 95th percentile',
      value: late,
      unit: 'ms',
      peer,
      ratio: fullMs / late,
      aim: '< 1 ms',
    },
    {
      name: 'keyframes for 1,000,000 facts',
      value: (keyframes.byteLength / MIB) * (1_000_000 / journal.length),
      unit: 'MiB',
      aim: '< 10 MiB',
    },
  ];
}

/** The benchmarks of a lesson's run. */
export function worldBenches(lesson: Lesson): readonly Bench[] {
  return [
    { name: 'scenario', run: () => factsPerSecond(lesson) },
    { name: 'seek', run: () => seek(lesson) },
  ];
}
