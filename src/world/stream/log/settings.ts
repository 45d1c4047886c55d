/** Owns what a person can change about a running stream, and which settings contradict it. */
import { FactKind, SETTINGS } from '../../facts';
import type { Intervention } from '../../intervention';
import type { Sim } from '../../part';
import type { PlannedPart } from '../../plan';
import { advance } from './replicate';
import {
  CLEANUPS,
  STREAM_SETTINGS,
  type Settings,
  streamAt,
  type StreamSetting,
  type StreamState,
} from './state';

type Wanted = Extract<Intervention, { kind: 'Configure' }>['settings'];
type Value = Wanted[keyof Wanted];

/** The largest value of a setting, as in the stream's schema. */
const MOST: { readonly [S in StreamSetting]?: number } = {
  retentionMs: 3_600_000,
  retentionBytes: 2_000_000_000,
  segmentBytes: 2_000_000_000,
  segmentMs: 3_600_000,
  minInSyncReplicas: 9,
};

/** Changes settings of a stream, all or none; returns a refusal's code, or nothing. */
export function configureStream(sim: Sim, part: PlannedPart, wanted: Wanted): string | undefined {
  const stream = streamAt(sim.world, part.index);
  const changed: [StreamSetting, number][] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const setting = STREAM_SETTINGS.find((one) => one === name);
    if (setting === undefined) return 'unknownSetting';
    const code = codeOf(setting, value);
    if (code === undefined) return 'badSetting';
    changed.push([setting, code]);
  }
  const contradiction = contradictionIn(
    { ...stream.settings, ...Object.fromEntries(changed) },
    stream,
  );
  if (contradiction !== undefined) return contradiction;
  let first = -1;
  for (const [setting, code] of changed) {
    const position = SETTINGS.indexOf(setting);
    const stated = sim.state(FactKind.SettingChanged, first, part.index, position, code);
    if (first < 0) first = stated;
  }
  // Fewer copies may be enough now.
  stream.partitions.forEach((_, number) => advance(sim, part.index, number, first));
  return undefined;
}

/** A setting's value as the integer that is kept; undefined if it is none. */
function codeOf(setting: StreamSetting, value: Value): number | undefined {
  switch (setting) {
    case 'cleanup': {
      const position = CLEANUPS.findIndex((one) => one === value);
      return position < 0 ? undefined : position;
    }
    case 'uncleanElection':
      return typeof value === 'boolean' ? Number(value) : undefined;
    case 'retentionMs':
    case 'retentionBytes':
      return value === null ? -1 : wholeUpTo(MOST[setting], value);
    case 'segmentBytes':
    case 'segmentMs':
    case 'minInSyncReplicas':
      return wholeUpTo(MOST[setting], value);
  }
}

function wholeUpTo(most = 0, value: Value = null): number | undefined {
  const isOne = typeof value === 'number' && Number.isInteger(value) && value >= 1;
  return isOne && value <= most ? value : undefined;
}

function contradictionIn(settings: Settings, { config }: StreamState): string | undefined {
  const { retentionBytes, segmentBytes, minInSyncReplicas } = settings;
  if (retentionBytes >= 0 && retentionBytes < segmentBytes) return 'retentionBelowSegment';
  if (config.recordBytes > segmentBytes) return 'segmentBelowRecord';
  return minInSyncReplicas > config.replication ? 'moreInSyncThanCopies' : undefined;
}
