/** Reads what stands beside a lesson to prove it: its solution and its ablation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { timedInterventionSchema } from '../../world';
import { answerSchema } from '../build/lessons/script';

const durationMs = v.pipe(v.number(), v.integer(), v.minValue(0));
const interventions = v.array(timedInterventionSchema);
const metrics = v.record(v.string(), v.number());

const solutionSchema = v.strictObject({
  seed: v.number(),
  untilMs: durationMs,
  interventions,
  answers: v.array(v.strictObject({ atMs: durationMs, answer: answerSchema })),
  metrics,
});

const ablationSchema = v.strictObject({
  mechanism: v.string(),
  interventions,
  fails: v.pipe(v.array(v.string()), v.minLength(1)),
  metrics,
});

/** What to do and say to meet every goal, and what every metric is then. */
export type Solution = v.InferOutput<typeof solutionSchema>;

/** What takes the lesson's mechanism away, which goals fail then, and what metrics say. */
export type Ablation = v.InferOutput<typeof ablationSchema>;

/** Reads `solution.json` of a lesson's folder. Throws what does not fit. */
export function readSolution(folder: string): Solution {
  return v.parse(solutionSchema, JSON.parse(readFileSync(join(folder, 'solution.json'), 'utf8')));
}

/** Reads `ablation.json` of a lesson's folder. Throws what does not fit. */
export function readAblation(folder: string): Ablation {
  return v.parse(ablationSchema, JSON.parse(readFileSync(join(folder, 'ablation.json'), 'utf8')));
}
