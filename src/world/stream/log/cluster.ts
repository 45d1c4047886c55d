/** Owns the cluster's nodes: that they can be killed and come back, and who hears of it (K14). */
import { FactKind } from '../../facts';
import type { Intervention } from '../../intervention';
import type { Evolve, PartDefinition, Sim } from '../../part';
import type { PlannedPart } from '../../plan';
import { Step } from '../../steps';
import { nodeFence, settleNode } from './elect';
import { loseNode, regainNode } from './replicas';
import { loadCluster, saveCluster } from './saved';
import type { ClusterConfig } from './schema';
import { clusterAt, type ClusterState, initialCluster } from './state';

const nodeKilled: Evolve = (world, row) => {
  const cluster = clusterAt(world, row.a);
  const { failoverMs } = world.plan.parts[row.a].config as ClusterConfig; // by clusterSchema
  cluster.alive[row.b] = false;
  loseNode(world, row);
  cluster.fenceOrders[row.b] = world.agenda.schedule(
    row.atMs + failoverMs,
    Step.nodeFence,
    row.seq,
    row.a,
    row.b,
  );
};

const nodeFenced: Evolve = (world, row) => {
  clusterAt(world, row.a).fenceOrders[row.b] = -1;
};

const nodeRevived: Evolve = (world, row) => {
  const cluster = clusterAt(world, row.a);
  cluster.alive[row.b] = true;
  if (cluster.fenceOrders[row.b] >= 0) world.agenda.cancel(cluster.fenceOrders[row.b]);
  cluster.fenceOrders[row.b] = -1;
  regainNode(world, row);
};

function intervene(sim: Sim, part: PlannedPart, intervention: Intervention): string | undefined {
  switch (intervention.kind) {
    case 'Kill':
      return change(sim, part, intervention.instance, false);
    case 'Revive':
      return change(sim, part, intervention.instance, true);
    case 'AddInstance':
    case 'RemoveInstance':
    case 'SetRate':
    case 'SetConsumption':
    case 'SetKey':
    case 'Settle':
    case 'Purge':
    case 'Redrive':
    case 'Configure':
    case 'MoveOffset':
      return 'notPossible';
  }
}

/** Kills or revives one node, or all: one fact begins it, the others have it as their cause. */
function change(
  sim: Sim,
  { index }: PlannedPart,
  node: number | undefined,
  alive: boolean,
): string | undefined {
  const nodes = clusterAt(sim.world, index).alive;
  const meant = nodes.flatMap((one, at) =>
    one !== alive && (node === undefined || node === at) ? [at] : [],
  );
  if (meant.length === 0) return alive ? 'alreadyAlive' : 'alreadyDead';
  let first = -1;
  for (const at of meant) {
    const stated = sim.state(alive ? FactKind.NodeRevived : FactKind.NodeKilled, first, index, at);
    if (first < 0) first = stated;
    if (alive) settleNode(sim, index, at, stated);
  }
  return undefined;
}

/** A cluster of broker nodes. */
export const clusterPart: PartDefinition<ClusterState> = {
  kind: 'cluster',
  initial: initialCluster,
  save: saveCluster,
  load: loadCluster,
  evolve: {
    [FactKind.NodeKilled]: nodeKilled,
    [FactKind.NodeFenced]: nodeFenced,
    [FactKind.NodeRevived]: nodeRevived,
  },
  decide: { [Step.nodeFence]: nodeFence },
  intervene,
};
