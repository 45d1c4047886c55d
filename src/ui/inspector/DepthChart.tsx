/** A queue's depth over the last seconds, with the faults of its consumers on it. */
import type { RunState } from '../run';
import { useRun, useRunContext, useRunQuery } from '../run';
import { DEPTH_SPAN_MS } from './depthScale';
import { text } from './messages.en';
import { StepChart } from './StepChart';

/** When consumers of the queue were killed, with their names. */
function useKills(part: string): readonly { readonly atMs: number; readonly label: string }[] {
  const { topology } = useRunContext();
  const queue = topology.parts.find(({ id }) => id === part)?.index;
  const consumers = topology.consumptions
    .filter((consumption) => consumption.queue === queue)
    .map(({ service }) => topology.parts[service].id);
  const lanes = useRun((state) => state.timeline.lanes);
  return lanes
    .filter(({ id }) => consumers.includes(id))
    .flatMap(({ label, deadStretches }) =>
      deadStretches.map(({ fromMs }) => ({ atMs: fromMs, label })),
    );
}

interface DepthChartProps {
  readonly part: string;
  /** How many are ready now, as all other numbers have it: the chart ends there. */
  readonly ready: number;
}

export function DepthChart({ part, ready }: DepthChartProps) {
  const answer = useRunQuery<'depth'>(({ cursor }: RunState) => ({
    kind: 'depth',
    part,
    fromMs: Math.max(0, cursor.atMs - DEPTH_SPAN_MS),
    toMs: cursor.atMs,
  }));
  const kills = useKills(part);
  return (
    <StepChart
      title={text.depth}
      steps={answer?.result ?? null}
      fromMs={answer?.query.fromMs ?? 0}
      toMs={answer?.query.toMs ?? 0}
      now={ready}
      said={text.depthSaid}
      kills={kills}
    />
  );
}
