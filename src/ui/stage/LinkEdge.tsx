/**
 * Owns how a link looks: its line and arrow, what goes over it, its latency when one asks, and
 * that it is dead when its consumer is. Messages on it are the overlay's.
 */
import type { EdgeProps } from 'reactflow';
import { isGlyphKind } from '../tokens';
import { useRun } from '../run';
import { arrowOf, pathOf, type Point, shortened } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import type { LinkShape } from './scene';
import { useNode, useStage, useStageView } from './stageContext';

/** React Flow's edge for a link of the scene. */
export function LinkEdge({ id }: EdgeProps) {
  const { scene } = useStage();
  const link = scene.links.find((each) => each.id === id);
  return link === undefined ? null : <Link link={link} />;
}

function Link({ link }: { readonly link: LinkShape }) {
  const { scene } = useStage();
  const { from, to, points, queue, label } = link;
  const consumer = useNode(to);
  const source = useNode(from);
  const lit = useRun(({ selection }) => selection?.part === to || selection?.part === from);
  const orphaned = useStageView(({ nodes }) => {
    const broker = nodes[from];
    if (queue === null || broker?.kind !== 'broker') return false;
    return broker.queues.some(({ id, consumed }) => id === queue && !consumed);
  });
  const dead = [consumer, source].some(
    (node) => node !== undefined && node.kind !== 'broker' && node.health === 'dead',
  );
  const line = pathOf(dead ? points : shortened(points, 4));
  return (
    <g className={parts.edge}>
      <path className={`${parts.link} ${dead ? parts.faint : ''}`} d={line} />
      {!dead && <path className={parts.arrow} d={arrowOf(points)} />}
      <path className={parts.reach} d={line} />
      {orphaned && scene.variant !== 'narrow' && <NoConsumer points={points} />}
      {link.latencyMs !== null && !orphaned && (
        <Latency points={points} latencyMs={link.latencyMs} shown={lit && label === null} />
      )}
      {label !== null && !dead && <Label link={link} />}
    </g>
  );
}

const middleOf = (points: readonly Point[]): Point => {
  const at = Math.max(1, Math.floor(points.length / 2));
  const [from, to] = [points[at - 1], points[at]];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
};
const isUpright = (points: readonly Point[]): boolean => points[0].x === points[1].x;

function NoConsumer({ points }: { readonly points: readonly Point[] }) {
  const { x, y } = middleOf(points);
  const className = [parts.small, parts.medium, parts.hot, parts.middle, parts.halo].join(' ');
  return (
    <text x={x} y={y - 10} className={className}>
      {stageText.noConsumer}
    </text>
  );
}

function Latency(props: {
  readonly points: readonly Point[];
  readonly latencyMs: number;
  readonly shown: boolean;
}) {
  const { points, latencyMs, shown } = props;
  const { x, y } = middleOf(points);
  const upright = isUpright(points);
  return (
    <text
      x={upright ? x - 8 : x}
      y={upright ? y + 4 : y - 18}
      className={[
        ...['num', parts.third, parts.halo, parts.latency, shown ? parts.shown : ''],
        upright ? parts.end : parts.middle,
      ].join(' ')}
    >
      {stageText.latency(latencyMs)}
    </text>
  );
}

const WORDS_HEIGHT = 14;

/** The type of what goes over the link; for people outside also how often. */
function Label({ link }: { readonly link: LinkShape }) {
  const { scene } = useStage();
  const { points, label, from } = link;
  const sender = useNode(from);
  if (label === null) return null;
  const { x, y } = middleOf(points);
  const upright = isUpright(points);
  const rate = sender?.kind === 'workload' && upright ? sender.setPerSecond : null;
  const form = isGlyphKind(label.form) ? parts[`of${label.form}`] : '';
  const size = scene.variant === 'narrow' ? '' : parts.small;
  const classes = [size, parts.medium, parts.halo, form].join(' ');
  if (upright) {
    // Drawn close together, there is no room for words between the two.
    if (Math.abs(points[1].y - points[0].y) < WORDS_HEIGHT) return null;
    const top = rate === null ? y + 4 : y - 7;
    const left = x + (scene.variant === 'narrow' ? 16 : 14);
    return (
      <>
        <text x={left} y={top} className={classes}>
          {label.type}
        </text>
        {rate !== null && (
          <text x={left} y={top + 14} className={`${parts.small} ${parts.third} ${parts.halo}`}>
            {stageText.sentPerSecond(rate)}
          </text>
        )}
      </>
    );
  }
  const below = scene.variant === 'hero' ? 24 : points[0].x > points[1].x ? 20 : 22;
  return (
    <text x={x} y={y + below} className={`${classes} ${parts.middle}`}>
      {label.type}
    </text>
  );
}
