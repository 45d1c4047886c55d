/** Owns which nodes of the stage run: what can be killed, revived and multiplied. */
import type { NodeView, RunningNodeView } from './views';

/** True for services, workloads and external systems; false for brokers and clusters. */
export function isRunning(view: NodeView | undefined): view is RunningNodeView {
  return view !== undefined && view.kind !== 'broker' && view.kind !== 'cluster';
}
