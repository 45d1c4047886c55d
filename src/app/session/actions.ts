/**
 * Owns how what a person does becomes a deed of the run's handle, and how its outcome is said.
 * What changes the world is refused in the past; looking is free.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { DeedOutcome, RunHandle } from '../../engine/client';
import type { Intervention } from '../../projection';
import type { ActionOutcome, RunActions, RunState } from '../../ui/run';
import { refusalText, sessionMessages as messages } from './messages.en';

/** What actions need beside the handle. */
export interface ActionSources {
  readonly handle: RunHandle;
  readonly store: StoreApi<RunState>;
  /** The learner offers a correlation as an answer. */
  readonly selectCorrelation: (correlation: string) => void;
}

function said(outcome: DeedOutcome): ActionOutcome {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done' };
    case 'refused':
      return { kind: 'refused', reason: refusalText(outcome.reason) };
    case 'lost':
      return { kind: 'refused', reason: messages.lost };
  }
}

/** The actions of one run. */
export function createActions({ handle, store, selectCorrelation }: ActionSources): RunActions {
  const act = async (intervention: Intervention): Promise<ActionOutcome> => {
    if (!store.getState().live) return { kind: 'refused', reason: messages.inThePast };
    return said(await handle.intervene(intervention));
  };
  return {
    play: () => handle.play(),
    pause: () => handle.pause(),
    toggle: () => handle.toggle(),
    seek: (atMs) => void handle.seek({ kind: 'time', atMs: Math.round(atMs) }),
    seekFact: (seq) => void handle.seek({ kind: 'fact', seq }),
    step: (by) => void (by === 1 ? handle.stepForward() : handle.stepBack()),
    head: () => void handle.head(),
    fork: async (change) => said(await handle.fork('', change ?? null)),
    resumeHere: async () => said(await handle.resumeHere()),
    undo: async () => said(await handle.undo()),
    switchBranch: (branch) => void handle.switchBranch(branch),
    checkpoint: async (label) => {
      const name = label ?? messages.checkpoint(checkpointCount(store.getState()) + 1);
      return said(await handle.checkpoint(name));
    },
    setSpeed: (speed) => handle.setSpeed(speed),
    kill: (part, instance) => act({ kind: 'Kill', part, instance }),
    revive: (part, instance) => act({ kind: 'Revive', part, instance }),
    duplicate: (part) => act({ kind: 'AddInstance', part }),
    removeInstance: (part) => act({ kind: 'RemoveInstance', part }),
    setRate: (part, perSecond) => act({ kind: 'SetRate', part, perSecond }),
    setConsumption: (part, queue, acknowledge, prefetch) =>
      act({ kind: 'SetConsumption', part, queue, acknowledge, prefetch }),
    settle: (part, message, how) => act({ kind: 'Settle', part, message, how }),
    purge: (part) => act({ kind: 'Purge', part }),
    intervene: act,
    select: (selection) => store.setState({ selection }),
    selectCorrelation,
    query: (query) => handle.query(query),
    restart: (seed) => void handle.restart(seed),
  };
}

function checkpointCount({ timeline }: RunState): number {
  const branch = timeline.branches.find(({ id }) => id === timeline.branch);
  return branch?.marks.filter(({ kind }) => kind === 'checkpoint').length ?? 0;
}
