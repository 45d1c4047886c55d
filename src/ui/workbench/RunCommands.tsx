/** Owns what can be done to the run by name, in Find anything. Doing it is the run's. */
import { useMemo } from 'react';
import type { NodeView } from '../../projection';
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
  return partsOf(parts).flatMap(({ id, label, isDead, canBeKilled }) => {
    const inspect = {
      id: `inspect-${id}`,
      label: messages.inspect(label),
      run: () => actions.select({ part: id }),
    };
    if (!canBeKilled || !isLive) return [inspect];
    const kill = isDead
      ? { label: messages.revive(label), run: () => void actions.revive(id) }
      : { label: messages.kill(label), run: () => void actions.kill(id) };
    return [{ id: `kill-${id}`, ...kill }, inspect];
  });
}

interface PartSummary {
  readonly id: string;
  readonly label: string;
  readonly isDead: boolean;
  readonly canBeKilled: boolean;
}

/** What the commands need of the parts, as text: it is the same while nothing in it changed. */
function partKey(nodes: { readonly [id: string]: NodeView }): string {
  const parts: PartSummary[] = Object.values(nodes).map((node) => ({
    id: node.id,
    label: node.label,
    isDead: node.kind !== 'broker' && node.health === 'dead',
    canBeKilled: node.kind !== 'broker',
  }));
  return JSON.stringify(parts);
}

function partsOf(key: string): readonly PartSummary[] {
  const parts: readonly PartSummary[] = JSON.parse(key);
  return parts;
}
