/** All parts of the world by kind, and the two tables that dispatch facts and agenda steps. */
import { InvariantError } from '../kernel';
import { externalPart } from './external';
import { FACT_NAMES, FactKind } from './facts';
import { countMessage } from './messages';
import { networkEvolve } from './network';
import { readParcel } from './parcels';
import type { Decide, Evolve, PartDefinition } from './part';
import { brokerPart, exchangePart, queuePart } from './queue';
import { servicePart } from './service';
import { Step } from './steps';
import { clusterPart, groupPart, streamPart } from './stream';
import { workloadPart } from './workload';

const DEFINITIONS: readonly PartDefinition[] = [
  brokerPart,
  exchangePart,
  queuePart,
  servicePart,
  workloadPart,
  externalPart,
  clusterPart,
  streamPart,
  groupPart,
];

const BY_KIND = new Map(DEFINITIONS.map((definition) => [definition.kind, definition]));

/** The definition of a kind of part. */
export function definitionOf(kind: string): PartDefinition {
  const definition = BY_KIND.get(kind);
  if (definition === undefined) throw new InvariantError(`no part of kind ${kind}`);
  return definition;
}

/** Facts that belong to no part, or to all. */
const SHARED: Readonly<Record<number, Evolve>> = {
  ...networkEvolve,
  [FactKind.RunStarted]: () => undefined,
  [FactKind.MessageCreated]: (world, row) => countMessage(world, row.a),
  // Read from the journal by whoever has the message (messages.ts).
  [FactKind.MessagePropertiesSet]: () => undefined,
};

/** One function for a kind of fact: what is shared, then the part that the first column names. */
function compose(code: number): Evolve {
  const shared = SHARED[code];
  const owners = DEFINITIONS.filter((definition) => definition.evolve[code] !== undefined);
  if (owners.length === 0) {
    if (shared !== undefined) return shared;
    throw new InvariantError(`nobody applies ${FACT_NAMES[code]}`);
  }
  if (owners.length === 1 && shared === undefined) return owners[0].evolve[code];
  const byKind = new Map(owners.map((owner) => [owner.kind, owner.evolve[code]]));
  return (world, row) => {
    shared?.(world, row);
    byKind.get(world.states[row.a].kind)?.(world, row);
  };
}

/** How each kind of fact changes the world, by code. */
export const EVOLVE: readonly Evolve[] = FACT_NAMES.map((_, code) => compose(code));

const arrive: Decide = (sim, cause) => {
  const parcel = readParcel(sim.journal, cause);
  const { receive } = definitionOf(sim.plan.parts[parcel.to].kind);
  if (receive === undefined) throw new InvariantError('a parcel for a part that takes none');
  receive(sim, parcel);
};

/** What to do when a step of the agenda is due, by code. */
export const DECIDE: readonly Decide[] = Object.values(Step).reduce<Decide[]>((table, code) => {
  const owner = DEFINITIONS.find((definition) => definition.decide[code] !== undefined);
  const decide = code === Step.arrive ? arrive : owner?.decide[code];
  if (decide === undefined) throw new InvariantError(`nobody decides step ${code}`);
  table[code] = decide;
  return table;
}, []);
