/**
 * Owns how a living service looks: name, health, pods, sparkline, rate and inbox, in full or in
 * the compact form of a phone. Being pressed, carried or dead is not its concern.
 */
import {
  assertNever,
  type InstanceView,
  type ServiceView,
  type WorkloadView,
} from '../../projection';
import type { Rect } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import { TAB } from './scene';
import { streamText } from './streamMessages.en';

const POD = { width: 14, height: 18, gap: 4 } as const;
const SMALL_POD = { width: 10, height: 12, gap: 3 } as const;
const MAX_PODS = 6;

interface FaceProps {
  readonly view: ServiceView | WorkloadView;
  readonly box: Rect;
}

/** A service's card. Narrow boxes leave out what has no room. */
export function ServiceFace({ view, box }: FaceProps) {
  if (box.height < 46) return <SmallFace view={view} box={box} />;
  if (box.height < 64) return <FlatFace view={view} box={box} />;
  const hasInbox = view.kind === 'service' && view.consumes.length > 0;
  const inset = hasInbox ? 20 : 16;
  const base = box.height - (box.height < 84 ? 10 : 12);
  return (
    <>
      <rect className={parts.box} width={box.width} height={box.height} rx={8} />
      <text x={inset} y={28} className={parts.name}>
        {view.label}
      </text>
      <Health health={view.health} x={box.width - 22} y={24} />
      <Pods instances={view.instances} x={inset} y={box.height < 84 ? 36 : 40} size={POD} />
      <path className={parts.hairline} d={`M${inset} ${base}h${box.width - inset - 64}`} />
      <Sparkline spark={view.spark} x={inset} y={base} width={box.width - inset - 64} />
      <text x={box.width - 16} y={base - 1} className={`num ${parts.second} ${parts.end}`}>
        {stageText.rate(view.perSecond)}
      </text>
      {hasInbox && <InboxTab count={view.inHand} />}
      {view.kind === 'service' && <Owned view={view} box={box} />}
    </>
  );
}

/** At least so many instances say what they own, more on a higher card. */
const OWNERS_SHOWN = 3;
/** So many partitions of an instance are named; the others are counted. */
const PARTITIONS_SHOWN = 4;
/** Between their lines; what stands above and below them on a card. */
const OWNER_LINE = { pitch: 11, around: 72 } as const;

/** The partitions that its instances own: "p0 p1", a line each where there are several. */
function Owned(props: { readonly view: ServiceView; readonly box: FaceProps['box'] }) {
  const { view, box } = props;
  const [x, y] = [box.width - 16, box.height - 30];
  if (view.owns.length === 0) return null;
  const owners = [...new Set(view.owns.map(({ instance }) => instance))];
  const fitting = Math.floor((box.height - OWNER_LINE.around) / OWNER_LINE.pitch) + 1;
  const lines = owners.slice(0, Math.max(OWNERS_SHOWN, fitting)).map((instance) => {
    const own = view.owns.filter((one) => one.instance === instance);
    const partitions = own.slice(0, PARTITIONS_SHOWN).map(({ partition }) => partition);
    const number = view.instances.length > 1 ? instance : null;
    const rest = own.length - partitions.length;
    return streamText.owned(number, partitions) + (rest > 0 ? ` ${stageText.more(rest)}` : '');
  });
  return lines.map((line, at) => (
    <text
      key={owners[at]}
      x={x}
      y={y - (lines.length - 1 - at) * OWNER_LINE.pitch}
      className={`num ${parts.small} ${parts.second} ${parts.end}`}
    >
      {line}
    </text>
  ));
}

/** One line: name, pods, health. */
function FlatFace({ view, box }: FaceProps) {
  const middle = box.height / 2;
  return (
    <>
      <rect className={parts.box} width={box.width} height={box.height} rx={8} />
      <text x={16} y={middle + 5} className={`${parts.large} ${parts.strong}`}>
        {view.label}
      </text>
      <Pods instances={view.instances.slice(0, 3)} x={72} y={middle - 9} size={POD} />
      <Health health={view.health} x={box.width - 18} y={middle} />
    </>
  );
}

