/**
 * Owns the settings of a queue that can be changed while it runs (Q8–Q11): what they are at first,
 * what may be put in their place, and the facts that say so.
 */
import type { IntReader, IntWriter } from '../../kernel';
import { FactKind, type Setting, SETTINGS } from '../facts';
import type { Intervention } from '../intervention';
import type { Sim } from '../part';
import type { PlannedPart } from '../plan';
import { OVERFLOWS, type QueueConfig } from './schema';

/** No limit, where a setting is one. */
export const NO_LIMIT = -1;

/** Where dead letters go; the position is the setting's value. `route`: as the scenario says. */
export const DEAD_LETTERS = ['tray', 'none', 'route'] as const;

/** Each setting as an integer: NO_LIMIT or the limit, or a position in its list. */
export interface QueueSettings {
  messageTtlMs: number;
  maxLength: number;
  /** Position in OVERFLOWS. */
  overflow: number;
  deliveryLimit: number;
  /** Position in DEAD_LETTERS. */
  deadLetter: number;
}

type QueueSetting = keyof QueueSettings;

/** Q11: what RabbitMQ 4.0 grants where nothing is said. */
const DELIVERY_LIMIT = 20;

const ORDER: readonly QueueSetting[] = [
  'messageTtlMs',
  'maxLength',
  'overflow',
  'deliveryLimit',
  'deadLetter',
];

/** As the scenario has them. */
export function initialSettings(config: QueueConfig): QueueSettings {
  const { type, messageTtlMs, maxLength, overflow = 'drop-head', deliveryLimit } = config;
  const { deadLetter } = config;
  return {
    messageTtlMs: messageTtlMs ?? NO_LIMIT,
    maxLength: maxLength ?? NO_LIMIT,
    overflow: OVERFLOWS.indexOf(overflow),
    deliveryLimit: type === 'quorum' ? (deliveryLimit ?? DELIVERY_LIMIT) : NO_LIMIT,
    deadLetter: DEAD_LETTERS.indexOf(typeof deadLetter === 'string' ? deadLetter : 'route'),
  };
}

/** Whether a newcomer is refused when the queue is full, rather than the oldest dropped (Q9). */
export function refusesWhenFull({ overflow }: QueueSettings): boolean {
  return OVERFLOWS[overflow] === 'reject-publish';
}

/** SettingChanged. */
export function changeSetting(settings: QueueSettings, code: number, value: number): void {
  const setting = SETTINGS[code];
  if (isOfQueue(setting)) settings[setting] = value;
}

export function saveSettings(settings: QueueSettings, out: IntWriter): void {
  for (const setting of ORDER) out.push(settings[setting]);
}

/** Reads what `saveSettings` wrote. */
export function loadSettings(settings: QueueSettings, input: IntReader): void {
  for (const setting of ORDER) settings[setting] = input.next();
}

type Configure = Extract<Intervention, { kind: 'Configure' }>;
type Given = Configure['settings'][Setting];

/**
 * Changes settings by hand: all that are named, or none and the code of a refusal. Returns the
 * last SettingChanged fact.
 */
export function configureQueue(
  sim: Sim,
  { index, config }: PlannedPart,
  { settings }: Configure,
  now: QueueSettings,
): number | string {
  const own = config as QueueConfig; // checked by queueSchema
  const changes: [Setting, number][] = [];
  const after = { ...now };
  for (const [name, given] of Object.entries(settings)) {
    const setting = name as Setting; // the intervention's schema admits no other
    if (!isOfQueue(setting)) return 'unknownSetting';
    const value = readSetting(setting, given, own);
    if (value === undefined) return 'badSetting';
    after[setting] = value;
    changes.push([setting, value]);
  }
  const { overflow } = settings;
  const pointless = overflow === 'reject-publish' && after.maxLength === NO_LIMIT;
  if (pointless) return 'overflowWithoutLength';
  return changes.reduce(
    (_, [setting, value]) =>
      sim.state(FactKind.SettingChanged, -1, index, SETTINGS.indexOf(setting), value),
    -1,
  );
}

function isOfQueue(setting: Setting): setting is QueueSetting {
  return (ORDER as readonly Setting[]).includes(setting); // a list of settings among others
}

/** A setting's value as an integer; undefined if the queue cannot have it. */
function readSetting(
  setting: QueueSetting,
  given: Given,
  { type, deadLetter }: QueueConfig,
): number | undefined {
  switch (setting) {
    case 'overflow':
      return positionIn(OVERFLOWS, given);
    case 'deadLetter':
      if (given === 'route' && typeof deadLetter === 'string') return undefined;
      return positionIn(DEAD_LETTERS, given);
    case 'deliveryLimit':
      return type === 'quorum' ? limit(given, 1_000_000) : undefined;
    case 'maxLength':
      return limit(given, 1_000_000);
    case 'messageTtlMs':
      return limit(given, 3_600_000);
  }
}

function limit(given: Given, most: number): number | undefined {
  if (given === null) return NO_LIMIT;
  const fits = typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= most;
  return fits ? given : undefined;
}

function positionIn(list: readonly string[], given: Given): number | undefined {
  const position = typeof given === 'string' ? list.indexOf(given) : -1;
  return position < 0 ? undefined : position;
}
