// Owns the scripts of hints and tries: YAML becomes steps with their references resolved. Carrying
// them out is the course's.
import * as v from 'valibot';
import type { ScriptStep, ScriptWait } from '../../../course';
import { assertNever } from '../../../kernel';
import { interventionSchema } from '../../../world';
import { readYaml } from './checkedData';
import type { FileFaults } from './faults';
import { type LessonNames, mustExist } from './names';

const WAIT_MS_MAX = 60_000;
const durationMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(WAIT_MS_MAX));
const name = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

/** A condition: a goal is met, a metric has reached a number, instances are at work. */
const conditionSchema: v.GenericSchema<unknown, ScriptWait> = v.union([
  v.pipe(
    v.strictObject({ goal: name }),
    v.transform(({ goal }): ScriptWait => ({ kind: 'goal', id: goal })),
  ),
  v.pipe(
    v.strictObject({ metric: name, atLeast: count }),
    v.transform(({ metric, atLeast }): ScriptWait => ({ kind: 'metric', id: metric, atLeast })),
  ),
  v.pipe(
    v.strictObject({ busy: name, atLeast: count }),
    v.transform(({ busy, atLeast }): ScriptWait => ({ kind: 'busy', part: busy, atLeast })),
  ),
]);

const waitSchema = v.union([
  v.pipe(
    v.strictObject({ ms: durationMs }),
    v.transform(({ ms }): ScriptStep => wait({ kind: 'time', ms }, ms)),
  ),
  v.pipe(
    v.strictObject({ for: conditionSchema, atMostMs: v.optional(durationMs, 20_000) }),
    v.transform((given): ScriptStep => wait(given.for, given.atMostMs)),
  ),
]);

function wait(condition: ScriptWait, atMostMs: number): ScriptStep {
  return { kind: 'wait', for: condition, atMostMs };
}

/** What a learner says rather than does. */
export const answerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('Predicted'), question: name, option: v.number() }),
  v.strictObject({ kind: v.literal('Selected'), goal: name, correlation: name }),
]);

const stepSchema: v.GenericSchema<unknown, ScriptStep> = v.union([
  v.pipe(
    v.literal('play'),
    v.transform((): ScriptStep => ({ kind: 'play' })),
  ),
  v.pipe(
    v.strictObject({ intervene: interventionSchema }),
    v.transform(({ intervene }): ScriptStep => ({ kind: 'intervene', intervention: intervene })),
  ),
  v.pipe(
    v.strictObject({ wait: waitSchema }),
    v.transform((step): ScriptStep => step.wait),
  ),
  v.pipe(
    v.strictObject({
      rewind: v.strictObject({
        to: v.picklist(['start', 'lastKill']),
        plusMs: v.optional(v.pipe(v.number(), v.integer()), 0),
      }),
    }),
    v.transform(({ rewind }): ScriptStep => ({ kind: 'rewind', ...rewind })),
  ),
  v.pipe(
    v.strictObject({ fork: v.strictObject({ keepLater: v.boolean(), label: name }) }),
    v.transform(({ fork }): ScriptStep => ({ kind: 'fork', ...fork })),
  ),
  v.pipe(
    v.strictObject({ answer: answerSchema }),
    v.transform(({ answer }): ScriptStep => ({ kind: 'answer', answer })),
  ),
  v.pipe(
    v.strictObject({
      repeat: v.strictObject({
        until: conditionSchema,
        attempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
        steps: v.lazy(() => scriptSchema),
      }),
    }),
    v.transform(({ repeat }): ScriptStep => ({ kind: 'repeat', ...repeat })),
  ),
]);

const scriptSchema: v.GenericSchema<unknown, ScriptStep[]> = v.pipe(
  v.array(stepSchema),
  v.minLength(1),
  v.maxLength(50),
);

/** Compiles a script; `firstLine` is the line on which its YAML begins. */
export function compileScript(
  text: string,
  firstLine: number,
  names: LessonNames,
  faults: FileFaults,
): ScriptStep[] {
  const steps = readYaml(text, firstLine, scriptSchema, faults) ?? [];
  for (const step of steps) checkReferences(step, firstLine, names, faults);
  return steps;
}

function checkReferences(
  step: ScriptStep,
  line: number,
  names: LessonNames,
  faults: FileFaults,
): void {
  switch (step.kind) {
    case 'intervene':
      mustExist('part', step.intervention.part, names.parts, line, faults);
      return;
    case 'wait':
      checkCondition(step.for, line, names, faults);
      return;
    case 'answer':
      if (step.answer.kind === 'Selected') {
        mustExist('goal', step.answer.goal, names.goals, line, faults);
        for (const [, metric] of step.answer.correlation.matchAll(/\{([\w.]+)\}/g)) {
          mustExist('metric', metric, names.metrics, line, faults);
        }
      }
      return;
    case 'repeat':
      checkCondition(step.until, line, names, faults);
      for (const inner of step.steps) checkReferences(inner, line, names, faults);
      return;
    case 'rewind':
    case 'fork':
    case 'play':
      return;
    default:
      assertNever(step);
  }
}

function checkCondition(
  condition: ScriptWait,
  line: number,
  names: LessonNames,
  faults: FileFaults,
): void {
  switch (condition.kind) {
    case 'time':
      return;
    case 'goal':
      mustExist('goal', condition.id, names.goals, line, faults);
      return;
    case 'metric':
      mustExist('metric', condition.id, names.metrics, line, faults);
      return;
    case 'busy':
      mustExist('part', condition.part, names.parts, line, faults);
      return;
    default:
      assertNever(condition);
  }
}
