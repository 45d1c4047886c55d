/** Owns the English words of the course panel that belong to no lesson. */
export const courseMessages = {
  panel: 'Lesson',
  part: (number: number, title: string) => `Part ${number}, ${title}`,
  stepOf: (step: number, count: number) => `Step ${step} of ${count}`,
  debrief: 'Debrief',
  previousStep: 'Previous step',
  nextStep: 'Next step',
  /** Why Next is not to be had yet. */
  notYetNext: 'Next step, when this one is done',
  goOn: (title: string) => `Next: ${title}`,
  finish: 'Finish the lesson',
  stillOpen: (step: number) => `Step ${step} is still open`,
  toCourse: 'Back to the course',
  nextLesson: (number: number, title: string) => `Lesson ${number}: ${title}`,

  lock: 'Lock prediction',
  chooseFirst: 'Choose an answer first',
  predictedAt: (time: string) => `Predicted at ${time}, and locked`,
  youPredicted: 'You predicted',
  holdsRun: 'Time waits for your prediction.',

  goals: 'Goals',
  metOf: (met: number, count: number) => `${met} of ${count}`,
  count: (value: number, of: number) => `${value} / ${of}`,
  met: 'met',
  notMet: 'not met yet',
  hint: (number: number, count: number) => `Hint ${number} of ${count}`,
  acting: 'Doing it …',
  waiting: 'Waiting for',
  noNumberYet: '–',
} as const;
