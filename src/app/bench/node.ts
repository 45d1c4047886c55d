/** All benchmarks that need no browser, as one module: built first, then run (see bench.ts). */
import type { Lesson } from '../../course';
import { brokerBenches } from './broker';
import type { Bench } from './figures';
import { kernelBenches } from './kernel';
import { worldBenches } from './world';

/** The benchmarks, the lesson's run being the full scenario. */
export function nodeBenches(lesson: Lesson): readonly Bench[] {
  return [...kernelBenches, ...brokerBenches, ...worldBenches(lesson)];
}
