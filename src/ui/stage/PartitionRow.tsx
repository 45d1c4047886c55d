/**
 * Owns how a partition looks: a strip of cells that stays after it was read, with the retention
 * edge on the left, the cell that is written next on the right, a flag where each group has
 * committed, and its lag as a distance. Pressing it inspects the stream.
 */
import { memo } from 'react';
import type {
  CellView,
  ClusterView,
  PartitionView,
  ReaderView,
  StreamView,
} from '../../projection';
import { useRunContext } from '../run';
import { Shape } from '../tokens';
import type { PartitionPlace } from './clusterScene';
import type { Rect } from './geometry';
import parts from './parts.module.css';
import streams from './streams.module.css';
import { useStage } from './stageContext';
import { describePartition, streamText } from './streamMessages.en';
import {
  BREAK,
  edgeOf,
  lagPlace,
  type LagPlace,
  offsetPlaces,
  type Strip,
  stripEnd,
  stripOf,
} from './strip';

interface PartitionRowProps {
  readonly cluster: ClusterView;
  readonly stream: StreamView;
  readonly partition: PartitionView;
  /** The cluster's box: what the row is placed in. */
  readonly box: Rect;
  readonly row: PartitionPlace;
}

export const PartitionRow = memo(function PartitionRow(props: PartitionRowProps) {
  const { stream, partition, box, row } = props;
  const { scene, commands } = useStage();
  const { topology } = useRunContext();
  const labelOf = (id: string): string =>
    topology.parts.find((part) => part.id === id)?.label ?? id;
  const strip = stripOf(row, partition);
  const lag = lagPlace(strip, partition);
  const [first, ...others] = partition.readers;
  return (
    <>
      <svg className={parts.drawing} width={box.width} height={box.height} aria-hidden="true">
        <g transform={`translate(${-box.x} ${-box.y})`}>
          <text x={row.box.x + 4} y={row.y + 4} className={`num ${parts.medium}`}>
            {streamText.partition(partition.number)}
          </text>
          <Pips partition={partition} row={row} />
          <Cells strip={strip} partition={partition} />
          {offsetPlaces(strip, partition, lag).map(({ offset, x }) => (
            <text
              key={offset}
              x={x}
              y={row.y + row.cell.height / 2 + 13}
              className={`num ${parts.middle} ${parts.small} ${parts.third}`}
            >
              {offset}
            </text>
          ))}
          {first !== undefined && lag !== null && <Lag row={row} place={lag} reader={first} />}
          {others.map((reader, at) => (
            <Flag
              key={reader.group}
              {...{ strip, reader }}
              level={at + 1}
              label={labelOf(reader.group)}
            />
          ))}
          {first !== undefined && (
            <Flag {...{ strip, level: 0 }} reader={first} label={labelOf(first.group)} />
          )}
          {scene.variant === 'narrow' && first !== undefined && (
            <Owner reader={first} strip={strip} labelOf={labelOf} />
          )}
        </g>
      </svg>
      <button
        type="button"
        className={parts.row}
        data-part={stream.id}
        style={{
          left: row.box.x - box.x,
          top: row.box.y - box.y,
          width: row.box.width,
          height: row.box.height,
        }}
        aria-label={describePartition(stream, partition, labelOf)}
        onClick={() => commands.inspect(stream.id)}
      />
    </>
  );
});

/** The copies of a partition: filled leads, outlined in sync, dashed behind, struck dead. */
function Pips({
  partition,
  row,
}: {
  readonly partition: PartitionView;
  readonly row: PartitionPlace;
}) {
  if (partition.replicas.length < 2) return null;
  const { leader } = partition;
  return partition.replicas.map(({ node, inSync, alive }, at) => {
    const x = row.box.x + 7 + at * 9;
    const y = row.y + 14;
    const kind = leader?.node === node && alive ? streams.leads : inSync ? '' : streams.behind;
    return (
      <g key={node}>
        <circle className={`${streams.pip} ${kind}`} cx={x} cy={y} r={3} />
        {!alive && (
          <path className={`${parts.strike} ${parts.thin}`} d={`M${x - 4} ${y + 4}l8-8`} />
        )}
      </g>
    );
  });
}

/** Opacity of the cells that retention takes next. */
const EDGE = [0.35, 0.65];

function Cells({ strip, partition }: { readonly strip: Strip; readonly partition: PartitionView }) {
  const { row, cells, from, end, endX } = strip;
  const { width, height } = row.cell;
  const top = row.y - height / 2;
  const atEdge = partition.startOffset > 0 && from === partition.startOffset;
  const again = partition.readers.at(0)?.again ?? null;
  const fading = Math.min(EDGE.length, cells.length - 2);
  return (
    <>
      {cells.map(({ cell, x, afterBreak }, at) => {
        const isAgain = again !== null && cell.offset >= again.from && cell.offset < again.to;
        const look = isAgain ? `${streams.cell} ${streams.again}` : streams.cell;
        return (
          <g key={cell.offset} opacity={atEdge && at < fading ? EDGE[at] : undefined}>
            {afterBreak && <path className={streams.break} d={`M${x - BREAK + 1} ${row.y}h8`} />}
            <rect className={look} {...{ x, width, height }} y={top} />
            <InCell cell={cell} x={x + width / 2} y={row.y} radius={Math.min(8, width * 0.375)} />
          </g>
        );
      })}
      <rect className={streams.next} x={endX} y={top} width={width} height={height} />
      <text x={endX + width + 4} y={row.y + 4} className={`num ${parts.small} ${parts.third}`}>
        {end}
      </text>
    </>
  );
}

