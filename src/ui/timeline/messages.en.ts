// The words of timeline, transport and clock in English.

const changes: { readonly [intervention: string]: ((part: string) => string) | undefined } = {
  AddInstance: (part) => `one ${part} more`,
  RemoveInstance: (part) => `one ${part} less`,
  SetRate: (part) => `rate of ${part}`,
  SetConsumption: (part) => `how ${part} consumes`,
  Settle: (part) => `settled in ${part}`,
  Purge: (part) => `purge ${part}`,
};

export const text = {
  seconds: (value: string) => `${value} s`,
  minutes: (minutes: number, seconds: string) => `${minutes} min ${seconds} s`,

  keys: { play: 'Space', stepBack: '←', stepForward: '→', start: 'Home', end: 'End' },

  wholeMinutes: (minutes: string) => `${minutes} min`,

  timeline: 'Timeline',
  start: 'Go to start',
  stepBack: 'Step back one event',
  stepForward: 'Step one event',
  play: 'Play',
  pause: 'Pause',
  clock: 'Virtual time',
  event: (seq: string) => `event ${seq}`,
  ofEvents: (total: string) => ` / ${total}`,
  live: 'Live',
  inPast: 'In the past',
  inPastShort: 'Past',
  back: (span: string) => `${span} back`,
  liveState: (playing: boolean) => (playing ? 'Live, playing' : 'Live, paused'),
  returnToLive: 'Return to live',

  view: 'Timeline view',
  lanes: 'Lanes',
  log: 'Log',

  speed: 'Speed',
  speedValue: (speed: number) => `${speed}×`,
  seed: 'Seed',
  seedTitle: 'Restart with a seed',
  seedExplained: 'The same seed gives the same run. Restarting begins again at 00:00.',
  seedField: 'Seed, a whole number',
  seedDraw: 'Draw another seed',
  seedInvalid: (max: string) => `A whole number from 0 to ${max}.`,
  restartWith: (seed: number) => `Restart with ${seed}`,
  restartSame: 'Restart with the same seed',
  cancel: 'Cancel',
  checkpoint: 'Checkpoint',
  fork: 'Fork from here',
  resume: 'Resume from here',
  more: 'More: speed, seed, fork',
  undo: 'Undo the last change',

  zoom: 'Zoom in time',
  zoomIn: 'Zoom in on time',
  zoomOut: 'Zoom out of time',
  zoomFit: 'Show the whole run',

  futures: 'Futures',
  lanesList: 'Services',
  startMark: 'start',
  trunk: 'main',
  trunkNote: 'trunk',
  forkName: (number: number) => `fork ${number}`,
  forkRing: (label: string, time: string) => `${label}, forked at ${time}`,
  switchTo: (label: string, facts: string) => `Look at ${label}, ${facts} events`,
  notYet: 'not yet',
  dragBack: 'drag it back',
  now: 'now',
  down: (span: string) => `down ${span}`,
  laneDown: 'down',

  playhead: 'Point in time',
  playheadValue: (time: string, seq: string, live: boolean) =>
    `${time}, event ${seq}${live ? ', live' : ', in the past'}`,
  killed: (part: string) => `kill ${part}`,
  revived: (part: string) => `revive ${part}`,
  /** What a person changed, by the name of the intervention. */
  changed: (intervention: string, part: string) => changes[intervention]?.(part) ?? part,
  markAt: (label: string, time: string) => `${label}, at ${time}. Go there`,
  pending: (label: string) => `${label}, still to come`,
  factAt: (time: string, seq: string) => `${time}, event ${seq}`,
  byHand: 'by hand',

  pastStripWhere: (span: string) => `You are in the past, ${span} back.`,
  backAtLive: 'Back at now',
  pastStripWhy: 'What happened stays as it was. A fork can go another way.',
} as const;
