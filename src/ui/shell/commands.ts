/**
 * Owns the list of what can be done now by name, in Find anything. Pages add what they can do and
 * take it away when they leave; doing it stays theirs.
 */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Something that can be done now. */
export interface NamedCommand {
  readonly id: string;
  /** Imperative: "Fork from here". */
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly run: () => void;
}

const store = createStore<ReadonlyMap<symbol, readonly NamedCommand[]>>(() => new Map());

/** Offers `commands` as long as the component stands; give the same array while it is the same. */
export function useCommands(commands: readonly NamedCommand[]): void {
  useEffect(() => {
    const key = Symbol('commands');
    store.setState(new Map(store.getState()).set(key, commands), true);
    return () => {
      const rest = new Map(store.getState());
      rest.delete(key);
      store.setState(rest, true);
    };
  }, [commands]);
}

/** All that can be done now. */
export function useAllCommands(): readonly NamedCommand[] {
  const groups = useStore(store);
  return [...groups.values()].flat();
}
