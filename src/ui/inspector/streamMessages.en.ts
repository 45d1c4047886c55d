// The inspector's words about streams, groups, broker nodes and settings, in English.

const count = (value: number, one: string, many: string): string =>
  value === 1 ? `1 ${one}` : `${value} ${many}`;

/** 1500 as "1.5 kB". */
const size = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 100) / 10} kB`;

export const streamText = {
  kinds: {
    stream: (note: string) => (note === '' ? 'Event stream' : `Event stream, ${note}`),
    group: (protocol: string) =>
      protocol === 'share'
        ? 'Share group'
        : protocol === 'consumer'
          ? 'Consumer group, divided by the broker'
          : 'Consumer group',
    cluster: (note: string) => (note === '' ? 'Cluster' : `Cluster, ${note}`),
    node: (cluster: string) => `Broker node of ${cluster}`,
  },
  count,
  size,

  records: 'Records',
  perSecond: 'A second',
  perSecondValue: (value: number) => String(Math.round(value * 10) / 10),
  oldest: 'Oldest',
  none: 'none',

  partitions: 'Partitions',
  partition: 'Partition',
  partitionShort: (number: number) => `p${number}`,
  leader: 'Leader',
  inSync: 'In sync',
  offsets: 'Offsets',
  bytes: 'Size',
  segments: 'Segments',
  nobody: 'nobody',
  nodeShort: (number: number) => `B${number + 1}`,
  deadNode: (number: number) => `B${number + 1} dead`,
  inSyncCount: (inSync: number, all: number) => `${inSync} of ${all}`,
  range: (from: number, to: number) => (from === to ? 'empty' : `${from} – ${to - 1}`),

  settings: 'Settings',
  settingsNote: 'change them while it runs',
  settingNames: {
    messageTtlMs: 'Time to live, ms',
    maxLength: 'Length at most',
    overflow: 'When full',
    deliveryLimit: 'Delivery limit',
    deadLetter: 'Dead letters go',
    retentionMs: 'Kept for, ms',
    retentionBytes: 'Kept at most, bytes',
    segmentBytes: 'Segment, bytes',
    segmentMs: 'Segment, ms',
    cleanup: 'Cleanup',
    minInSyncReplicas: 'In-sync copies at least',
    uncleanElection: 'Unclean election',
    assignor: 'Assignor',
    sessionTimeoutMs: 'Session timeout, ms',
    offsetReset: 'Without an offset',
  },
  choices: {
    'drop-head': 'the oldest go',
    'reject-publish': 'newcomers are refused',
    tray: 'into the tray',
    none: 'nowhere',
    route: 'as the scenario says',
    delete: 'delete',
    compact: 'compact',
    compactAndDelete: 'compact and delete',
    range: 'range',
    roundrobin: 'round robin',
    sticky: 'sticky',
    cooperativeSticky: 'cooperative sticky',
    uniform: 'uniform',
    earliest: 'read from the beginning',
    latest: 'read what is new',
    duration: 'read from a while ago',
  } as Readonly<Record<string, string>>, // looked up by names that come as text
  offsetResetNone: 'stop with an error',
  noLimit: 'no limit',
  emptyIsNone: 'empty: no limit',
  on: 'on',
  off: 'off',

  browser: 'Records of a partition',
  browse: 'Partition',
  fromOffset: 'From offset',
  latest: 'Latest',
  noRecords: 'No record stands here.',
  offset: 'Offset',
  key: 'Key',
  record: 'Record',
  age: 'Age',
  noKey: 'none',
  marker: 'end of a transaction',
  aborted: 'of an aborted transaction',
  openRecord: (offset: number) => `Look into the record at ${offset}`,

  state: 'State',
  groupStates: {
    empty: 'empty',
    joining: 'joining',
    assigning: 'assigning',
    stable: 'stable',
  } as Readonly<Record<string, string>>, // looked up by names that come as text
  generation: 'Generation',
  lag: 'Lag',
  lagSaid: (now: number, most: number, span: number) =>
    `Lag over the last ${span} seconds: ${now} now, ${most} at most`,
  members: 'Members',
  noMembers: 'Nobody is a member now.',
  member: (service: string, instance: number) => `${service} ${instance + 1}`,
  heard: (ms: number, timeoutMs: number) =>
    `heard ${(ms / 1000).toFixed(1)} s ago of ${(timeoutMs / 1000).toFixed(1)} s`,
  ownsNothing: 'owns nothing',
  joining: 'has not joined yet',
  committed: 'Committed',
  /** A committed offset whose record retention has taken. */
  gone: (offset: number) => `${offset}, gone`,
  end: 'End',
  owner: 'Owner',
  notYet: 'none yet',
  inFlight: 'Handed out',
  lockedBy: (who: string | null) => who ?? 'waits to be handed out again',
  deliveries: (value: number) => count(value, 'delivery', 'deliveries'),

  move: 'Move the offset',
  moveNote: 'the group goes on from there',
  moveStream: 'Stream',
  moveWhich: 'Partition',
  all: 'all',
  to: 'To',
  targets: {
    beginning: 'the beginning',
    end: 'the end',
    time: 'a time, s',
    offset: 'an offset',
  },
  moveNow: 'Move',
  needsNumber: 'Say which, as a number from 0.',
  moved: 'Moved.',

  streams: 'Streams',
  groups: 'Groups',
  nodes: 'Broker nodes',
  node: (number: number) => `Broker ${number + 1}`,
  alive: 'alive',
  dead: 'dead',
  leads: 'Leads',
  copies: 'Keeps copies of',
  leadsCount: (value: number) => count(value, 'partition led', 'partitions led'),
  nothing: 'nothing',
  behind: 'behind',
  killNode: (number: number) => `Kill broker ${number + 1}`,
  reviveNode: (number: number) => `Revive broker ${number + 1}`,

  redriveAll: (value: number) => `Redrive ${count(value, 'dead letter', 'dead letters')}`,
  redrive: 'Redrive',
  headers: 'headers',
  priority: 'priority',
  keyName: 'key',
  deaths: 'x-death',
  death: (queue: string, reason: string, times: number) => `${queue}: ${reason} ×${times}`,
  standsBy: 'stands by',
  inPerSecond: (value: string) => `${value} a second come in`,
  oldestAge: (age: string) => `the oldest has stood for ${age}`,
} as const;

/** A setting's value in words. */
export function choiceText(setting: string, value: string): string {
  if (setting === 'offsetReset' && value === 'none') return streamText.offsetResetNone;
  return streamText.choices[value] ?? value;
}
