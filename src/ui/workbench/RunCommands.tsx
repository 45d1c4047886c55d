/** Owns what can be done to the run by name, in Find anything. Doing it is the run's. */
import { useMemo } from 'react';
import { type ClusterView, isRunning, type NodeView } from '../../projection';
import { useRun, useRunActions, type RunActions } from '../run';
import { useCommands, type NamedCommand } from '../shell';
import { workbenchMessages } from './messages.en';

const messages = workbenchMessages.commands;

/** Offers the run's commands as long as it stands; draws nothing. */
export function RunCommands() {
  const actions = useRunActions();
  const isLive = useRun((run) => run.live);
  const isPlaying = useRun((run) => run.playback === 'playing');
  const parts = useRun((run) => partKey(run.stage.nodes));
  const commands = useMemo(
    () => [...timeCommands(actions, isLive, isPlaying), ...partCommands(actions, isLive, parts)],
    [actions, isLive, isPlaying, parts],
  );
  useCommands(commands);
  return null;
}

function timeCommands(actions: RunActions, isLive: boolean, isPlaying: boolean): NamedCommand[] {
  return [
    {
      id: 'toggle',
      label: isPlaying ? messages.pause : messages.play,
      shortcut: 'Space',
      run: () => actions.toggle(),
    },
    { id: 'start', label: messages.start, shortcut: 'Home', run: () => actions.seek(0) },
    ...(isLive
      ? [
          {
            id: 'checkpoint',
            label: messages.checkpoint,
            shortcut: 'M',
            run: () => void actions.checkpoint(),
          },
        ]
      : [
          { id: 'head', label: messages.head, shortcut: 'End', run: () => actions.head() },
          {
            id: 'resume',
            label: messages.resume,
            shortcut: 'R',
            run: () => void actions.resumeHere(),
          },
        ]),
    { id: 'fork', label: messages.fork, shortcut: 'F', run: () => void actions.fork() },
    { id: 'undo', label: messages.undo, shortcut: 'Ctrl Z', run: () => void actions.undo() },
  ];
}

function partCommands(actions: RunActions, isLive: boolean, parts: string): NamedCommand[] {
  return partsOf(parts).flatMap(({ id, node, label, isDead, canBeKilled }) => {
    const key = node === undefined ? id : `${id}-${node}`;
    const selection = node === undefined ? { part: id } : { part: id, node };
    const inspect = {
      id: `inspect-${key}`,
      label: messages.inspect(label),
      run: () => actions.select(selection),
    };
    if (!canBeKilled || !isLive) return [inspect];
    const kill = isDead
      ? { label: messages.revive(label), run: () => void actions.revive(id, node) }
      : { label: messages.kill(label), run: () => void actions.kill(id, node) };
    return [{ id: `kill-${key}`, ...kill }, inspect];
  });
}

interface PartSummary {
  readonly id: string;
  /** Of a cluster: one of its broker nodes. */
  readonly node?: number;
  readonly label: string;
  readonly isDead: boolean;
  readonly canBeKilled: boolean;
}

/** What the commands need of the parts, as text: it is the same while nothing in it changed. */
function partKey(nodes: { readonly [id: string]: NodeView }): string {
  const parts = Object.values(nodes).flatMap((node): PartSummary[] => [
    {
      id: node.id,
      label: node.label,
      isDead: isRunning(node) && node.health === 'dead',
      canBeKilled: isRunning(node),
    },
    ...(node.kind === 'cluster' ? withinCluster(node) : []),
  ]);
  return JSON.stringify(parts);
}

/** What stands in a cluster: its streams and groups can be inspected, its nodes killed, too. */
function withinCluster({ id, label, streams, groups, nodes }: ClusterView): PartSummary[] {
  return [
    ...[...streams, ...groups].map((part) => ({
      ...{ id: part.id, label: part.label, isDead: false, canBeKilled: false },
    })),
    ...nodes.map(({ number, alive }) => ({
      ...{ id, node: number, label: messages.node(number, label) },
      ...{ isDead: !alive, canBeKilled: true },
    })),
  ];
}

function partsOf(key: string): readonly PartSummary[] {
  const parts: readonly PartSummary[] = JSON.parse(key);
  return parts;
}
