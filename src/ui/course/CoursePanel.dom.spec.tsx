// Checks what the course panel shows of a path and says back, with a lesson made for it.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { GoalView, Inline, Lesson, PathView } from '../../course';
import { CoursePanel, CourseSheet } from './CoursePanel';
import type { CoursePanelProps } from './panelProps';

afterEach(cleanup);

const text = (words: string): Inline[] => [{ kind: 'text', text: words }];

const lesson: Lesson = {
  number: 2,
  part: 1,
  title: 'When Payment is down',
  minutes: 7,
  teaches: '',
  mechanism: '',
  needs: [],
  sources: [],
  steps: [
    {
      title: 'Before',
      blocks: [
        {
          kind: 'paragraph',
          inlines: [{ kind: 'metric', id: 'errors', unit: { one: 'error', other: 'errors' } }],
        },
        {
          kind: 'predict',
          question: {
            id: 'while-down',
            holdsRun: true,
            text: text('What happens?'),
            options: [
              { text: text('They fail'), right: false, reply: text('In a chain they would') },
              { text: text('They wait'), right: true, reply: null },
            ],
          },
        },
      ],
    },
    {
      title: 'Kill it',
      blocks: [
        {
          kind: 'goal',
          goal: {
            id: 'kill',
            title: text('Kill Payment'),
            asksSelection: false,
            nearMisses: {},
            hints: [
              { text: text('Look at the pods'), act: null },
              { text: text('Let me'), act: { label: 'Do it', done: 'Done so', script: [] } },
            ],
          },
        },
      ],
    },
  ],
  debrief: { blocks: [{ kind: 'paragraph', inlines: text('What you saw') }] },
  tries: {},
  run: { scenario: null, handlers: {}, sources: {}, goals: null, waits: {} },
};

const open: GoalView = { met: false, metAtMs: null, progress: null, nearMiss: null, hintsShown: 0 };

function given(path: Partial<PathView>, more: Partial<CoursePanelProps> = {}): CoursePanelProps {
  return {
    lesson,
    partTitle: 'Facts in motion',
    path: {
      place: 1,
      stepCount: 2,
      isDebrief: false,
      canBack: false,
      canNext: false,
      isFinished: false,
      marks: ['opened', 'ahead'],
      holdsRun: true,
      asking: null,
      goals: { kill: open },
      waits: {},
      predictions: {},
      ...path,
    },
    metrics: {},
    acts: {},
    nextLesson: null,
    primary: null,
    isBuilt: () => false,
    formatTime: (atMs) => `${atMs} ms`,
    onBack: vi.fn(),
    onNext: vi.fn(),
    onPredict: vi.fn(),
    onHint: vi.fn(),
    onAct: vi.fn(),
    onTry: vi.fn(),
    onSelectPart: vi.fn(),
    ...more,
  };
}

describe('a prediction', () => {
  test('is locked only after an answer was chosen, and says which', () => {
    const props = given({});
    render(<CoursePanel {...props} />);
    fireEvent.click(screen.getByRole('button', { name: 'Lock prediction' }));
    expect(props.onPredict).not.toHaveBeenCalled();
    expect(screen.getByText('Choose an answer first')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'They wait' }));
    fireEvent.click(screen.getByRole('button', { name: 'Lock prediction' }));
    expect(props.onPredict).toHaveBeenCalledWith('while-down', 1);
  });

  test('once locked can be read, with its time and its reply, and not changed', () => {
    render(
      <CoursePanel {...given({ predictions: { 'while-down': { option: 0, atMs: 4910 } } })} />,
    );
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText('Predicted at 4910 ms, and locked')).toBeTruthy();
    expect(screen.getByText('In a chain they would')).toBeTruthy();
  });
});

describe('numbers in the text', () => {
  test.each([
    [undefined, '–'],
    [1, '1 error'],
    [3, '3 errors'],
  ])('%s from the run reads %s', (errors, words) => {
    const metrics: CoursePanelProps['metrics'] = errors === undefined ? {} : { errors };
    render(<CoursePanel {...given({}, { metrics })} />);
    expect(screen.getByText(words)).toBeTruthy();
  });
});

describe('goals', () => {
  test('are met, counted, or say what a near miss lacked', () => {
    const near = { ...open, progress: { value: 9, of: 12 }, nearMiss: 'It reached 9.' };
    render(<CoursePanel {...given({ place: 2, goals: { kill: near } })} />);
    expect(screen.getByText('0 of 1')).toBeTruthy();
    expect(screen.getByText('9 / 12')).toBeTruthy();
    expect(screen.getByText('It reached 9.')).toBeTruthy();
  });

  test('have a ladder of hints, one at a time, the last of which offers to do it', () => {
    const props = given({ place: 2, goals: { kill: { ...open, hintsShown: 1 } } });
    render(<CoursePanel {...props} />);
    expect(screen.getByText('Look at the pods')).toBeTruthy();
    expect(screen.queryByText('Let me')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Hint 2 of 2' }));
    expect(props.onHint).toHaveBeenCalledWith('kill');
  });

  test('are done by the last hint when it is asked to', () => {
    const props = given({ place: 2, goals: { kill: { ...open, hintsShown: 2 } } });
    render(<CoursePanel {...props} />);
    fireEvent.click(screen.getByRole('button', { name: 'Do it' }));
    expect(props.onAct).toHaveBeenCalledWith('kill');
  });
});

describe('the way on', () => {
  test('opens when the step is done', () => {
    const props = given({ canNext: true });
    render(<CoursePanel {...props} />);
    fireEvent.click(screen.getByRole('button', { name: 'Next: Kill it' }));
    expect(props.onNext).toHaveBeenCalledOnce();
  });

  test('from the debrief leads to a step that is still open', () => {
    const path = { place: 3, isDebrief: true, marks: ['done', 'opened'] } as const;
    render(<CoursePanel {...given(path)} />);
    expect(screen.getByText('What you saw')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Step 2 is still open' })).toBeTruthy();
  });

  test('after a finished lesson leads to the next one, if there is one, and to the course', () => {
    const nextLesson = { number: 3, title: 'Command, event, query' };
    render(
      <CoursePanel {...given({ place: 3, isDebrief: true, isFinished: true }, { nextLesson })} />,
    );
    expect(screen.getByRole('link', { name: 'Lesson 3: Command, event, query' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Back to the course' })).toBeTruthy();
  });

  test('in the sheet is the step’s deed until the step is done', () => {
    const primary = { label: 'Kill Payment', run: vi.fn() };
    const { rerender } = render(<CourseSheet {...given({ place: 2 }, { primary })} />);
    fireEvent.click(screen.getByRole('button', { name: 'Kill Payment' }));
    expect(primary.run).toHaveBeenCalledOnce();
    rerender(<CourseSheet {...given({ place: 2, canNext: true }, { primary })} />);
    expect(screen.queryByRole('button', { name: 'Kill Payment' })).toBeNull();
  });
});
