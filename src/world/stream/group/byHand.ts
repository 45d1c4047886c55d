/** Owns what a person does to a group: changing its settings, moving its offsets (K8). */
import { FactKind, GROUP_STATES, type Setting, SETTINGS } from '../../facts';
import type { Intervention } from '../../intervention';
import type { Sim } from '../../part';
import type { PlannedPart } from '../../plan';
import { beginRebalance } from './classic';
import { retarget } from './consumer';
import { moveOffset } from './offsets';
import { ASSIGNORS, ASSIGNORS_OF, OFFSET_RESETS, OFFSET_RESETS_OF, type Protocol } from './schema';
import { configOf, groupOf } from './state';

type Configure = Extract<Intervention, { kind: 'Configure' }>;
type Given = Configure['settings'][Setting];

/** Carries out an intervention on a group; returns a refusal's code, or nothing. */
export function interveneAtGroup(
  sim: Sim,
  part: PlannedPart,
  intervention: Intervention,
): string | undefined {
  switch (intervention.kind) {
    case 'Configure':
      return configure(sim, part.index, intervention);
    case 'MoveOffset':
      return moveOffset(sim, part.index, intervention);
    case 'Kill':
    case 'Revive':
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'SetConsumption':
    case 'SetKey':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
      return 'notPossible';
  }
}

/** All settings are changed, or, if one of them cannot be, none. */
function configure(sim: Sim, index: number, { settings }: Configure): string | undefined {
  const { protocol } = configOf(sim.plan, index);
  const changes: [Setting, number][] = [];
  for (const name of SETTINGS) {
    const given = settings[name];
    if (given === undefined) continue;
    const read = READ[name]?.(protocol, given) ?? 'unknownSetting';
    if (typeof read === 'string') return read;
    changes.push([name, read]);
  }
  const assignor = groupOf(sim.world, index).assignor;
  let changed = -1;
  for (const [name, value] of changes) {
    changed = sim.state(FactKind.SettingChanged, -1, index, SETTINGS.indexOf(name), value);
  }
  const group = groupOf(sim.world, index);
  if (group.assignor === assignor || group.members.size === 0) return undefined;
  if (protocol === 'consumer') retarget(sim, index, changed);
  // A rebalance that is going on ends by the new setting; who has joined need not join again.
  else if (GROUP_STATES[group.state] !== 'joining') beginRebalance(sim, index, changed);
  return undefined;
}

/** By setting: the code of its new value, or that of a refusal. */
const READ: { readonly [S in Setting]?: (protocol: Protocol, given: Given) => number | string } = {
  assignor: (protocol, given) => codeOf(ASSIGNORS, ASSIGNORS_OF[protocol], given),
  offsetReset: (protocol, given) => codeOf(OFFSET_RESETS, OFFSET_RESETS_OF[protocol], given),
  sessionTimeoutMs: (_, given) => {
    const isTime = typeof given === 'number' && Number.isInteger(given);
    return isTime && given >= 1 && given <= LONGEST_MS ? given : 'badSetting';
  },
};

/** The position of a name; it must be one that the group's protocol knows. */
function codeOf<Name>(all: readonly Name[], known: readonly Name[], given: Given): number | string {
  const code = all.findIndex((one) => one === given);
  if (code < 0) return 'badSetting';
  return known.includes(all[code]) ? code : 'contradiction';
}

/** As durations in a scenario. */
const LONGEST_MS = 3_600_000;
