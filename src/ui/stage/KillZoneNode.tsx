/**
 * Owns how the kill zone looks and what it says of the last part that was killed. Cards lie on it;
 * they are drawn by their own nodes.
 */
import { isRunning, type StageView } from '../../projection';
import { Shape } from '../tokens';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import type { Scene } from './scene';
import { useStage, useStageView, useTable } from './stageContext';
import { zoneShare } from './table';

/** The part that was killed last, if any part is dead. */
function lastKilled({ nodes, order }: StageView) {
  let last = null;
  for (const id of order) {
    const view = nodes[id];
    if (!isRunning(view) || view.deadSinceMs === null) continue;
    if (last === null || view.deadSinceMs > (last.deadSinceMs ?? 0)) last = view;
  }
  return last;
}

const deadCount = ({ nodes, order }: StageView): number =>
  order.filter((id) => {
    const view = nodes[id];
    return isRunning(view) && view.deadSinceMs !== null;
  }).length;

/** A zone lower than this has its words beside one another. */
const LOW = 92;

/** A zone narrower than this has no room for words beside a card that lies in it. */
const WORDS_BESIDE = 640;

/** A zone narrower than this has no room for its words left of two cards. */
const WORDS_CLEAR = 700;

/** On the first page, a zone narrower than this has no room for more than its card. */
const HERO_WIDE = 440;

/** Where the zone's name and its help stand. */
function faceOf({ variant, killZone: { width, height } }: Scene): {
  readonly titleX: number;
  readonly titleY: number;
  readonly help: LinesProps | null;
} {
  const lines = stageText.killZoneHelp;
  if (variant === 'narrow') return { titleX: 38, titleY: height / 2 + 7, help: null };
  if (variant === 'hero') {
    return width > 600
      ? { titleX: 42, titleY: 32, help: { lines: [stageText.killZoneHelpShort], x: 20, y: 54 } }
      : { titleX: 42, titleY: 26, help: { lines, x: 20, y: 48, small: true } };
  }
  if (height >= LOW) return { titleX: 42, titleY: 36, help: { lines, x: 20, y: 64 } };
  const middle = height / 2;
  const help = { lines, x: 132, y: middle - 4, small: true };
  return { titleX: 42, titleY: middle + 5, help };
}

/** React Flow's node for the zone. */
export function KillZoneNode() {
  const { scene } = useStage();
  const { width, height } = scene.killZone;
  const face = faceOf(scene);
  const held = useTable((table) => table.held !== null);
  const over = useTable((table) => table.overZone);
  const asksToLetGo = held && over;
  const isTight = height < LOW && width < WORDS_BESIDE;
  // In a high zone the second dead card lies where the words end.
  const deadFrom = isTight ? 1 : width < WORDS_CLEAR ? 2 : Infinity;
  const isCovered = useStageView((view) => deadCount(view) >= deadFrom);
  const isCrowded = isCovered || (asksToLetGo && height < LOW);
  const state = [held && parts.zoneReady, asksToLetGo && parts.zoneOver].filter(Boolean).join(' ');
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
      <Shape kind="failure" x={face.titleX - 15.5} y={face.titleY - 5} radius={7} />
      <text
        x={face.titleX}
        y={face.titleY}
        className={`${parts.large} ${parts.strong} ${parts.hot} ${parts.haloWash}`}
      >
        {asksToLetGo ? stageText.killZoneDrop : stageText.killZone}
      </text>
      {face.help !== null && !isCrowded && <Lines {...face.help} />}
      {scene.variant !== 'narrow' && <LastKilled />}
    </svg>
  );
}

/** What became of the part that was killed last; beside its card, or in the zone's corner. */
function LastKilled() {
  const { scene } = useStage();
  const { width, height } = scene.killZone;
  const killed = useStageView(lastKilled);
  const count = useStageView(deadCount);
  if (killed === null || killed.deadSinceMs === null || count > 2) return null;
  if (scene.variant === 'hero') {
    if (width < HERO_WIDE) return null;
    const { heldWhenKilled } = killed;
    const x = zoneShare(scene.variant) * width - 18;
    return <Lines lines={stageText.heldShort(heldWhenKilled)} x={x} y={32} end small />;
  }
  if (height < LOW) {
    if (scene.variant === 'wide' && width < WORDS_BESIDE) return null;
    const lines = stageText.lossLines(killed);
    return <Lines lines={lines} x={width - 20} y={height / 2 - 4} end small />;
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

interface LinesProps {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly end?: boolean;
  readonly small?: boolean;
}

function Lines(props: LinesProps) {
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