function InCell(props: {
  readonly cell: CellView;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}) {
  const { cell, x, y, radius } = props;
  if (cell.state === 'marker') {
    return <path className={streams.mark} d={`M${x} ${y - 5}l5 5-5 5-5-5Z`} />;
  }
  if (cell.form === null) return null;
  return (
    <>
      <Shape kind={cell.form} {...{ x, y, radius }} stroke={1} hollow={cell.state === 'aborted'} />
      {cell.key !== '' && (
        <text x={x} y={y + 3} className={`num ${parts.middle} ${streams.key}`}>
          {cell.key}
        </text>
      )}
    </>
  );
}

/** What the first group has not committed yet: red only while it grows. */
function Lag(props: {
  readonly row: PartitionPlace;
  readonly place: LagPlace;
  readonly reader: ReaderView;
}) {
  const { row, place, reader } = props;
  const y = row.y + row.cell.height / 2 + 4;
  return (
    <>
      <path
        className={reader.growing ? streams.lagHot : streams.lag}
        d={`M${place.from} ${y}v4H${place.to}v-4`}
      />
      <text
        x={place.words}
        y={y + 16}
        className={`num ${parts.middle} ${parts.small} ${reader.growing ? parts.hot : parts.second}`}
      >
        {streamText.lag(reader.lag ?? 0)}
      </text>
    </>
  );
}

const FLAG = { height: 14, advance: 6.4, pad: 12, over: 4 } as const;
/** Flags below a row stand in at most so many levels. */
const LEVELS = 3;

/**
 * A group's flag: its pole stands after what it has committed, the pennant flies over what it has
 * read. Where that is left of the strip the pole stands on its edge and points further left.
 */
function Flag(props: {
  readonly strip: Strip;
  readonly reader: ReaderView;
  /** 0 above the cells and solid; 1 and more below and outlined. */
  readonly level: number;
  readonly label: string;
}) {
  const { strip, reader, level, label } = props;
  const { row, from } = strip;
  if (reader.committed === null) return null;
  const x = edgeOf(strip, reader.committed);
  const beyond = reader.committed < from;
  const half = row.cell.height / 2;
  const above = level === 0;
  const width = label.length * FLAG.advance + FLAG.pad;
  // Where there is no room on its left, the pennant hangs on the other side.
  const turned = beyond || x - width < row.left - FLAG.over;
  const start = turned ? 0 : -width;
  const below = half + 6 + (Math.min(level, LEVELS) - 1) * FLAG.height;
  const top = row.y + (above ? -half - 4 - FLAG.height : below);
  const end = top + FLAG.height;
  const pole = above ? `M0 ${top}V${row.y + half + 3}` : `M0 ${row.y - half - 3}V${end}`;
  const notch = `l4-${FLAG.height / 2}-4-${FLAG.height / 2}`;
  const pennant = turned
    ? `M0 ${end}H${width}v-${FLAG.height}H0Z`
    : `M0 ${end}H${start}${notch}H0Z`;
  return (
    <g
      className={above ? streams.flag : streams.flagOther}
      style={{ transform: `translateX(${x}px)` }}
    >
      <path className={streams.pole} d={pole} />
      <path className={streams.pennant} d={pennant} />
      {beyond && <path className={streams.chevron} d={`M-4 ${row.y - 5}l-5 5 5 5`} />}
      <text
        x={start + width / 2 + (turned ? 0 : 1)}
        y={top + 11}
        className={[parts.middle, parts.small, parts.medium].join(' ')}
      >
        {label}
      </text>
    </g>
  );
}

/** Who reads it, in words: on a phone there is no room for lines. */
function Owner(props: {
  readonly reader: ReaderView;
  readonly strip: Strip;
  readonly labelOf: (id: string) => string;
}) {
  const { reader, strip, labelOf } = props;
  const { row } = strip;
  const { owner } = reader;
  const words =
    owner === null ? streamText.nobody : streamText.ownedBy(labelOf(owner.service), owner.instance);
  const right = row.box.x + row.box.width - 2;
  // Beside the strip, or below it where that leaves no room.
  const beside = stripEnd(strip) < right - words.length * FLAG.advance;
  return (
    <text
      x={right}
      y={row.y + (beside ? 4 : row.cell.height / 2 + 15)}
      className={`${parts.end} ${parts.small} ${owner === null ? parts.hot : parts.second}`}
    >
      {words}
    </text>
  );
}
