/** Owns what the nodes of a stage share: the scene, the table and the commands. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { NodeView, StageView } from '../../projection';
import { useRun } from '../run';
import type { StageCommands } from './commands';
import type { Point } from './geometry';
import type { Scene } from './scene';
import type { Table, TableState } from './table';

export interface StageContextValue {
  readonly scene: Scene;
  readonly table: Table;
  readonly commands: StageCommands;
  /** A point of the window in stage pixels. */
  readonly toStage: (client: Point) => Point;
  /** Moves the view until the kill zone is in sight. */
  readonly revealZone: () => void;
  /** Opens the menu of a part at a point of the window. */
  readonly openMenu: (part: string, at: Point, node?: number) => void;
}

export const StageContext = createContext<StageContextValue | null>(null);

/** The stage around this component. Throws outside of one: our bug. */
export function useStage(): StageContextValue {
  const stage = useContext(StageContext);
  if (stage === null) throw new Error('A node stands outside of the stage');
  return stage;
}

/** Part of the stage's view. What `select` returns must be shared between views. */
export function useStageView<T>(select: (view: StageView) => T): T {
  return useRun(({ stage }) => select(stage));
}

/** The view of one node; undefined if the run has no such part. */
export function useNode(id: string): NodeView | undefined {
  return useStageView(({ nodes }) => nodes[id]);
}

/** Part of what lies on the table. */
export function useTable<T>(select: (state: TableState) => T): T {
  return useStore(useStage().table, select);
}
