/** Owns the English words of the workbench's frame. */
export const workbenchMessages = {
  inspector: 'Inspector',
  lesson: 'Lesson',
  showLesson: 'Read',
  hideLesson: 'Hide',
  sheetView: 'What the sheet shows',
  sheet: 'Height of the lesson sheet',
  stops: { peek: 'almost closed', half: 'half open', full: 'open' },

  commands: {
    play: 'Play',
    pause: 'Pause',
    head: 'Return to live',
    start: 'Go to the start',
    fork: 'Fork from here',
    resume: 'Resume from here',
    checkpoint: 'Set a checkpoint',
    undo: 'Take the last intervention back',
    kill: (name: string) => `Kill ${name}`,
    revive: (name: string) => `Revive ${name}`,
    inspect: (name: string) => `Inspect ${name}`,
    node: (number: number, cluster: string) => `broker ${number + 1} of ${cluster}`,
  },
} as const;
