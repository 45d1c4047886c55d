/**
 * Owns the stage's single keys: K kills or revives, D duplicates, Delete or Shift+D takes one
 * away. They mean the part that has the focus, else the one that is selected.
 */
import { type RefObject, useEffect } from 'react';
import { useRunContext } from '../run';
import { isTyping } from '../shell';
import { type StageCommands, targetOf } from './commands';

/** Listens while the stage is there. */
export function useStageKeys(frame: RefObject<HTMLElement | null>, commands: StageCommands): void {
  const { store, topology } = useRunContext();
  useEffect(() => {
    const focusedData = (): DOMStringMap => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || frame.current?.contains(focused) !== true) {
        return {};
      }
      return focused.dataset;
    };
    /** The broker node that is meant, if one has the focus or is selected. */
    const nodeMeant = ({ part, node }: DOMStringMap) => {
      if (part !== undefined) return node === undefined ? undefined : { part, node: Number(node) };
      return store.getState().selection ?? undefined;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTyping(event.target)) return;
      const act = deedOf(event, commands);
      const focused = focusedData();
      const { part: cluster, node } = nodeMeant(focused) ?? {};
      if (act === commands.toggleLife && cluster !== undefined && node !== undefined) {
        event.preventDefault();
        commands.toggleNode(cluster, node);
        return;
      }
      const part = targetOf(topology, focused.part ?? store.getState().selection?.part);
      if (act === null || part === undefined) return;
      event.preventDefault();
      act(part);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [frame, store, topology, commands]);
}

function deedOf(event: KeyboardEvent, commands: StageCommands): ((part: string) => void) | null {
  switch (event.key.toLowerCase()) {
    case 'k':
      return event.shiftKey ? null : commands.toggleLife;
    case 'd':
      return event.shiftKey ? commands.remove : commands.duplicate;
    case 'delete':
      return commands.remove;
    default:
      return null;
  }
}
