/**
 * Owns how the kill zone looks and what it says of the last part that was killed. Cards lie on it;
 * they are drawn by their own nodes.
 */
import type { StageView } from '../../projection';
import { Shape } from '../tokens';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import { useStage, useStageView, useTable } from './stageContext';
import { zoneShare } from './table';

/** The part that was killed last, if any part is dead. */
function lastKilled({ nodes, order }: StageView) {
  let last = null;
  for (const id of order) {
    const view = nodes[id];
    if (view.kind === 'broker' || view.deadSinceMs === null) continue;
    if (last === null || view.deadSinceMs > (last.deadSinceMs ?? 0)) last = view;
  }
  return last;
}

const deadCount = ({ nodes, order }: StageView): number =>
  order.filter((id) => {
    const view = nodes[id];
    return view.kind !== 'broker' && view.deadSinceMs !== null;
  }).length;

/** React Flow's node for the zone. */
export function KillZoneNode() {
  const { scene } = useStage();
  const { width, height } = scene.killZone;
  const held = useTable((table) => table.held !== null);
  const over = useTable((table) => table.overZone);
  const state = [held && parts.zoneReady, held && over && parts.zoneOver].filter(Boolean).join(' ');
  const low = scene.variant === 'narrow';
  const hero = scene.variant === 'hero';
  const oneLine = hero && width > 600;
  const title = low ? height / 2 + 7 : hero ? (oneLine ? 32 : 26) : 36;
  const help = oneLine ? [stageText.killZoneHelpShort] : [...stageText.killZoneHelp];
  return (
    <svg
      className={`${parts.drawing} ${state}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${stageText.killZone}. ${stageText.killZoneHelp.join(' ')}`}
    >
      <rect className={parts.zoneWash} width={width} height={height} rx={8} />
      <rect className={parts.zone} width={width} height={height} rx={8} fill="url(#hatch-zone)" />
      <Shape kind="failure" x={low ? 22 : 27} y={title - 5} radius={7} />
      <text
        x={low ? 38 : 42}
        y={title}
        className={`${parts.large} ${parts.strong} ${parts.hot} ${parts.haloWash}`}
      >
        {held && over ? stageText.killZoneDrop : stageText.killZone}
      </text>
      {!low && <Lines lines={help} x={20} y={title + (hero ? 22 : 28)} small={hero && !oneLine} />}
      {!low && <LastKilled />}
    </svg>
  );
}

/** What became of the part that was killed last; beside its card, or in the zone's corner. */
function LastKilled() {
  const { scene } = useStage();
  const { width } = scene.killZone;
  const killed = useStageView(lastKilled);
  const count = useStageView(deadCount);
  if (killed === null || killed.deadSinceMs === null || count > 2) return null;
  if (scene.variant === 'hero') {
    const { heldWhenKilled } = killed;
    const x = zoneShare(scene.variant) * width - 18;
    return <Lines lines={stageText.heldShort(heldWhenKilled)} x={x} y={32} end small />;
  }
  return (
    <>
      <text x={width - 20} y={36} className={`${parts.strong} ${parts.end} ${parts.haloWash}`}>
        {stageText.killedAt(killed.deadSinceMs)}
      </text>
      <Lines lines={stageText.lossLines(killed)} x={width - 20} y={64} end />
    </>
  );
}

function Lines(props: {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly end?: boolean;
  readonly small?: boolean;
}) {
  const { lines, x, y, end = false, small = false } = props;
  const className = [
    ...[parts.second, parts.haloWash, end ? parts.end : '', small ? parts.small : ''],
  ].join(' ');
  return (
    <text className={className} y={y}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? 0 : small ? 16 : 20}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
