/** Says how queues, streams and groups are set now, in the words of a scenario. */
import {
  ASSIGNORS_OF,
  CLEANUPS,
  DEAD_LETTERS,
  type GroupSettings,
  OFFSET_RESETS_OF,
  OVERFLOWS,
  type QueueConfig,
  type QueueState,
  type StreamState,
} from '../world';
import type { SettingView } from './query';

/** A number of a unit; `optional`: none is no limit, and -1 in the world. */
const number = (name: SettingView['name'], value: number, optional = false): SettingView => {
  return { name, kind: 'number', optional, value: optional && value < 0 ? null : value };
};

const choice = (
  name: SettingView['name'],
  value: string,
  choices: readonly string[],
): SettingView => ({ name, kind: 'choice', value, choices });

/** How a queue is set. What it cannot have is left out. */
export function queueSettingViews(
  { settings }: QueueState,
  { type, deadLetter }: QueueConfig,
): readonly SettingView[] {
  const routes = typeof deadLetter !== 'string';
  return [
    number('messageTtlMs', settings.messageTtlMs, true),
    number('maxLength', settings.maxLength, true),
    choice('overflow', OVERFLOWS[settings.overflow], OVERFLOWS),
    ...(type === 'quorum' ? [number('deliveryLimit', settings.deliveryLimit, true)] : []),
    choice(
      'deadLetter',
      DEAD_LETTERS[settings.deadLetter],
      DEAD_LETTERS.filter((one) => one !== 'route' || routes),
    ),
  ];
}

/** How a stream is set. */
export function streamSettingViews({ settings }: StreamState): readonly SettingView[] {
  return [
    number('retentionMs', settings.retentionMs, true),
    number('retentionBytes', settings.retentionBytes, true),
    number('segmentBytes', settings.segmentBytes),
    number('segmentMs', settings.segmentMs),
    choice('cleanup', CLEANUPS[settings.cleanup], CLEANUPS),
    number('minInSyncReplicas', settings.minInSyncReplicas),
    { name: 'uncleanElection', kind: 'flag', value: settings.uncleanElection === 1 },
  ];
}

/** How a group is set. */
export function groupSettingViews(settings: GroupSettings): readonly SettingView[] {
  const { protocol, assignor, sessionTimeoutMs, offsetReset } = settings;
  return [
    ...(assignor === undefined ? [] : [choice('assignor', assignor, ASSIGNORS_OF[protocol])]),
    number('sessionTimeoutMs', sessionTimeoutMs),
    choice('offsetReset', offsetReset, OFFSET_RESETS_OF[protocol]),
  ];
}
