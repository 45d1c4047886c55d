/**
 * Owns the menu of a part: by right click, Shift+F10 or the bar's "more". Every drag has its item
 * here.
 */
import { type ReactNode, useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { Kbd } from '../tokens';
import { runningView, type StageCommands } from './commands';
import type { Point } from './geometry';
import { stageText } from './messages.en';
import styles from './stage.module.css';
import { useNode, useStage } from './stageContext';
import { streamText } from './streamMessages.en';

/** Whose menu, and where in the window. */
export interface MenuRequest {
  readonly part: string;
  /** Of a cluster: the broker node. */
  readonly node?: number;
  readonly at: Point;
}

interface StageMenuProps {
  readonly request: MenuRequest;
  readonly onClose: () => void;
}

/** Loaded when it is first asked for: hence the default export. */
export default function StageMenu({ request, onClose }: StageMenuProps) {
  const { part, node: brokerNode, at } = request;
  const { commands } = useStage();
  const anchor = useRef<HTMLSpanElement>(null);
  const node = useNode(part);
  const view = node === undefined ? undefined : runningView({ [part]: node }, part);
  const { menu } = stageText;
  const item = (command: MenuDeed, text: string, more: ItemOptions = {}) => (
    <MenuItem
      key={command}
      id={command}
      className={styles.menuItem}
      textValue={text}
      isDisabled={more.disabled === true}
    >
      {text}
      {more.shortcut !== undefined && <Kbd>{more.shortcut}</Kbd>}
    </MenuItem>
  );
  const nodeItems = () => {
    if (node?.kind !== 'cluster' || brokerNode === undefined) return null;
    const alive = node.nodes.at(brokerNode)?.alive !== false;
    return [
      item('toggleLife', alive ? menu.kill : menu.revive, { shortcut: 'K' }),
      item('inspect', menu.inspect, { shortcut: '↵' }),
    ];
  };
  const partItems = () => {
    if (view === undefined) return null;
    const dead = view.health === 'dead';
    const someDead = view.instances.some(({ state }) => state === 'dead');
    const several = view.instances.length > 1;
    return [
      item('toggleLife', dead ? menu.revive : menu.kill, { shortcut: 'K' }),
      item('killInstance', menu.killInstance, { disabled: dead || !several }),
      item('reviveInstance', menu.reviveInstance, { disabled: dead || !someDead }),
      item('duplicate', menu.duplicate, { shortcut: 'D' }),
      item('remove', menu.remove, { disabled: !several, shortcut: '⇧D' }),
      item('inspect', menu.inspect, { shortcut: '↵' }),
    ];
  };
  const act = (deed: MenuDeed) => {
    if (brokerNode === undefined) commands[deed](part);
    else if (deed === 'inspect') commands.inspectNode(part, brokerNode);
    else commands.toggleNode(part, brokerNode);
  };
  const items = brokerNode === undefined ? partItems() : nodeItems();
  if (items === null) return null;
  const label =
    brokerNode === undefined ? menu.label(node?.label ?? part) : streamText.menuNode(brokerNode);
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} />
      <Popover
        className={styles.popover}
        triggerRef={anchor}
        placement="bottom start"
        offset={4}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <Menu
          className={styles.menu}
          aria-label={label}
          autoFocus="first"
          onAction={(key) => {
            onClose();
            if (isDeed(key)) act(key);
          }}
        >
          {items}
        </Menu>
      </Popover>
    </>
  );
}

interface ItemOptions {
  readonly shortcut?: ReactNode;
  readonly disabled?: boolean;
}

const DEEDS = [
  ...(['toggleLife', 'killInstance', 'reviveInstance', 'duplicate', 'remove', 'inspect'] as const),
] satisfies (keyof StageCommands)[];
type MenuDeed = (typeof DEEDS)[number];

const isDeed = (key: unknown): key is MenuDeed => DEEDS.some((deed) => deed === key);
