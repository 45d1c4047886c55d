/**
 * Owns a part that runs (service, workload, external system) as a thing on the stage: its place,
 * its ghost, being pressed, carried, nudged. Its face is drawn by the files it names.
 */
import { Handle, Position } from 'reactflow';
import { type KeyboardEvent, type MouseEvent, type RefObject, useRef } from 'react';
import { isRunning, type RunningNodeView } from '../../projection';
import { useRun, useRunContext } from '../run';
import { DeadFace, Ghost } from './DeadFace';
import { contains, grown, type Point, type Rect } from './geometry';
import { describe, stageText } from './messages.en';
import parts from './parts.module.css';
import type { Scene } from './scene';
import { ServiceFace } from './ServiceFace';
import { SlantedFace } from './SlantedFace';
import { useNode, useStage, useStageView, useTable } from './stageContext';
import { intoZone, zonePlace } from './table';
import { useHold } from './useHold';

/** React Flow's node for a part that runs. */
export function RunningNode({ id }: { readonly id: string }) {
  const view = useNode(id);
  const box = useStage().scene.boxes.get(id);
  if (!isRunning(view) || box === undefined) return null;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <RunningCard view={view} box={box} />
    </>
  );
}

/** A dead card is as large as a living one, or lower where the kill zone is low. */
function deadBox({ variant, killZone }: Scene, box: Rect, label: string): Rect {
  if (box.height <= killZone.height - 8) return box;
  if (variant === 'hero') return { ...box, width: 148, height: 56 };
  // Its name and how long it is down stand side by side.
  return { ...box, width: Math.max(160, 100 + label.length * 9), height: 40 };
}

function RunningCard({ view, box }: { readonly view: RunningNodeView; readonly box: Rect }) {
  const { scene, commands, openMenu } = useStage();
  const { announce } = useRunContext();
  const selected = useRun(({ selection }) => selection?.part === view.id);
  const card = useRef<HTMLButtonElement>(null);
  const dead = view.deadSinceMs !== null;
  const shown = dead ? deadBox(scene, box, view.label) : box;
  const at = usePlace(view, box, shown);
  const held = useTable((table) => table.held === view.id);
  useCarriedCard(card, view, box, shown, at);

  const openMenuHere = (event: MouseEvent) => {
    event.preventDefault();
    const { left, top, height } = event.currentTarget.getBoundingClientRect();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    const corner = { x: left + 16, y: top + height };
    openMenu(view.id, byKeyboard ? corner : { x: event.clientX, y: event.clientY });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = NUDGES[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!dead) commands.nudge(view.id, by);
  };
  return (
    <>
      {(dead || held) && <Ghost label={view.label} box={box} />}
      <button
        ref={card}
        type="button"
        data-part={view.id}
        data-dead={dead || undefined}
        data-held={held || undefined}
        className={[parts.card, held && parts.held, selected && parts.selected]
          .filter(Boolean)
          .join(' ')}
        style={{
          transform: `translate(${at.x - box.x}px, ${at.y - box.y}px)`,
          width: shown.width,
          height: shown.height,
        }}
        aria-label={describe(view)}
        aria-pressed={selected}
        aria-keyshortcuts="Enter K D Delete Shift+F10"
        onClick={() => {
          commands.inspect(view.id);
          if (!selected) announce(describe(view));
        }}
        onContextMenu={openMenuHere}
        onKeyDown={onKeyDown}
      >
        <svg className={parts.drawing} width={shown.width} height={shown.height} aria-hidden="true">
          <g className={parts.tilt}>
            <Face view={view} box={shown} />
          </g>
        </svg>
      </button>
    </>
  );
}

const STEP = 4;
const NUDGES: { readonly [key: string]: Point | undefined } = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

function Face({ view, box }: { readonly view: RunningNodeView; readonly box: Rect }) {
  if (view.deadSinceMs !== null) {
    return <DeadFace view={view} sinceMs={view.deadSinceMs} box={box} />;
  }
  const slanted = view.kind === 'external' || (view.kind === 'workload' && view.outside);
  return slanted ? <SlantedFace view={view} box={box} /> : <ServiceFace view={view} box={box} />;
}

/** A card whose middle is this close to the kill zone, in stage pixels, falls into it. */
const ZONE_SLACK = 12;

/** Where the card lies: in its place, where it was put down, or among the dead. */
function usePlace(view: RunningNodeView, box: Rect, shown: Rect): Point {
  const { scene } = useStage();
  const put = useTable(({ places }) => places[view.id]);
  const rank = useStageView(({ nodes, order }) => {
    const { deadSinceMs } = view;
    if (deadSinceMs === null) return 0;
    return order.filter((id) => {
      const other = nodes[id];
      if (!isRunning(other) || other.deadSinceMs === null || id === view.id) return false;
      const earlier = other.deadSinceMs - deadSinceMs;
      return earlier < 0 || (earlier === 0 && other.index < view.index);
    }).length;
  });
  if (put === 'home' || (put === undefined && view.deadSinceMs === null)) return box;
  const { variant, killZone } = scene;
  return put === undefined
    ? zonePlace(variant, killZone, shown, rank)
    : intoZone(killZone, shown, put);
}

/** Lets the card be carried into the kill zone and out of it. */
function useCarriedCard(
  card: RefObject<HTMLButtonElement | null>,
  view: RunningNodeView,
  box: Rect,
  shown: Rect,
  position: Point,
): void {
  const { scene, table, commands, toStage, revealZone } = useStage();
  const { announce } = useRunContext();
  const { killZone } = scene;
  const isOver = (at: Point): boolean =>
    contains(grown(killZone, ZONE_SLACK), {
      x: at.x + shown.width / 2,
      y: at.y + shown.height / 2,
    });
  const putDown = () => table.setState({ held: null, overZone: false });
  useHold(card, {
    position,
    toStage,
    onLift() {
      table.setState({ held: view.id, overZone: view.deadSinceMs !== null, offer: null });
      announce(stageText.announce.lifted(view.label));
      revealZone();
    },
    onCarry(at) {
      moveTo(card.current, box, at);
      const overZone = isOver(at);
      if (overZone !== table.getState().overZone) table.setState({ overZone });
    },
    onDrop(at) {
      putDown();
      moveTo(card.current, box, position);
      commands.drop(view.id, isOver(at), intoZone(killZone, shown, at));
    },
    onCancel() {
      putDown();
      moveTo(card.current, box, position);
      announce(stageText.announce.cancelled(view.label));
    },
  });
}

/**
 * Moves the card past React while it is carried; when it is let go, back to where React has it, so
 * that what React renders next is where it glides to.
 */
function moveTo(card: HTMLElement | null, box: Rect, at: Point): void {
  if (card === null) return;
  card.style.transform = `translate(${at.x - box.x}px, ${at.y - box.y}px)`;
}
