/** Owns the words beside the stage: what its shapes mean, and on a phone what is not drawn. */
import type { ReactNode } from 'react';
import { useRunContext } from '../run';
import { Glyph, HandoutsBadge } from '../tokens';
import { bottom, right } from './geometry';
import { stageText } from './messages.en';
import parts from './parts.module.css';
import styles from './stage.module.css';
import { useNode, useStage } from './stageContext';

const HEIGHT = 96;

/** What the shapes mean, in the corner over the kill zone; left out where nodes stand there. */
export function Legend() {
  const { scene } = useStage();
  const { legend } = stageText;
  const { x, y } = scene.killZone;
  const top = y - HEIGHT - 16;
  const occupied = [...scene.boxes.values()].some((box) => box.x < x + 180 && bottom(box) > top);
  if (occupied) return null;
  return (
    <dl className={styles.legend} style={{ left: x - 2, top }} aria-label={legend.title}>
      <Entry sign={<Glyph kind="event" />} text={legend.event} />
      <Entry sign={<Glyph kind="command" />} text={legend.command} />
      <Entry
        sign={
          <Sign width={13} height={16}>
            <rect
              className={`${parts.slot} ${parts.unacked} ${parts.event}`}
              {...{ x: 1, y: 1, width: 11, height: 14, rx: 2 }}
            />
          </Sign>
        }
        text={legend.unacked}
      />
      <Entry
        sign={
          <Sign width={19} height={14}>
            <HandoutsBadge x={0} y={0} handouts={2} />
          </Sign>
        }
        text={legend.redelivered}
      />
      <Entry
        sign={
          <Sign width={20} height={16}>
            <path className={parts.tray} d="M1 1v12a2 2 0 002 2h14a2 2 0 002-2v-12" />
          </Sign>
        }
        text={legend.dead}
      />
    </dl>
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
