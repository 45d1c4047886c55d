/** Owns the English words of a comparison. */
import type { Measure } from '../../projection';

export const text = {
  bar: 'What both are given',
  input: 'Input',
  inputOf: (label: string, perSecond: string) => `${label} ${perSecond}/s`,
  fault: 'Fault',
  faultAt: (what: string, time: string) => `${what} at ${time}`,
  kill: (part: string, instance?: number) =>
    instance === undefined ? `kill ${part}` : `kill ${part} ${instance + 1}`,
  moreFaults: (count: number) => `+${count}`,
  noFault: 'none yet',
  runAgain: 'Run again',
  runAgainExplained: 'From the start, with the same input and the same faults',

  lesson: 'Lesson',
  showLesson: 'Read',
  hideLesson: 'Hide',
  inspector: 'Inspector',
  views: 'What the sheet shows',
  killPart: (part: string) => `Kill ${part}`,
  revivePart: (part: string) => `Revive ${part}`,
  inBoth: 'on both sides',

  handled: (service: string) => `What ${service} handled, in order`,
  handledNone: 'Nothing yet.',
  handledHint: 'Left and Right choose, Enter goes to that moment.',
  times: (count: number) => `×${count}`,
  cameLate: (correlation: string) => `${correlation} came after a later one`,
  begunAgain: (count: number) =>
    count === 1 ? '1 begun again, still in order' : `${count} begun again, still in order`,
  chip: (correlation: string, key: string | null, time: string) =>
    key === null ? `${correlation}, at ${time}` : `${correlation}, key ${key}, at ${time}`,
  chipAgain: (count: number) => `begun ${count} times`,
  chipLate: 'out of order',
  killed: (service: string, instance: number, time: string) =>
    `${service} ${instance} was killed at ${time}`,

  differed: 'What differed',
  differedExplained: 'Same input, same faults, at the same virtual time.',
  same: 'same',
  measures: {
    lost: 'Lost',
    again: 'Handled twice',
    late: 'Out of order',
    replayable: 'Replayable',
    backlog: 'Backlog now',
  } satisfies { readonly [measure in Measure]: string },
  notes: {
    lost: 'Given up before it was done, and nowhere to be found.',
    again: 'Its handling was begun more than once.',
    late: 'Handled after a later one of the same key.',
    replayable: 'Can be read again from the beginning.',
    backlog: 'Not yet acknowledged or committed.',
  } satisfies { readonly [measure in Measure]: string },
  evidence: (side: string, measure: string) => `${side}: ${measure}`,
  showEvidence: (side: string, measure: string, count: string) =>
    `${side}, ${measure}: ${count}. Show the ${count === '1' ? 'event' : 'events'} behind it`,
  none: (side: string, measure: string) => `${side}, ${measure}: 0`,
  logOf: 'Log of',
} as const;
