/**
 * Owns how a broker looks: its wall, the spine along which copies are made, and its name. The
 * rows within it are `QueueRow`'s.
 */
import { Handle, Position } from 'reactflow';
import type { BrokerView } from '../../projection';
import { arrowOf, bottom, type Rect, right } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import { QueueRow } from './QueueRow';
import type { Spine } from './scene';
import { useNode, useStage } from './stageContext';

/** React Flow's node for a broker. */
export function BrokerNode({ id }: { readonly id: string }) {
  const view = useNode(id);
  const box = useStage().scene.boxes.get(id);
  if (view?.kind !== 'broker' || box === undefined) return null;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <svg className={parts.drawing} width={box.width} height={box.height} aria-hidden="true">
        <rect className={parts.broker} width={box.width} height={box.height} rx={8} />
        <g transform={`translate(${-box.x} ${-box.y})`}>
          <Inside view={view} box={box} />
        </g>
      </svg>
      {view.queues.map((queue) => (
        <QueueRow key={queue.id} queue={queue} box={box} />
      ))}
    </>
  );
}

function Inside({ view, box }: { readonly view: BrokerView; readonly box: Rect }) {
  const { rows, spines, variant } = useStage().scene;
  const places = view.queues.flatMap(({ id }) => rows.get(id) ?? []);
  if (variant === 'narrow') {
    if (places.every(({ size }) => size === 'full')) return null;
    if (places.length < 2) return null;
    const [from, to, y] = [box.x, right(box), bottom(box) - 28];
    return (
      <>
        <path className={parts.hairline2} d={`M${from} ${y}H${to}`} />
        <text x={from + 16} y={y + 18} className={`${parts.small} ${parts.third}`}>
          {stageText.otherInboxes}
        </text>
      </>
    );
  }
  const spine = spines.find(({ broker }) => broker === view.id);
  return (
    <>
      {spine !== undefined && <SpineLines spine={spine} wall={box.x} rows={places} />}
      {places.length > 1 && (
        <text x={places[0].left} y={bottom(box) - 10} className={parts.strong}>
          {view.label}
          <tspan dx={8} className={`${parts.small} ${parts.third}`} fontWeight={400}>
            {view.note}
          </tspan>
        </text>
      )}
    </>
  );
}

function SpineLines(props: {
  readonly spine: Spine;
  readonly wall: number;
  readonly rows: readonly { readonly y: number; readonly left: number }[];
}) {
  const { spine, wall, rows } = props;
  const { x, fromY, toY, inlets } = spine;
  return (
    <>
      <path className={parts.hairline2} d={`M${x} ${fromY}V${toY}`} />
      {inlets.map((y) => (
        <g key={y}>
          <path className={parts.hairline2} d={`M${wall} ${y}H${x}`} />
          <circle className={parts.arrow} cx={x} cy={y} r={2.5} />
        </g>
      ))}
      {rows.map(({ y, left }) => (
        <g key={y}>
          <path className={parts.hairline2} d={`M${x} ${y}H${left - 6}`} />
          <path
            className={parts.arrow}
            d={arrowOf(
              [
                { x, y },
                { x: left - 3, y },
              ],
              6,
              3.2,
            )}
          />
        </g>
      ))}
    </>
  );
}
