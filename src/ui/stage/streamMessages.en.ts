/** Owns the stage's words about streams, groups and broker nodes, in English. */
import type { ClusterView, GroupView, PartitionView, StreamView } from '../../projection';

const partitionsCount = (count: number): string =>
  count === 1 ? '1 partition' : `${count} partitions`;
const list = (words: readonly string[]): string => words.join(', ');
const partition = (number: number): string => `p${number}`;
/** Instances count from 0; people count from 1. */
const member = (label: string, instance: number): string => `${label} ${instance + 1}`;

export const streamText = {
  partition,
  member,
  lag: (count: number) => `lag ${count}`,
  morePartitions: (count: number, lag: number) =>
    `+${partitionsCount(count)}${lag > 0 ? `, lag ${lag}` : ''}`,
  expand: (stream: string, count: number) => `Show ${partitionsCount(count)} more of ${stream}`,
  ownedBy: (label: string, instance: number) => `→ ${member(label, instance)}`,
  nobody: '→ nobody',
  /** "p0 p1" of one instance; with its number where there are several. */
  owned: (instance: number | null, partitions: readonly number[]) =>
    `${instance === null ? '' : `${instance + 1}: `}${partitions.map(partition).join(' ')}`,

  groupState: ({ state, rebalancing, generation, lag, members }: GroupView) => {
    if (rebalancing) return `rebalancing, generation ${generation}`;
    if (state === 'empty' || members.length === 0) return 'no members';
    return `generation ${generation}, lag ${lag}`;
  },
  silent: (label: string, instance: number) => `${member(label, instance)} is silent`,

  node: (number: number) => `Broker ${number + 1}`,
  nodeShort: (number: number) => `B${number + 1}`,
  leads: (count: number) => `leads ${count}`,
  dead: 'dead',
  describeNode: (number: number, alive: boolean, leads: number, copies: number) =>
    `Broker node ${number + 1}: ${alive ? `leads ${partitionsCount(leads)}` : 'dead'}, ` +
    `keeps a copy of ${copies}.`,
  menuNode: (number: number) => `What to do with broker node ${number + 1}`,
  killedNode: (number: number) => `Broker node ${number + 1} killed.`,
  revivedNode: (number: number) => `Broker node ${number + 1} revived.`,

  expired: (group: string, members: readonly string[]) =>
    `Group ${group}: ${list(members)} left or expired, rebalancing.`,
  rebalancing: (group: string, generation: number) =>
    `Group ${group}: rebalancing, generation ${generation}.`,
  owns: (group: string, owners: readonly string[]) => `Group ${group}: ${owners.join('; ')}.`,
  nowOwns: (who: string, partitions: readonly string[]) =>
    partitions.length === 0 ? `${who} now owns nothing` : `${who} now owns ${list(partitions)}`,
} as const;

/** A partition in a sentence. `labelOf` names a service or group by its part id. */
export function describePartition(
  stream: StreamView,
  view: PartitionView,
  labelOf: (part: string) => string,
): string {
  const { leader } = view;
  const words = [`offsets ${view.startOffset} to ${view.endOffset}`];
  if (leader === null) words.push('nobody can lead it');
  else if (!leader.alive) words.push(`its leader, broker node ${leader.node + 1}, is dead`);
  else if (view.replicas.length > 1) {
    const inSync = view.replicas.filter((replica) => replica.inSync).length;
    words.push(`led by broker node ${leader.node + 1}`);
    words.push(`${inSync} of ${view.replicas.length} copies in sync`);
  }
  for (const { group, committed, lag, owner } of view.readers) {
    const gone = committed !== null && committed < view.startOffset ? ', no longer kept' : '';
    const where =
      committed === null ? 'has committed nothing' : `committed ${committed}${gone}, lag ${lag}`;
    const who =
      owner === null ? 'nobody reads' : `read by ${member(labelOf(owner.service), owner.instance)}`;
    words.push(`group ${labelOf(group)} ${where}, ${who}`);
  }
  return `${stream.label}, partition ${view.number}: ${words.join('; ')}.`;
}

/** A group in a sentence. */
export function describeGroup(view: GroupView): string {
  const members = view.members.map(({ label, instance, owned, state }) => {
    const what =
      owned.length === 0 ? 'nothing' : list(owned.map((one) => partition(one.partition)));
    return `${member(label, instance)} owns ${what}${state === 'silent' ? ' and is silent' : ''}`;
  });
  return `Group ${view.label}: ${[streamText.groupState(view), ...members].join('; ')}.`;
}

/** A cluster in a sentence. */
export function describeCluster(view: ClusterView): string {
  const streams = view.streams.map(
    ({ label, partitions }) => `${label}, ${partitionsCount(partitions.length)}`,
  );
  return `${view.label}: ${list(streams)}. ${view.groups.map(describeGroup).join(' ')}`;
}
