/** Owns the English words of the course map. */

/** "4 h 23 min", "7 min". */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

export const homeMessages = {
  title: 'Past Tense',
  /** The one large sentence, as it breaks. */
  sentence: ['Kill a service.', 'Rewind. See why', 'nothing was lost.'],
  lead: (count: number) =>
    'Brokers, services and sagas run here, in this tab, on a clock you can turn back. ' +
    `Event-driven architecture in ${count} short lessons.`,
  start: (number: number) => `Start: lesson ${number}`,
  continue: (number: number) => `Continue: lesson ${number}`,
  again: (number: number) => `Open again: lesson ${number}`,
  fresh: (stepCount: number, minutes: number) => `${stepCount} steps, ${minutes} min`,
  underWay: (step: number, stepCount: number, minutes: number) =>
    `step ${step} of ${stepCount}, ${minutes} min`,
  finished: 'finished',

  mapTitle: 'Course',
  mapLine:
    'Each part is a partition, each lesson a cell. Your flag stands at your committed offset.',
  offset: (done: number) => `offset ${done}`,
  ofCount: (count: number) => `of ${count}`,
  lag: (count: number) => `lag ${count}`,
  inAll: (minutes: number) => `${duration(minutes)} in all`,
  minutes: (minutes: number) => `${minutes} min`,
  notYet: 'not yet',
  part: (number: number, title: string) => `Part ${number}, ${title}`,
  /** Said by screen readers after a lesson's title. */
  said: {
    done: 'finished',
    next: 'you are here',
    open: 'not finished',
    notBuilt: 'not built yet, cannot be opened',
  },
  you: 'you',

  still: {
    tag: 'Still',
    caption: '5 orders a second, two Payment instances, one of them dead',
    label:
      'Orders publishes OrderPlaced to a queue. One of two Payment instances has been killed, the ' +
      'message that it held goes out again.',
    orders: 'Orders',
    payment: (number: number) => `Payment ${number}`,
    event: 'OrderPlaced',
    queue: 'payment.inbox',
    ready: (count: number) => `${count} ready`,
    again: 'the head goes out for a second time',
    killZone: 'Kill zone',
    killHow: 'Drag a service in to stop it, out to revive it.',
    inHand: ['killed with one', 'message in hand'],
    kill: (name: string) => `kill ${name}`,
    revive: 'revive',
    now: 'now',
    clock: '00:07.200',
  },
} as const;