/** Name over small pods. */
function SmallFace({ view, box }: FaceProps) {
  const shown = view.instances.slice(0, 5);
  const width = shown.length * (SMALL_POD.width + SMALL_POD.gap) - SMALL_POD.gap;
  return (
    <>
      <rect className={parts.box} width={box.width} height={box.height} rx={8} />
      <text x={box.width / 2} y={18} className={`${parts.strong} ${parts.middle}`}>
        {view.label}
      </text>
      <Pods instances={shown} x={(box.width - width) / 2} y={25} size={SMALL_POD} />
    </>
  );
}

/** A tick, a bar and dot, or a red square, around (x, y). */
function Health(props: {
  readonly health: ServiceView['health'];
  readonly x: number;
  readonly y: number;
}) {
  const { health, x, y } = props;
  switch (health) {
    case 'healthy':
      return <path className={parts.tick} d={`M${x} ${y}l3 3.2 5.5-6.4`} />;
    case 'strained':
      return <path className={parts.tick} d={`M${x + 4} ${y - 4}v5M${x + 4} ${y + 4}v.1`} />;
    case 'dead':
      return null;
    default:
      return assertNever(health);
  }
}

/** Instances as pods: outline idle, block busy, dashed and struck dead. */
export function Pods(props: {
  readonly instances: readonly InstanceView[];
  readonly x: number;
  readonly y: number;
  readonly size: { readonly width: number; readonly height: number; readonly gap: number };
}) {
  const { instances, x, y, size } = props;
  const shown = instances.length > MAX_PODS ? instances.slice(0, MAX_PODS - 1) : instances;
  const hidden = instances.length - shown.length;
  return (
    <>
      {shown.map((instance, at) => (
        <Pod
          key={instance.number}
          {...{ instance, size, y }}
          x={x + at * (size.width + size.gap)}
        />
      ))}
      {hidden > 0 && (
        <text
          x={x + shown.length * (size.width + size.gap)}
          y={y + size.height / 2 + 4}
          className={`num ${parts.third}`}
        >
          {stageText.more(hidden)}
        </text>
      )}
    </>
  );
}

function Pod(props: {
  readonly instance: InstanceView;
  readonly x: number;
  readonly y: number;
  readonly size: { readonly width: number; readonly height: number };
}) {
  const { instance, x, y, size } = props;
  const { width, height } = size;
  const dead = instance.state === 'dead';
  const top = height > 14 ? 7 : 6;
  return (
    <>
      <rect
        className={`${parts.pod} ${dead ? parts.dead : ''}`}
        {...{ x, y, width, height }}
        rx={2}
      />
      {instance.state === 'busy' && (
        <rect
          className={parts.podFill}
          x={x + 3}
          y={y + top}
          width={width - 6}
          height={height - top - 3}
          rx={1}
        />
      )}
      {dead && (
        <path
          className={`${parts.strike} ${parts.thin}`}
          d={`M${x - 1} ${y + height + 1}L${x + width + 1} ${y - 1}`}
        />
      )}
    </>
  );
}

const SPARK_HEIGHT = 12;

/** Recent activity as a line that stands on (x, y). */
function Sparkline(props: {
  readonly spark: readonly number[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
}) {
  const { spark, x, y, width } = props;
  const highest = Math.max(2, ...spark);
  const step = width / Math.max(1, spark.length - 1);
  const points = spark.map(
    (count, at) => `${x + at * step},${y - (count / highest) * SPARK_HEIGHT}`,
  );
  return <polyline className={parts.spark} points={points.join(' ')} />;
}

/** The tab on the left edge where the queue's link docks: what it has in hand. */
function InboxTab({ count }: { readonly count: number }) {
  return (
    <>
      <rect
        className={parts.tab}
        x={-TAB.halfWidth}
        y={TAB.y - 10}
        width={TAB.halfWidth * 2}
        height={20}
        rx={4}
      />
      <text x={0} y={TAB.y + 4} className={`num ${parts.middle} ${parts.medium}`}>
        {count}
      </text>
    </>
  );
}
