/**
 * Owns how a queue looks: its slots with the head on the right, what is handed out and not yet
 * acknowledged outside the broker's wall, its counts and its dead-letter tray. Pressing it
 * inspects it.
 */
import { memo } from 'react';
import type { QueueRowView, SlotView, UnackedView } from '../../projection';
import { useRun } from '../run';
import { HandoutsBadge, Shape } from '../tokens';
import type { Rect } from './geometry';
import { describeQueue, stageText } from './messages.en';
import parts from './parts.module.css';
import { unackedPlaces } from './routes';
import type { RowPlace } from './scene';
import { useStage } from './stageContext';

interface QueueRowProps {
  readonly queue: QueueRowView;
  /** The broker's box: what the row is placed in. */
  readonly box: Rect;
}

/** A queue within its broker. Drawn again only when its own view has changed. */
export const QueueRow = memo(function QueueRow({ queue, box }: QueueRowProps) {
  const { scene, commands } = useStage();
  const selected = useRun(({ selection }) => selection?.part === queue.id);
  const row = scene.rows.get(queue.id);
  if (row === undefined) return null;
  return (
    <>
      <svg className={parts.drawing} width={box.width} height={box.height} aria-hidden="true">
        <g transform={`translate(${-box.x} ${-box.y})`}>
          <Slots queue={queue} row={row} />
          {row.size === 'full' && <Counts {...{ queue, row, selected }} />}
          {scene.variant !== 'narrow' && <Unacked {...{ queue, row, box }} />}
        </g>
      </svg>
      <button
        type="button"
        className={parts.row}
        data-part={queue.id}
        style={{
          left: row.box.x - box.x,
          top: row.box.y - box.y,
          width: row.box.width,
          height: row.box.height,
        }}
        aria-label={describeQueue(queue)}
        aria-pressed={selected}
        onClick={() => commands.inspect(queue.id)}
      />
    </>
  );
});

/** Room at the tail for what does not fit: one slot gives its place to "+n". */
function Slots({ queue, row }: { readonly queue: QueueRowView; readonly row: RowPlace }) {
  const { slot, slotCount, y, right } = row;
  const crowded = queue.ready > slotCount;
  const shown = queue.slots.slice(0, crowded ? slotCount - 1 : slotCount);
  const radius = Math.round(slot.width * 0.3 * 2) / 2;
  const places = Array.from({ length: slotCount }, (_, at) => ({
    x: right - slot.width - at * (slot.width + slot.gap),
    message: shown.at(at),
  }));
  return (
    <>
      {places.map(({ x, message }, at) => (
        <rect
          key={at}
          className={`${parts.slot} ${message === undefined ? '' : parts.full}`}
          x={x}
          y={y - slot.height / 2}
          width={slot.width}
          height={slot.height}
          rx={2}
        />
      ))}
      {places.map(
        ({ x, message }) =>
          message !== undefined && (
            <InSlot key={message.message} {...{ message, x, y, radius, row }} />
          ),
      )}
      {crowded && row.size === 'full' && (
        <text
          x={row.left + slot.width / 2}
          y={y + 4}
          className={`num ${parts.middle} ${parts.medium} ${parts.second}`}
        >
          {stageText.more(queue.ready - shown.length)}
        </text>
      )}
    </>
  );
}

function InSlot(props: {
  readonly message: SlotView;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly row: RowPlace;
}) {
  const { message, x, y, radius, row } = props;
  const { slot } = row;
  return (
    <g className={parts.inSlot}>
      <Shape
        kind={message.form}
        x={x + slot.width / 2}
        y={y}
        radius={radius}
        stroke={radius < 5 ? 1 : 1.25}
      />
      {message.priority !== undefined && row.size === 'full' && (
        <text
          x={x + slot.width - 3}
          y={y + slot.height / 2 - 3}
          className={`num ${parts.end} ${parts.priority}`}
        >
          {message.priority}
        </text>
      )}
      {message.handouts > 0 && row.size === 'full' && (
        <HandoutsBadge
          x={x + slot.width - 11}
          y={y - slot.height / 2 - 8}
          handouts={message.handouts + 1}
        />
      )}
    </g>
  );
}

