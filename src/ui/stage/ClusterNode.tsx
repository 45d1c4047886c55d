/**
 * Owns how a cluster looks as a whole: its wall, the names of its streams, a line for each group
 * that reads them. A partition's row is `PartitionRow`'s, who reads it is shown by `OwnerLines`, a
 * broker node is `BrokerNodeBox`'s.
 */
import { Handle, Position } from 'reactflow';
import { memo } from 'react';
import type { ClusterView, GroupView, StreamView } from '../../projection';
import { useRun } from '../run';
import { BrokerNodeBox } from './BrokerNodeBox';
import type { BandPlace } from './clusterScene';
import { type Rect, within } from './geometry';
import { OwnerLines } from './OwnerLines';
import { PartitionRow } from './PartitionRow';
import parts from './parts.module.css';
import streams from './streams.module.css';
import { useNode, useStage } from './stageContext';
import { describeGroup, streamText } from './streamMessages.en';

/** React Flow's node for a cluster. */
export function ClusterNode({ id }: { readonly id: string }) {
  const view = useNode(id);
  const { boxes, clusters } = useStage().scene;
  const [box, place] = [boxes.get(id), clusters.get(id)];
  if (view?.kind !== 'cluster' || box === undefined || place === undefined) return null;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <svg className={parts.drawing} width={box.width} height={box.height} aria-hidden="true">
        <rect className={parts.broker} width={box.width} height={box.height} rx={8} />
        <text x={place.name.x - box.x} y={place.name.y - box.y} className={parts.strong}>
          {view.label}
          <tspan dx={8} className={`${parts.small} ${parts.third}`} fontWeight={400}>
            {view.note}
          </tspan>
        </text>
      </svg>
      <OwnerLines cluster={view} box={box} place={place} />
      {view.streams.map((stream, at) => (
        <Band key={stream.id} {...{ stream, box, place: place.bands[at], cluster: view }} />
      ))}
      {view.groups.map((group, at) => (
        <GroupLine key={group.id} group={group} box={box} line={place.groups[at].box} />
      ))}
      {place.nodes.map(({ number, box: nodeBox }) => (
        <BrokerNodeBox key={number} {...{ cluster: id, node: view.nodes[number], box, nodeBox }} />
      ))}
    </>
  );
}

interface BandProps {
  readonly cluster: ClusterView;
  readonly stream: StreamView;
  readonly box: Rect;
  readonly place: BandPlace;
}

function Band({ cluster, stream, box, place }: BandProps) {
  const { commands } = useStage();
  const selected = useRun(({ selection }) => selection?.part === stream.id);
  const { more } = place;
  const hidden = stream.partitions.slice(place.rows.length);
  const lag = hidden
    .flatMap(({ readers }) => readers)
    .reduce((sum, one) => sum + (one.lag ?? 0), 0);
  return (
    <>
      <button
        type="button"
        className={`${parts.row} ${streams.head}`}
        data-part={stream.id}
        style={within(place.head, box)}
        aria-pressed={selected}
        onClick={() => commands.inspect(stream.id)}
      >
        <b className={`num ${selected ? streams.selected : ''}`}>{stream.label}</b>
        <span>{stream.note}</span>
      </button>
      {place.rows.map((row) => {
        const partition = stream.partitions.at(row.number);
        return (
          partition !== undefined && (
            <PartitionRow key={row.number} {...{ cluster, stream, partition, box, row }} />
          )
        );
      })}
      {more !== null && (
        <button
          type="button"
          className={`${parts.row} ${streams.more}`}
          data-part={stream.id}
          style={within(more.box, box)}
          aria-label={streamText.expand(stream.label, more.count)}
          onClick={() => commands.inspect(stream.id)}
        >
          {streamText.morePartitions(more.count, lag)}
        </button>
      )}
    </>
  );
}

interface GroupLineProps {
  readonly group: GroupView;
  readonly box: Rect;
  readonly line: Rect;
}

/** What a group is doing: its generation and lag, or that it is being divided anew. */
const GroupLine = memo(function GroupLine({ group, box, line }: GroupLineProps) {
  const { commands } = useStage();
  const selected = useRun(({ selection }) => selection?.part === group.id);
  const silent = group.members.filter(({ state }) => state === 'silent');
  const hot = group.rebalancing || silent.length > 0;
  return (
    <button
      type="button"
      className={`${parts.row} ${streams.group}`}
      data-part={group.id}
      data-rebalancing={group.rebalancing || undefined}
      style={within(line, box)}
      aria-label={describeGroup(group)}
      aria-pressed={selected}
      onClick={() => commands.inspect(group.id)}
    >
      <b className={selected ? streams.selected : undefined}>{group.label}</b>
      <span className={hot ? streams.hot : undefined}>
        {group.rebalancing || silent.length === 0
          ? streamText.groupState(group)
          : streamText.silent(silent[0].label, silent[0].instance)}
      </span>
    </button>
  );
});
