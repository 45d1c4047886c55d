/**
 * Owns how a link looks: its line and arrow, what goes over it, its latency when one asks, and
 * that it is dead when its consumer is. Messages on it are the overlay's.
 */
import type { EdgeProps } from 'reactflow';
import { isRunning } from '../../projection';
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
  const dead = [consumer, source].some((node) => isRunning(node) && node.health === 'dead');
  if (link.reader === true && scene.variant !== 'narrow') {
    return <path className={`${parts.link} ${parts.faint}`} d={pathOf(points)} />;
  }
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

/** The stretch in whose middle words stand. */
const middleStretch = (points: readonly Point[]): readonly [Point, Point] => {
  const at = Math.max(1, Math.floor(points.length / 2));
  return [points[at - 1], points[at]];
};
const middleOf = (points: readonly Point[]): Point => {
  const [from, to] = middleStretch(points);
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
};
const isUpright = (points: readonly Point[]): boolean => points[0].x === points[1].x;

function NoConsumer({ points }: { readonly points: readonly Point[] }) {
  const { x, y } = middleOf(points);
  const upright = isUpright(middleStretch(points));
  const anchor = upright ? parts.end : parts.middle;
  const className = [parts.small, parts.medium, parts.hot, anchor, parts.halo].join(' ');
  return (
    <text x={upright ? x - 8 : x} y={upright ? y + 4 : y - 10} className={className}>
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
  const upright = isUpright(middleStretch(points));
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
/** Of a letter of small words, about. */
const LETTER_WIDTH = 5.5;

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
    // Drawn close together, there is no room for words between the two, or for one line only.
    const room = Math.abs(points[1].y - points[0].y);
    if (room < WORDS_HEIGHT) return null;
    const withRate = rate !== null && room >= 2 * WORDS_HEIGHT;
    const top = withRate ? y - 3 : y + 4;
    const left = x + (scene.variant === 'narrow' ? 16 : 14);
    return (
      <>
        <text x={left} y={top} className={classes}>
          {label.type}
        </text>
        {withRate && (
          <text x={left} y={top + 14} className={`${parts.small} ${parts.third} ${parts.halo}`}>
            {stageText.sentPerSecond(rate)}
          </text>
        )}
      </>
    );
  }
  const length = Math.abs(points[1].x - points[0].x);
  if (points.length === 2 && length < label.type.length * LETTER_WIDTH) return null;
  const below = scene.variant === 'hero' ? 24 : points[0].x > points[1].x ? 20 : 22;
  return (
    <text x={x} y={y + below} className={`${classes} ${parts.middle}`}>
      {label.type}
    </text>
  );
}
