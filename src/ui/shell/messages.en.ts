/** Owns the English words of the frame around every page: bar, dialogs, strips, faults. */
export const shellMessages = {
  brand: 'Past Tense',
  brandHome: 'Past Tense, course map',
  skip: 'Skip to the content',
  navigation: 'Site',
  course: 'Course',
  sandbox: 'Sandbox',
  chaos: 'Chaos',
  fidelity: 'Fidelity',
  notBuilt: 'Not built yet',
  breadcrumb: 'You are in',
  backToCourse: 'Back to the course',
  lessonOf: (number: number, count: number) => `${number} of ${count}`,
  find: 'Find anything',
  appearance: 'Appearance',
  keys: 'Keyboard',
  menu: 'Menu',
  close: 'Close',
  notices: 'Notices',

  theme: 'Theme',
  themes: { light: 'Light', dark: 'Dark', system: 'Like the system' },
  motion: 'Motion',
  motions: { system: 'Like the system', reduced: 'Reduced' },
  reducedMotion: 'With reduced motion nothing flies: a message appears at its next stop.',

  findPlaceholder: 'A lesson or a command',
  findLessons: 'Lessons',
  findCommands: 'Commands',
  findFound: 'What was found',
  findNothing: 'Nothing by that name. These are there:',
  notYet: 'not yet',
  lessonEntry: (number: number, title: string) => `${number} ${title}`,
  toCourse: 'Go to the course map',
  toFidelity: 'How true is it?',
  chooseTheme: { light: 'Light theme', dark: 'Dark theme', system: 'Theme like the system' },
  chooseMotion: { system: 'Motion like the system', reduced: 'Reduced motion' },

  notFoundTitle: 'There is nothing at this address',
  notFoundText: (address: string) =>
    `Nothing stands at “${address}”. The address may be mistyped, or point to something that is not built yet.`,
  notBuiltTitle: (number: number) => `Lesson ${number} is not built yet`,
  notBuiltText: 'Its place in the course is set, its content is still to come.',

  brokenTitle: 'This page broke',
  brokenText:
    'That is a fault of ours, not of what you did. What you reached in the course is kept.',
  tryAgain: 'Try again',
  reload: 'Load the page again',

  loadingLesson: 'Opening the lesson',
  lessonUnreachable: 'The lesson could not be loaded. Is the network there?',
} as const;

/** Every key that does something, in the order in which they are learned. */
export const keyGroups: readonly {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}[] = [
  {
    title: 'Time',
    keys: [
      { keys: ['Space'], does: 'Play, pause' },
      { keys: ['←', '→'], does: 'One event back, forward' },
      { keys: ['Shift ←', 'Shift →'], does: 'One second back, forward' },
      { keys: ['Home'], does: 'To the start' },
      { keys: ['End'], does: 'Back to live' },
      { keys: ['[', ']'], does: 'Previous, next fault' },
      { keys: ['F'], does: 'Fork from here' },
      { keys: ['R'], does: 'Resume from here, in the past' },
      { keys: ['M'], does: 'Set a checkpoint' },
      { keys: ['1', '2'], does: 'Lanes, log' },
      { keys: ['Ctrl Z'], does: 'Take the last intervention back' },
    ],
  },
  {
    title: 'Stage',
    keys: [
      { keys: ['Tab'], does: 'Next object, in causal order' },
      { keys: ['Enter'], does: 'Inspect' },
      { keys: ['K'], does: 'Kill or revive' },
      { keys: ['D'], does: 'One instance more' },
      { keys: ['Shift D'], does: 'One instance less' },
      { keys: ['↑', '↓'], does: 'Nudge, with left and right' },
    ],
  },
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Alt ←', 'Alt →'], does: 'Previous, next step of the lesson' },
      { keys: ['Ctrl K'], does: 'Find anything' },
      { keys: ['?'], does: 'This list' },
      { keys: ['Esc'], does: 'Close, cancel' },
    ],
  },
];

/** What a Mac's keyboard calls the key. */
export function keyName(key: string, isMac: boolean): string {
  return isMac ? key.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧') : key;
}