/** Messages in their consumers' hands, on the way there, in the order of their delivery. */
function Unacked(props: {
  readonly queue: QueueRowView;
  readonly row: RowPlace;
  readonly box: Rect;
}) {
  const { queue, row, box } = props;
  const { boxes } = useStage().scene;
  const inboxes = queue.consumers.flatMap((consumer) => boxes.get(consumer) ?? []);
  if (inboxes.length === 0) return null;
  const nearest = inboxes.reduce((left, right) => (right.x < left.x ? right : left));
  const places = unackedPlaces(row, box, nearest, queue.unacked.length);
  const hidden = queue.unacked.length - places.length;
  return (
    <>
      {places.map((x, at) => (
        <UnackedSlot key={queue.unacked[at].message} message={queue.unacked[at]} {...{ x, row }} />
      ))}
      {hidden > 0 && (
        <text
          x={nearest.x - 14}
          y={row.y - row.slot.height / 2 - 5}
          className={`num ${parts.end} ${parts.second} ${parts.halo}`}
        >
          {stageText.more(hidden)}
        </text>
      )}
    </>
  );
}

function UnackedSlot(props: {
  readonly message: UnackedView;
  readonly x: number;
  readonly row: RowPlace;
}) {
  const { message, x, row } = props;
  const { slot, y } = row;
  return (
    <g className={`${parts.inSlot} ${parts.sliding}`} style={{ transform: `translateX(${x}px)` }}>
      <rect
        className={`${parts.slot} ${parts.unacked} ${parts[message.form]}`}
        y={y - slot.height / 2}
        width={slot.width}
        height={slot.height}
        rx={2}
      />
      <Shape
        {...{ kind: message.form, y, hollow: true, stroke: 1.5 }}
        x={slot.width / 2}
        radius={slot.width * 0.275}
      />
      {message.handouts > 1 && (
        <HandoutsBadge
          x={slot.width - 11}
          y={y - slot.height / 2 - 8}
          handouts={message.handouts}
        />
      )}
    </g>
  );
}

/** Advance of a letter of a queue's name, in pixels. */
const NAME_ADVANCE = 6.6;
/** A row narrower than this has no room for a name and a tray beside one another. */
const SHORT_ROW = 170;

/** The row's name, counts and tray. */
function Counts(props: {
  readonly queue: QueueRowView;
  readonly row: RowPlace;
  readonly selected: boolean;
}) {
  const { queue, row, selected } = props;
  const { variant } = useStage().scene;
  const narrow = variant === 'narrow';
  const y = row.y + row.slot.height / 2 + (narrow ? 20 : 18);
  const again = narrow && queue.redelivered > 0;
  const trayWidth = narrow ? 44 : 36;
  // There the tray stands in the place of the note, so that the name has room.
  const short = row.right - row.left < SHORT_ROW;
  return (
    <>
      <text
        x={row.left}
        y={y}
        className={`num ${parts.medium}`}
        style={narrow ? { fontSize: 'var(--fs-12)' } : undefined}
      >
        {queue.label}
      </text>
      {selected && !narrow && (
        <path
          className={parts.underline}
          d={`M${row.left} ${y + 4}h${queue.label.length * NAME_ADVANCE}`}
        />
      )}
      <text x={row.left} y={y + 16} className={narrow ? '' : parts.small}>
        <tspan className={`${parts.strong} ${queue.consumed ? parts.second : parts.hot}`}>
          {stageText.ready(queue.ready)}
        </tspan>
        {!short && (
          <tspan dx={8} className={parts.third}>
            {again ? stageText.deliveredAgain(queue.redelivered) : queue.note}
          </tspan>
        )}
      </text>
      <Tray
        x={row.right - trayWidth}
        y={short ? y + 5 : y - 9}
        width={trayWidth}
        dead={queue.dead}
      />
    </>
  );
}

/** The dead-letter tray: grey and crossed when empty, red with a count when not. */
function Tray(props: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly dead: number;
}) {
  const { x, y, width, dead } = props;
  const hot = dead > 0;
  const count = `num ${parts.end} ${hot ? parts.hot : parts.third}`;
  return (
    <>
      <path
        className={`${parts.tray} ${hot ? parts.trayHot : ''}`}
        d={`M${x} ${y}v12a2 2 0 002 2h${width - 4}a2 2 0 002-2v-12`}
      />
      {hot ? (
        <Shape kind="failure" x={x + 12} y={y + 5} radius={5} />
      ) : (
        <path className={parts.trayCross} d={`M${x + 9} ${y + 2}l6 6M${x + 15} ${y + 2}l-6 6`} />
      )}
      <text x={x + width - 10} y={y + 9.5} className={count}>
        {dead}
      </text>
    </>
  );
}
