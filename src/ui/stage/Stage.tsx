/**
 * Owns the stage as a whole: the canvas with its nodes and links, the flights over it, its bar,
 * menu and legend. What each of them shows comes from the run around it.
 */
import {
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import {
  Background,
  BackgroundVariant,
  type Edge,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  ViewportPortal,
} from 'reactflow';
import 'reactflow/dist/base.css';
import { useRun, useRunContext } from '../run';
import { BrokerNode } from './BrokerNode';
import { ClusterNode } from './ClusterNode';
import { createCommands } from './commands';
import { FlightOverlay } from './FlightOverlay';
import type { Point } from './geometry';
import { useGroupNews } from './groupNews';
import { HeroCaption } from './HeroCaption';
import { KillZoneNode } from './KillZoneNode';
import { Legend, NarrowNote } from './Legend';
import { LinkEdge } from './LinkEdge';
import { stageText } from './messages.en';
import { PastOffer } from './PastOffer';
import { RunningNode } from './RunningNode';
import { makeScene, type Scene, type StageVariant } from './scene';
import type { Room } from './squeeze';
import { StageBar } from './StageBar';
import { StageContext, type StageContextValue } from './stageContext';
import type { MenuRequest } from './StageMenu';
import styles from './stage.module.css';
import { createTable, followLife } from './table';
import { useStageKeys } from './stageKeys';
import { MAX_ZOOM, MIN_ZOOM, useFit } from './useFit';

/** Loaded when somebody opens it: a menu for all hands is as large as the stage itself. */
const StageMenu = lazy(() => import('./StageMenu'));

const nodeTypes = {
  running: RunningNode,
  broker: BrokerNode,
  cluster: ClusterNode,
  killZone: KillZoneNode,
};
const edgeTypes = { link: LinkEdge };

interface StageProps {
  /** wide: the workbench. narrow: a phone. hero: the home page, without bar and legend. */
  readonly variant: StageVariant;
  /** hero: what runs there, in words. */
  readonly caption?: ReactNode;
  /** wide: what stands in the place of the bar. */
  readonly head?: ReactNode;
}

/** The stage of the run around it. It fills its parent. */
export function Stage(props: StageProps) {
  return (
    <ReactFlowProvider>
      <StageOfRun {...props} />
    </ReactFlowProvider>
  );
}

function StageOfRun({ variant, caption, head }: StageProps) {
  const run = useRunContext();
  const canvas = useRef<HTMLDivElement>(null);
  const [table] = useState(createTable);
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  useEffect(() => followLife(table, run.store), [table, run.store]);
  const commands = useMemo(() => createCommands(run, table), [run, table]);
  const scene = useScene(variant, table, useRoom(canvas));
  const { fit, revealZone } = useFit(canvas, scene);
  const { screenToFlowPosition } = useReactFlow();
  const openMenu = useCallback(
    (part: string, at: Point, node?: number) =>
      setMenu({ part, at, ...(node === undefined ? null : { node }) }),
    [],
  );
  useGroupNews();
  const stage = useMemo<StageContextValue>(
    () => ({ scene, table, commands, openMenu, revealZone, toStage: screenToFlowPosition }),
    [scene, table, commands, openMenu, revealZone, screenToFlowPosition],
  );
  useStageKeys(canvas, commands);
  return (
    <StageContext value={stage}>
      <section className={styles.stage} aria-label={stageText.label(run.topology.name)}>
        {variant === 'wide' && (head ?? <StageBar fit={fit} />)}
        {variant === 'hero' && <HeroCaption>{caption}</HeroCaption>}
        <p className="vh">{stageText.help}</p>
        <div ref={canvas} className={styles.canvas}>
          <Canvas scene={scene} />
          <FlightOverlay />
          <PastOffer />
        </div>
        {menu !== null && (
          <Suspense>
            <StageMenu request={menu} onClose={() => setMenu(null)} />
          </Suspense>
        )}
      </section>
    </StageContext>
  );
}

/** The frame's size, in pixels; undefined until it is known. */
function useRoom(frameRef: RefObject<HTMLElement | null>): Room | undefined {
  const [room, setRoom] = useState<Room>();
  useLayoutEffect(() => {
    const element = frameRef.current;
    if (element === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) setRoom({ width, height });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [frameRef]);
  return room;
}

/**
 * The scene for the layout, the frame and what has been moved; on a phone also for what is
 * selected.
 */
function useScene(
  variant: StageVariant,
  table: ReturnType<typeof createTable>,
  room: Room | undefined,
): Scene {
  const { topology } = useRunContext();
  const moved = useStore(table, (state) => state.moved);
  const selected = useRun(({ selection }) => selection?.part ?? topology.view.selected);
  const fullQueue = variant === 'narrow' ? queueOf(topology, selected) : null;
  const isStream = topology.parts.some(({ id, kind }) => id === selected && kind === 'stream');
  const expanded = isStream ? selected : null;
  return useMemo(
    () => makeScene(topology, { variant, fullQueue, expanded, moved, room }),
    [topology, variant, fullQueue, expanded, moved, room],
  );
}

/** The queue that a part is or consumes; else the one that the scenario opens with. */
function queueOf(
  topology: ReturnType<typeof useRunContext>['topology'],
  part: string | null,
): string | null {
  const { parts, consumptions, view } = topology;
  const found = parts.find(({ id }) => id === part);
  if (found?.kind === 'queue') return found.id;
  const consumed = consumptions.find(({ service }) => service === found?.index);
  return consumed === undefined ? view.selected : parts[consumed.queue].id;
}

function Canvas({ scene }: { readonly scene: Scene }) {
  const nodes = useNodes(scene);
  const edges = useMemo<Edge[]>(
    () => scene.links.map(({ id, from, to }) => ({ id, source: from, target: to, type: 'link' })),
    [scene],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      minZoom={MIN_ZOOM[scene.variant]}
      maxZoom={MAX_ZOOM}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      zoomOnDoubleClick={false}
      zoomOnScroll={scene.variant === 'wide'}
      preventScrolling={scene.variant === 'wide'}
      panOnDrag={scene.variant !== 'hero'}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      zoomActivationKeyCode={null}
      proOptions={{ hideAttribution: true }}
    >
      <Background variant={BackgroundVariant.Dots} gap={16} size={2} color="var(--dot)" />
      <ViewportPortal>
        {scene.variant === 'wide' && <Legend />}
        {scene.variant === 'narrow' && <NarrowNote />}
      </ViewportPortal>
    </ReactFlow>
  );
}

/** React Flow's nodes: they change with the scene only, never with the run. */
function useNodes(scene: Scene): Node[] {
  const { topology, store } = useRunContext();
  const { order } = store.getState().stage;
  return useMemo(() => {
    const { killZone } = scene;
    const zone: Node = {
      ...{ id: 'kill-zone', type: 'killZone', data: {}, zIndex: 0 },
      position: killZone,
      ...{ width: killZone.width, height: killZone.height },
    };
    const parts = order.flatMap((id): Node[] => {
      const box = scene.boxes.get(id);
      if (box === undefined) return [];
      const kind = topology.parts.find((part) => part.id === id)?.kind;
      const type = kind === 'broker' || kind === 'cluster' ? kind : 'running';
      return [
        {
          ...{ id, type, data: {}, zIndex: 1 },
          position: { x: box.x, y: box.y },
          ...{ width: box.width, height: box.height },
        },
      ];
    });
    return [zone, ...parts];
  }, [scene, topology, order]);
}
