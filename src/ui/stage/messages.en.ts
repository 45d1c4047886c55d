/** Owns every word of the stage, in English. */
import {
  assertNever,
  type NodeView,
  type QueueRowView,
  type RunningNodeView,
} from '../../projection';
import { describeCluster } from './streamMessages.en';

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
const instances = (count: number): string => (count === 1 ? '1 instance' : `${count} instances`);

/** 5 as "5", 2.6 as "2.6". */
const plainRate = (perSecond: number): string => String(Math.round(perSecond * 10) / 10);
/** 1480 as "1.48 s". */
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
/** 5000 as "00:05.000". */
const clock = (ms: number): string => {
  const [minute, second] = [Math.floor(ms / 60_000), Math.floor(ms / 1000) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(minute)}:${two(second)}.${String(Math.floor(ms) % 1000).padStart(3, '0')}`;
};

export const stageText = {
  clock,
  seconds,
  rate: (perSecond: number) => `${perSecond.toFixed(1)}/s`,
  sentPerSecond: (perSecond: number) => `${plainRate(perSecond)} per second`,
  ready: (count: number) => `${count} ready`,
  deliveredAgain: (count: number) => `${count} delivered again`,
  handouts: (count: number) => `×${count}`,
  more: (count: number) => `+${count}`,
  noConsumer: 'no consumer',
  latency: (ms: number) => `${ms} ms`,
  otherInboxes: 'other inboxes',
  stoppedFor: (ms: number) => `stopped for ${seconds(ms)}`,
  was: (label: string) => `${label} was here`,
  wasShort: (label: string) => [label, 'was here'],
  narrowNote: (label: string, perSecond: number) => [
    `${label} place ${plainRate(perSecond)} orders`,
    'a second, as before',
  ],
  instanceCount: (count: number) => `× ${count}`,

  killZone: 'Kill zone',
  killZoneHelp: ['Drop a service here to stop it.', 'Drag it out to revive it.'],
  killZoneHelpShort: 'Drag a service in to stop it, out to revive it.',
  killZoneDrop: 'Let go to stop it',
  killedAt: (ms: number) => `Killed at ${clock(ms)}`,
  lossLines: ({
    heldWhenKilled: held,
    givenBack,
  }: {
    heldWhenKilled: number;
    givenBack: number;
  }) => {
    if (givenBack > 0) {
      return [
        `${givenBack} unacked ${givenBack === 1 ? 'message' : 'messages'}`,
        'returned to the queue',
      ];
    }
    return held === 0
      ? ['nothing in hand,', 'nothing went back']
      : [`${messages(held)} in hand,`, 'on the way back'];
  },
  heldShort: (held: number) =>
    held === 0 ? ['killed with', 'nothing in hand'] : ['killed with', `${messages(held)} in hand`],

  legend: {
    title: 'What the shapes mean',
    event: 'Event, a fact',
    command: 'Command, a request',
    unacked: 'Unacked, in flight',
    redelivered: 'Delivered again',
    priority: 'Its priority',
    dead: 'Dead-letter tray',
    flag: 'Read and committed up to here',
    lag: 'Lag: not committed yet',
    edge: 'Deleted next',
    again: 'Read again',
    unowned: 'Waits for a reader',
  },

  bar: {
    label: 'Stage tools',
    rate: (label: string) => label,
    rateValue: (perSecond: number) => `${plainRate(perSecond)}/s`,
    rateAloud: (perSecond: number) => `${plainRate(perSecond)} a second`,
    kill: 'Kill',
    revive: 'Revive',
    duplicate: 'Duplicate',
    undo: 'Undo',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit the stage',
    more: 'More for the selected part',
    nothingSelected: 'Select a part on the stage first',
    notInThePast: 'You are in the past: fork from here, or return to live',
    noQueueDies: 'Only what runs can be killed',
  },

  menu: {
    label: (label: string) => `What to do with ${label}`,
    inspect: 'Inspect',
    kill: 'Kill',
    revive: 'Revive',
    killInstance: 'Kill one instance',
    reviveInstance: 'Revive one instance',
    duplicate: 'Duplicate: one instance more',
    remove: 'Remove one instance',
    pastHint: 'In the past nothing can be changed.',
    fork: 'Fork from here instead',
  },

  past: {
    question: 'You are in the past. What happened stays as it was.',
    fork: 'Fork from here instead',
    dismiss: 'Leave it as it was',
  },

  hero: { live: 'Live' },

  label: (name: string) => `Stage: ${name}`,
  help: 'Tab goes through the parts. Enter inspects, K kills or revives, D duplicates.',

  announce: {
    lifted: (label: string) => `${label} lifted. Drop it in the kill zone to stop it.`,
    cancelled: (label: string) => `${label} is back in its place.`,
    killed: (label: string) => `${label} killed.`,
    revived: (label: string) => `${label} revived.`,
    killedInstance: (label: string) => `One instance of ${label} killed.`,
    revivedInstance: (label: string) => `One instance of ${label} revived.`,
    duplicated: (label: string) => `One more instance of ${label}.`,
    removed: (label: string) => `One instance of ${label} less.`,
  },
} as const;

/** A part in a sentence, for people who listen. */
export function describe(view: NodeView): string {
  switch (view.kind) {
    case 'cluster':
      return describeCluster(view);
    case 'broker':
      return `${view.label}, ${view.note}: ${view.queues.map(describeQueue).join(' ')}`;
    case 'service':
    case 'workload':
    case 'external':
      return describeRunning(view);
    default:
      return assertNever(view);
  }
}

function describeRunning(view: RunningNodeView): string {
  if (view.deadSinceMs !== null) {
    const held = view.heldWhenKilled > 0 ? `, with ${messages(view.heldWhenKilled)} in hand` : '';
    return `${view.label}: killed at ${clock(view.deadSinceMs)}${held}.`;
  }
  const dead = view.instances.filter(({ state }) => state === 'dead').length;
  const busy = view.instances.filter(({ state }) => state === 'busy').length;
  const parts = [instances(view.instances.length)];
  if (dead > 0) parts.push(`${dead} of them dead`);
  if (view.kind === 'workload') parts.push(`${plainRate(view.perSecond)} sent a second`);
  else parts.push(`${busy} busy`, `${messages(view.inHand)} in hand`);
  if (view.kind === 'service') parts.push(`${plainRate(view.perSecond)} handled a second`);
  return `${view.label}: ${parts.join(', ')}.`;
}

/** A queue in a sentence. */
export function describeQueue(queue: QueueRowView): string {
  const parts = [`${queue.ready} ready`, `${queue.unackedCount} unacked`];
  if (queue.redelivered > 0) parts.push(`${queue.redelivered} delivered again`);
  if (queue.dead > 0) parts.push(`${queue.dead} dead-lettered`);
  if (!queue.consumed) parts.push('no consumer');
  return `${queue.label}: ${parts.join(', ')}.`;
}
