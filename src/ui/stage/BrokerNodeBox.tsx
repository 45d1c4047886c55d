/**
 * Owns a broker node along the lower wall of its cluster: it can be inspected, killed and revived
 * by key and menu, and carried into the kill zone. It keeps its place when it is dead.
 */
import { memo, type MouseEvent, type RefObject, useRef } from 'react';
import type { BrokerNodeView } from '../../projection';
import { useRun, useRunContext } from '../run';
import { centre, contains, grown, type Point, type Rect, within } from './geometry';
import { stageText } from './messages.en';
import { useStage, useTable } from './stageContext';
import { streamText } from './streamMessages.en';
import streams from './streams.module.css';
import { useHold } from './useHold';

/** A box narrower than this says less. */
const SHORT_NODE = 80;
/** A node whose middle is this close to the kill zone, in stage pixels, falls into it. */
const ZONE_SLACK = 12;

interface BrokerNodeBoxProps {
  /** Part id. */
  readonly cluster: string;
  readonly node: BrokerNodeView;
  /** The cluster's box, and the node's within it. */
  readonly box: Rect;
  readonly nodeBox: Rect;
}

export const BrokerNodeBox = memo(function BrokerNodeBox(props: BrokerNodeBoxProps) {
  const { cluster, node, box, nodeBox } = props;
  const { commands, openMenu } = useStage();
  const selected = useRun(
    ({ selection }) => selection?.part === cluster && selection.node === node.number,
  );
  const held = useTable((table) => table.held === heldName(props));
  const button = useRef<HTMLButtonElement>(null);
  useCarriedNode(button, props);
  const short = nodeBox.width < SHORT_NODE;
  const openMenuHere = (event: MouseEvent) => {
    event.preventDefault();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    const at = byKeyboard ? { x: left + 16, y: bottom } : { x: event.clientX, y: event.clientY };
    openMenu(cluster, at, node.number);
  };
  return (
    <>
      {held && <span className={streams.nodeGhost} style={within(nodeBox, box)} />}
      <button
        ref={button}
        type="button"
        className={streams.node}
        data-part={cluster}
        data-node={node.number}
        data-dead={!node.alive || undefined}
        data-held={held || undefined}
        style={within(nodeBox, box)}
        aria-label={streamText.describeNode(node.number, node.alive, node.leads, node.copies)}
        aria-pressed={selected}
        aria-keyshortcuts="Enter K Shift+F10"
        onClick={() => commands.inspectNode(cluster, node.number)}
        onContextMenu={openMenuHere}
      >
        <b>{short ? streamText.nodeShort(node.number) : streamText.node(node.number)}</b>
        {!short && <span>{node.alive ? streamText.leads(node.leads) : streamText.dead}</span>}
      </button>
    </>
  );
});

/** What the table calls a node that is in the hand. */
const heldName = ({ cluster, node }: Pick<BrokerNodeBoxProps, 'cluster' | 'node'>): string =>
  `${cluster}/${node.number}`;

/** Lets the node be carried: dropped in the kill zone it dies, elsewhere it goes back. */
function useCarriedNode(button: RefObject<HTMLButtonElement | null>, of: BrokerNodeBoxProps): void {
  const { cluster, node, nodeBox } = of;
  const { scene, table, commands, toStage, revealZone } = useStage();
  const { announce } = useRunContext();
  const label = streamText.node(node.number);
  const isOver = (at: Point): boolean =>
    contains(grown(scene.killZone, ZONE_SLACK), centre({ ...nodeBox, ...at }));
  const putDown = () => {
    table.setState({ held: null, overZone: false });
    button.current?.style.removeProperty('transform');
  };
  useHold(button, {
    position: nodeBox,
    toStage,
    onLift() {
      table.setState({ held: heldName(of), overZone: false, offer: null });
      announce(stageText.announce.lifted(label));
      revealZone();
    },
    onCarry(at) {
      const by = { x: at.x - nodeBox.x, y: at.y - nodeBox.y };
      button.current?.style.setProperty('transform', `translate(${by.x}px, ${by.y}px)`);
      const overZone = node.alive && isOver(at);
      if (overZone !== table.getState().overZone) table.setState({ overZone });
    },
    onDrop(at) {
      putDown();
      if (node.alive && isOver(at)) commands.toggleNode(cluster, node.number);
      else announce(stageText.announce.cancelled(label));
    },
    onCancel() {
      putDown();
      announce(stageText.announce.cancelled(label));
    },
  });
}
