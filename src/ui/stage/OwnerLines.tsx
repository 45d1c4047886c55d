/**
 * Owns the lines from partitions to the instances that read them. While a group is divided anew a
 * partition without an owner ends in a dashed stub; when the new generation starts its line goes
 * to the new owner.
 */
import { memo } from 'react';
import type { ClusterView, GroupView, InstanceView } from '../../projection';
import type { ClusterPlace } from './clusterScene';
import { arrowOf, type Point, type Rect, right } from './geometry';
import parts from './parts.module.css';
import streams from './streams.module.css';
import { useStage, useStageView } from './stageContext';
import { stripEnd, stripOf } from './strip';

interface OwnerLinesProps {
  readonly cluster: ClusterView;
  readonly box: Rect;
  readonly place: ClusterPlace;
}

/** Drawn only where cards stand beside the cluster: on a phone words say it. */
export const OwnerLines = memo(function OwnerLines({ cluster, box, place }: OwnerLinesProps) {
  const { scene } = useStage();
  if (scene.variant === 'narrow') return null;
  const rows = cluster.streams.flatMap((stream, at) =>
    place.bands[at].rows.flatMap((row) => {
      const partition = stream.partitions.at(row.number);
      return partition === undefined ? [] : [{ id: `${stream.id}/${row.number}`, row, partition }];
    }),
  );
  const waiting = new Set(cluster.groups.filter(isWaiting).map(({ id }) => id));
  return (
    <svg className={parts.drawing} width={box.width} height={box.height} aria-hidden="true">
      <g transform={`translate(${-box.x} ${-box.y})`}>
        {rows.flatMap(({ id, row, partition }) =>
          partition.readers.map((reader, at) => {
            const key = `${id} ${reader.group}`;
            // Lines of several groups leave a row side by side.
            const from = {
              x: stripEnd(stripOf(row, partition)),
              y: row.y + (at - (partition.readers.length - 1) / 2) * 5,
            };
            if (reader.owner === null && !waiting.has(reader.group)) return null;
            return reader.owner === null ? (
              <path
                key={key}
                className={streams.stub}
                d={`M${from.x} ${from.y}H${right(box) + 10}`}
              />
            ) : (
              <OwnerLine key={key} {...{ from, box }} owner={reader.owner} />
            );
          }),
        )}
      </g>
    </svg>
  );
});

/** A partition that nobody owns waits for its reader only where a group has members. */
export const isWaiting = ({ members, rebalancing }: GroupView): boolean =>
  members.length > 0 || rebalancing;

/** Distance of an instance's port from the card's top, and between ports. */
const PORT = { top: 24, gap: 14, end: 10 } as const;
/** Where lines of different instances turn, so that they do not lie on one another. */
const TURN = { first: 14, gap: 7, count: 8 } as const;

interface OwnerLineProps {
  readonly owner: { readonly service: string; readonly instance: number };
  /** Where its partition's strip ends. */
  readonly from: Point;
  readonly box: Rect;
}

const NO_INSTANCES: readonly InstanceView[] = [];

function OwnerLine({ owner, from, box }: OwnerLineProps) {
  const { boxes } = useStage().scene;
  const instances = useStageView(({ nodes }) => {
    const node = nodes[owner.service];
    return node?.kind === 'service' ? node.instances : NO_INSTANCES;
  });
  const rank = useStageView(({ order }) => order.indexOf(owner.service));
  const card = boxes.get(owner.service);
  if (card === undefined || card.x < right(box) + TURN.first) return null;
  const room = card.height - PORT.top - PORT.end;
  const gap = Math.min(PORT.gap, room / Math.max(1, instances.length - 1));
  const y = card.y + PORT.top + gap * owner.instance;
  const wanted = right(box) + TURN.first + ((rank + owner.instance) % TURN.count) * TURN.gap;
  const turn = Math.min(wanted, card.x - 12);
  const dead = instances.find(({ number }) => number === owner.instance)?.state === 'dead';
  const look = `${streams.owner} ${dead ? streams.lost : ''}`;
  const arrow = arrowOf(
    [
      { x: turn, y },
      { x: card.x, y },
    ],
    6,
    3.2,
  );
  return (
    <>
      {/* Within the wall it begins wherever the strip ends; beyond it, it glides to its owner. */}
      <path className={look} d={`M${from.x} ${from.y}H${right(box)}`} />
      <path
        className={`${look} ${streams.moving}`}
        d={`M${right(box)} ${from.y}H${turn}V${y}H${card.x - 4}`}
      />
      {!dead && <path className={`${parts.arrow} ${streams.moving}`} d={arrow} />}
    </>
  );
}
