/** A lesson of three steps for the specs of this room: a wait, a question, a goal. */
import type { VerdictView } from '../../timeline';
import type { GoalText, Lesson } from '../lesson';

const text = (words: string) => [{ kind: 'text' as const, text: words }];

const goal: GoalText = {
  id: 'killed',
  title: text('Kill Payment'),
  asksSelection: true,
  nearMisses: { 'another-service': 'That was {service}.' },
  hints: [
    { text: text('Look'), act: null },
    { text: text('Do'), act: null },
    { text: text('Let me'), act: { label: 'Kill it', done: 'Killed it.', script: [] } },
  ],
};

export const tinyLesson: Lesson = {
  number: 2,
  part: 1,
  title: 'Tiny',
  minutes: 1,
  teaches: 'Nothing',
  mechanism: 'none',
  sources: [],
  needs: [],
  steps: [
    { title: 'Wait', blocks: [{ kind: 'until', id: 'until-1', text: text('Ten payments') }] },
    {
      title: 'Say',
      blocks: [
        {
          kind: 'predict',
          question: {
            id: 'q',
            holdsRun: true,
            text: text('What?'),
            options: [
              { text: text('This'), right: false, reply: null },
              { text: text('That'), right: true, reply: null },
            ],
          },
        },
      ],
    },
    { title: 'Do', blocks: [{ kind: 'goal', goal }] },
  ],
  debrief: { blocks: [] },
  tries: {},
  run: {
    scenario: null,
    handlers: {},
    sources: {},
    goals: null,
    waits: { 'until-1': { message: 'PaymentCaptured', count: 10 } },
  },
};

/** A verdict as frames carry it; nothing is met unless it says so. */
export function verdictOf(id: string, given: Partial<VerdictView> = {}): VerdictView {
  const nothing = { met: false, progress: null, nearMiss: null, proof: [], metAtMs: null };
  return { id, ...nothing, ...given };
}
