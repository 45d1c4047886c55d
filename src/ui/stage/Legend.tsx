/** Owns the words beside the stage: what its shapes mean, and on a phone what is not drawn. */
import type { ReactNode } from 'react';
import { useRunContext } from '../run';
import { Glyph, HandoutsBadge } from '../tokens';
import type { ClusterView, StageView, Topology } from '../../projection';
import { bottom, right } from './geometry';
import { isWaiting } from './OwnerLines';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import styles from './stage.module.css';
import { useNode, useStage, useStageView } from './stageContext';
import streams from './streams.module.css';

const LINE = 20;

/** What the stage's shapes mean, in the corner over the kill zone; left out where nodes stand. */
export function Legend() {
  const { scene } = useStage();
  const { topology } = useRunContext();
  const signs = useStageView((view) => signsOf(topology, view));
  const { x, y } = scene.killZone;
  const entries = signs.split(' ').filter(isSign);
  const top = y - entries.length * LINE - 12;
  const occupied = [...scene.boxes.values()].some((box) => box.x < x + 180 && bottom(box) > top);
  if (occupied) return null;
  return (
    <dl className={styles.legend} style={{ left: x - 2, top }} aria-label={stageText.legend.title}>
      {entries.map((sign) => (
        <Entry key={sign} sign={SIGNS[sign]} text={stageText.legend[sign]} />
      ))}
    </dl>
  );
}

const SIGNS = {
  event: <Glyph kind="event" />,
  command: <Glyph kind="command" />,
  unacked: (
    <Sign width={13} height={16}>
      <rect
        className={`${parts.slot} ${parts.unacked} ${parts.event}`}
        {...{ x: 1, y: 1, width: 11, height: 14, rx: 2 }}
      />
    </Sign>
  ),
  redelivered: (
    <Sign width={19} height={14}>
      <HandoutsBadge x={0} y={0} handouts={2} />
    </Sign>
  ),
  priority: (
    <Sign width={13} height={16}>
      <rect
        className={`${parts.slot} ${parts.full}`}
        {...{ x: 1, y: 1, width: 11, height: 14, rx: 2 }}
      />
      <text x={6.5} y={11.5} className={`num ${parts.middle} ${parts.priority}`}>
        9
      </text>
    </Sign>
  ),
  dead: (
    <Sign width={20} height={16}>
      <path className={parts.tray} d="M1 1v12a2 2 0 002 2h14a2 2 0 002-2v-12" />
    </Sign>
  ),
  flag: (
    <Sign width={18} height={16}>
      <g className={streams.flag}>
        <path className={streams.pole} d="M16 1V16" />
        <path className={streams.pennant} d="M16 1H1l3 4.5-3 4.5H16Z" />
      </g>
    </Sign>
  ),
  lag: (
    <Sign width={19} height={12}>
      <path className={streams.lag} d="M1 2v6H18v-6" />
    </Sign>
  ),
  edge: (
    <Sign width={19} height={16}>
      <rect className={streams.cell} {...{ x: 1, y: 1, width: 8, height: 14 }} opacity={0.35} />
      <rect className={streams.cell} {...{ x: 9, y: 1, width: 8, height: 14 }} />
    </Sign>
  ),
  again: (
    <Sign width={13} height={16}>
      <rect
        className={`${streams.cell} ${streams.again}`}
        {...{ x: 1, y: 1, width: 11, height: 14 }}
      />
    </Sign>
  ),
  unowned: (
    <Sign width={19} height={8}>
      <path className={streams.stub} d="M0 4H19" />
    </Sign>
  ),
} as const satisfies { readonly [sign: string]: ReactNode };

type SignName = keyof typeof SIGNS;
const isSign = (name: string): name is SignName => name in SIGNS;

/** Names of the signs that this stage shows, in order; a string, so that equal is the same. */
function signsOf(topology: Topology, { nodes }: StageView): string {
  const kinds = new Set(topology.parts.map(({ kind }) => kind));
  const forms = new Set(topology.sends.map(({ form }) => form));
  const views = Object.values(nodes);
  const partitions = views.flatMap((node) =>
    node.kind === 'cluster' ? node.streams.flatMap((stream) => stream.partitions) : [],
  );
  const queues = views.flatMap((node) => (node.kind === 'broker' ? node.queues : []));
  // What comes and goes stands above what stays, so that nothing moves.
  const shown: { readonly [Sign in SignName]: boolean } = {
    unowned: views.some((node) => node.kind === 'cluster' && hasUnowned(node)),
    again: partitions.some(({ readers }) => (readers.at(0)?.again ?? null) !== null),
    edge: partitions.some(({ startOffset }) => startOffset > 0),
    priority: queues.some(({ slots }) => slots.some(({ priority }) => priority !== undefined)),
    event: forms.has('event'),
    command: forms.has('command'),
    unacked: kinds.has('queue'),
    redelivered: kinds.has('queue'),
    dead: kinds.has('queue'),
    flag: kinds.has('group'),
    lag: kinds.has('group'),
  };
  return Object.keys(shown)
    .filter((name) => isSign(name) && shown[name])
    .join(' ');
}

/** A partition that nobody reads though the group has members: it is drawn as a stub. */
function hasUnowned({ streams: all, groups }: ClusterView): boolean {
  const waiting = new Set(groups.filter(isWaiting).map(({ id }) => id));
  return all.some(({ partitions }) =>
    partitions.some(({ readers }) =>
      readers.some(({ owner, group }) => owner === null && waiting.has(group)),
    ),
  );
}

function Entry({ sign, text }: { readonly sign: ReactNode; readonly text: string }) {
  return (
    <div>
      <dt>{sign}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Sign(props: {
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}) {
  return (
    <svg width={props.width} height={props.height} aria-hidden="true">
      {props.children}
    </svg>
  );
}

/** On a phone: who sends, though they have no place on the stage. */
export function NarrowNote() {
  const { scene } = useStage();
  const { topology } = useRunContext();
  const workload = topology.parts.find(
    ({ id, kind }) => kind === 'workload' && !scene.boxes.has(id),
  );
  const receiver = topology.sends.find(({ from }) => from === workload?.index)?.to;
  const view = useNode(workload?.id ?? '');
  const box = receiver === undefined ? undefined : scene.boxes.get(topology.parts[receiver].id);
  if (box === undefined || view?.kind !== 'workload') return null;
  return (
    <p className={styles.note} style={{ left: right(box) + 16, top: box.y + 9 }}>
      {stageText.narrowNote(view.label, view.setPerSecond).map((line) => (
        <span key={line} style={{ display: 'block', whiteSpace: 'nowrap' }}>
          {line}
        </span>
      ))}
    </p>
  );
}
